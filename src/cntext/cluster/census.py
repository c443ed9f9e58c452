"""Who the workers of a cluster are: host, versions, engine; and whether they may count with us."""

from __future__ import annotations

import pickle
import platform
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from cntext.cluster.identity import Identity, differences, identity
from cntext.cluster.session import spark
from cntext.threads import cores

_SCHEMA = "body binary"
_ASKED_EACH = 4  # times as many tasks as cores: every worker gets one


class Worker(NamedTuple):
    """A worker machine as it described itself."""

    host: str
    cores: int
    identity: Identity
    engine: str


def census(address: str) -> tuple[str, int, list[tuple[Worker, str]]]:
    """Return Spark's version, the cores it offers, and each worker with what differs from here."""
    with spark(address) as running:
        offered = running.context.defaultParallelism
        tasks = _ASKED_EACH * max(offered, 1)
        asked = running.session.range(0, tasks, 1, tasks).mapInArrow(describe, _SCHEMA).collect()
        version = str(running.session.version)
    found: list[Worker] = [pickle.loads(row[0]) for row in asked]  # noqa: S301 (our workers)
    here = identity()
    unique = {(w.host, tuple(sorted(w.identity.items())), w.engine): w for w in found}
    return (
        version,
        offered,
        [
            (
                worker,
                differences(here, worker.identity)[0][0]
                if differences(here, worker.identity)
                else "",
            )
            for _, worker in sorted(unique.items(), key=lambda item: item[0])
        ],
    )


def describe(batches: Iterable[Any]) -> Iterator[Any]:
    """Yield one row that says who this worker is."""
    import pyarrow as pa

    from cntext.segment.choosing import Engine, engine_in_force

    for _ in batches:
        pass
    worker = Worker(platform.node(), cores(), identity(), engine_in_force(Engine.AUTO).value)
    body = pickle.dumps(worker, pickle.HIGHEST_PROTOCOL)
    yield pa.RecordBatch.from_pydict({"body": [body]})
