"""Analyse Chinese text: words, recurring policy phrases, keywords, clouds."""

__version__ = "0.1.0"
