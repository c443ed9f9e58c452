"""Where the shipped word lists, lexicon and sample articles are."""

from pathlib import Path

# In a wheel the top-level folders travel as cntext/_data/; in a checkout
# (editable install) they are still at the top, so edits are seen at once.
_PACKAGE = Path(__file__).parent


def shipped(kind: str) -> Path:
    """Return the folder ``kind``: "corpus", "docs", "gazetteer", "lexicon", "schemes" or "stopwords"."""
    inside = _PACKAGE / "_data" / kind
    return inside if inside.is_dir() else _PACKAGE.parents[1] / kind
