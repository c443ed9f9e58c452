"""Institutions: organs by name, bodies by the word that they end in, short names of an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from cntext.extract.gazetteer import organs, places
from cntext.extract.mentions import Kind, Mention, Word, longest
from cntext.extract.wording import Borders
from cntext.lazy import pattern
from cntext.text.introductions import introductions

_END = pattern(
    "(?:大学|学院|中学|小学|学校|职院|高中|幼儿园|公司|集团|银行|委员会|管委会|教委|研究院|研究所|研究中心|中心|协会|学会|联合会|基金会|出版社|法院|检察院"
    "|医院|博物馆|图书馆|美术馆|电视台|广播电台|日报社|报社|通讯社|政府|党委|党校|总局|公安局|教育局|管理局|统计局|监督局|财政局|税务局|教育厅|财政厅|办公厅"
    "|事务所|研究会|促进会|工会|联盟|商会|俱乐部|总署|海关|实验室|工作室|司令部|军区|议会|法庭|交易所|开发区|科学院|工程院|党组|领导小组|职教集团|组织|乐团"
    "|剧团|舰队|公社|银行业协会|总公司|分公司|厂|局|厅|署|部|委)$"
)
# Words that are a kind of body without being one, whatever stands before them.
_GENERIC = frozenset(
    [
        "全部",
        "大部",
        "内部",
        "外部",
        "部",
        "委",
        "局",
        "局部",
        "全局",
        "布局",
        "结局",
        "格局",
        "干部",
        "总部",
        "中部",
        "东部",
        "西部",
        "南部",
        "北部",
        "俱乐部",
        "组织",
        "厂",
        "厅",
        "署",
        "中心",
        "政府",
        "公司",
        "集团",
        "学校",
        "大学",
        "学院",
        "银行",
        "医院",
        "党委",
        "党组",
        "工会",
        "军委",
        "原委",
        "编委",
        "常委",
        "省委",
        "市委",
        "县委",
        "党政",
        "当局",
        "邮局",
        "客厅",
        "餐厅",
        "大厅",
        "部署",
        "工厂",
    ]
)
_WEAK = frozenset(
    [
        "组织",
        "部",
        "委",
        "局",
        "厅",
        "署",
        "厂",
        "中心",
        "政府",
        "党委",
        "党组",
        "海关",
        "联盟",
        "工作室",
        "实验室",
        "领导小组",
        "开发区",
        "议会",
        "法庭",
    ]
)
_INSIDE_VERBS = frozenset(
    [
        "发展",
        "改革",
        "管理",
        "服务",
        "监督",
        "合作",
        "应急",
        "保障",
        "移动",
        "开发",
        "投资",
        "研究",
        "出版",
        "教育",
        "教学",
        "设计",
        "建设",
        "规划",
        "统计",
        "审计",
        "检察",
        "调查",
        "检验",
        "检疫",
        "指导",
        "交流",
        "贸易",
        "运输",
        "制造",
        "工作",
        "创新",
        "培训",
        "保护",
        "安全",
        "进出口",
        "联合",
        "监测",
        "评估",
        "信息",
        "控股",
        "证券",
        "保险",
        "建筑",
        "测绘",
        "勘探",
        "考试",
        "招生",
        "仲裁",
        "协调",
        "国际",
        "动力",
        "劳动",
        "执行",
        "监察",
        "管制",
    ]
)
_NO_HEAD = frozenset(
    [
        "全部",
        "各级",
        "各地",
        "各类",
        "有关",
        "相关",
        "所在",
        "其他",
        "下属",
        "该",
        "本",
        "各",
        "这些",
        "那些",
        "一些",
        "部分",
        "所有",
        "许多",
        "多个",
        "国有",
        "民营",
        "重点",
        "大型",
        "地方",
        "基层",
        "当地",
        "企业",
        "国内外",
        "新型",
        "优质",
        "先进",
        "现代",
        "市级",
        "省级",
        "国家级",
        "校级",
        "院级",
        "县级",
        "区级",
        "高水平",
        "主要",
        "著名",
        "多家",
        "知名",
        "普通",
        "民办",
        "公办",
        "私立",
        "公立",
        "高等",
        "中等",
        "初等",
        "职业",
        "高职",
        "双方",
        "校企",
        "专业",
        "学校",
        "学生",
        "教师",
        "人才",
        "产业",
        "经济",
        "社会",
        "政府",
        "农村",
        "城市",
        "城镇",
        "农业",
        "工业",
        "全国",
        "各国",
        "两国",
        "外国",
        "我国",
        "本国",
        "我市",
        "我省",
        "我校",
        "省",
        "市",
        "县",
        "区",
        "新",
        "大",
        "小",
    ]
)
_HEADS = frozenset(
    [
        "中国",
        "中央",
        "国家",
        "全国",
        "中华",
        "国务院",
        "国际",
        "世界",
        "亚洲",
        "欧洲",
        "联合国",
        "皇家",
        "中共",
        "中国共产党",
        "人民",
        "最高",
        "民主",
        "共和",
        "省",
        "市",
        "县",
        "区",
    ]
)
_NOUNS = ("n", "j", "b", "a", "l", "s", "f", "eng", "g", "i", "m")
_COUNTRIES = frozenset("德美英法日韩俄欧非加澳新意")
_SYLLABLES = frozenset(
    "爱艾阿巴贝博布达德迪菲弗福戈格哈赫霍吉加卡凯科克肯拉莱兰里利林卢洛麦曼梅蒙米莫纳尼诺欧帕佩皮普奇乔萨塞沙圣史斯塔泰特图托瓦维沃希谢雅亚耶伊尤泽扎"
)
_WORDS = (
    "全部",
    "内部",
    "外部",
    "局部",
    "干部",
    "布局",
    "格局",
    "结局",
    "部署",
    "大部",
    "中部",
    "东部",
    "西部",
    "南部",
    "北部",
    "总部",
    "原委",
    "当局",
    "全局",
    "党团组织",
    "社会组织",
    "基层组织",
    "党组织",
)
_LONGEST = 30


@cache
def _search() -> tuple[AhoCorasick, tuple[str, ...]]:
    forms = tuple(organs())
    return AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest), forms


def institutions(text: str, borders: Borders, located: Iterable[Mention]) -> list[Mention]:
    """Return the institutions of one article.

    A body is taken by its last word (学院, 公司, 委员会 …) as far left as nouns go, and
    must begin with a place, a name or a word such as 国家, 中国: what singles it out. A short
    name counts from where the article introduces it (以下简称), within that article.
    """
    starts_of_places = {m.start for m in located}
    found = [*_organs(text, borders), *_bodies(text, borders, starts_of_places)]
    known = longest(found)
    return longest([*_short(text, borders, known), *known])


def _organs(text: str, borders: Borders) -> Iterator[Mention]:
    search, forms = _search()
    for number, start, end in search.find_matches_as_indexes(text):
        form = forms[number]
        if not borders.begins(start) or not borders.ends(end):
            continue
        if form in ("中央", "东盟", "妇联", "市委", "省委", "县委", "区委") and _goes_on(
            text, end, borders
        ):
            continue
        yield Mention(Kind.INSTITUTION, start, end, organs()[form])


def _goes_on(text: str, end: int, borders: Borders) -> bool:
    """Say whether an organ's name is but the beginning of something: 中央财政, 市委书记."""
    i = borders.at(end)
    if not borders.words or i >= len(borders.words) or borders.words[i].start != end:
        return False
    return borders.words[i].tag[:1] in ("n", "b", "j", "f", "s") or text[end : end + 1] in (
        "企",
        "地",
    )


