"""Dictionaries of others as schemes: LIWC .dic, DUTIR, NTUSD, HowNet, plain lists.

None of them is shipped: the user has the files, and their terms of use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cntext.errors import Both, UsageProblem
from cntext.lazy import pattern
from cntext.scheme.wildcards import problem_of_term

# 大连理工大学情感词汇本体: 21 classes in 7, by the letters of the column 情感分类.
_DUTIR = {
    "乐": {"PA": "快乐", "PE": "安心"},
    "好": {"PD": "尊敬", "PH": "赞扬", "PG": "相信", "PB": "喜爱", "PK": "祝愿"},
    "怒": {"NA": "愤怒"},
    "哀": {"NB": "悲伤", "NJ": "失望", "NH": "疚", "PF": "思"},
    "惧": {"NI": "慌", "NC": "恐惧", "NG": "羞"},
    "恶": {"NE": "烦闷", "ND": "憎恶", "NN": "贬责", "NK": "妒忌", "NL": "怀疑"},
    "惊": {"PC": "惊奇"},
}
# HowNet begins with its title and number of words, and parts degree words by numbered heads.
_TITLE = pattern(r"\S.*\t\s*\d+\s*\Z")
_SECTION = pattern(r"\d+[.．、]\s*[“\"]?(?P<name>[^|”\"\t]+)[^\t]*(?:\t\s*\d*\s*)?\Z")
_SIGNED = (
    (pattern(r"(?i)pos|正面|正向|积极|褒"), "积极", 1.0),
    (pattern(r"(?i)neg|负面|负向|消极|贬"), "消极", -1.0),
)


@dataclass(slots=True)
class Converted:
    """Categories with their terms by weight, the category each lies in, and what was left out."""

    terms: dict[str, dict[str, float]] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)

    def add(self, category: str, term: str, weight: float = 1.0) -> None:
        """Add a term, without the star that stands behind Chinese words; what is none is left out."""
        term = term.strip()
        if term.endswith("*") and len(term) > 1 and not term[-2].isascii():
            term = term[:-1]
        if not term:
            return
        if problem_of_term(term) or '"' in term:
            self.skipped.append(term)
            return
        self.terms.setdefault(category, {}).setdefault(term, weight)

    def update(self, other: Converted) -> None:
        """Add what ``other`` has."""
        for category, terms in other.terms.items():
            for term, weight in terms.items():
                self.terms.setdefault(category, {}).setdefault(term, weight)
        self.parents.update(other.parents)
        self.skipped += other.skipped


def is_liwc(text: str) -> bool:
    """Say whether ``text`` is a LIWC dictionary: its categories stand between two lines of %."""
    return text.lstrip("\ufeff \n").startswith("%")


def from_liwc(path: str, text: str) -> Converted:
    """Convert a LIWC .dic; indented categories lie in the one above. `UsageProblem` with the line."""
    found = Converted()
    names: dict[str, str] = {}
    above: list[tuple[int, str]] = []
    marks = 0
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip()
        if bare.startswith("%"):
            marks += 1
        elif bare and marks == 1:
            key, _, rest = bare.partition("\t") if "\t" in bare else bare.partition(" ")
            name = _name(re.sub(r"\s*\(.*", "", rest.strip()) or key)
            if not key.isdecimal():
                raise _wrong(
                    path, number, Both("应为编号和类别名", "must be a number and a category")
                )
            depth = len(line) - len(line.lstrip())
            above = [(d, n) for d, n in above if d < depth]
            if above:
                found.parents[name] = above[-1][1]
            above.append((depth, name))
            names[key] = name
        elif bare and marks >= 2:
            term, *keys = re.split(r"\t+", bare) if "\t" in bare else bare.split()
            for key in (k for cell in keys for k in cell.split()):
                if key not in names:
                    what = Both(f"没有编号为 {key[:20]} 的类别", f"there is no category {key[:20]}")
                    raise _wrong(path, number, what)
                found.add(names[key], term)
    if marks < 2:
        raise _wrong(
            path, 1, Both("缺少两行 % 之间的类别表", "lacks the categories between two lines of %")
        )
    return found


def from_dutir(rows: Iterable[tuple[str, Mapping[str, str], str]]) -> Converted:
    """Convert rows ``(word, cells, where)`` of DUTIR; the weight is the strength (1-9)."""
    found = Converted()
    class_of = {key: (top, name) for top, inner in _DUTIR.items() for key, name in inner.items()}
    for word, cells, where in rows:
        key = cells.get("情感分类", "").strip().upper()
        if not word.strip() or not key:
            continue
        if key not in class_of:
            raise UsageProblem(
                where,
                Both(f"不认识的情感分类 {key[:20]}", f"unknown class {key[:20]}"),
                Both("应为 PA、NB 一类的代码", "a code such as PA or NB is expected"),
            )
        top, name = class_of[key]
        strength = cells.get("强度", "").strip()
        found.parents[name] = top
        found.add(name, word, float(strength) if re.fullmatch(r"[1-9]", strength) else 1.0)
    return found


def from_list(stem: str, text: str) -> Converted:
    """Convert a list, one word a line (NTUSD, HowNet), to a category named by its file.

    What the name says of the sign is the weight: positive, 正面, negative, 负面. A title with its
    number of words is left out, numbered heads begin a category each.
    """
    found = Converted()
    category, weight = _name(stem), 1.0
    for sign, name, value in _SIGNED:
        if sign.search(stem):
            # 正面情感词语 and 正面评价词语 of HowNet stay apart.
            plain = re.fullmatch(r"[\x00-\x7f]*", stem)
            category, weight = (name if plain else category), value
            break
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip()
        section = _SECTION.match(bare)
        if section:
            category = _name(section["name"].strip())
        elif bare and not bare.startswith("#") and not (number == 1 and _TITLE.match(bare)):
            for word in re.split(r"[,，\t]", bare):
                found.add(category, word, weight)
    return found


def _name(written: str) -> str:
    """Return what a category may be called."""
    name = re.sub(r"[\s()（）\"“”@、;；]+", "-", written).strip("-_")
    return name or "terms"


def _wrong(path: str, line: int, what: Both) -> UsageProblem:
    return UsageProblem(f"{path}:{line}", what, Both("改正这一行", "correct this line"))


def to_toml(title: str, converted: Converted) -> str:
    """Return the text of a scheme file."""
    lines = [f"# {title} · {title}", ""]
    tops = [top for top in dict.fromkeys(converted.parents.values()) if top not in converted.terms]
    names = [*tops, *converted.terms]
    for name in names:
        lines.append(f"[{_quoted(name)}]")
        if name in converted.parents:
            lines.append(f"parent = {_quoted(converted.parents[name])}")
        terms = converted.terms.get(name, {})
        weights = set(terms.values())
        if len(weights) == 1 and weights != {1.0}:
            lines.append(f"weight = {_number(next(iter(weights)))}")
        if len(weights) == 1:
            lines += ["terms = [", *(f"  {_quoted(term)}," for term in terms), "]"]
        elif weights:
            lines.append(f"[{_quoted(name)}.terms]")
            lines += [f"{_quoted(term)} = {_number(weight)}" for term, weight in terms.items()]
        lines.append("")
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)
