"""Read → segment → measure → render: the four steps of every command."""

from __future__ import annotations

import platform
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cntext import __version__
from cntext.analysis import Analysis, Cut
from cntext.clean.documents import documents_of
from cntext.cli.speaking import Speaker
from cntext.corpus import Corpus
from cntext.errors import Both, CntextError, Exit, Reported, UsageProblem
from cntext.lexicon import Lexicon, load_lexicon
from cntext.model import Document, Failure, Inputs, Page
from cntext.read.encoding import check_encoding
from cntext.read.formats import ReadOptions
from cntext.read.pages import read_pages
from cntext.read.paths import STDIN
from cntext.segment.build import build_corpus
from cntext.segment.engine import DictionaryBackground, JiebaSegmenter
from cntext.segment.userdict import load_userdict
from cntext.stopwords import StopWords, load_stopwords
from cntext.table import Manifest, Table
from cntext.text.characters import HAN

PADDING = ("boilerplate_policy",)


@dataclass(frozen=True, slots=True)
class Request:
    """What the shared options ask for."""

    paths: tuple[str, ...] = ()
    encoding: str | None = None
    no_clean: bool = False
    on_error: str = "skip"
    userdict: tuple[str, ...] = ()
    plain: bool = False
    lexicons: tuple[str, ...] = ()
    no_lexicon: bool = False
    stopwords: tuple[str, ...] = ("function",)


