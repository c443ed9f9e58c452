"""The project file ``cntext.toml``: what every command of a folder is to take for granted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cntext import toml
from cntext.cli.language import LANGUAGES
from cntext.errors import Both, UsageProblem, near
from cntext.listfile import read_list
from cntext.text.safe import safe

NAME = "cntext.toml"
CORPUS, LANG, DEFAULTS, RECIPES = "corpus", "lang", "defaults", "recipes"
# They say where results go or what the program does: a file that one was handed must not.
NEVER = frozenset({"output", "evidence", "duplicates", "help", "version"})


class Setting(NamedTuple):
    """A value of the file and the line that it stands on."""

    value: Any
    line: int


class Project(NamedTuple):
    """What a project file says.

    ``values``: the options set for a command, by its name ("lexicon count"), and under ""
    for every command that has them; keys are names of options without the dashes.
    ``recipes``: command lines by name, without the word cntext.
    """

    file: str
    sha256: str
    corpus: tuple[str, ...] = ()
    lang: str = ""
    values: Mapping[str, Mapping[str, Setting]] = {}
    recipes: Mapping[str, tuple[str, ...]] = {}

    def setting(self, command: str, option: str) -> Setting | None:
        """Return what is set for ``option`` of ``command``: for it, else for all commands."""
        own = self.values.get(command, {})
        return own.get(option) or self.values.get("", {}).get(option)


def load_project(path: Path) -> Project | None:
    """Read the file at ``path``; None if it is not there.

    Raises `UsageProblem` with file, line and a way out for whatever is wrong with it, the
    names of options aside: only the commands know those (`unknown_key`).
    """
    if not path.exists():
        return None
    read = read_list(
        path,
        Both("项目文件", "the project file"),
        Both("设 CNTEXT_PROJECT=none 可以不用它", "CNTEXT_PROJECT=none leaves it out"),
    )
    try:
        tables = toml.loads(read.text)
    except toml.TOMLDecodeError as error:
        raise UsageProblem(
            str(path),
            Both(f"不是正确的 TOML（{safe(str(error))}）", f"is no TOML ({safe(str(error))})"),
        ) from error
    file = _File(path, read.text.splitlines())
    corpus = tables.pop(CORPUS, [])
    lang = tables.pop(LANG, "")
    if not isinstance(lang, str) or lang not in {"", *LANGUAGES}:
        raise file.wrong((LANG,), Both("应为 zh 或 en", "must be zh or en"))
    values = file.defaults(tables.pop(DEFAULTS, {}))
    recipes = file.recipes(tables.pop(RECIPES, {}))
    return Project(
        file=str(path),
        sha256=read.sha256,
        corpus=file.strings((CORPUS,), corpus),
        lang=lang,
        values={"": file.settings((), tables), **values},
        recipes=recipes,
    )


def unknown_key(project: Project, setting: Setting, key: str, known: Iterable[str]) -> UsageProblem:
    """Return the complaint that ``key`` is no option; ``known`` are the names there are."""
    names = sorted({*known} - NEVER)
    rest = Both("选项的名字见 cntext 命令 --help", "cntext COMMAND --help has the options")
    return UsageProblem(
        f"{project.file}:{setting.line}: {safe(key)}",
        Both("没有这个选项", "no such option"),
        near(key, [*names, CORPUS, LANG]) or rest,
    )


class _File(NamedTuple):
    """The text of a project file, to say where things stand in it."""

    path: Path
    lines: Sequence[str]

    def line(self, keys: Sequence[str]) -> int:
        """Return the line (1-based) on which the key that ``keys`` lead to is set, 0 if unknown."""
        table: tuple[str, ...] = ()
        for number, line in enumerate(self.lines, start=1):
            bare = line.strip()
            if bare.startswith("["):
                table = _keys(bare.strip("[]").partition("]")[0])
                if table == tuple(keys):
                    return number
            elif "=" in bare and (*table, *_keys(bare.partition("=")[0])) == tuple(keys):
                return number
        return self.line(keys[:-1]) if len(keys) > 1 else 0

    def wrong(self, keys: Sequence[str], what: Both, hint: Both | None = None) -> UsageProblem:
        """Return the complaint about the key that ``keys`` lead to."""
        at = self.line(keys)
        where = f"{self.path}:{at}" if at else str(self.path)
        return UsageProblem(f"{where}: {safe('.'.join(keys))}", what, hint)

    def strings(self, keys: Sequence[str], value: object) -> tuple[str, ...]:
        """Return a text or a list of texts as a tuple."""
        found = [value] if isinstance(value, str) else value
        if isinstance(found, list) and all(isinstance(each, str) and each for each in found):
            return tuple(found)
        raise self.wrong(
            keys, Both("应为文字，或文字的列表", "must be a string or a list of strings")
        )

    def settings(self, keys: tuple[str, ...], table: Mapping[str, Any]) -> dict[str, Setting]:
        """Return the options that ``table`` sets."""
        for key, value in table.items():
            if key in NEVER:
                raise self.wrong(
                    (*keys, key),
                    Both("不能写在这里", "cannot be set here"),
                    Both("写在命令行或配方里", "give it on the command line or in a recipe"),
                )
            if isinstance(value, dict):
                raise self.wrong(
                    (*keys, key),
                    Both("没有这个表", "no such table"),
                    near(key, (DEFAULTS, RECIPES))
                    or Both(f"可用：{DEFAULTS}、{RECIPES}", f"there are: {DEFAULTS}, {RECIPES}"),
                )
        return {key: Setting(value, self.line((*keys, key))) for key, value in table.items()}

    def defaults(self, tables: object) -> dict[str, dict[str, Setting]]:
        """Return the options of ``[defaults.COMMAND]`` by command."""
        from cntext.cli.names import command_names, names_under

        found: dict[str, dict[str, Setting]] = {}
        known = command_names()

        def collect(keys: tuple[str, ...], table: Mapping[str, Any]) -> None:
            name = " ".join(keys)
            group = any(each.startswith(f"{name} ") for each in known) or not keys
            under = names_under(" ".join(keys[:-1])) if keys else ()
            if not group and name not in known and (not under or keys[-1] not in under):
                raise self.wrong(
                    (DEFAULTS, *keys),
                    Both("没有这个命令", "no such command"),
                    near(name, known) or Both("见 cntext --help", "see cntext --help"),
                )
            if not group:
                below = [key for key in names_under(name) if isinstance(table.get(key), dict)]
                own = {key: value for key, value in table.items() if key not in below}
                found[name] = self.settings((DEFAULTS, *keys), own)
                for key in below:
                    collect((*keys, key), table[key])
                return
            for key, below in table.items():
                if not isinstance(below, dict):
                    raise self.wrong(
                        (DEFAULTS, *keys, key),
                        Both("不是命令", "is no command"),
                        Both(
                            "所有命令的选项写在最上面；一个命令的写在 [defaults.命令] 下",
                            "options of all commands stand at the top, those of one under "
                            "[defaults.COMMAND]",
                        ),
                    )
                collect((*keys, key), below)

        if not isinstance(tables, dict):
            raise self.wrong((DEFAULTS,), Both("应为表", "must be a table"))
        collect((), tables)
        return found

    def recipes(self, tables: object) -> dict[str, tuple[str, ...]]:
        """Return the recipes by name."""
        if not isinstance(tables, dict):
            raise self.wrong((RECIPES,), Both("应为表", "must be a table"))
        return {name: self.strings((RECIPES, name), value) for name, value in tables.items()}


def _keys(dotted: str) -> tuple[str, ...]:
    """Return the parts of a dotted key."""
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))
