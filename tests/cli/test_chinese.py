"""In Chinese, the default, a screen shows no label or note in English."""

import importlib.util
import re
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location(
    "routes", Path(__file__).with_name("test_outputs.py")
)
routes = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(routes)

# Names of statistics, methods and formats that Chinese papers write in Latin letters.
TERMS = {
    "Log", "Ratio", "LL", "MI", "NPMI", "logDice", "DP", "DPnorm", "ARF", "ALD", "AWT", "TTR",
    "MATTR", "MTLD", "HD", "Yule", "Jaccard", "Ochiai", "Mann", "Kendall", "Sen", "Pettitt",
    "Benjamini", "Hochberg", "Wilson", "Garwood", "Poisson", "BH", "p", "N", "G", "W", "E", "df",
    "t", "z", "k", "K", "f", "D", "S", "idf", "TF", "IDF", "TextRank", "PositionRank", "NMF", "LDA",
    "jieba", "CQL", "HMM", "JSON", "CSV", "Excel", "BIC", "Krippendorff", "Clopper", "Pearson", "Cohen", "Fleiss",
}  # fmt: skip
# What may stand in Latin letters wherever it does: options, files and paths, formulas.
_NOT_WORDS = re.compile(
    r"--?[A-Za-z][\w-]*(?: [a-z,]+)*|\S*[/\\.]\S*|\S*[=·÷×Σ√()₁₂]\S*|[a-z]\w*\.(?:txt|json|csv)"
)
# Values that are codes in every format, still shown as they are on a screen.
CODES = {
    "cos", "ochiai", "pair", "parallel", "repeated", "nz", "uj",
    "csv", "json", "cntext", "code", "agree", "source", "basic", "emerging", "motor", "niche",
}  # fmt: skip
_WORD = re.compile(r"[A-Za-z]{2,}")


SCREEN = ("-f", "table", "--lang", "zh")


def english(text):
    """Return the words in Latin letters that are none of the terms."""
    return sorted(set(_WORD.findall(_NOT_WORDS.sub(" ", text))) - TERMS - CODES)


def test_english_is_seen():
    assert english("词频 Frequency 见 --min-freq，DP，-f csv") == ["Frequency"]


@pytest.mark.parametrize("name", sorted({*routes.ROUTES, *routes.YEARS_ROUTES}))
def test_a_screen_is_in_chinese(cntext, article, years, name):
    if name in routes.ROUTES:
        runs = [
            (*name.split(), *SCREEN, *routes.TERMS.get(name, ()), article, *options)
            for options in routes.ROUTES[name]
        ]
    else:
        runs = [
            (name, *SCREEN, *(argument.format(years) for argument in route))
            for route in routes.YEARS_ROUTES[name]
        ]
    for run in runs:
        result = cntext(*run)
        assert not english(result.text), result.text
        assert not english(result.err.replace("cntext: ", "")), result.err
