"""Coding schemes: categories with terms and rules, read from files, found on the characters of a text."""

DEFAULT = "instruments"  # the scheme where none is asked for