def _bodies(text: str, borders: Borders, starts: set[int]) -> Iterator[Mention]:
    words = borders.words
    for i, word in enumerate(words):
        written = text[word.start : word.end]
        end = _END.search(written)
        if not end or (written in _GENERIC and i == 0):
            continue
        if written.endswith(_WORDS):
            continue
        if i + 1 < len(words) and _continues(text, words, i):
            continue
        first = _leftmost(text, words, i)
        head = _anchor(text, words, first, i, starts)
        if head is None:
            continue
        start = words[head].start
        if head == i and not _is_name(word, written, end[0]):
            continue
        start = _with_foreign(text, start, words[head].tag)
        yield Mention(Kind.INSTITUTION, start, word.end, text[start : word.end])


def _with_foreign(text: str, start: int, tag: str) -> int:
    """Return where a foreign name begins whose first syllable was cut off: 爱/科特, 中/德."""
    before = text[start - 1 : start]
    if before == "中" and text[start : start + 1] in _COUNTRIES:
        return start - 1
    return start - (tag == "nrt" and before != "" and before in _SYLLABLES)


def _continues(text: str, words: list[Word] | tuple[Word, ...], i: int) -> bool:
    """Say whether the name goes on: 大学/附属/医院, 公司/重庆/分公司 end later."""
    for following in words[i + 1 : i + 4]:
        if following.start != words[i].end and text[words[i].end : following.start].strip():
            return False
        written = text[following.start : following.end]
        if following.tag[:1] not in ("n", "v", "b", "j", "") or written in _STOPS:
            return False
        if _END.search(written) and written not in (
            "组织",
            "部",
            "委",
            "局",
            "干部",
            "政府",
            "企业",
            "工作室",
            "中心",
        ):
            return True
        if written in ("校长", "院长", "书记", "师生", "学生", "教师"):
            return False
    return False


