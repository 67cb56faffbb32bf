"""`shubao review --edit`: the review page served on 127.0.0.1, its corrections written beside the store."""
