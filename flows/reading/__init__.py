"""One PDF to the data of a release, in this process or in a child with limits."""