@dataclass(slots=True)
class Session:
    """One run: the documents read, what became of the inputs, what was loaded for them.

    Loads each thing once, so that several analyses of one run (``cntext demo``) share it.
    """

    request: Request
    speaker: Speaker
    inputs: Inputs = field(default_factory=Inputs)
    documents: list[Document] = field(default_factory=list)
    _lexicon: Lexicon | None = None
    _stopwords: StopWords | None = None
    _background: DictionaryBackground | None = None
    _segmenters: dict[bool, JiebaSegmenter] = field(default_factory=dict)
    _corpora: dict[tuple[Cut, bool], Corpus] = field(default_factory=dict)

    def read(self) -> None:
        """Read and clean every input; report what could not be read."""
        request, speaker = self.request, self.speaker
        encoding = check_encoding(request.encoding) if request.encoding else None
        paths = request.paths
        if not paths:
            if sys.stdin is None or sys.stdin.isatty():
                raise UsageProblem(
                    "",
                    Both("没有说要读什么", "nothing to read"),
                    Both(
                        "给出文件或文件夹，或用管道输入", "give a file or folder, or pipe text in"
                    ),
                )
            paths = (STDIN,)
        for page in read_pages(paths, self.inputs, ReadOptions(encoding)):
            self.documents += documents_of(page, clean=not request.no_clean)
            self._remark(page)
            if request.on_error == "stop" and self.inputs.failed:
                break
        self._unique_ids()
        failures = [_line(f, speaker.lang) for f in self.inputs.failed]
        speaker.many(failures)
        if self.inputs.failed and request.on_error == "stop":
            raise Reported
        if not self.documents and not self.inputs.failed:
            raise CntextError(
                " ".join(paths),
                Both("没有可读的文件", "no readable file found"),
                Both("需要 .txt 或 .md 文件", "cntext reads .txt and .md files"),
            )
        self._summarise()

    def _remark(self, page: Page) -> None:
        """Say what the reader of the numbers must know about one file."""
        remark = None
        if not page.text.strip():
            remark = Both("空文件，计为 0 词", "empty; counted as 0 words")
        elif page.replaced:
            remark = Both(
                f"{page.replaced} 处无法解码，已替换为 �；可用 --encoding 指定编码",
                f"{page.replaced} undecodable places replaced by �; --encoding overrules",
            )
        elif not HAN.search(page.text):
            remark = Both(
                f"没有汉字（按 {page.encoding} 读）；如果不对，用 --encoding 指定编码",
                f"no Chinese characters (read as {page.encoding}); --encoding overrules",
            )
        if remark:
            self.speaker.note(Both(f"{page.path}：{remark.zh}", f"{page.path}: {remark.en}"))

    def _unique_ids(self) -> None:
        """Give documents that share a file name their whole path as id."""
        count: dict[str, int] = {}
        for document in self.documents:
            count[document.id] = count.get(document.id, 0) + 1
        self.documents = [replace(d, id=d.path) if count[d.id] > 1 else d for d in self.documents]

    def _summarise(self) -> None:
        inputs = self.inputs
        if inputs.failed or inputs.skipped.get("unsupported"):
            ok, bad, rest = (
                len({p.path for p in inputs.files}),
                len(inputs.failed),
                sum(inputs.skipped.values()),
            )
            self.speaker.note(
                Both(
                    f"共读 {ok:,} 个文件，失败 {bad:,} 个，按规则跳过 {rest:,} 个",
                    f"summary: {ok:,} ok, {bad:,} failed, {rest:,} skipped",
                )
            )

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
        corpus = self.corpus(analysis.cut(chosen), pos=analysis.tags and bool(chosen.get("pos")))
        table = analysis.run(corpus, **self._resources(analysis.needs), **chosen)
        return replace(
            table,
            notes=(*table.notes, *self._notes(analysis.cut(chosen))),
            manifest=self._manifest(analysis, chosen, corpus),
        )

    def _resources(self, needs: frozenset[str]) -> dict[str, Any]:
        supply: dict[str, Callable[[], object]] = {
            "stopwords": lambda: self.stopwords,
            "lexicon": lambda: self.lexicon,
            "background": lambda: self.background,
            "function_words": lambda: load_stopwords().words,
            "padding": lambda: load_stopwords(PADDING).words,
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
        joined = sum(len(d.decisions) for d in self.documents)
        if joined:
            notes.append(
                Both(
                    f"接回断行 {joined:,} 处（--no-clean 不接）",
                    f"{joined:,} broken lines joined (--no-clean: not)",
                )
            )
        return notes

    def _manifest(self, analysis: Analysis, chosen: Mapping[str, Any], corpus: Corpus) -> Manifest:
        request = self.request
        params: dict[str, object] = {"command": analysis.name, "paths": list(request.paths)}
        params.update(sorted(chosen.items()))
        params["encoding"] = request.encoding
        params["clean"] = not request.no_clean
        params["plain"] = request.plain
        if "stopwords" in analysis.needs:
            params["stopwords"] = {
                "names": list(self.stopwords.names),
                "files": dict(self.stopwords.sources),
            }
        if self._lexicon is not None:
            params["lexicon"] = {"files": dict(self.lexicon.sources)}
        params["userdict"] = {
            "files": {u.name: u.sha256 for s in self._segmenters.values() for u in s.userdicts}
        }
        return Manifest(
            tool={
                "name": "cntext",
                "version": __version__,
                "segmenter": next(iter(self._segmenters.values())).name,
                "python": platform.python_version(),
                "numpy": version("numpy"),
            },
            params=params,
            corpus=corpus.summary(),
            inputs=_inputs(self.inputs, self.documents),
        )

    def exit_code(self) -> Exit:
        """Return 1 if any input failed, else 0."""
        return Exit.FAILED if self.inputs.failed else Exit.OK


def _line(failure: Failure, lang: str) -> str:
    return CntextError(failure.path, failure.problem, failure.hint).say(lang)


def _inputs(inputs: Inputs, documents: list[Document]) -> dict[str, object]:
    joined = Counter(d.path for d in documents for _ in d.decisions)
    files = {page.path: page for page in inputs.files}
    return {
        "ok": len(files),
        "files": [
            {"path": p.path, "encoding": p.encoding, "sha256": p.sha256, "bytes": p.size}
            for p in files.values()
        ],
        "failed": [{"path": f.path, "code": f.code, "reason": f.problem.en} for f in inputs.failed],
        "skipped": dict(sorted(inputs.skipped.items())),
        "repaired": [
            {
                "path": p.path,
                "replaced": p.replaced,
                "removed": p.removed,
                "joined": joined.get(p.path, 0),
            }
            for p in inputs.files
            if p.replaced or p.removed or joined.get(p.path)
        ],
    }
