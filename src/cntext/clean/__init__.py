"""Cleaning: a page as it was pasted → documents whose sentences are whole."""
