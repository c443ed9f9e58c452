"""One partition to documents: read, normalised, cleaned, dated, and everything lost recorded."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from cntext.clean.documents import documents_of
from cntext.corpus import Sizes
from cntext.errors import Both
from cntext.flow.partitions import Partition
from cntext.flow.plan import Plan
from cntext.flow.record import Changes, Record, files_of
from cntext.metadata.dating import settled
from cntext.model import Document, Failure, Inputs, Page
from cntext.read.pages import pages_of
from cntext.text.codes import han_and_letters
from cntext.text.normalise import normalise

_KNOWN = ("date", "year", "quarter", "month", "decade", "title", "author", "source", "path")


class Measured(tuple[Document, ...]):
    """Documents in memory with what was found in one look at each text."""

    sizes: Sizes

    @property
    def han(self) -> Sequence[int]:
        """Chinese characters of each."""
        return self.sizes.han

    @property
    def sha256(self) -> memoryview:
        """32 bytes for each text."""
        return memoryview(self.sizes.digests)


def make(plan: Plan, partition: Partition) -> tuple[Measured, Record]:
    """Return the documents of ``partition`` and the record of it."""
    inputs = Inputs()
    documents: list[Document] = []
    failed: list[tuple[int, Failure]] = []
    normalised: Counter[str] = Counter()
    dated: Counter[str] = Counter()
    remarks: list[Both] = []
    look = _Look()
    for place, source in enumerate(partition.sources):
        for page in pages_of(source, inputs, plan.options):
            if remark := _remark(page):
                remarks.append(remark)
            text, counts = normalise(page.text, plan.normalisation)
            normalised.update(counts)
            meta = {k: normalise(v, plan.normalisation)[0] for k, v in page.meta.items()}
            found = documents_of(
                page._replace(text=text, meta=meta),
                clean=plan.clean,
                split=plan.split,
                overrides=plan.overrides,
            )
            for document in found:
                known, rule = settled(document, plan.dates, page.meta.get("date", ""))
                dated[rule] += 1
                same = known.text == page.text
                look.at(page.text if same else known.text, page.text_sha256 if same else "")
                documents.append(known)
        failed += ((place, failure) for failure in inputs.failed[len(failed) :])
        if failed and plan.stop:
            break
    record = Record(
        files=files_of(inputs.files),
        failed=tuple(failed[:1] if plan.stop else failed),
        skipped=inputs.skipped,
        remarks=tuple(remarks),
        normalised=dict(normalised),
        dated=dict(dated),
    )
    return look.measured(documents), _described(documents, bytes(look.twins), record)


def described(documents: Sequence[Document], record: Record) -> Record:
    """Return ``record`` with what there is to say of ``documents`` in place of its own."""
    kept, look = list(documents), _Look()
    for document in kept:
        look.at(document.text)
    return _described(kept, bytes(look.twins), record)


def _described(documents: Sequence[Document], twins: bytes, record: Record) -> Record:
    fields = {name for name in _KNOWN if any(d.field(name) for d in documents)}
    names = (hashlib.blake2b(_bytes(d.id), digest_size=8).digest() for d in documents)
    return record._replace(
        documents=len(documents),
        fields=tuple(sorted(fields.union(k for d in documents for k, v in d.meta.items() if v))),
        changes=Changes.of(documents),
        twins=twins,
        names=b"".join(names),
    )


class _Look:
    """One look at each text: its Chinese characters, its hash, and that of its letters."""

    def __init__(self) -> None:
        self.han: list[int] = []
        self.digests, self.twins = bytearray(), bytearray()

    def at(self, text: str, sha256: str = "") -> None:
        """Look at the next text, whose SHA-256 may be known."""
        characters, letters = han_and_letters(text)
        self.han.append(characters)
        known = bytes.fromhex(sha256)
        self.digests += known or hashlib.sha256(_bytes(text)).digest()
        if len(letters):
            self.twins += hashlib.blake2b(letters, digest_size=16).digest()

    def measured(self, documents: Sequence[Document]) -> Measured:
        """Return ``documents``, whose texts were looked at, with what was seen."""
        measured = Measured(documents)
        measured.sizes = Sizes(self.han, bytes(self.digests))
        return measured


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _remark(page: Page) -> Both | None:
    """Return what the reader of the numbers must know about one text, if anything."""
    remark = None
    if not page.text.strip():
        remark = Both("空文件，计为 0 词", "empty; counted as 0 words")
    elif page.replaced:
        remark = Both(
            f"{page.replaced} 处无法解码，已替换为 �；可用 --encoding 指定编码",
            f"{page.replaced} undecodable places replaced by �; --encoding overrules",
        )
    elif not han_and_letters(page.text)[0]:
        how_zh = (
            f"（按 {page.encoding} 读）；如果不对，用 --encoding 指定编码" if page.encoding else ""
        )
        how_en = f" (read as {page.encoding}); --encoding overrules" if page.encoding else ""
        remark = Both(f"没有汉字{how_zh}", f"no Chinese characters{how_en}")
    if remark is None:
        return None
    name = page.path + "".join(page.id.partition("#")[1:])
    return Both(f"{name}：{remark.zh}", f"{name}: {remark.en}")
