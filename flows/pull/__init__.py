"""Where reports come from: sources, listings, what is new, fetching it safely."""
