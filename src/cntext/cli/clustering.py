"""Whether a run can go to a cluster: what is counted there is counted document by document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cntext.analysis import Analysis
from cntext.cli.request import Request
from cntext.cluster.address import check_address
from cntext.errors import Both, CntextError, UsageProblem
from cntext.read.paths import STDIN

# Options of the shared ones that need all documents in one place.
_TOGETHER = {
    "dedup": "--dedup",
    "duplicates": "--duplicates",
}


def check_run(request: Request, analysis: Analysis, chosen: Mapping[str, Any]) -> None:
    """Refuse what a cluster cannot do, before anything is started."""
    check_address(request.cluster or "")
    asked = [option for name, option in _TOGETHER.items() if getattr(request, name)]
    if asked:
        raise _cannot(asked[0])
    if not analysis.adds_up(chosen):
        raise _cannot(analysis.name)
    if STDIN in request.paths or not (request.paths or request.files_from):
        raise UsageProblem(
            "--cluster",
            Both("工作节点读不到标准输入", "workers cannot read standard input"),
            Both("给出文件或文件夹", "give files or folders"),
        )


def no_evidence(target: str) -> UsageProblem:
    """Return the refusal of ``--evidence``: the texts are elsewhere."""
    return _cannot(f"--evidence {target}")


def check_names(analysis: Analysis, chosen: Mapping[str, Any]) -> None:
    """Refuse to count by document where two documents have the same name."""
    if any(
        option.opt.field and chosen.get(option.name) == "document" for option in analysis.options
    ):
        raise CntextError(
            "--cluster",
            Both("有两篇文档同名，不能按文档统计", "two documents have the same name"),
            Both("改名，或不用 --cluster", "rename one, or leave out --cluster"),
        )


def _cannot(what: str) -> UsageProblem:
    return UsageProblem(
        what,
        Both(
            "需要全部文档在一起，不能在集群上做",
            "needs all documents in one place, not on a cluster",
        ),
        Both(
            "不用 --cluster，或在一台机器上先选好文档",
            "leave out --cluster, or choose documents first",
        ),
    )
