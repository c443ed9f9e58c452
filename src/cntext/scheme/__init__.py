"""Coding schemes: categories with terms and rules, read from files, found on the characters of a text."""

from cntext.scheme.coding import Coder, Hit
from cntext.scheme.files import DEFAULT, load_scheme, shipped_schemes
from cntext.scheme.model import Category, Scheme, Unit

__all__ = [
    "DEFAULT", "Category", "Coder", "Hit", "Scheme", "Unit", "load_scheme", "shipped_schemes",
]  # fmt: skip
