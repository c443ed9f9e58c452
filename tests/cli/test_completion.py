"""Completion in the shells themselves, and hints at names that come close."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LINES = {
    "cntext fre": "freq",
    "cntext freq --min-r": "--min-range",
    "cntext freq --by ye": "year",
    "cntext freq --stopwords par": "particles",
    "cntext freq --meta meta.csv --by prov": "province",
    "cntext lexicon list voc": "vocational",
    "cntext run hist": "history",
}
# The answers are the same to every shell: each is asked for a command, an option and a value,
# one of them for all.
FEW = dict(list(LINES.items())[:3])
# What a shell does at the press of Tab, with the places where it would show what it found.
_BASH = """
eval "$(cntext completion bash)"
tab() {
    read -ra COMP_WORDS <<< "$1"
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    COMPREPLY=()
    _cntext_completion cntext
    echo "${COMPREPLY[@]}"
}
"""
_ZSH = """
autoload -U compinit; compinit -D -u
eval "$(cntext completion zsh)"
compadd() { for name; do [[ $name == completions ]] && print -r -- $completions; done; true }
_describe() { print -r -- ${completions_with_descriptions%%:*} }
tab() { words=(${=1}); CURRENT=${#words}; _cntext_completion }
"""
_FISH = """
cntext completion fish | source
function tab; complete -C $argv[1] | string split -f1 (printf '\\t') | string join ' '; end
"""
_SHELLS = {
    "bash": (["bash", "--norc", "-c"], _BASH),
    "zsh": (["zsh", "-f", "-c"], _ZSH),
    "fish": (["fish", "--no-config", "-c"], _FISH),
}


@pytest.mark.parametrize("shell", list(_SHELLS))
def test_a_real_shell_completes(shell, tmp_path):
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "cntext.toml").write_text('[recipes]\nhistory = "freq --by year"\n')
    (tmp_path / "meta.csv").write_text("file,province,genre\n", encoding="utf-8")
    command, script = _SHELLS[shell]
    lines = LINES if shell == "bash" else FEW
    environment = dict(os.environ)
    environment["PATH"] = str(Path(sys.executable).parent) + os.pathsep + environment["PATH"]
    done = subprocess.run(
        [*command, script + "".join(f"tab '{line}'\n" for line in lines)],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env=environment,
        text=True,
    )
    assert done.stdout.splitlines() == list(lines.values()), done.stderr


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["frq"], "freq"),
        (["lexicon", "cont"], "count"),
        (["freq", "ARTICLE", "--mn-freq", "2"], "--min-freq"),
        (["freq", "ARTICLE", "--by", "yaer"], "year"),
        (["freq", "ARTICLE", "--stopwords", "functon"], "function"),
        (["stopwords", "functoin"], "function"),
        (["lexicon", "list", "vocatonal"], "vocational"),
        (["schema", "frq"], "freq"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_misspelt_name_is_answered_with_the_one_that_is_meant(
    cntext, article, arguments, hint, lang
):
    line = [article if argument == "ARTICLE" else argument for argument in arguments]
    said = cntext(*line, "--lang", lang, code=2).err
    assert ("是不是" if lang == "zh" else "id you mean") in said
    assert hint in said.split("是不是" if lang == "zh" else "id you mean")[1]
