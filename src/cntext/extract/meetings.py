"""Meetings: party congresses and plenums, people's congresses, working conferences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cntext.extract.gazetteer import fairs, organs, places
from cntext.extract.mentions import Kind, Mention, longest
from cntext.extract.wording import Borders
from cntext.lazy import pattern

_N = "[一二三四五六七八九十]{1,3}"
_PARTY = "(?:党的|中共|中国共产党)"
_CONGRESS = pattern(
    f"(?P<lead>{_PARTY})?(?P<n>十[一二三四五六七八九]|二十)大(?!部|会|类|项|类|行|以前|型|[\u4e00-\u9fff]?产业)"
)
_PLENUM = pattern(
    f"(?P<lead>{_PARTY})?(?P<n>{_N})届(?P<m>[一二三四五六七])中(?:、[一二三四五六七]中)*全会"
)
_FORMAL = pattern(
    f"{_PARTY}?第{_N}次全国代表大会|第?{_N}届(?:全国人民代表大会|全国人大|人大)(?:常务委员会|常委会)?第?{_N}次会议"
    f"|(?:全国)?人大常委会第{_N}次会议"
    f"|{_PARTY}?第?{_N}届中央委员会第{_N}次全体会议|全国政协(?:第)?{_N}届(?:常委会第?)?{_N}次会议"
    f"|第(?:{_N}|[0-9]{{1,2}})届(?:联合国大会|联大)(?:特别会议)?"
    f"|(?:中国人民)?政治协商会议第?{_N}届(?:全国委员会)?第?{_N}次会议"
    f"|[省市区县州]委(?:第)?{_N}届{_N}次全[体会]{{1,3}}|(?:全国|[省市区县])[“]?两会[”]?"
)
_LONGEST = 24  # characters before the word that a name ends in
_ENDS = pattern("会议|峰会|论坛|会晤|大会(?!议)|座谈会|研讨会|推进会|博览会|交易会|洽谈会|运动会")
_GAMES = pattern("世博会|[大亚冬残]{0,2}[奥运]会|[大亚冬残]{1,2}[奥运]+会")
# A conference is a name by what it is on: 中央会议 and 国际会议 are not.
_PLAIN = pattern(
    "(?:中央|全国|国际|世界|各国|[省市区县]|专题|专门|紧急|定期|(?:重要|重大|有关|多边|这|各)+(?:种|类|次)?)*$"
)
_HEAD = pattern(
    "中央|全国|全省|全市|全军|世界|国际|亚太|亚欧|亚非|博鳌|达沃斯|金砖|气候变化|中[非欧拉阿美俄日英法德]|[首第][一二三四五六七八九十0-9]{0,4}[届次]|政治局|“[^“”，。]{2,10}”"
)
_STOP = pattern(
    "[，。、；：！？‘’《》（）()\\s]|召开|举办|参加|出席|贯彻|落实|举行|成功|学习|传达|根据|按照|启动|支持|申办|赢得|提交|表示|愿意|本次|这次|此次"
    "|列席|审议|听取|讨论|承办|主办|筹办|办好|参与|主持|精简|以来|通过|各位|了|的|在"
)
# These stop a name where they are words: 同 does, 同盟 does not.
_SMALL = pattern("[同和与是向对把经由于等及至自为]")
_JOINS = ("、", "和", "与", "及")
_SUBJECTS = ("n", "j", "vn", "b", "s")  # parts of speech of what a conference is on
# Bodies that are called conference or congress, and meetings that every such body has.
_BODIES = (
    "代表大会",
    "政治协商会议",
    "联席会议",
    "董事会会议",
    "理事会会议",
    "村民会议",
    "校务会议",
)


def meetings(text: str, borders: Borders) -> list[Mention]:
    """Return the meetings, congresses, forums, fairs and games that ``text`` names."""
    found = longest([*_by_number(text, borders), *_by_name(text, borders), *_short(text, borders)])
    return longest([*found, *_beside(text, borders, found)])


def _by_number(text: str, borders: Borders) -> Iterator[Mention]:
    for match in _CONGRESS.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if match["lead"] or (before not in ("第", "百", "千", "万") and borders.ends(match.end())):
            yield _mention(match, f"中国共产党第{match['n']}次全国代表大会")
    for match in _PLENUM.finditer(text):
        name = f"中国共产党第{match['n']}届中央委员会第{match['m']}次全体会议"
        yield _mention(match, match[0] if "、" in match[0] else name)
    for match in _FORMAL.finditer(text):
        yield _mention(match, match[0])


def _by_name(text: str, borders: Borders) -> Iterator[Mention]:
    """Yield names that end in 会议, 论坛, 峰会 … and begin with a place, a body, 全国, 第三届."""
    for match in sorted(
        (*_ENDS.finditer(text), *_GAMES.finditer(text)), key=lambda match: match.start()
    ):
        begin = _leftmost(text, borders, match.start())
        heads = (at for at in range(begin, match.start()) if borders.begins(at))
        start = next((at for at in heads if _heads(text, at, match.start())), None)
        if start is None or not _named(text, start, match):
            continue
        close = _two_in_one(text, match.end())
        if _closed(text[start:close]):
            yield Mention(Kind.MEETING, start, close, text[start:close])


def _two_in_one(text: str, end: int) -> int:
    """Return where a meeting ends that is held as another too: 年会暨“改革与发展”研讨会."""
    if not text.startswith("暨", end):
        return end
    also = _ENDS.search(text, end, end + _LONGEST + 8)
    return end if also is None or _STOP.search(text, end, also.start()) else also.end()


def _closed(name: str) -> bool:
    """Say whether every quotation that a name opens is closed in it."""
    return name.count("“") == name.count("”") and not name.count('"') % 2


def _leftmost(text: str, borders: Borders, at: int) -> int:
    """Return from where on a name may begin that goes on to ``at``: behind the last stop."""
    low = max(0, at - _LONGEST)
    stops = [stop.end() for stop in _STOP.finditer(text, low, at)]
    small = (stop.span() for stop in _SMALL.finditer(text, low, at))
    return max([low, *stops, *(end for a, end in small if borders.begins(a) and borders.ends(end))])


def _beside(text: str, borders: Borders, found: list[Mention]) -> list[Mention]:
    """Return what has no more than a subject, in a list with a name: 铁路会议和全国教育会议."""
    listed = []
    for match in _ENDS.finditer(text):
        start = _leftmost(text, borders, match.start())
        told = start < match.start() and borders.tag(start).startswith(_SUBJECTS)
        if match[0] == "会议" and told and borders.begins(start) and _named(text, start, match):
            name = text[start : match.end()]
            listed.append(Mention(Kind.MEETING, start, match.end(), name))
    starts, ends = {one.start for one in found}, {one.end for one in found}
    kept = []
    for one in listed:
        if text[one.start - 1 : one.start] in _JOINS and one.start - 1 in ends:
            ends.add(one.end)
            kept.append(one)
    for one in reversed(listed):
        if text[one.end : one.end + 1] in _JOINS and one.end + 1 in starts:
            starts.add(one.start)
            kept.append(one)
    return kept


def _named(text: str, start: int, match: re.Match[str]) -> bool:
    """Say whether what begins at ``start`` is the name of one meeting, no body and no kind."""
    # 全国人民代表大会 is a body; its sessions are told by number.
    if text[start : match.end()].endswith(_BODIES):
        return False
    return match[0] not in ("会议", "大会") or not _PLAIN.match(text[start : match.start()])


@cache
def _shorts() -> re.Pattern[str]:
    forms = sorted(fairs(), key=lambda form: (-len(form), form))
    return re.compile("|".join(map(re.escape, forms)))


def _short(text: str, borders: Borders) -> Iterator[Mention]:
    """Yield what is known by a short name of its own: 进博会, 两会."""
    for match in _shorts().finditer(text):
        if borders.begins(match.start()) and borders.ends(match.end()):
            yield _mention(match, fairs()[match[0]])


def _heads(text: str, at: int, end: int) -> bool:
    """Say whether a meeting's name may begin at ``at``: a place, a body, 全国, 第三届."""
    if _HEAD.match(text, at):
        return True
    known = (text[at:close] for close in range(at + 2, min(at + 8, end) + 1))
    return any(form in places() or form in organs() for form in known)


def _mention(match: re.Match[str], name: str) -> Mention:
    return Mention(Kind.MEETING, match.start(), match.end(), name)
