"""Figures in, files out. Knows CSV and years."""
