"""Finders of one kind of numeral each; `patterns.quantities` puts them in order."""
