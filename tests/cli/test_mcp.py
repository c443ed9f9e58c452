"""The MCP server, asked by a client of the official SDK over stdio, as an assistant would."""

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import jsonschema
import pytest

from cntext.analysis import ANALYSES
from cntext.cli.analyses import command
from cntext.cli.serving.confinement import Folders
from cntext.cli.serving.schemas import arguments
from cntext.errors import UsageProblem
from cntext.measure import load_analyses

pytest.importorskip("mcp")
import anyio
from mcp import StdioServerParameters
from mcp.client import Client
from mcp.client.stdio import stdio_client

TEXT = "深化产教融合，推进科教融汇。产教融合是职业教育的根本路径。\n"


@pytest.fixture
def served(tmp_path):
    """Return the folder of texts that is served; a secret lies beside it, linked to from it."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for year in (2019, 2020):
        (folder / f"{year}.txt").write_text(f"---\ndate: {year}-01-02\n---\n{TEXT * (year - 2018)}")
    secret = tmp_path / "secret.txt"
    secret.write_text("机密机密机密\n")
    (folder / "link.txt").symlink_to(secret)
    (folder / "up").symlink_to(tmp_path)
    return folder


def ask(folder, *questions, lang="en"):
    """Run ``questions`` (async functions of a client) in one session; return their answers."""

    async def session():
        server = StdioServerParameters(
            command=sys.executable,
            args=["-m", "cntext", "mcp", "--folder", "texts", "--lang", lang],
            cwd=folder.parent,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        with anyio.fail_after(120):
            async with Client(stdio_client(server)) as client:
                return [await question(client) for question in questions]

    # In a thread: where a browser was driven before, this one has an event loop already.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, session).result()


def tool(name, **arguments):
    return lambda client: client.call_tool(name, arguments)


def test_the_server_goes_by_no_project_file(served, cntext, monkeypatch):
    monkeypatch.chdir(served.parent)
    (plain,) = ask(served, tool("freq", by="year"))
    project = "corpus = 'secret.txt'\nmin-freq = 9\nnonsense = 1\n[defaults.mcp]\nfolder = '.'\n"
    (served.parent / "cntext.toml").write_text(project)
    (found,) = ask(served, tool("freq", by="year"))
    assert found.structured_content == plain.structured_content
    assert "--folder" in cntext("mcp", code=2).err  # it widens nothing


def test_a_session_of_an_assistant(served, cntext, monkeypatch):
    monkeypatch.chdir(served.parent)
    listed, freq, page, kwic, places, resources, contract, schema, prompt = ask(
        served,
        lambda client: client.list_tools(),
        tool("freq", by="year", min_freq=2, limit=2),
        tool("freq", by="year", min_freq=2, limit=2, offset=2),
        tool("kwic", terms=["产教融合"], paths=["texts/2020.txt"], window=4),
        tool("sentences", tool="freq", arguments={"by": "year", "min_freq": 2}, row=1),
        lambda client: client.list_resources(),
        lambda client: client.read_resource("cntext://contract"),
        lambda client: client.read_resource("cntext://schema/freq"),
        lambda client: client.get_prompt("examine", {"topic": "产教融合"}),
    )
    load_analyses()
    tools = {t.name: t for t in listed.tools}
    assert set(tools) == {name.replace("-", "_") for name in ANALYSES} | {"sentences"}
    assert all(t.annotations.read_only_hint for t in tools.values())
    for each in tools.values():
        jsonschema.Draft202012Validator.check_schema(each.input_schema)
        jsonschema.Draft202012Validator.check_schema(each.output_schema)
    unit = tools["freq"].input_schema["properties"]["unit"]
    assert unit["enum"] == ["word", "char", "phrase", "concept"]
    assert "output" not in tools["freq"].input_schema["properties"]

    typed = cntext("freq", "--by", "year", "--min-freq", "2", "-f", "json", "texts").json
    first, second = freq.structured_content, page.structured_content
    jsonschema.validate(first, tools["freq"].output_schema)
    assert first["rows"] + second["rows"] == typed["rows"][:4]
    assert first["total_rows"] == typed["total_rows"]
    assert (first["next_offset"], second["offset"]) == (2, 2)
    assert first["command"] == typed["params"]["arguments"]
    assert first["notes"][0] == typed["notes"][0]["message"]
    assert json.loads(freq.content[0].text) == first

    assert [row["node"] for row in kwic.structured_content["rows"]] == ["产教融合"] * 4
    row, found = first["rows"][0], places.structured_content
    jsonschema.validate(found, tools["sentences"].output_schema)
    assert (found["total_rows"], found["rows"][0]["node"]) == (row["freq"], row["word"])
    assert {str(r.uri) for r in resources.resources} >= {
        "cntext://contract",
        "cntext://schema/freq",
    }
    assert contract.contents[0].text.startswith("# 约定")
    assert json.loads(schema.contents[0].text)["$id"].startswith("cntext.freq/")
    assert "产教融合" in prompt.messages[0].content.text


HOSTILE = [
    ("freq", {"paths": ["../secret.txt"]}, "may be read"),
    ("freq", {"paths": ["texts/../secret.txt"]}, "may be read"),
    ("freq", {"paths": ["texts/link.txt"]}, "may be read"),
    ("freq", {"paths": ["texts/up/secret.txt"]}, "may be read"),
    ("freq", {"paths": ["/etc/passwd"]}, "may be read"),
    ("freq", {"paths": ["texts/\0"]}, "may be read"),
    ("freq", {"paths": ["-"]}, "no such file"),
    ("freq", {"paths": ["--output=x"]}, "no such file"),
    ("freq", {"paths": ["x" * 5000]}, "no such file"),
    ("freq", {"paths": ["texts/*.txt"]}, "no such file"),
    ("freq", {"paths": "texts"}, "array"),
    ("freq", {"stopwords": ["../secret.txt"]}, "may be read"),
    ("freq", {"userdict": ["/etc/passwd"]}, "may be read"),
    ("freq", {"lexicon": ["texts/link.txt"]}, "may be read"),
    ("freq", {"meta": "../secret.txt"}, "may be read"),
    ("compare", {"ref": ["../secret.txt"]}, "may be read"),
    ("compare", {"ref_list": "/etc/passwd"}, "may be read"),
    ("code", {"scheme": "../secret.toml"}, "may be read"),
    ("code", {"scheme": "/etc/passwd"}, "may be read"),
    ("reuse", {"source": ["texts/link.txt"]}, "may be read"),
    ("freq", {"output": "x.csv"}, "output"),
    ("freq", {"files_from": "texts/2019.txt"}, "files_from"),
    ("freq", {"min_freq": 0}, "minimum"),
    ("freq", {"min_freq": "2"}, "integer"),
    ("freq", {"unit": "wort"}, "wort"),
    ("freq", {"by": "yaer"}, "no document has that field"),
    ("freq", {"where": "year >"}, "where"),
    ("freq", {"offset": -1}, "minimum"),
    ("freq", {"limit": 10**9}, "maximum"),
    ("kwic", {}, "terms"),
    ("kwic", {"terms": []}, "nothing to look for"),
    ("kwic", {"terms": ["("], "match": "regex"}, "("),
    ("sentences", {"tool": "freq", "row": 10**6}, "rows"),
    ("sentences", {"tool": "freq", "row": 1, "arguments": {"paths": ["../x"]}}, "may be read"),
    ("no_such_tool", {}, "no such tool"),
]


def test_hostile_arguments_are_clear_errors_and_the_server_lives_on(served):
    answers = ask(
        served, *(tool(n, **a) for n, a, _ in HOSTILE), tool("freq", paths=["texts/2019.txt"])
    )
    for (name, given, wanted), answer in zip(HOSTILE, answers[:-1], strict=True):
        said = answer.content[0].text
        assert answer.is_error, (name, given)
        assert wanted in said, (name, given, said)
        assert "Traceback" not in said
        assert "internal error" not in said, (name, given, said)
        assert "机密" not in said
    assert not answers[-1].is_error


def test_every_option_of_an_analysis_is_offered_or_withheld_for_a_reason():
    """A new option that takes a text is neither a path nor plain text until it is said which."""
    load_analyses()
    for analysis in ANALYSES.values():
        offered = arguments(analysis, command(analysis.name), "en")["properties"]
        assert {o.name for o in analysis.options} <= set(offered), analysis.name


def test_a_folder_leaves_out_links(served):
    (answer,) = ask(served, tool("freq"), lang="zh")
    assert "机密" not in answer.content[0].text
    assert answer.structured_content["corpus"]["documents"] == 2
    assert answer.structured_content["title"] == "词频"


def test_folders_themselves_and_what_is_under_them(served, monkeypatch):
    monkeypatch.chdir(served.parent)
    one = Folders.of(["texts/"])
    assert one.path("texts") == "texts"
    assert one.path("2019.txt") == one.path("texts/2019.txt") == "texts/2019.txt"
    both = Folders.of(["texts", str(served)])
    assert both.path(f"{served}/2019.txt") == f"{served}/2019.txt"
    with pytest.raises(UsageProblem, match="texts"):
        both.path("2019.txt")
    with pytest.raises(UsageProblem, match="textsmore"):
        both.path("textsmore/a")


def test_a_folder_that_is_none_is_refused_at_the_start(cntext, tmp_path):
    said = cntext("mcp", "--folder", tmp_path / "none", code=2).err
    assert "no such folder" in said
    assert "--folder" in cntext("mcp", code=2).err
