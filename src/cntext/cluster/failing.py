"""What went wrong on a cluster, in one line; the trace stays in the log."""

from __future__ import annotations

from pathlib import Path

from cntext.cluster.identity import NAMES, Refusal
from cntext.errors import Both, CntextError
from cntext.text.safe import masked, safe

_LONGEST = 160
# What Spark's words mean, the first that is found in them.
_MEANINGS = (
    (
        ("No module named 'cntext",),
        Both("工作节点上没有这一版 cntext", "the workers have no such cntext"),
        Both("见 cntext cluster package --help", "see cntext cluster package --help"),
    ),
    (
        ("No module named 'pyarrow", "No module named 'pandas"),
        Both("工作节点上没有 PyArrow", "the workers have no PyArrow"),
        Both("见 cntext cluster package --help", "see cntext cluster package --help"),
    ),
    (
        ("Cannot run program", "PYTHON_VERSION_MISMATCH"),
        Both("工作节点上没有要用的 Python", "the workers lack the Python that is asked for"),
        Both(
            "设 PYSPARK_PYTHON，或用 cntext cluster package",
            "set PYSPARK_PYTHON, or use cntext cluster package",
        ),
    ),
    (
        ("Master removed our application", "All masters are unresponsive"),
        Both(
            "集群不接受任务，或工作进程起不来",
            "the cluster takes no job, or its workers cannot start",
        ),
        Both("检查地址、内存和核数", "check address, memory and cores"),
    ),
    (
        ("Python worker exited unexpectedly", "ExecutorLostFailure", "UnexpectedExit"),
        Both("工作进程屡次终止", "workers died again and again"),
        Both("可能是内存不够", "they may be short of memory"),
    ),
    (
        ("SparkContext was shut down", "stopped SparkContext", "SparkContext was shutdown"),
        Both("任务被集群中止", "the cluster ended the job"),
        None,
    ),
    (
        ("JAVA_GATEWAY_EXITED",),
        Both("Java 起不来", "Java did not start"),
        Both("需要 Java 17 或更高版本", "Java 17 or later is needed"),
    ),
)


class SparkFailed(CntextError):
    """What Spark itself could not do."""


def explained(error: Exception, address: str, log: Path | None) -> SparkFailed:
    """Return what an error of Spark means, and where its own words are."""
    said = masked(_said(error, log))
    problem, hint = _meaning(said)
    if log is not None and log.exists():
        more = Both(f"记录在 {log}", f"the log is {log}")
        hint = Both(f"{hint.zh}；{more.zh}", f"{hint.en}; {more.en}") if hint else more
        with log.open("ab") as stream:
            stream.write(said.encode("utf-8", "replace"))
    return SparkFailed(f"--cluster {address}", problem, hint)


def _meaning(said: str) -> tuple[Both, Both | None]:
    for signs, problem, hint in _MEANINGS:
        if any(sign in said for sign in signs):
            return problem, hint
    # The last cause that Java names says most; without one, the first line.
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    causes = [line.removeprefix("Caused by: ") for line in lines if line.startswith("Caused by: ")]
    line = safe((causes or lines or ["?"])[-1 if causes else 0])[:_LONGEST]
    return Both(f"Spark 失败（{line}）", f"Spark failed ({line})"), None


def _said(error: Exception, log: Path | None) -> str:
    try:
        said = str(error)
    except Exception:  # Java, which is asked for the words, has ended; its log has them
        said = type(error).__name__
    if log is not None and log.exists():
        with log.open("rb") as stream:
            stream.seek(max(log.stat().st_size - (1 << 16), 0))
            said += "\n" + stream.read().decode("utf-8", "replace")
    return said


def refused(refusal: Refusal, address: str) -> CntextError:
    """Return what keeps a worker from counting with us."""
    what, asked, own = refusal.differs[0]
    name, host = NAMES[what], safe(refusal.host)
    return CntextError(
        f"--cluster {address}",
        Both(
            f"工作节点 {host} 与本机不同：{name.zh}（这里 {asked}，那里 {own or '没有'}）",
            f"worker {host} differs in the {name.en} ({asked} here, {own or 'none'} there)",
        ),
        Both(
            "让各节点与本机一致：cntext cluster package",
            "make them the same: cntext cluster package",
        ),
    )
