"""Write the functions of the library from the registry of analyses, or check that they are its.

    python tools/api.py            check; exit 1 and say so where the file is out of date
    python tools/api.py --write    write it

One function for each analysis: its name, options, defaults and bounds are declared once, in
``measure/``. The file is kept in the repository so that editors and mypy can read it.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from cntext.analysis import ANALYSES, Analysis, Asks, Option, Takes
from cntext.cli.prose import without_examples
from cntext.measure import load_analyses
from cntext.scheme import DEFAULT as DEFAULT_SCHEME

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "cntext" / "__init__.py"
FUNCTIONS = PACKAGE.parent / "api" / "analyses.py"
OTHERS = ("CntextError", "CntextWarning", "Corpus", "Drawing", "Result", "cloud", "read")
_HEAD = '''"""Every analysis as a function; written by ``python tools/api.py --write``, not by hand.

Each takes a `Corpus`, the terms that it looks for where it does, and the options of its command.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Literal

from cntext.api.corpus import Corpus, Several
from cntext.api.result import Result

__all__ = {names}
'''
_TAKEN = {
    Takes.CONDITION: "str | None",
    Takes.FREQUENCIES: "str | os.PathLike[str] | None",
    Takes.INPUTS: "Several",
    Takes.SCHEME: "str | os.PathLike[str]",
}
_TERMS = {
    Asks.NOTHING: "",
    Asks.TERMS: "terms: str | Sequence[str], ",
    Asks.TERMS_OR_ALL: "terms: str | Sequence[str] = (), ",
}


def functions(every: list[Analysis]) -> str:
    """Return the module of functions, one for each analysis."""
    names = [function_name(analysis) for analysis in every]
    return formatted(_HEAD.format(names=names) + "".join(map(function, every)), FUNCTIONS)


def formatted(text: str, path: Path) -> str:
    """Return ``text`` as ruff writes it."""
    ruff = Path(sys.executable).with_name("ruff")
    command = [str(ruff), "format", "--stdin-filename", str(path), "-"]
    done = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=True)
    return done.stdout


def function_name(analysis: Analysis) -> str:
    """Return the name of the function: "lexicon-count" is ``lexicon_count``."""
    return analysis.name.replace("-", "_")


def function(analysis: Analysis) -> str:
    """Return the source of one function."""
    options = analysis.options
    given = "".join(f"{o.name}: {_type(o)} = {_default(o)!r}, " for o in options)
    values = "".join(f'"{o.name}": {o.name}, ' for o in options)
    terms = _TERMS[analysis.asks]
    star = "*, " if options else ""
    return f'''

def {function_name(analysis)}(corpus: Corpus, {terms}{star}{given}) -> Result:
    """{_docstring(analysis)}
    """
    return corpus.run("{analysis.name}", {{{values}}}{", terms" if terms else ""})
'''


def _type(option: Option) -> str:
    if option.opt.takes is not None:
        return _TAKEN[option.opt.takes]
    if option.opt.choices:
        one = f"Literal[{', '.join(map(repr, option.opt.choices))}]"
        return f"{one} | Sequence[{one}]" if isinstance(option.default, tuple) else one
    return option.type.__name__


def _default(option: Option) -> object:
    return DEFAULT_SCHEME if option.opt.takes is Takes.SCHEME else option.default


def _docstring(analysis: Analysis) -> str:
    parts = [*_paragraphs(analysis.help.en), *_paragraphs(analysis.help.zh)]
    lines = [*("\n\n".join(parts)).split("\n"), "", "Args:", "    corpus: what to measure."]
    if analysis.asks is not Asks.NOTHING:
        lines.append("    terms: what to look for.")
    lines += [f"    {o.name}: {_line(o)}" for o in analysis.options]
    ids = ", ".join(f"``{c.id}``" + " (some)" * c.optional for c in analysis.columns)
    lines += ["", "Returns:", f"    Columns: {ids}."]
    return "\n".join(f"    {line}".rstrip() for line in lines).strip()


def _paragraphs(help_text: str) -> list[str]:
    return [
        _named(part) for part in without_examples(help_text).replace("\\", "\\\\").split("\n\n")
    ]


def _line(option: Option) -> str:
    opt = option.opt
    limits = ((">=", opt.min), ("<=", opt.max))
    bounds = ", ".join(f"{sign} {limit:g}" for sign, limit in limits if limit is not None)
    return _named(f"{opt.help.en} · {opt.help.zh}") + (f" ({bounds})" if bounds else "")


def _named(text: str) -> str:
    """Write options as the arguments that they are here: --min-freq is ``min_freq``."""
    return re.sub(r"--([a-z][a-z-]*[a-z])", lambda m: f"``{m[1].replace('-', '_')}``", text)


def package(names: list[str]) -> str:
    """Return the text of ``cntext/__init__.py`` with the names of the library in it."""
    text = PACKAGE.read_text(encoding="utf-8")
    return formatted(re.sub(r"__all__ = \[[^]]*\]", f"__all__ = {names}", text), PACKAGE)


def main(write: bool) -> int:
    """Check, or write; return the exit code."""
    load_analyses()
    every = [ANALYSES[name] for name in sorted(ANALYSES)]
    names = sorted([*OTHERS, *map(function_name, every)])
    wanted = {FUNCTIONS: functions(every), PACKAGE: package(names)}
    stale = []
    for path, text in wanted.items():
        if write:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(str(path.relative_to(ROOT)))
    for name in stale:
        sys.stderr.write(f"{name} is out of date: python tools/api.py --write\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main("--write" in sys.argv[1:]))
