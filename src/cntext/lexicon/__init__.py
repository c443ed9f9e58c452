"""The policy lexicon: concepts, their written forms, the search for them, and its files."""

from cntext.lexicon.concepts import Concept, Hit, Lexicon, LookAlike
from cntext.lexicon.files import load_lexicon

__all__ = ["Concept", "Hit", "Lexicon", "LookAlike", "load_lexicon"]
