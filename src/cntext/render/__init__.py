"""Rendering: a table in, the bytes of a file or of a screen out."""
