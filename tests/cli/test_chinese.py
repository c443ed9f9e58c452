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
    "cos", "jieba", "CQL", "HMM", "JSON", "CSV", "Excel", "BIC", "Krippendorff", "Clopper", "Pearson", "Cohen", "Fleiss",
}  # fmt: skip
# What may stand in Latin letters wherever it does: options, files and paths, formulas.
_NOT_WORDS = re.compile(
    r"cntext\s+[a-z]+(?:\s+[a-z]+)?|--?[A-Za-z][\w-]*(?: [a-z,]+)*|\S*[/\\.]\S*|\S*[=·÷×Σ√()₁₂]\S*|[a-z]\w*\.(?:txt|json|csv)"
)
CODES = {
    "nz", "uj",  # parts of speech, as jieba tags them
    "source",  # the name of a field, as it is typed
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


def test_other_screens_are_in_chinese_too(cntext, article, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cntext.toml").write_text('corpus = ["article.txt"]\n[recipes]\n', encoding="utf-8")
    cntext("freq", article, "-o", "run.json", "--evidence", "e.jsonl")
    (tmp_path / "old.json").write_bytes(
        (tmp_path / "run.json")
        .read_bytes()
        .replace(b'"freq":3', b'"freq":4')
        .replace(b'"freq": 3', b'"freq": 4')
    )
    place = cntext("kwic", "融合", article, "-f", "json").json["rows"][0]["id"]
    for line, code in {
        ("show", "e.jsonl"): 0,
        ("show", place): 0,  # in the project's corpus
        ("verify", "run.json"): 0,
        ("verify", "old.json"): 3,
        ("cache",): 0,
    }.items():
        result = cntext(*line, *SCREEN, code=code)
        text = re.sub(r"[a-z2-7]{12}:\d+-\d+", "", result.text)
        assert not english(text), text


def test_what_cleaning_decided_is_said_in_chinese(cntext, shared):
    page = shared / "newspaper_page.txt"
    table = cntext("clean", page, "-n", "0", *SCREEN).text
    head = table.partition("规则")[0] + "".join(line[:58] for line in table.splitlines()[3:])
    assert not english(head), head
    assert "在标题之上" in table
    assert "masthead,above-headline" in cntext("clean", page, "-f", "csv").text


def test_an_explanation_is_in_chinese_but_for_formulas_and_authors(cntext, article):
    text = cntext("dispersion", "融合", article, "--explain", "1", *SCREEN).text
    for words in ("含义", "公式", "出处", "代入", "得到", "表中", "平均缩减频率"):
        assert words in text
    assert not set(english(text)) & {"Meaning", "Formula", "Source", "Given", "Value", "table"}


def test_doctor_speaks_chinese_but_for_names(cntext, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    text = cntext("doctor", *SCREEN).text
    for words in ("切词的核心", "个概念", "样例语料", "这里没有 cntext.toml"):
        assert words in text
    for words in ("concepts", "words by default", "sample", "engine", "no other"):
        assert words not in text
