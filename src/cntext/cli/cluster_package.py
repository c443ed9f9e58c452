"""Pack this cntext for the workers of a cluster."""

from __future__ import annotations

from pathlib import Path

import click

from cntext.cli.flags import language as language_option
from cntext.cli.flags import option
from cntext.cli.help import Localised, language
from cntext.cli.speaking import Speaker
from cntext.errors import Both
from cntext.storage import write_whole

_HELP = Both(
    """把本机的 cntext 和它需要的包装成一个文件，交给工作节点。

cntext cluster package -o env.tar.gz
export PYSPARK_PYTHON=./env/bin/python
export PYSPARK_SUBMIT_ARGS='--archives env.tar.gz#env pyspark-shell'
cntext freq --cluster spark://host:7077 corpus/
工作节点须有同一版本的 Python 和同样的系统；环境变量 CNTEXT_PYTHON 指明 Python 在哪里。""",
    """Pack this cntext and what it needs into one file for the workers.

cntext cluster package -o env.tar.gz
export PYSPARK_PYTHON=./env/bin/python
export PYSPARK_SUBMIT_ARGS='--archives env.tar.gz#env pyspark-shell'
cntext freq --cluster spark://host:7077 corpus/
Workers need the same version of Python and the same system; CNTEXT_PYTHON there may say
where Python is.""",
)


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "package",
        both=_HELP,
        callback=_run,
        params=[
            option(
                "-o",
                "--output",
                metavar="FILE.tar.gz",
                default="cntext-env.tar.gz",
                type=click.Path(readable=False),
                zh="写到哪里",
                en="file to write",
                show_default=True,
            ),
            language_option(),
        ],
    )


def _run(output: str) -> None:
    from cntext.cluster.package import archive

    data = archive()
    write_whole(Path(output), data)
    size = len(data) / 1e6
    note = Both(f"写好 {output}（{size:,.0f} MB）", f"wrote {output} ({size:,.0f} MB)")
    Speaker(language(click.get_current_context())).note(note)
