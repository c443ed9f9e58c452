"""Ask the workers of a cluster who they are."""

from __future__ import annotations

import sys
from typing import Any

import click

from cntext.cli.help import Localised
from cntext.cli.showing import outputs, show
from cntext.cluster.address import check_address
from cntext.errors import Both, Exit
from cntext.table import Column, Role, Row, Table, Type, Unit

COLUMNS = (
    Column("host", Both("节点", "Host"), Type.STRING, role=Role.TERM),
    Column("cores", Both("核数", "Cores"), Type.INTEGER, Unit.COUNT),
    Column("cntext", Both("cntext", "cntext"), Type.STRING, role=Role.CONTEXT),
    Column("python", Both("Python", "Python"), Type.STRING, role=Role.CONTEXT),
    Column("jieba", Both("jieba", "jieba"), Type.STRING, role=Role.CONTEXT),
    Column("engine", Both("引擎", "Engine"), Type.STRING, role=Role.CONTEXT),
    Column("same", Both("与本机相同", "Same as here"), Type.BOOLEAN),
    Column("differs", Both("不同在", "Differs in"), Type.STRING, role=Role.CONTEXT),
)
_HELP = Both(
    """检查集群的工作节点：版本、核数、引擎，与本机不同的退出码为 3。

cntext cluster check spark://host:7077
cntext cluster check 'local[2]'          在本机上试一试""",
    """Check the workers of a cluster: versions, cores, engine; exit 3 where one is not like here.

cntext cluster check spark://host:7077
cntext cluster check 'local[2]'          a trial on this machine""",
)


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "check",
        both=_HELP,
        callback=_run,
        params=[click.Argument(["address"], metavar="ADDRESS"), *outputs()],
    )


def _run(address: str, **chosen: Any) -> None:  # noqa: ANN401 (Click's values)
    check_address(address)
    from cntext.cluster.census import census

    version, offered, workers = census(address)
    rows: list[Row] = [
        (
            worker.host,
            worker.cores,
            worker.identity["cntext"],
            worker.identity["python"],
            worker.identity["jieba"],
            worker.engine,
            not differs,
            differs,
        )
        for worker, differs in workers
    ]
    note = Both(
        f"Spark {version}，同时 {offered:,} 个任务",
        f"Spark {version}, {offered:,} task{'s'[: offered != 1]} at once",
    )
    show(Table("cluster-check", Both("工作节点", "Workers"), COLUMNS, rows, notes=(note,)), chosen)
    sys.exit(Exit.OK if all(row[6] for row in rows) else Exit.CHECK)
