"""Meetings: party congresses and plenums, people's congresses, working conferences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cntext.extract.gazetteer import organs, places
from cntext.extract.mentions import Kind, Mention, longest
from cntext.extract.wording import Borders
from cntext.lazy import pattern

_N = "[一二三四五六七八九十]{1,3}"
_CONGRESS = pattern(
    "(?P<lead>党的|中共)?(?P<n>十[一二三四五六七八九]|二十)大(?!部|会|类|项|类|行|以前|型|[\u4e00-\u9fff]?产业)"
)
_PLENUM = pattern(
    f"(?P<lead>党的|中共|中国共产党)?(?P<n>{_N})届(?P<m>[一二三四五六七])中(?:、[一二三四五六七]中)*全会"
)
_FORMAL = pattern(
    f"(?:中国共产党|中共)?第{_N}次全国代表大会|第?{_N}届(?:全国人民代表大会|全国人大|人大)(?:常务委员会|常委会)?第?{_N}次会议"
    f"|(?:中国共产党|中共)?第?{_N}届中央委员会第{_N}次全体会议|全国政协(?:第)?{_N}届{_N}次会议"
    f"|[省市区县州]委(?:第)?{_N}届{_N}次全[体会]{{1,3}}|全国两会|全国“两会”"
)
_LONGEST = 24  # characters before the word that a name ends in
_ENDS = pattern(
    "第[一二三四五六七八九十百0-9]{1,5}次(?:常务|全体)?会议|(?:工作|政治工作|座谈|专题|电视电话|常务|部长级|部长|外长|领导人|非正式|系列)会议"
    "|(?:系列)?峰会|(?:高峰)?论坛|会晤|大会|座谈会|研讨会|推进会|博览会|世博会|(?:大|亚|冬|亚残|残)?(?:奥|运|残奥|冬奥)(?:会|运会)"
)
_HEAD = pattern(
    "中央|全国|全省|全市|全军|世界|国际|亚太|博鳌|金砖|气候变化|中[非欧拉阿]|第[一二三四五六七八九十]{1,3}[届次]"
)
_STOP = pattern(
    "[，。、；：！？‘’《》（）()\\s]|召开|举办|参加|出席|贯彻|落实|举行|成功|学习|传达|根据|按照|启动|支持|申办|赢得|提交|表示|愿意|本次|这次|此次|了|同|在|的|和|与|是|以来|通过|向|对|把|各位"
)


def meetings(text: str, borders: Borders) -> list[Mention]:
    """Return the meetings, congresses, forums and games that ``text`` names."""
    return longest([*_by_number(text, borders), *_by_name(text, borders)])


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
    for match in _ENDS.finditer(text):
        low = max(0, match.start() - _LONGEST)
        stops = [stop.end() for stop in _STOP.finditer(text, low, match.start())]
        begin = max(stops, default=low)
        heads = (at for at in range(begin, match.start()) if borders.begins(at))
        start = next((at for at in heads if _heads(text, at, match.start())), None)
        # 全国人民代表大会 is a body; its sessions are told by number.
        if start is None or text.endswith("代表大会", start, match.end()):
            continue
        if text.count("“", start, match.end()) == text.count("”", start, match.end()):
            yield Mention(Kind.MEETING, start, match.end(), text[start : match.end()])


def _heads(text: str, at: int, end: int) -> bool:
    """Say whether a meeting's name may begin at ``at``: a place, a body, 全国, 第三届."""
    if _HEAD.match(text, at):
        return True
    known = (text[at:close] for close in range(at + 2, min(at + 8, end) + 1))
    return any(form in places() or form in organs() for form in known)


def _mention(match: re.Match[str], name: str) -> Mention:
    return Mention(Kind.MEETING, match.start(), match.end(), name)
