"""From a reading to releases, diffs and series; what lies in the store."""
