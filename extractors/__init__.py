"""PDF in, Document out. Knows pages, no Chinese statistics."""
