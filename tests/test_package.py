"""The package as it is built and installed: by wheel, through the sdist, and editable."""

import email
import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ("corpus", "gazetteer", "lexicon", "schemes", "stopwords")
HEAVY = {"jieba", "numpy", "wordcloud", "PIL", "rich", "matplotlib"}


def run(command, cwd, **env):
    """Run ``command`` outside the checkout, offline, and return what it printed."""
    inherited = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONHOME"}}
    quiet = {"PIP_NO_INDEX": "1", "PYTHONDONTWRITEBYTECODE": "1", "CNTEXT_LANG": "en", **env}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**inherited, **quiet},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


# --- building -------------------------------------------------------------------------


@dataclass(frozen=True)
class Built:
    """What the build made: the sdist, the wheel made from it, the wheel from the tree."""

    sdist: Path
    via_sdist: Path
    direct: Path
    pure: Path  # made where there is no C compiler


COMPILER = shutil.which("cc")
CORE = "cntext/_core.so"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    build = [sys.executable, "-m", "build", "--no-isolation"]
    # Without a choice, build makes the sdist, unpacks it and makes the wheel from that.
    run([*build, "--outdir", folder / "both", ROOT], folder)
    run([*build, "--wheel", "--outdir", folder / "direct", ROOT], folder)
    (sdist,) = (folder / "both").glob("*.tar.gz")
    (via_sdist,) = (folder / "both").glob("*.whl")
    (direct,) = (folder / "direct").glob("*.whl")
    run([*build, "--wheel", "--outdir", folder / "pure", ROOT], folder, CC="no-such-compiler")
    (pure,) = (folder / "pure").glob("*.whl")
    return Built(sdist, via_sdist, direct, pure)


