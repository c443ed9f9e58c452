"""Formulas and counts that several measures share."""
