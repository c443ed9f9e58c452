"""Which cluster: the address that ``--cluster`` takes, checked before anything is started."""

from __future__ import annotations

import importlib.util
import os
import shutil

from cntext.errors import Both, UsageProblem, install_extra
from cntext.lazy import pattern

_REMOTE = pattern(r"(spark|k8s)://\S+\Z|yarn\Z")
_LOCAL = pattern(r"local\[(\d+|\*)\]\Z")
_SEVERAL = pattern(r"local-cluster\[\d+,\d+,\d+\]\Z")
_RETRIES = 4  # as on every cluster; local[N] of Spark itself gives up at the first dead worker


def check_address(address: str) -> None:
    """Refuse what is no address of a cluster, and a machine that cannot speak to one."""
    if not any(known.match(address) for known in (_REMOTE, _LOCAL, _SEVERAL)):
        raise UsageProblem(
            f"--cluster {address}",
            Both("不是集群地址", "is no address of a cluster"),
            Both(
                "可用：spark://主机:7077、yarn、k8s://…、local[2]、local-cluster[2,1,1024]",
                "there are: spark://host:7077, yarn, k8s://…, local[2], local-cluster[2,1,1024]",
            ),
        )
    if not all(map(importlib.util.find_spec, ("pyspark", "pyarrow"))):
        raise UsageProblem(
            "--cluster",
            Both("没有装 PySpark", "PySpark is not installed"),
            install_extra("spark"),
        )
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise UsageProblem(
            "--cluster",
            Both("没有找到 Java", "there is no Java here"),
            Both("安装 Java 17，或设 JAVA_HOME", "install Java 17, or set JAVA_HOME"),
        )


def is_here(address: str) -> bool:
    """Say whether the workers are processes of this machine."""
    return not _REMOTE.match(address)


def master_of(address: str) -> str:
    """Return what Spark is told: the address, with more than one try for each task."""
    local = _LOCAL.match(address)
    return f"local[{local[1]},{_RETRIES}]" if local else address
