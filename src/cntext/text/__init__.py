"""Facts about characters and sentences; no files, no segmenter."""
