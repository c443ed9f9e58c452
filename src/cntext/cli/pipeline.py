"""Read → segment → measure → render: the four steps of every command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from cntext.analysis import Analysis, Cut
from cntext.cli.manifest import inputs_record, tool_record
from cntext.cli.reading import read_documents
from cntext.cli.request import Request
from cntext.cli.speaking import Speaker
from cntext.corpus import Corpus, corpus_of
from cntext.errors import Both, Exit, UsageProblem
from cntext.lexicon import Lexicon, load_lexicon
from cntext.model import Document, Inputs
from cntext.segment.build import build_corpus
from cntext.segment.engine import DictionaryBackground, JiebaSegmenter
from cntext.segment.userdict import load_userdict
from cntext.stopwords import StopWords, load_stopwords
from cntext.table import Caveat, Manifest, Table

PADDING = ("boilerplate_policy",)
_BUILT_IN = (
    "document",
    "year",
    "quarter",
    "month",
    "decade",
    "date",
    "title",
    "author",
    "source",
    "path",
)


@dataclass(slots=True)
class Session:
    """One run: the documents read, what became of the inputs, what was loaded for them.

    Loads each thing once, so that several analyses of one run (``cntext demo``) share it.
    """

    request: Request
    speaker: Speaker
    inputs: Inputs = field(default_factory=Inputs)
    documents: list[Document] = field(default_factory=list)
    duplicates: Table | None = None
    _said: tuple[Both, ...] = ()
    _lists: tuple[tuple[str, str], ...] = ()
    _caveats: tuple[Caveat, ...] = ()
    _lexicon: Lexicon | None = None
    _stopwords: StopWords | None = None
    _background: DictionaryBackground | None = None
    _segmenters: dict[bool, JiebaSegmenter] = field(default_factory=dict)
    _corpora: dict[tuple[Cut, bool], Corpus] = field(default_factory=dict)

    def read(self) -> None:
        """Read and clean every input; report what could not be read."""
        reading = read_documents(self.request, self.speaker)
        self.inputs, self.documents = reading.inputs, reading.documents
        self._said, self._caveats, self._lists = reading.notes, reading.caveats, reading.lists
        if self.request.duplicates and reading.duplicates:
            self.duplicates = self.attach(reading.duplicates, {})

    @property
    def lexicon(self) -> Lexicon:
        """The policy lexicon in force."""
        if self._lexicon is None:
            request = self.request
            self._lexicon = load_lexicon(request.lexicons, default=not request.no_lexicon)
        return self._lexicon

    @property
    def stopwords(self) -> StopWords:
        """The stop words in force."""
        if self._stopwords is None:
            self._stopwords = load_stopwords(self.request.stopwords)
        return self._stopwords

    @property
    def background(self) -> DictionaryBackground:
        """What is known of words in general Chinese."""
        if self._background is None:
            self._background = DictionaryBackground()
        return self._background

    def segmenter(self, *, hmm: bool = True) -> JiebaSegmenter:
        """Return jieba with the user's words, made once."""
        if hmm not in self._segmenters:
            words = [load_userdict(Path(path)) for path in self.request.userdict]
            self._segmenters[hmm] = JiebaSegmenter(words, hmm=hmm)
        return self._segmenters[hmm]

    def corpus(self, cut: Cut, *, pos: bool = False) -> Corpus:
        """Return the documents as a corpus cut the given way, made once."""
        if self.request.plain and cut is Cut.UNITS:
            cut = Cut.WORDS
        if cut is Cut.TEXT:
            return corpus_of(self.documents, [()] * len(self.documents))
        key = (cut, pos)
        if key not in self._corpora:
            segmenter = self.segmenter(hmm=cut is not Cut.DICTIONARY)
            lexicon = self.lexicon if cut is Cut.UNITS else None
            size = sum(len(d.text) for d in self.documents)
            documents = self.documents
            if cut is Cut.DICTIONARY:
                # Phrases come and go with time: the earliest first, undated ones last.
                documents = sorted(documents, key=lambda d: d.date or "9999")
            with self.speaker.progress(Both("分词", "segmenting"), size) as bar:
                self._corpora[key] = build_corpus(
                    documents, segmenter, lexicon=lexicon, pos=pos, progress=bar.advance
                )
        return self._corpora[key]

    def check(self, analysis: Analysis) -> None:
        """Load every list that ``analysis`` will use, so that a bad one is found first."""
        if (
            analysis.cut({}) is Cut.UNITS and not self.request.plain
        ) or "lexicon" in analysis.needs:
            _ = self.lexicon
        if "stopwords" in analysis.needs:
            _ = self.stopwords
        for path in self.request.userdict:
            load_userdict(Path(path))

    def measure(self, analysis: Analysis, chosen: Mapping[str, Any]) -> Table:
        """Run ``analysis`` with the options ``chosen`` and attach the manifest."""
        for option in analysis.options:
            given = chosen.get(option.name)
            if option.opt.field and given and given != option.default:
                self._check_field(option.name, str(chosen[option.name]))
        corpus = self.corpus(analysis.cut(chosen), pos=analysis.tags and bool(chosen.get("pos")))
        table = analysis.run(corpus, **self._resources(analysis.needs), **chosen)
        params: dict[str, object] = {
            name: value.record() if hasattr(value, "record") else value
            for name, value in sorted(chosen.items())
        }
        if "stopwords" in analysis.needs:
            params["stopwords"] = {
                "names": list(self.stopwords.names),
                "files": dict(self.stopwords.sources),
            }
        table = replace(
            table,
            notes=(*table.notes, *self._notes(analysis.cut(chosen))),
            warnings=(*self._caveats, *table.warnings),
        )
        return self.attach(table, params, corpus)

    def _check_field(self, option: str, name: str) -> None:
        """Refuse a field that no document has: a misspelt one would make one nameless group."""
        if not self.documents or any(document.field(name) for document in self.documents):
            return
        known = sorted({*_BUILT_IN, *(key for document in self.documents for key in document.meta)})
        near = get_close_matches(name, known, 1)
        raise UsageProblem(
            f"--{option} {name}",
            Both("没有一篇文档有这个字段", "no document has that field"),
            Both(f"是不是 {near[0]}？", f"did you mean {near[0]}?")
            if near
            else Both("可用：" + "、".join(known), "there are: " + ", ".join(known)),
        )

    def attach(
        self, table: Table, params: Mapping[str, object], corpus: Corpus | None = None
    ) -> Table:
        """Return ``table`` with the manifest of this run."""
        every: dict[str, object] = {"command": table.name, **self.request.record(), **params}
        if self._lexicon is not None:
            every["lexicon"] = {"files": dict(self.lexicon.sources)}
        if self._lists:
            every["lists"] = {"files": dict(self._lists)}
        segmenters = list(self._segmenters.values())
        every["userdict"] = {"files": {u.name: u.sha256 for s in segmenters for u in s.userdicts}}
        return replace(
            table,
            manifest=Manifest(
                tool=tool_record(segmenters[0].name if segmenters else ""),
                params=every,
                corpus=corpus.summary() if corpus else {"documents": len(self.documents)},
                inputs=inputs_record(self.inputs, self.documents),
            ),
        )

    def _resources(self, needs: frozenset[str]) -> dict[str, Any]:
        supply: dict[str, Callable[[], object]] = {
            "stopwords": lambda: self.stopwords,
            "lexicon": lambda: self.lexicon,
            "background": lambda: self.background,
            "function_words": lambda: load_stopwords().words,
            "padding": lambda: load_stopwords(PADDING).words,
            "paths": lambda: self.request.paths,
        }
        return {name: supply[name]() for name in sorted(needs)}

    def _notes(self, cut: Cut) -> list[Both]:
        """Return what was done to the text before it was counted."""
        notes = []
        if cut is Cut.UNITS and not self.request.plain and len(self.lexicon):
            notes.append(
                Both(
                    "词表中的短语按最长匹配各算一词（--plain 不合并）",
                    "phrases of the lexicon are one word each, the longest first (--plain: not)",
                )
            )
        articles = sum(d.split is not None for d in self.documents)
        if articles:
            pages = len({d.path for d in self.documents if d.split})
            notes.append(
                Both(
                    f"{pages:,} 个版面分成 {articles + pages:,} 篇（--no-split 不分）",
                    f"{pages:,} pages split into {articles + pages:,} articles (--no-split: not)",
                )
            )
        joined = sum(len(d.decisions) for d in self.documents)
        if joined:
            notes.append(
                Both(
                    f"接回断行 {joined:,} 处（--no-clean 不接）",
                    f"{joined:,} broken lines joined (--no-clean: not)",
                )
            )
        return [*notes, *self._said]

    def exit_code(self) -> Exit:
        """Return 1 if any input failed, else 0."""
        return Exit.FAILED if self.inputs.failed else Exit.OK
