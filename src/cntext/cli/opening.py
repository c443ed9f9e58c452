"""From a request to a run over it: files listed, indexes opened, both cut into partitions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, NamedTuple

from cntext.analysis import Cut
from cntext.cli.choosing import Choosing
from cntext.cli.reading import Listing, list_inputs, named_paths, plan_of
from cntext.cli.request import Request
from cntext.cli.sealed import adopted, indexes, lists_of
from cntext.cli.speaking import Speaker
from cntext.cli.writing import check_targets
from cntext.flow.partitions import Partition, partitions
from cntext.flow.run import Run
from cntext.flow.settings import bytes_meant, small
from cntext.flow.supply import Supply
from cntext.flow.workshop import Workshop
from cntext.read.paths import find_sources

if TYPE_CHECKING:
    from cntext.cluster.executor import Cluster
    from cntext.store.cache import Cache
    from cntext.store.index import Index


class Opened(NamedTuple):
    """A run of which nothing was read yet.

    ``request`` has the options that the indexes were built with; ``lists`` are the files,
    with their hashes, that say something about the documents.
    """

    request: Request
    run: Run
    listing: Listing
    choosing: Choosing
    indexes: tuple[Index, ...]
    lists: tuple[tuple[str, str], ...]


def open_run(request: Request, supply: Supply, elsewhere: Cluster | None, *, apart: bool) -> Opened:
    """Look at all that is asked for; `UsageProblem` for what is wrong there.

    ``apart``: no more is wanted of the documents than counts that add up.
    """
    paths = named_paths(request)
    opened = indexes(paths)
    request = adopted(request, opened, others=len(opened) < len(paths))
    plan = plan_of(request)
    choosing = Choosing.of(request)
    lists = choosing.lists()
    find = elsewhere.find if elsewhere else find_sources
    listing = list_inputs(paths, opened, plan.options, find)
    check_targets([source.path for source in listing.sources])
    cut_up = [*_sealed(opened.values(), supply), *partitions(listing.sources)]
    big = sum(partition.size for partition in cut_up) >= small()
    kept = big and not (request.no_cache or request.cluster)
    # Where many are chosen from, that is done where parts are made; what a pipe brings comes once.
    apart = apart and (big or elsewhere is not None) and not any(p.once for p in cut_up)
    selection = choosing.selection() if apart else None
    run = Run(
        Workshop(plan, supply, _cache() if kept else None, request.jobs, selection),
        cut_up,
        request.jobs,
        bytes_meant(request.memory) if request.memory else 0,
        elsewhere,
    )
    return Opened(request, run, listing, choosing, tuple(opened.values()), lists)


def cluster_of(request: Request, speaker: Speaker) -> AbstractContextManager[Cluster | None]:
    """Return the cluster that is to count, if there is to be one."""
    if not request.cluster:
        return nullcontext()
    from cntext.cluster.executor import Cluster

    return Cluster(request.cluster, speaker.note)


def _sealed(opened: Iterable[Index], supply: Supply) -> Iterator[Partition]:
    """Yield the parts of indexes, with the names that layers of this run have in them."""
    for index in opened:
        layers = {}
        for cut in (Cut.UNITS, Cut.WORDS):
            if lists_of(supply, cut) == index.settings.get("lists"):
                layers[cut.value] = cut.value
        for part in index.parts:
            yield Partition((), 0, part, tuple(layers))


def _cache() -> Cache:
    """Return the cache of the user, loaded where a run is large enough to keep anything."""
    from cntext.store.cache import default_cache

    return default_cache()
