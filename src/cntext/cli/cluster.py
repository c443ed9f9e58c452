"""Prepare a Spark cluster for --cluster: check its workers, pack cntext for them.
为 --cluster 准备 Spark 集群：检查工作节点，打包 cntext。
"""

from __future__ import annotations

import click

from cntext.cli import cluster_check, cluster_package
from cntext.cli.groups import Family
from cntext.errors import Both

_HELP = Both(
    """为 --cluster 准备 Spark 集群。

cntext cluster check spark://host:7077  工作节点的版本、核数、引擎
cntext cluster package -o env.tar.gz    交给工作节点的 cntext

各项分析加上 --cluster 地址就在集群上做，结果逐字节相同：能相加的（freq、trend 等）只收整数，
其余的（phrases、kwic 等）把切好的正文取回本机再算。
工作节点须能用同样的路径读到语料（共享文件夹），或在 s3://、hdfs:// 地址上。""",
    """Prepare a Spark cluster for --cluster.

cntext cluster check spark://host:7077  versions, cores and engine of the workers
cntext cluster package -o env.tar.gz    cntext for the workers

With --cluster ADDRESS an analysis runs there; the result is the same, byte for byte. Of what
adds up (freq, trend ...) whole numbers alone come back; of the rest (phrases, kwic ...) the text
that was cut there, to be measured here. Workers must be able to read the corpus by the same
path (a shared folder), or it is at an address (s3://, hdfs://).""",
)


def command() -> click.Command:
    """Return the command."""
    return Family(
        "cluster",
        _HELP,
        {"check": cluster_check.command, "package": cluster_package.command},
    )
