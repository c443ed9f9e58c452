"""Analyse Chinese text: words, recurring policy phrases, keywords, clouds.

``import cntext as ct; ct.freq(ct.read("corpus/"), by="year").to_pandas()``: `cntext explain python` shows how.
"""

# Nothing is imported here: until __main__ has run, Ctrl-C is Python's to answer, with a traceback.
TYPE_CHECKING = False
if TYPE_CHECKING:  # for editors and mypy; at run time see __getattr__
    from typing import Any

    from cntext.api.analyses import *  # noqa: F403 (one function for each analysis)
    from cntext.api.corpus import CntextWarning, Corpus, read
    from cntext.api.drawing import Drawing, cloud
    from cntext.api.result import Result
    from cntext.errors import CntextError

__version__ = "0.1.0"

# Written by tools/api.py: the library is loaded when one of these is first asked for, no sooner.
__all__ = [
    "CntextError",
    "CntextWarning",
    "Corpus",
    "Drawing",
    "Result",
    "abbreviations",
    "cloud",
    "code",
    "collocates",
    "commitments",
    "compare",
    "coword",
    "dispersion",
    "diversity",
    "entities",
    "freq",
    "keywords",
    "kwic",
    "lexicon_count",
    "lexicon_cuts",
    "lexicon_guards",
    "lexicon_nested",
    "lexicon_suggest",
    "ngrams",
    "phrases",
    "read",
    "reuse",
    "seg",
    "similar",
    "topics",
    "trend",
]


if not TYPE_CHECKING:  # a checker would take every misspelt name to be here

    def __getattr__(name: str) -> "Any":  # noqa: ANN401 (functions and classes)
        """Return a name of the library."""
        from importlib import import_module

        if name == "read":  # also the name of a package, which takes the call
            return import_module("cntext.read")
        if name in __all__:
            return getattr(import_module("cntext.api"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the names that a user is offered."""
    return ["__version__", *__all__]
