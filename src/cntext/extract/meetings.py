"""Meetings: party congresses and plenums, people's congresses, working conferences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cntext.extract.mentions import Kind, Mention, longest
from cntext.extract.wording import Borders
from cntext.lazy import pattern

_N = "[一二三四五六七八九十]{1,3}"
_CONGRESS = pattern(
    "(?P<lead>党的|中共)?(?P<n>十[一二三四五六七八九]|二十)大(?!部|会|类|项|类|行|以前|型|[\u4e00-\u9fff]?产业)"
)
_PLENUM = pattern(
    f"(?P<lead>党的|中共)?(?P<n>{_N})届(?P<m>[一二三四五六七])中(?:、[一二三四五六七]中)*全会"
)
_FORMAL = pattern(
    f"(?:中国共产党|中共)?第{_N}次全国代表大会|第?{_N}届(?:全国人民代表大会|全国人大)(?:常务委员会|常委会)?第?{_N}次会议"
    f"|(?:中国共产党|中共)?第?{_N}届中央委员会第{_N}次全体会议|全国政协(?:第)?{_N}届{_N}次会议"
    f"|[省市区县州]委(?:第)?{_N}届{_N}次全[体会]{{1,3}}|全国两会|全国“两会”"
)
_ENDS = pattern(
    "工作会议|座谈会议|专题会议|电视电话会议|常务会议|部长级会议|部长会议|外长会议|领导人会议|峰会|高峰论坛|论坛|教育大会|科技大会|卫生与健康大会"
    "|科技创新大会|工作座谈会|座谈会|研讨会|推进会|博览会|进口博览会|运动会|奥运会|残奥会|冬奥会|世博会|亚运会|大会"
)
_HEAD = pattern(
    "^(?:中央|全国|全省|全市|世界|国际|中国|亚洲|亚太|国务院|联合国|博鳌|北京|上海|第[一二三四五六七八九十]{1,3}[届次])"
)
_STOP = pattern(
    "[，。、；：！？“”‘’《》（）()\\s]|召开|举办|参加|出席|贯彻|落实|举行|成功|学习|传达|根据|按照|在|的|和|与|是|以来|通过|向|对|把|次会议|各位"
)


def meetings(text: str, borders: Borders) -> list[Mention]:
    """Return the meetings that ``text`` names."""
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
        left = text[max(0, match.start() - 20) : match.start()]
        stops = list(_STOP.finditer(left))
        begin = stops[-1].end() if stops else 0
        head = None
        for at in range(begin, len(left)):
            if borders.begins(match.start() - len(left) + at) and _HEAD.match(left[at:]):
                head = at
                break
        if head is not None and (len(left) > head) and borders.ends(match.end()):
            start = match.start() - len(left) + head
            if match.end() - start >= 5 and not text.endswith("代表大会", start, match.end()):
                yield Mention(Kind.MEETING, start, match.end(), text[start : match.end()])


def _mention(match: re.Match[str], name: str) -> Mention:
    return Mention(Kind.MEETING, match.start(), match.end(), name)
