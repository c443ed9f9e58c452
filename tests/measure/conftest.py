"""What several tests of measures share."""

import pytest

from cntext.segment.engine import DictionaryBackground
from cntext.stopwords import load_stopwords


@pytest.fixture(scope="session")
def phrase_tools():
    """Return what `phrases` is given beside a corpus, the lexicon aside."""
    return {
        "background": DictionaryBackground(),
        "function_words": load_stopwords().words,
        "padding": load_stopwords(("boilerplate_policy",)).words,
    }
