"""What is fuzzed: each target takes bytes, and may only refuse them in the ways it promises."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

import seeds

from cntext.errors import UsageProblem
from cntext.model import Document, Inputs
from cntext.read import child, pages
from cntext.read.formats import Part, ReadOptions, reader_of
from cntext.read.refusal import Refused

# What pages.py and child.py turn into a failure of the one input.
_REFUSALS: tuple[type[BaseException], ...] = (Refused, RecursionError, MemoryError)


@dataclass(frozen=True, slots=True)
class Target:
    """Inputs to start from, words of the format, what is called and what it may raise.

    ``share`` is its part of the inputs of a run over all targets. What is ``contained``
    runs in a child process in the program: a crash of a library there costs one file, and
    is counted here, not a finding.
    """

    call: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    words: tuple[str, ...] = ()
    raises: tuple[type[BaseException], ...] = (UsageProblem,)
    share: int = 10
    contained: bool = False
    _made: list[bytes] = field(default_factory=list)

    def made(self) -> list[bytes]:
        """Return the seeds, made once."""
        if not self._made:
            self._made.extend(self.seeds())
        return self._made


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


@lru_cache(maxsize=1)
def _folder() -> Path:
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="cntext-fuzz-", dir=memory if memory.is_dir() else None))


def _file(name: str, data: bytes) -> Path:
    path = _folder() / name
    path.write_bytes(data)
    return path


# --- readers ------------------------------------------------------------------------------


def _here(name: str, data: bytes, options: ReadOptions) -> list[Part]:
    """Parse in this process, as the child would."""
    return list(import_module(f"cntext.read.formats.{name}").parse(data, options))


def _reader(name: str) -> Callable[[bytes], None]:
    def call(data: bytes) -> None:
        child.parse = _here
        for part in reader_of(name, data)(data, ReadOptions()):
            if isinstance(part, Part):
                json.dumps(part.text), json.dumps(dict(part.meta))
                assert part.line >= 1
            else:
                assert part.code
                assert part.problem.zh

    return call


def _page(name: str) -> Callable[[bytes], None]:
    """Read a file as a run does: nothing at all is raised, every failure has its reasons."""

    def call(data: bytes) -> None:
        child.parse = _here
        inputs = Inputs()
        for page in pages.read_pages([str(_file(name, data))], inputs):
            page.text.encode("utf-8", "surrogatepass")
            assert page.first_line >= 1
        for failure in inputs.failed:
            assert failure.code not in {"", "memory", "timeout"}, failure
            assert failure.problem.zh
            assert failure.problem.en

    return call


_XML = ("<", ">", "&", "]]>", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "&a;", 'w:val="-1"', 'w:val="99999999999"',
        "<w:tbl>", "<w:p>", "<w:t>", "</w:p>", "<mc:AlternateContent>", 'r:id="r9"', "../", "%2e", "<p>", "</div>")  # fmt: skip
_HTML = ("<div>", "</div>", "<p>", "<table>", "<td>", "<!--", "-->", "<script>", "&#x110000;", "&#0;", "<meta charset=utf-16>",
         "<svg>", "<br>", "<a href='x'>", "<![CDATA[", "<template>", "<h1>", "display:none", "content-type: text/html\n\n")  # fmt: skip
_MHTML = (
    "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; "
    "charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<html><p>=E4=B8=AD</html>\n--x--\n"
)
READERS = {
    "txt": Target(_page("a.txt"), lambda: _encoded(seeds.TEXT), ("---\n", "date: ", "title: "), (), 60),
    "csv": Target(_page("a.csv"), lambda: _encoded(seeds.CSV), (",", '"', "\n", ";", "\t", "正文"), (), 60),
    "tsv": Target(_page("a.tsv"), lambda: _encoded(seeds.CSV.replace(",", "\t")), ("\t", '"'), (), 20),
    "json": Target(_page("a.json"), lambda: _encoded(seeds.JSON), ("{", "}", "[", "]", ",", ":", '"content"', "\\ud800", "1e999"), (), 40),
    "jsonl": Target(_page("a.jsonl"), lambda: _encoded(f"{seeds.JSON}\n{seeds.JSON}\n"), ("{", "}", "\n", "null"), (), 40),
    "html": Target(_reader("a.html"), lambda: _encoded(seeds.HTML), _HTML, _REFUSALS, 12, contained=True),
    "mhtml": Target(_reader("a.mhtml"), lambda: [_MHTML.encode()], (*_HTML, "--x", "base64", "charset="), _REFUSALS, 6, contained=True),
    "docx": Target(_reader("a.docx"), lambda: [seeds.docx()], _XML, _REFUSALS, 30, contained=True),
    "pptx": Target(_reader("a.pptx"), lambda: [seeds.pptx()], _XML, _REFUSALS, 30, contained=True),
    "xlsx": Target(_reader("a.xlsx"), lambda: [seeds.xlsx()], _XML, _REFUSALS, 30, contained=True),
    "epub": Target(_reader("a.epub"), lambda: [seeds.epub()], (*_XML, *_HTML), _REFUSALS, 20, contained=True),
    "pdf": Target(_reader("a.pdf"), lambda: [seeds.pdf()], ("obj", "endobj", "stream", "0 R", "<<", ">>", "/Kids[2 0 R]", "-1", "/Encrypt"), _REFUSALS, 20, contained=True),
    "parquet": Target(_reader("a.parquet"), lambda: [seeds.parquet()], (), _REFUSALS, 6, contained=True),
    "zip": Target(_page("a.zip"), lambda: [seeds.zipped({"a.txt": "甲", "b/c.csv": seeds.CSV, "../d.txt": "乙"})], (), (), 30),
    "gz": Target(_page("a.txt.gz"), lambda: [seeds.gzipped(seeds.TEXT.encode())], (), (), 20),
}  # fmt: skip


def _encoded(text: str) -> list[bytes]:
    return [text.encode(), *(text.encode(e, "replace") for e in ("gb18030", "utf-16", "big5"))]


# --- lists that users write ------------------------------------------------------------------


def _lexicon(data: bytes) -> None:
    from cntext.lexicon import load_lexicon

    lexicon = load_lexicon([str(_file("a.toml", data))], default=False)
    list(lexicon.find("深化产教融合，双高计划。"))


def _phrases(data: bytes) -> None:
    from cntext.lexicon import load_lexicon

    load_lexicon([str(_file("list.txt", data))], default=False)


def _userdict(data: bytes) -> None:
    from cntext.segment.userdict import load_userdict

    for entry in load_userdict(_file("dict.txt", data)).words:
        assert 0 < len(entry.word) <= 64
        assert entry.frequency is None or 0 <= entry.frequency <= 10**9


def _stopwords(data: bytes) -> None:
    from cntext.stopwords import load_stopwords

    assert "" not in load_stopwords([str(_file("stop.txt", data))]).words


def _frequencies(data: bytes) -> None:
    from cntext.frequencies import read_frequencies

    found = read_frequencies(_file("list.csv", data))
    assert all(count >= 0 for count in found.freq.values())


def _sidecar(data: bytes) -> None:
    from cntext.metadata.sidecar import read_sidecar

    read_sidecar(_file("meta.csv", data))


def _overrides(data: bytes) -> None:
    from cntext.clean.overrides import load

    load(_file("report.csv", data))


def _scheme(data: bytes) -> None:
    from cntext.scheme.files import read_scheme

    read_scheme(_file("scheme.toml", data))


def _rule(data: bytes) -> None:
    from cntext.scheme.rules import parse_rule

    parse_rule(_text(data))


def _terms(data: bytes) -> None:
    from cntext.cli.terms import as_text, read_terms

    as_text(read_terms(_file("terms.txt", data)))


def _sheet(data: bytes) -> None:
    from cntext.cli.sheets import read_sheets

    child.parse = _here
    read_sheets([str(_file("coder.csv", data))], "", [], ReadOptions())


# --- tables and records that are read again ---------------------------------------------------


def _layout(data: bytes) -> None:
    from cntext.render.layout_file import from_layout

    from_layout(data, "layout.json")


def _saved(data: bytes) -> None:
    from cntext.render.saved import read_saved

    read_saved(data.decode("utf-8-sig", "replace"), "table.json")


def _plotted(data: bytes) -> None:
    from cntext.cli.plot_table import read_table

    read_table(str(_file("table.json", data)))


def _record(data: bytes) -> None:
    """Read what `cntext verify` is given, up to where it would run it."""
    from cntext.cli import verify

    whole = verify._envelope("run.json", data)
    verify._arguments("run.json", whole)
    verify._require_inputs(whole)


def _project(data: bytes) -> None:
    from cntext.cli.project import load_project

    load_project(_file("cntext.toml", data))


def _evidence(data: bytes) -> None:
    from cntext.cli import show

    show._of_file(_file("evidence.jsonl", data))


_RULE_FAULT: Any = import_module("cntext.scheme.rules").RuleFault
_SCHEME = '# 政策\n[scheme]\nabout = "甲"\nunit = "sentence"\n\n["供给"]\nen = "supply"\n\n["资金"]\nparent = "供给"\nweight = 2\nterms = ["专项资金"]\nrules = ["(加大 OR 设立) NEAR/8 (经费 OR 资金)"]\nnot = ["非法集资"]\n'
_TABLE = '{"schema": "cntext.freq/1", "tool": {"name": "cntext"}, "params": {"arguments": ["freq", "a.txt"]}, "inputs": {"files": [{"path": "a.txt"}]}, "columns": [{"name": "word", "type": "string"}, {"name": "freq", "type": "integer"}], "rows": [{"word": "产教融合", "freq": 3}], "total_rows": 1}'
_LAYOUT = '{"schema": "cntext.layout/1", "width": 800, "height": 600, "shape": "", "panels": [{"name": "", "box": [0, 0, 800, 600]}], "words": [{"word": "产教", "weight": 3, "size": 40, "x": 10, "y": 50, "upright": true, "group": "", "panel": 0}]}'
_JSON_WORDS = ("null", "[]", "{}", "-1", "1e999", '"rows"', '"schema"', "true", ":", ",", "NaN")
_EVIDENCE = '{"row": 1, "term": "产教融合", "number": 1, "of": 1, "id": "kx4dfish2r4i:184-186", "document": "a.txt", "line": 3, "start": 184, "end": 188, "left": "深化", "node": "产教融合", "right": "。"}\n'
_PROJECT = 'corpus = ["corpus"]\nlang = "zh"\nmin-freq = 2\n[defaults.freq]\nby = "year"\nstopwords = ["a", "b"]\n[defaults.lexicon.count]\nn = 3\n[recipes]\nyears = ["freq", "--by", "year"]\nall = "freq"\n'
_LEXICON = '# zh: 政策 en: policy\n[产教融合]\nforms = ["产教融合", "产教结合"]\nnot_in = ["产教融合型"]\nsince = "2014"\n[双高计划]\nfull = "中国特色高水平高职学校和专业建设计划"\n'
_OVERRIDES = "file,line_from,line_to,role,join,article\na.txt,1,2,body,yes,\na.txt,3,,title,no,2\n"
LISTS = {
    "lexicon": Target(_lexicon, lambda: [_LEXICON.encode()], ("forms", "=", "[", "]", '"', "not_in", "full", "since", "replace = true", "\n"), share=60),
    "phrase-list": Target(_phrases, lambda: ["产教融合\n# 注\n双高计划\n".encode()], ("\n", " ", "#"), share=20),
    "userdict": Target(_userdict, lambda: ["产教融合 100 n\n双高计划\n# 注\n天安门\n".encode()], (" ", "\n", "n", "0"), share=60),
    "stopwords": Target(_stopwords, lambda: ["的\n了 \n# 注\n".encode(), "的\r\n了".encode("gbk")], ("\n", "#"), share=40),
    "frequencies": Target(_frequencies, lambda: ["word,freq\n产教,5\n融合,3\n".encode(), "# total: 100\n产教 5\n".encode()], (",", "\n", "# total: ", "freq", '"', "-1"), share=60),
    "sidecar": Target(_sidecar, lambda: ["文件,日期,来源\na.txt,2019-03,日报\n".encode(), "path;date\na;1\n".encode("utf-16")], (",", ";", '"', "\n", "文件"), share=60),
    "overrides": Target(_overrides, lambda: [_OVERRIDES.encode(), b'{"file": "a.txt", "line_from": 1, "line_to": 2, "role": "body"}\n'], (",", "\n", "line_from", "role", "title", "{", "}", ":"), share=60),
    "scheme": Target(_scheme, lambda: [_SCHEME.encode()], ("terms", "rules", "not", "parent", "weight", "=", "[", "]", '"', "NEAR/8", "BEFORE/0", "OR", "unit"), share=60),
    "rule": Target(_rule, lambda: ["(加大 OR 设立) NEAR/8 (经费 AND NOT 资金)".encode(), "甲 BEFORE/3 乙".encode()], ("(", ")", "OR", "AND", "NOT", "NEAR/8", "BEFORE/999999", "/", '"'), (_RULE_FAULT,), 80),
    "terms": Target(_terms, lambda: ["产教融合\n# 注\n５Ｇ\n".encode()], ("\n", "#"), share=20),
    "coders": Target(_sheet, lambda: ["文本,编码\n甲,1\n乙,2\n".encode()], (",", "\n", '"'), share=20),
    "layout": Target(_layout, lambda: [_LAYOUT.encode()], _JSON_WORDS, share=60),
    "saved-table": Target(_saved, lambda: [_TABLE.encode(), "word,freq\n产教,3\n".encode(), '[{"词": "产教", "频次": 3}]'.encode()], _JSON_WORDS, share=60),
    "plot-table": Target(_plotted, lambda: [_TABLE.encode(), "word,freq\n产教,3\n".encode()], _JSON_WORDS, share=60),
    "project": Target(_project, lambda: [_PROJECT.encode()], ("[", "]", "{", "}", "=", '"', "lang", "corpus", "[defaults.freq]", "[recipes]", "[[recipes]]", "true", "inf", "[" * 2000, "1" * 5000, "2019-02-31"), share=60),
    "evidence": Target(_evidence, lambda: [_EVIDENCE.encode(), f'{{\n"rows": [{_EVIDENCE}]}}'.encode()], _JSON_WORDS, share=40),
    "record": Target(_record, lambda: [_TABLE.encode()], _JSON_WORDS, share=40),
}  # fmt: skip


# --- small languages ----------------------------------------------------------------------------


def _cql(data: bytes) -> None:
    from cntext.query.automaton import compiled
    from cntext.query.cql import parse

    compiled(parse(_text(data)).pattern)


_DOCUMENT = Document(
    "a.txt", "深化产教融合。", title="甲", date="2019-03", source="日报", meta={"genre": "通知"}
)


def _where(data: bytes) -> None:
    from cntext.metadata.where import where

    assert where(_text(data))(_DOCUMENT) in {True, False}


def _regex(data: bytes) -> None:
    from cntext.text.linear_regex import compile_linear

    compile_linear(_text(data)).search("深化产教融合 a1 " * 20)


def _spans(data: bytes) -> None:
    from cntext.text.regex_spans import RegexSpans

    text = "深化产教融合 a1\n二〇一九年，aaaa" * 3
    end = 0
    for start, stop in RegexSpans(_text(data)).find(text):
        assert end <= start < stop <= len(text)
        end = stop


def _names(data: bytes) -> None:
    from cntext.metadata.patterns import name_pattern

    name_pattern(_text(data)).match("2019-03-05_日报_甲")


def _sorting(data: bytes) -> None:
    from cntext.query.sorting import parse_keys

    parse_keys(_text(data), "--sort")


def _place(data: bytes) -> None:
    from cntext.places import parse_id

    parse_id(_text(data))


def _lines(*lines: str) -> Callable[[], list[bytes]]:
    return lambda: [line.encode() for line in lines]


_BAD_PATTERN: Any = import_module("cntext.text.regex_syntax").BadPattern
_REGEX = ("(", ")", "[", "]", "*", "+", "?", "{2,3}", "|", "^", "$", "\\", "\\d", "[^", "(?:", ".", "-", "{999}", "\\b", "(?i)")  # fmt: skip
LANGUAGES = {
    "cql": Target(_cql, _lines('[word="深化"] []{0,2} [pos="n.*"] within s', '"产教" ("融合"|"结合")+ [!(concept="双高计划" & word!="甲")]'), ("[", "]", "(", ")", "{2,}", "|", "&", "!", "within s", "word=", '"', "*", "?", "[]{0,99}"), share=150),
    "where": Target(_where, _lines('year>=2019 and source=="人民日报"', 'genre in ("通知", "评论") or not has(author)', 'text =~ "产教.{0,3}融合" and date<="2019-03"', "（标题 contains 甲）且 非 year != 2020"), (" and ", " or ", " not ", "(", ")", "in", "==", "=~", "contains", "has(", '"', ",", "year", "date", ">=", "month"), share=150),
    "regex": Target(_regex, _lines("产教.{0,3}融合", "(a|b)*c[^x-z]+$", "^第[一二三]+条|\\d{4}年"), _REGEX, (_BAD_PATTERN,), 100),
    "regex-spans": Target(_spans, _lines("产教.{0,3}融合", "(a|b)*c[^x-z]+", "第[一二三]+条|\\d{4}年"), _REGEX, (_BAD_PATTERN, UsageProblem), 60),
    "name-pattern": Target(_names, _lines("{date}_{source}_{title}.txt", "{year}{month}/{}-{{x}}"), ("{", "}", "{date}", "{*}", "_", "{year}"), share=60),
    "sort-keys": Target(_sorting, _lines("1R,2L,date", "-year,freq"), (",", "R", "L", "-"), share=20),
    "place": Target(_place, _lines("kx4dfish2r4i:184-186"), (":", "-", "9" * 20), share=20),
}  # fmt: skip


# --- what is stored, and the core -----------------------------------------------------------------


def _manifest(data: bytes) -> None:
    """Read a manifest whose checksum is right whatever its body says."""
    from cntext.store import manifest

    head = b"cntext index, format 1, written by cntext 0.1.0\n"
    path = _folder() / "x.cnx"
    path.mkdir(exist_ok=True)
    (path / "manifest").write_bytes(head + manifest._sum(head, data) + data + b"\n")
    manifest.read_manifest(path)


def _columns(data: bytes) -> None:
    """Read a part that was altered: as it was, or refused."""
    from cntext.store.columns import ColumnFile

    ColumnFile(_file("a.columns", data), "columns").check()


def _packed() -> list[bytes]:
    from cntext.store.columns import pack

    path = _folder() / "seed.columns"
    pack("columns", {"n": b"12345678" * 9}, {"x": 1}).write(path, sync=False)
    return [path.read_bytes()]


def _damaged() -> tuple[type[BaseException], ...]:
    from cntext.store.faults import Damaged, Newer

    return Damaged, Newer, UsageProblem


def _core(data: bytes) -> None:
    """Cut a text with user words of its own: the tokens, put together, are the text."""
    from cntext.segment.native import NativeSegmenter
    from cntext.segment.userdict import UserDictionary, UserWord

    text = data.decode("utf-16-le", "surrogatepass" if len(data) % 2 == 0 else "replace")
    chance = random.Random(data)
    words: Iterable[UserWord] = (
        UserWord(text[at : at + chance.randint(1, 4)], chance.choice((None, 0, 5, 10**9)))
        for at in [chance.randrange(len(text) or 1) for _ in range(chance.randrange(3))]
    )
    kept = tuple(
        w for w in words if w.word.strip() and not any("\ud800" <= c < "\ue000" for c in w.word)
    )
    segmenter = NativeSegmenter([UserDictionary("x", "", kept)] if kept else [])
    assert "".join(segmenter.cut(text)) == text
    segmenter.cut_all(text)
    segmenter.cut_for_search(text)


STORED = {
    "manifest": Target(_manifest, lambda: [b'{"generation": 3, "settings": {"first": 1}, "parts": [["' + b"a" * 32 + b'", {"words": "' + b"b" * 32 + b'"}]]}'], ("{", "}", "[", "]", "null", '"', "-1", "1e999"), _damaged(), 60),
    "columns": Target(_columns, _packed, (), _damaged(), 40),
    "core": Target(_core, lambda: [t.encode("utf-16-le", "surrogatepass") for t in (seeds.TEXT, "𠮷野家a1.%", "人" * 300)], ("中国", "a1"), (), 60),
}  # fmt: skip

TARGETS: dict[str, Target] = {**READERS, **LISTS, **LANGUAGES, **STORED}
