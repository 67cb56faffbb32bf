"""The order of things: command line, Prefect, network, clock."""
