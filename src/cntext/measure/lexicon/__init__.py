"""Analyses of the lexicon in a corpus: each file is one command of ``cntext lexicon``."""
