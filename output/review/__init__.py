"""The page on which people look at an edition, compare it with the one before, and correct it: a folder that opens by double click."""
