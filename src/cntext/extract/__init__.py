"""Find what a text names and how much: typed mentions with spans; no files but word lists."""
