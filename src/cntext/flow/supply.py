"""Lists, lexicon and segmenters of a run: each loaded once in a process, when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import Any

from cntext.analysis import Cut
from cntext.flow.keys import tokens_name
from cntext.lexicon import Lexicon, load_lexicon
from cntext.segment.choosing import Engine, choose_segmenter, engine_in_force
from cntext.segment.dictionary import jieba_version
from cntext.segment.engine import DictionaryBackground, Segmenter
from cntext.segment.userdict import UserDictionary, load_userdict
from cntext.stopwords import StopWords, load_stopwords

PADDING = ("boilerplate_policy",)


class Supply:
    """What the options about words ask for; sent to a worker it is loaded there anew."""

    def __init__(
        self,
        *,
        userdict: tuple[str, ...] = (),
        lexicons: tuple[str, ...] = (),
        no_lexicon: bool = False,
        stopwords: tuple[str, ...] = ("function",),
        engine: str = "auto",
    ) -> None:
        self._asked = {
            "userdict": userdict,
            "lexicons": lexicons,
            "no_lexicon": no_lexicon,
            "stopwords": stopwords,
            "engine": engine,
        }
        self._userdict, self._lexicons = userdict, lexicons
        self._no_lexicon, self._stopwords = no_lexicon, stopwords
        self._engine = Engine(engine)
        self._segmenters: dict[bool, Segmenter] = {}
        self._loaded: list[Lexicon] = []

    def anew(self) -> Supply:
        """Return a supply of the same lists, those loaded already, that was asked for none yet."""
        other = copy(self)
        other.__dict__.pop("lexicon", None)
        return other

    def without_userdict(self) -> Supply:
        """Return the same supply without the user's words."""
        return _supply({**self._asked, "userdict": ()})

    @property
    def asked(self) -> Mapping[str, Any]:
        """What it was made with: the options about words, by name."""
        return self._asked

    def __reduce__(self) -> tuple[Any, ...]:
        return _supply, (self._asked,)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The policy lexicon in force."""
        if not self._loaded:
            self._loaded.append(load_lexicon(self._lexicons, default=not self._no_lexicon))
        return self._loaded[0]

    @property
    def knows_lexicon(self) -> bool:
        """Say whether the lexicon was loaded: then it is part of what shaped the result."""
        return "lexicon" in self.__dict__

    @cached_property
    def stopwords(self) -> StopWords:
        """The stop words in force."""
        return load_stopwords(self._stopwords)

    @cached_property
    def background(self) -> DictionaryBackground:
        """What is known of words in general Chinese."""
        return DictionaryBackground()

    @cached_property
    def userdicts(self) -> tuple[UserDictionary, ...]:
        """The user's words, file by file."""
        return tuple(load_userdict(Path(path)) for path in self._userdict)

    def segmenter(self, *, hmm: bool = True) -> Segmenter:
        """Return the segmenter with the user's words, made once."""
        if hmm not in self._segmenters:
            self._segmenters[hmm] = choose_segmenter(self._engine, self.userdicts, hmm=hmm)
        return self._segmenters[hmm]

    @property
    def segmenter_name(self) -> tuple[str, str]:
        """Whose tokens these are, and what cuts; known without loading the dictionary."""
        for segmenter in self._segmenters.values():
            return segmenter.name, segmenter.engine
        return f"jieba {jieba_version()}", engine_in_force(self._engine).value

    def hashes(self, needs: Iterable[str]) -> list[str]:
        """Return the hashes of the files behind those of ``needs`` that a user can change."""
        known = {
            "lexicon": lambda: self.lexicon.sources,
            "stopwords": lambda: self.stopwords.sources,
        }
        return [sha for name in sorted(needs) if name in known for _, sha in known[name]()]

    def tokens_name(self, cut: Cut, *, pos: bool) -> str:
        """Return the name of a layer that is cut in that way with these words."""
        lists = [words.sha256 for words in self.userdicts]
        lexicon = [sha for _, sha in self.lexicon.sources] if cut is Cut.UNITS else []
        return tokens_name(cut.value, [*lists, "", *lexicon], pos=pos)

    def given(self, needs: Iterable[str]) -> dict[str, Any]:
        """Return what an analysis asks for by name."""
        shelf: dict[str, Callable[[], object]] = {
            "stopwords": lambda: self.stopwords,
            "lexicon": lambda: self.lexicon,
            "background": lambda: self.background,
            "function_words": lambda: load_stopwords().words,
            "padding": lambda: load_stopwords(PADDING).words,
        }
        return {name: shelf[name]() for name in sorted(needs)}


def _supply(asked: dict[str, Any]) -> Supply:
    return Supply(**asked)
