"""The corpus on disk: parts, the automatic cache, and the index."""
