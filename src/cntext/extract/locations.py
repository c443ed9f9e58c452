"""Places by name, with the province and city that they lie in: 重庆市渝北区, 德国, 长三角."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from cntext.extract.gazetteer import Place, listed, organs, places
from cntext.extract.mentions import Kind, Mention
from cntext.extract.wording import Borders
from cntext.lazy import pattern

# Names of counties and cities that are words first; with 县 or 市 behind them they count.
_LARGE = ("region", "country")
# However the text was cut (拉/美国/家), a name is one before these.
_STATES = ("国家", "各国", "人民", "大陆", "地区")
_ALWAYS = frozenset({"province", "country", "region", "foreign"})
# A treaty is named after those it is of: 朝鲜停战协定.
_TREATY = pattern(
    "(?:[停休]战|和平|友好|合作|互助|贸易|投资|双边|多边|自由){0,3}(?:协定|条约|公约|议定书|基本法|公报)"
)
_SIDES = tuple("东西南北原前")
# Two that are joined make one region: 中国－东盟自贸区.
_JOINED = pattern("[－—–-]{1,2}([\u4e00-\u9fff]{2,6}?)(?:自贸区|自由贸易区|经济走廊|合作区)")
# 汉城南路站 is a stop of a line at home.
_STREET = pattern("[东南西北中]{0,2}(?:路|大街|大道)(?![线径程])")
# 中华人民共和国 begins the names of laws, which are no places.
_LAW = pattern("(?!的)[\u4e00-\u9fff]{1,30}?(?:法|条例|规定|办法|细则)")


@cache
def _search() -> tuple[AhoCorasick, tuple[str, ...]]:
    forms = tuple(places())
    return AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest), forms


@cache
def _provinces() -> frozenset[str]:
    return frozenset(form for form, some in places().items() if some[0].level == "province")


def locations(text: str, borders: Borders) -> list[Mention]:
    """Return the places that ``text`` names by words of their own.

    A name that several places have (朝阳区) is the one that lies in a place named before it
    in the text, else no parent is given. Places one in the other and side by side are one
    mention, of the lowest: 重庆市渝北区.
    """
    search, forms = _search()
    matches = search.find_matches_as_indexes(text)
    whole = {forms[number] for number, _, _ in matches}
    found: list[Mention] = []
    named: dict[str, int] = {}
    for number, begin, end in matches:
        start = begin
        form = forms[number]
        ends = borders.ends(end) or (end - start > 2 and borders.is_listed(start))
        ends = ends or (form in _provinces() and borders.tag(start)[:1] == "n")  # 台湾同胞
        named_state = text.startswith(_STATES, end) and any(
            place.level in _LARGE for place in places()[form]
        )
        inside = _inside(text, borders, start, end, found)
        sided = text[start - 1 : start] in _SIDES and _sided(borders, start, end, form)
        if not (
            sided or named_state or inside or (borders.begins(start) and ends)
        ) or not _plausible(form, borders, start, found):
            continue
        if found and start < found[-1].end:
            continue  # inside a region that two make
        if form == "中国" and (
            text[end : end + 1] in ("特", "式", "梦", "人", "共")
            or text[start - 1 : start] == "新"
            or text[start - 2 : start] in ("一个", "两个")
            or (text[start - 1 : start] == "“" and text[end : end + 1] != "”")
        ):
            continue
        if _STREET.match(text, end):
            continue
        if _TREATY.match(text, end) or (form == "中华人民共和国" and _LAW.match(text, end)):
            continue
        if not _told_apart(form, whole, found[-1] if found else None, start):
            continue
        place = _which(places()[form], named, found[-1] if found else None, start)
        if place is None:
            continue
        if sided:
            start -= 1
            place = Place(text[start:end], place.level, "", ())
        close = _close(text, end, place)
        if _was_county(text, borders, end, form, place):
            close = end + 1  # 清远县, which is a city now
            place = Place(text[start:close], "county", "", place.parents[:1])
        elif close > end + 2:
            place = Place(text[start:close], "region", "", ())
        detail = "·".join(place.parents)
        before = found[-1] if found else None
        if before and before.end == start and place.parents and before.name in place.parents:
            found.pop()
            start = before.start
        named[place.name] = start
        found.append(Mention(Kind.PLACE, start, close, place.name, detail, unit=place.level))
    return found


def _sided(borders: Borders, start: int, end: int, form: str) -> bool:
    """Say whether a state and what stands before it are one word: 南朝鲜, 原苏联."""
    states = any(place.level == "country" for place in places()[form])
    whole = not borders.begins(start) and borders.begins(start - 1) and borders.ends(end)
    return states and whole and borders.tag(start).startswith("ns")


def _was_county(text: str, borders: Borders, end: int, form: str, place: Place) -> bool:
    """Say whether 县 stands behind the short name of what is no county today."""
    short = place.level in ("city", "county") and form != place.name
    return short and text.startswith("县", end) and borders.ends(end + 1)


def _inside(text: str, borders: Borders, start: int, end: int, found: Sequence[Mention]) -> bool:
    """Say whether one word holds two places: 上海市/浦东新区, 首都/北京."""
    if not borders.words or not borders.tag(start).startswith("ns") or not borders.ends(end):
        return False
    word = borders.words[borders.at(start)]
    ahead = text[word.start : start]
    return bool(found and found[-1].end == start and ahead) or ahead == "首都"


def _close(text: str, end: int, place: Place) -> int:
    """Return where a place ends whose name does at ``end``: 东南亚地区, 中国－东盟自贸区."""
    if place.level == "region" and text.startswith("地区", end):
        return end + 2
    joined = _JOINED.match(text, end)
    if joined and (joined[1] in places() or joined[1] in organs()):
        return joined.end()
    return end


def _plausible(form: str, borders: Borders, start: int, found: Sequence[Mention]) -> bool:
    candidates = places()[form]
    if found and found[-1].end == start and any(found[-1].name in p.parents for p in candidates):
        return True
    if any(place.level in _ALWAYS for place in candidates):
        return True
    if any(place.name == form for place in candidates):
        return True
    if form in listed("words", "short_places"):
        return False
    # The dictionary calls 大连 an adverb and 南通 a name: its tags decide on counties alone.
    if not borders.words or any(place.level == "city" for place in candidates):
        return True
    return borders.words[borders.at(start)].tag in ("ns", "nsf", "")


def _told_apart(form: str, whole: set[str], before: Mention | None, start: int) -> bool:
    """Say whether the short name of a county is no word: 大关 and 安宁 are words first.

    It is a name where the text has it in full, or what it lies in right before it.
    """
    candidates = places()[form]
    if len(form) > 2:
        return True  # 满洲里 is no word but a name
    if any(place.level != "county" or place.name == form for place in candidates):
        return True
    if any(place.name in whole for place in candidates):
        return True
    if before is None or before.end != start:
        return False
    return any(before.name in place.parents for place in candidates)


def _which(
    candidates: Iterable[Place], named: dict[str, int], before: Mention | None, start: int
) -> Place | None:
    """Return the candidate whose parents were named, the nearest; the highest level else."""
    all_of = list(candidates)
    if before and before.end == start:
        inside = [p for p in all_of if before.name in p.parents]
        if inside:
            return inside[0]
    known = [(max(named.get(n, -1) for n in p.parents), p) for p in all_of if p.parents]
    best = max((at for at, _ in known), default=-1)
    if best >= 0 and len(all_of) > 1:
        return next(p for at, p in known if at == best)
    if len(all_of) == 1:
        return all_of[0]
    order = ("province", "city", "country", "region", "foreign", "county")
    first = min(all_of, key=lambda p: order.index(p.level))
    if sum(p.level == first.level for p in all_of) == 1:
        return first
    return Place(first.name, first.level, "", ())
