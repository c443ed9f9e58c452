"""Damaged files, and many processes at once."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable
from pathlib import Path

from model import PARTS, SEED, forked, part_data, report, state, texts, write

from cntext.errors import Both, CntextError
from cntext.store.cache import Cache
from cntext.store.grams import BUCKETS
from cntext.store.index import Index
from cntext.store.part import StoredPart


def _answers(part: StoredPart) -> object:
    """Return everything that a part can be asked for."""
    layer, stored = part.layer("characters"), part.documents
    arrays = (layer.tokens, layer.starts, layer.bounds, layer.freq, layer.range, layer.tags,
              layer.type_is_word, layer.type_is_number, stored.characters, stored.han,
              stored.sha256)  # fmt: skip
    return (
        part.record, list(stored), stored.values("title"), stored.values("genre"),
        layer.vocabulary, layer.tagset, [array.tolist() for array in arrays],
        [stored.tally(gram) for gram in _grams(document.text for document in stored)],
    )  # fmt: skip


def _grams(texts: Iterable[str]) -> list[str]:
    """Return each one and two characters that come in ``texts``, and some that do not."""
    pairs = {text[i : i + n] for text in texts for n in (1, 2) for i in range(len(text))}
    return sorted({*pairs, *map(chr, range(0x4E00, 0x4E00 + BUCKETS))})


def damage(folder: Path, flips: int, cuts: int) -> str:
    """Flip a bit of every file, cut every file short; ask for everything that it holds."""
    chance = random.Random(SEED)
    path = folder / "damaged.cnx"
    write(path, 0)
    write(path, 1)
    cache = Cache(folder / "cache")
    cache.put("key", part_data(0, 0))
    cache.save("sum", {"n": b"12345678" * 9}, {"x": 1})

    def ask_index() -> object:
        index = Index.open(path)
        return index.manifest.generation, dict(index.settings), [*map(_answers, index.parts)]

    def ask_cache() -> object:
        part, sums = cache.get("key", "characters"), cache.load("sum")
        if part is None or sums is None:
            raise CntextError("", Both("", "absent"))
        return _answers(part), sums.data("n").tobytes(), sums.about

    count, refused, bad = 0, 0, []
    for ask, where in ((ask_index, path), (ask_cache, folder / "cache")):
        right = ask()
        for file in sorted(item for item in where.iterdir() if item.name != "lock"):
            whole = file.read_bytes()
            for number in range(flips + cuts):
                if number < flips:
                    at = chance.randrange(len(whole))
                    flipped = bytes([whole[at] ^ 1 << chance.randrange(8)])
                    changed = whole[:at] + flipped + whole[at + 1 :]
                else:
                    changed = whole[: chance.randrange(len(whole))]
                file.unlink()
                file.write_bytes(changed)
                count += 1
                try:
                    if ask() != right:
                        bad.append(f"{file.name}: another answer ({number})")
                except CntextError:
                    refused += 1
                except Exception as error:  # a crash is a finding
                    bad.append(f"{file.name}: {type(error).__name__} ({number})")
            file.unlink()
            file.write_bytes(whole)
    return report(f"damage        {count:,} files altered, {refused:,} refused, rest equal", bad)


def crowd(folder: Path) -> str:
    """Four writers and four readers of one index, eight of one cold cache."""
    path = folder / "crowd.cnx"
    write(path, 0)
    bad = []

    def writer(number: int) -> None:
        for turn in range(8):
            generation = 3 * (1 + number * 100 + turn)
            Index.create(
                path,
                (part_data(generation, k) for k in range(PARTS)),
                {"first": generation},
                timeout=60,
            )

    def reader(_: int) -> None:
        last = 0
        for _ in range(60):
            index = Index.open(path)
            first = int(str(index.settings["first"]))
            found = [[d.text for d in part.documents] for part in index.parts]
            assert found == [texts(first, k) for k in range(PARTS)]
            assert index.manifest.generation >= last
            last = index.manifest.generation

    def cold(_: int) -> None:
        cache = Cache(folder / "cold")
        for number in range(10):
            key = f"key{number}"
            part = cache.get(key, "characters") or cache.put(key, part_data(number, 0))
            assert part is not None
            assert [d.text for d in part.documents] == texts(number, 0)

    jobs = [(writer, i) for i in range(4)] + [(reader, i) for i in range(4)]
    for group in (jobs, [(cold, i) for i in range(8)]):
        children = {forked(lambda job=job: job[0](job[1])): job for job in group}
        for child, (work, number) in children.items():
            if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
                bad.append(f"{work.__name__} {number} failed")
    if state(path)[0] != 1 + 4 * 8:
        bad.append(f"{state(path)[0]} generations, not 33")
    return report("crowd         4 writers, 4 readers; 8 cold starts of a cache", bad)
