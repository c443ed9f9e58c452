"""An article cut down to its regions of some roles: body only, titles only, quotations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from cntext.model import Document, Region, RegionRole


def scoped(document: Document, roles: frozenset[RegionRole]) -> Document:
    """Return ``document`` with the text of its regions of ``roles`` only, one on a line.

    The order stays and every character is still traced to its source line. Quotations
    stand inside other regions, so they count only where no region around them is chosen;
    those that are chosen for themselves keep their places. All roles leave the document
    as it is, and so does a document that was not cleaned: it has no regions.
    """
    if not document.regions or roles >= frozenset(RegionRole):
        return document
    chosen = sorted(_chosen(document.regions, roles), key=lambda region: region.start)
    offsets = [offset for offset, _ in document.anchors]
    pieces: list[str] = []
    anchors: list[tuple[int, int]] = []
    regions: list[Region] = []
    length = 0
    for region in chosen:
        start = length
        pieces.append(document.text[region.start : region.end])
        anchors.append((start, document.line_of(region.start)))
        first = bisect_right(offsets, region.start)
        for at, line in document.anchors[first:]:
            if at >= region.end:
                break
            anchors.append((start + at - region.start, line))
        length = start + region.end - region.start + 1
        regions.append(region._replace(start=start, end=length - 1))
    inner = _inner_quotations(document.regions, chosen, regions)
    return document._replace(
        text="\n".join(pieces),
        anchors=tuple(anchors) or document.anchors[:1],
        regions=(*regions, *inner),
    )


def _chosen(regions: Iterable[Region], roles: frozenset[RegionRole]) -> Iterable[Region]:
    found = [r for r in regions if r.role in roles and r.role is not RegionRole.QUOTATION]
    if RegionRole.QUOTATION in roles:
        starts = [r.start for r in found]
        for quotation in (r for r in regions if r.role is RegionRole.QUOTATION):
            place = bisect_right(starts, quotation.start) - 1
            if place < 0 or found[place].end < quotation.end:
                yield quotation
    yield from found


def _inner_quotations(
    regions: Iterable[Region], chosen: list[Region], moved: list[Region]
) -> list[Region]:
    """Return the quotations inside the chosen regions, at their new places."""
    starts = [r.start for r in chosen]
    found = []
    for quotation in regions:
        if quotation.role is not RegionRole.QUOTATION:
            continue
        place = bisect_right(starts, quotation.start) - 1
        if place < 0 or chosen[place].end < quotation.end or chosen[place].role is quotation.role:
            continue
        shift = moved[place].start - chosen[place].start
        found.append(quotation._replace(start=quotation.start + shift, end=quotation.end + shift))
    return found
