"""What kind of word each type of a corpus is, looked up once in a dictionary."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass

from cntext.analysis import Background
from cntext.lazy import np
from cntext.measure.stats.phrase_layout import LIST
from cntext.measure.stats.phrase_texts import Texts
from cntext.measure.stats.phrase_words import (
    ADOPTING,
    BEING,
    DEGREE,
    EITHER,
    ENFORCING,
    GOVERNING,
    JOINING,
    LIGHT,
    POINTING,
    REFERRED,
    RULE,
    SAYING,
    SLOGAN,
    STATING,
    VERBS,
    is_actor,
    is_bearer,
    is_body,
    is_generic,
    is_institution,
    is_local,
    is_money,
    is_mutual,
)

# First letters of ICTCLAS tags that no phrase begins with: particles, prepositions,
# conjunctions, pronouns, measures, modal particles, interjections, onomatopoeia. Locatives are
# not among them (西部 is one to jieba): the function words that the caller gives hold these.
_CLOSED = frozenset("upcrqyeo")
# Nor ends with: words that only stand before nouns (国家级), locatives, adverbs, numerals, times,
# states.
_CLOSED_LAST = _CLOSED | frozenset("bfdmtz")
# A neighbour of these kinds makes a longer compound of the phrase it stands beside.
_NOMINAL = frozenset("nbjgsk")
# One dictionary word alone may be a phrase if it is a noun, an idiom or an abbreviation, and
# neither a quality nor a name of a person or a place.
_ALONE = frozenset({"n", "nz", "vn", "l", "i", "j", "v", "an", ""})
# 规范化, 普惠性, 开放型, 常态化: a quality, not yet a thing.
_SUFFIXES = frozenset("化性型式级类率度者界")
# 结构性, 外向型: words of three characters that ask for a noun.
_QUALITY = frozenset("性型式")
# Cut off from what they stand before: 取得|新, 达到|相应, 社会力量|依法.
_ATTRIBUTES = frozenset({*"新旧老各某", "相应", "依法", "依照", "按照"})
# A verb before a stop in this share of its uses is no longer one: 开放 .34, 推进 .13. Seen less
# often than this, it is what the dictionary says.
_LAST, _FEW_USES = 0.25, 10
# A word of the dictionary is a common one above this frequency there.
_COMMON = 100.0
# 整顿 bears the tag of a numeral too, and has none of these.
_NUMERALS = frozenset("〇一二三四五六七八九十百千万亿零两双半几多数廿卅第")


@dataclass(frozen=True, slots=True)
class WordClasses:
    """What matters of the V types of a corpus, bool[V] each unless said otherwise.

    ``edge``: function words; ``attribute``: 新, 老; ``numeral``, ``measure``, ``verb`` (that asks for
    an object), ``nominal``, ``person``, ``preposition``, ``pronoun``, ``place``; ``local``: 省级,
    全国; ``action``: verbal nouns (建设, 发展); ``joint``: conjunctions and particles, ``linking``:
    conjunctions alone; ``doing``: dictionary words of a verb and its object (采取措施);
    ``adopting``, ``bearer``, ``body``, ``actor``, ``institution``, ``enforcing``, ``light``, ``saying``, ``mutual``,
    ``stating``, ``slogan``, ``referred``, ``rule``, ``either``, ``being``, ``governing``, ``degree``,
    ``generic``:
    the kinds of `phrase_words`; ``adverb``: of two characters or more (正式, 初步);
    ``quality``: adjectives, adverbs and the like; ``padding``: words such as 切实, 大力, that
    add nothing to what follows; ``padded``: dictionary words of padding and a verb (高度重视);
    ``first_bad``, ``last_bad``: never at that end of a phrase; ``alone``: may be one by
    itself; ``suffix``. ``length`` int64[V] in characters. ``surprise`` float64[V]: -ln of the
    relative frequency in the background, in nats; 0 for 、. ``common`` float64[V]: ln of the
    frequency there over 100, 0 below.
    """

    edge: np.ndarray
    attribute: np.ndarray
    numeral: np.ndarray
    measure: np.ndarray
    verb: np.ndarray
    nominal: np.ndarray
    person: np.ndarray
    preposition: np.ndarray
    doing: np.ndarray
    referred: np.ndarray
    rule: np.ndarray
    pronoun: np.ndarray
    place: np.ndarray
    local: np.ndarray
    action: np.ndarray
    joint: np.ndarray
    linking: np.ndarray
    adopting: np.ndarray
    bearer: np.ndarray
    body: np.ndarray
    actor: np.ndarray
    institution: np.ndarray
    enforcing: np.ndarray
    light: np.ndarray
    saying: np.ndarray
    mutual: np.ndarray
    stating: np.ndarray
    slogan: np.ndarray
    either: np.ndarray
    being: np.ndarray
    governing: np.ndarray
    degree: np.ndarray
    generic: np.ndarray
    adverb: np.ndarray
    quality: np.ndarray
    padding: np.ndarray
    padded: np.ndarray
    first_bad: np.ndarray
    last_bad: np.ndarray
    alone: np.ndarray
    suffix: np.ndarray
    length: np.ndarray
    surprise: np.ndarray
    common: np.ndarray


def word_classes(
    texts: Texts, background: Background, edge_words: Set[str], adverbs: Set[str]
) -> WordClasses:
    """Look up every type of ``texts``, its tag and its frequency."""
    vocabulary = texts.vocabulary
    size = len(vocabulary)
    tags = [
        "v" if word in VERBS or word in ADOPTING else background.tag(word) for word in vocabulary
    ]
    counts = np.fromiter(map(background.freq, vocabulary), np.int64, size)

    def word_is(test: Callable[[str], bool]) -> np.ndarray:
        return np.fromiter(map(test, vocabulary), bool, size)

    def tag_is(test: Callable[[str], bool]) -> np.ndarray:
        return np.fromiter(map(test, tags), bool, size)

    attribute = word_is(_ATTRIBUTES.__contains__)
    edge = word_is(edge_words.__contains__)
    pointing = word_is(lambda word: word in POINTING or word.endswith("所在地"))
    # 多层次 bears the tag of a numeral too, hence the length.
    short = word_is(lambda word: len(word) < 3)
    return WordClasses(
        edge=edge,
        attribute=attribute,
        numeral=word_is(str.isdecimal)
        | (tag_is(lambda tag: tag[:1] == "m") & ((short & word_is(_has_digit)) | edge))
        | word_is(is_money),
        measure=tag_is(lambda tag: tag[:1] == "q"),
        verb=tag_is(lambda tag: tag[:1] == "v" and tag != "vn") & ~_often_last(texts),
        nominal=tag_is(lambda tag: tag[:1] in _NOMINAL or tag in ("vn", "an", "")) & ~edge,
        person=tag_is(lambda tag: tag[:2] == "nr"),
        preposition=tag_is(lambda tag: tag[:1] == "p"),
        doing=word_is(lambda word: _is_doing(word, background)),
        referred=word_is(REFERRED.__contains__),
        rule=word_is(RULE.__eq__),
        pronoun=tag_is(lambda tag: tag[:1] == "r"),
        place=tag_is(lambda tag: tag == "ns"),
        local=word_is(is_local),
        action=tag_is(lambda tag: tag == "vn"),
        joint=tag_is(lambda tag: tag[:1] in ("c", "u")) | word_is(JOINING.__contains__),
        linking=tag_is(lambda tag: tag[:1] == "c") | word_is(JOINING.__contains__),
        adopting=word_is(_is_adopting),
        bearer=word_is(is_bearer),
        body=word_is(is_body),
        actor=word_is(is_actor),
        institution=word_is(is_institution),
        enforcing=word_is(ENFORCING.__contains__),
        light=word_is(LIGHT.__contains__),
        saying=word_is(SAYING.__contains__),
        mutual=word_is(is_mutual),
        stating=word_is(STATING.__contains__),
        slogan=word_is(SLOGAN.__contains__),
        either=word_is(EITHER.__contains__),
        being=word_is(BEING.__contains__),
        governing=word_is(GOVERNING.__contains__),
        degree=word_is(DEGREE.__contains__),
        generic=word_is(is_generic),
        adverb=tag_is(lambda tag: tag in ("d", "ad")) & word_is(lambda word: len(word) > 1),
        quality=tag_is(lambda tag: tag != "an" and tag[:1] in frozenset("abdiz")),
        padding=word_is(adverbs.__contains__),
        padded=word_is(lambda word: _is_padded(word, background, adverbs)),
        first_bad=edge | pointing | tag_is(lambda tag: tag[:1] in _CLOSED),
        last_bad=edge | pointing | tag_is(lambda tag: tag[:1] in _CLOSED_LAST) | attribute,
        alone=tag_is(_ALONE.__contains__) & ~word_is(lambda word: word[-1:] in _QUALITY),
        suffix=word_is(_SUFFIXES.__contains__),
        length=np.fromiter(map(len, vocabulary), np.int64, size),
        # +3: a word that the dictionary lacks is rare, not impossible.
        common=np.log(np.maximum(counts / _COMMON, 1.0)),
        surprise=np.where(word_is(LIST.__eq__), 0.0, -np.log((counts + 3.0) / background.total)),
    )


def _often_last(texts: Texts) -> np.ndarray:
    """Return bool[V]: types that often end a clause, so no verbs that ask for an object.

    To jieba 开放 and 改造 are verbs; 深化 and 推进 are, and seldom stand before a stop.
    """
    often: np.ndarray = (texts.uses >= _FEW_USES) & (texts.ends >= _LAST * texts.uses)
    return often


def _has_digit(word: str) -> bool:
    return not _NUMERALS.isdisjoint(word)


def _is_adopting(word: str) -> bool:
    """Say whether ``word`` is a verb of adopting, or two of them in one (建立健全)."""
    return word in ADOPTING or (word[:2] in ADOPTING and word[2:] in ADOPTING)


def _is_doing(word: str, background: Background) -> bool:
    if len(word) != 4:
        return False
    verb = word[:2] in VERBS or background.tag(word[:2]) == "v"
    return verb and background.tag(word[2:])[:1] == "n"


def _is_padded(word: str, background: Background, adverbs: Set[str]) -> bool:
    if len(word) != 4:
        return False
    if _is_adopting(word):
        return True
    halves = word[:2], word[2:]
    deeds = (half in adverbs or background.tag(half) in ("v", "vn", "vd") for half in halves)
    return any(half in adverbs for half in halves) and all(deeds)
