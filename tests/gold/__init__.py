"""What the bundled gold says of a reading: scores by field, kept in fixtures/scores.csv, where they may rise and never fall."""
