"""Whether a run can go to a cluster: what can be refused before anything is started."""

from __future__ import annotations

from cntext.cli.request import Request
from cntext.cluster.address import check_address
from cntext.errors import Both, UsageProblem
from cntext.read.paths import STDIN


def check_run(request: Request) -> None:
    """Refuse what a cluster cannot do."""
    check_address(request.cluster or "")
    if STDIN in request.paths or not (request.paths or request.files_from):
        raise UsageProblem(
            "--cluster",
            Both("工作节点读不到标准输入", "workers cannot read standard input"),
            Both("给出文件或文件夹", "give files or folders"),
        )
