"""Queries: what is looked for, and where it stands in a corpus; no table, no command line here."""