_STOPS = frozenset(
    [
        "举办",
        "建设",
        "成立",
        "联合",
        "设立",
        "组建",
        "共建",
        "建立",
        "创办",
        "等",
        "和",
        "与",
        "及",
        "或",
        "的",
        "在",
        "于",
        "由",
        "向",
        "对",
        "为",
        "把",
        "被",
        "将",
        "从",
        "到",
        "以",
        "之",
        "所",
        "并",
        "而",
        "是",
        "有",
        "了",
        "着",
        "过",
    ]
)


def _leftmost(text: str, words: list[Word] | tuple[Word, ...], i: int) -> int:
    """Return the first word of the run of nouns that ends with word ``i``."""
    first = i
    while first > 0:
        before = words[first - 1]
        written = text[before.start : before.end]
        if words[i].end - before.start > _LONGEST:
            break
        gap = text[before.end : words[first].start]
        if gap.strip() or "\n" in gap:
            break
        if (
            written in ")）"
            or written in "(（"
            or (written in ("集团", "控股") and text[before.start - 1 : before.start] in "(（")
        ):
            if not _bracketed(text, before.start):
                break
            first -= 1
            continue
        if written in _STOPS or not _nounlike(before, written):
            break
        first -= 1
    return first


def _bracketed(text: str, at: int) -> bool:
    """Say whether ``at`` is in short brackets inside a name: 轨道交通(集团)有限公司."""
    left = max(text.rfind("(", max(0, at - 6), at + 1), text.rfind("（", max(0, at - 6), at + 1))
    if left < 0:
        return False
    right = min((r for r in (text.find(")", left), text.find("）", left)) if r >= 0), default=-1)
    return (
        left <= at <= right
        and 2 <= right - left - 1 <= 4
        and text[left - 1 : left].strip() not in ("", "，", "。")
    )


def _nounlike(word: Word, written: str) -> bool:
    if word.tag[:1] == "v" or word.tag == "vn":
        return written in _INSIDE_VERBS or word.tag == "vn"
    if not word.tag:
        return written.isalnum()
    return (
        word.tag.startswith(_NOUNS)
        and not (word.tag.startswith("m") and not written[0].isdigit())
        and written not in ("等", "该", "本")
    )


def _anchor(
    text: str, words: list[Word] | tuple[Word, ...], first: int, last: int, starts: set[int]
) -> int | None:
    """Return the word that the name begins with: the leftmost that can single a body out."""
    ending = _END.search(text[words[last].start : words[last].end])
    weak = ending is not None and ending[0] in _WEAK
    for i in range(first, last + 1):
        word = words[i]
        written = text[word.start : word.end]
        if written in _NO_HEAD or written in ")）(（":
            continue
        if word.start in starts or written in places() or word.tag in ("ns", "nt", "nrt"):
            return i
        if (
            written in _HEADS
            and (not weak or written in ("国家", "国务院", "中央", "中共"))
            and i < last
        ):
            return i
        if (
            i < last
            and not weak
            and (word.tag in ("nr", "nz", "") or written.isascii())
            and len(written) > 1
        ):
            return i
        if weak and word.tag not in ("ns", "nt"):
            continue
    return None


def _is_name(word: Word, written: str, ending: str) -> bool:
    """Say whether one word is a whole name: 清华大学, 教育部 in the dictionary as such."""
    return len(written) > len(ending) + 1 and word.tag in ("nt", "") and written not in _GENERIC


def _short(text: str, borders: Borders, known: list[Mention]) -> Iterator[Mention]:
    """Yield the short names that the article introduces for institutions, from there on."""
    named = {(m.end, m.name) for m in known}
    ends = {end for end, _ in named}
    for short, full, start, end in introductions(text):
        if not (start in ends or _END.search(full)) or "《" in full:
            continue
        at = text.find(short, end)
        while at >= 0:
            if borders.begins(at) or len(short) > 3:
                yield Mention(Kind.INSTITUTION, at, at + len(short), full)
            at = text.find(short, at + len(short))