def members(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def metadata(wheel):
    (name,) = (n for n in members(wheel) if n.endswith(".dist-info/METADATA"))
    return email.message_from_bytes(members(wheel)[name])


@pytest.mark.slow
def test_a_wheel_made_through_the_sdist_is_the_wheel_made_from_the_tree(built):
    assert members(built.via_sdist) == members(built.direct)


@pytest.mark.slow
def test_the_wheel_holds_the_package_and_nothing_else(built):
    paths = [PurePosixPath(name) for name in members(built.via_sdist)]
    tops = sorted({path.parts[0].partition("-")[0] for path in paths})
    assert tops == ["cntext", "cntext_cli"]  # the package and its .dist-info
    assert PurePosixPath("cntext/py.typed") in paths
    unwanted = {"tests", "benchmarks", "__pycache__", "conftest.py"}
    assert not [p for p in paths if unwanted & set(p.parts) or p.match("test_*.py")]


@pytest.mark.slow
@pytest.mark.parametrize("wheel", ["via_sdist", "pure"])
def test_the_wheel_holds_the_manual_pages(built, wheel):
    """At share/man of an environment, where man looks for what is on PATH."""
    from cntext.cli.man import pages

    held = {
        name.partition(".data/data/share/man/")[2]: data.decode("utf-8")
        for name, data in members(getattr(built, wheel)).items()
        if ".data/data/share/man/" in name
    }
    assert held == pages()


@pytest.mark.slow
def test_one_wheel_serves_every_python_of_the_platform(built):
    if not COMPILER:
        pytest.skip("no C compiler here: only the pure wheel can be built")
    platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    assert built.direct.name.endswith(f"-py3-none-{platform}.whl")
    assert CORE in members(built.direct)
    assert "core/cut.c" not in members(built.direct)


@pytest.mark.slow
def test_without_a_compiler_the_wheel_is_the_same_but_for_the_core(built):
    assert built.pure.name.endswith("-py3-none-any.whl")

    def contents(wheel):
        return {
            n: data for n, data in members(wheel).items() if ".dist-info/" not in n and n != CORE
        }

    assert contents(built.pure) == contents(built.direct)
    assert CORE not in members(built.pure)


@pytest.mark.slow
def test_the_wheel_names_no_path_of_the_machine_that_built_it(built):
    paths = {str(ROOT).encode(), str(built.sdist.parent).encode(), b"build-via-sdist"}
    held = members(built.via_sdist)
    assert not [name for name, data in held.items() if any(path in data for path in paths)]


@pytest.mark.slow
def test_the_readme_is_the_long_description(built):
    about = metadata(built.via_sdist)
    assert about["Name"] == "cntext-cli"
    assert about["Description-Content-Type"] == "text/markdown"
    described = about.get_payload(decode=True).decode("utf-8")
    assert described.strip() == (ROOT / "README.md").read_text(encoding="utf-8").strip()


@pytest.mark.slow
def test_the_sdist_holds_the_tests_and_the_data(built):
    with tarfile.open(built.sdist) as archive:
        tops = {name.split("/")[1] for name in archive.getnames()}
    assert {
        "src",
        "core",
        "hatch_build.py",
        "tests",
        "README.md",
        "LICENSE",
        "pyproject.toml",
        *SHIPPED,
    } <= tops


# --- installing -----------------------------------------------------------------------


@dataclass(frozen=True)
class Installed:
    """A fresh environment with the package in it, installed in one of three ways."""

    way: str
    folder: Path

    @property
    def scripts(self):
        return self.folder / "env" / ("Scripts" if os.name == "nt" else "bin")

    def python(self, code):
        return run([self.scripts / "python", "-c", code], self.folder)

    def cntext(self, *arguments):
        cache = str(self.folder / "cache")
        return run([self.scripts / "cntext", *arguments], self.folder, CNTEXT_CACHE=cache)


WAYS = ["through the sdist", "from the tree", "without a compiler", "editable"]


@pytest.fixture(scope="module", params=WAYS)
def installed(request, built, tmp_path_factory):
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "env")
    here = Installed(request.param, folder)
    # The dependencies, pip and the build backend are those of the environment that runs
    # the tests: nothing is downloaded. "zz", so that the new package comes before them.
    site = Path(here.python("import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    packages = [path for path in sys.path if path.endswith("-packages")]
    (site / "zz_dependencies.pth").write_text("\n".join(packages) + "\n", encoding="utf-8")
    what = {
        "through the sdist": [built.via_sdist],
        "from the tree": [built.direct],
        "without a compiler": [built.pure],
        "editable": ["--no-build-isolation", "--editable", ROOT],
    }
    # --ignore-installed: the copy that runs the tests is not this environment's to remove.
    pip = [here.scripts / "python", "-m", "pip", "install", "--no-deps", "--ignore-installed"]
    run([*pip, *what[request.param]], folder)
    return here


def digests(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.slow
@pytest.mark.parametrize("kind", SHIPPED)
def test_every_shipped_file_is_found_as_it_is_in_the_checkout(installed, kind):
    ask = "from cntext.resources import shipped; print(shipped({!r}).resolve())"
    found = Path(installed.python(ask.format(kind)).strip())
    assert digests(found) == digests(ROOT / kind) != {}
    if installed.way == "editable":
        assert found == ROOT / kind  # so an edit there is seen at once
    else:
        assert found.is_relative_to((installed.folder / "env").resolve())


@pytest.mark.slow
def test_the_package_that_is_imported_is_the_one_installed(installed):
    found = Path(installed.python("import cntext; print(cntext.__file__)").strip()).resolve()
    expected = ROOT / "src" if installed.way == "editable" else installed.folder.resolve()
    assert found.is_relative_to(expected)


@pytest.mark.slow
def test_the_console_command_is_called_cntext(installed):
    ask = (
        "from importlib.metadata import distribution as d; "
        "print(*(e.name for e in d('cntext-cli').entry_points))"
    )
    assert installed.python(ask).split() == ["cntext"]
    assert installed.cntext("--version").startswith("cntext ")


@pytest.mark.slow
def test_man_shows_the_page_of_an_installed_command(installed):
    if not shutil.which("man") or installed.way == "editable":
        pytest.skip("no man on this machine, or no pages: they are part of a wheel")
    path = os.pathsep.join([str(installed.scripts), os.environ["PATH"]])
    for locale, words in (("", "Count words"), ("zh_CN", "词频")):
        tree = installed.folder / "env" / "share" / "man" / locale
        shown = run(["man", "-M", tree, "-E", "UTF-8", "cntext-freq"], installed.folder,
                    PATH=path, LC_ALL="C.UTF-8")  # fmt: skip
        assert words in shown
    run(["man", "-w", "cntext-freq"], installed.folder, PATH=path)  # found by PATH alone


@pytest.mark.slow
def test_pages_on_topics_are_installed(installed):
    from cntext.cli.page import PAGES, markdown

    for name in PAGES:
        assert installed.cntext("explain", name) == markdown(name)


@pytest.mark.slow
def test_the_stopword_lists_are_listed(installed):
    rows = json.loads(installed.cntext("stopwords", "-f", "json"))["rows"]
    assert "function" in {row["list"] for row in rows}


@pytest.mark.slow
def test_frequencies_use_the_lexicon_and_the_stop_words(installed):
    # "Integrate industry with education": jieba alone cuts 产教/融合; 的 is a stop word.
    text = installed.folder / "text.txt"
    text.write_text("产教融合的产教融合，深化产教融合。\n", encoding="utf-8")
    rows = json.loads(installed.cntext("freq", text, "-f", "json"))["rows"]
    assert [(row["word"], row["freq"]) for row in rows] == [("产教融合", 3), ("深化", 1)]


@pytest.mark.slow
def test_the_engine_is_the_native_core_where_it_could_be_compiled(installed):
    rows = json.loads(installed.cntext("doctor", "-f", "json"))["rows"]
    (engine,) = (row for row in rows if row["check"] == "engine")
    if installed.way == "without a compiler" or not COMPILER:
        assert "not compiled" in engine["detail"]
    else:
        assert engine["detail"].startswith("native core")


@pytest.mark.slow
def test_engines_give_the_same_table(installed):
    text = installed.folder / "same.txt"
    text.write_text("重庆大学城的3.5%职工常在C++课上，杭研大厦。\n" * 3, encoding="utf-8")
    tables = [
        json.loads(installed.cntext("freq", text, "-f", "json", "--engine", engine))["rows"]
        for engine in ("auto", "jieba")
    ]
    assert tables[0] == tables[1] != []


# --- starting -------------------------------------------------------------------------

PROBE = """\
import sys
from cntext.cli import main
try:
    main(sys.argv[1:])
except SystemExit as done:
    assert not done.code, done.code
print("loaded:", *sys.modules)
"""


def test_a_small_run_never_loads_jieba(tmp_path):
    if not (ROOT / "src" / CORE).exists():
        pytest.skip("no native core was compiled: jieba itself cuts")
    (tmp_path / "a.txt").write_text("深化产教融合。", encoding="utf-8")
    source = str(ROOT / "src")
    printed = run([sys.executable, "-c", PROBE, "freq", "a.txt"], tmp_path, PYTHONPATH=source)
    loaded = set(printed.rpartition("loaded: ")[2].split())
    assert "cntext.segment.native" in loaded
    assert "jieba" not in loaded


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["freq", "--help"]])
def test_help_loads_nothing_heavy(arguments, tmp_path):
    source = str(ROOT / "src")
    printed = run([sys.executable, "-c", PROBE, *arguments], tmp_path, PYTHONPATH=source)
    loaded = set(printed.rpartition("loaded: ")[2].split())
    assert "cntext.cli" in loaded
    assert not HEAVY & loaded


# What the build of a wheel has beside Python itself: [build-system] requires.
FEW = """\
import sys
allowed = {"click", "ahocorasick_rs", "cntext", "__main__", *sys.stdlib_module_names}
class Nothing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in allowed:
            raise ModuleNotFoundError(f"not at a build: {name}")
sys.meta_path.insert(0, Nothing())
from cntext.cli.man import pages
print(len(pages()))
"""


def test_manual_pages_are_made_with_what_a_build_has(tmp_path):
    from cntext.cli.man import pages

    told = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("build-backend")[0]
    assert all(f'"{name}' in told for name in ("click", "ahocorasick-rs"))
    printed = run([sys.executable, "-c", FEW], tmp_path, PYTHONPATH=str(ROOT / "src"))
    assert int(printed) == len(pages())
