"""Compare the native core with jieba on texts made up at random, until the time is over.

python core/fuzz/differential.py [SECONDS] [SEED]

Each round takes user words (some of frequency 0, some without one) and texts in which
known words, unknown characters, letters, marks and white space meet, and compares every
way of cutting. The first difference is printed and ends the run with 1.
"""

from __future__ import annotations

import contextlib
import random
import sys
import time
from collections.abc import Iterator

from cntext.segment import engine
from cntext.segment.dictionary import dictionary_path, prefix_dictionary
from cntext.segment.engine import JiebaSegmenter
from cntext.segment.native import NativeSegmenter
from cntext.segment.userdict import UserDictionary, UserWord

ODD = "龥鿕㐀𠮷　 \r\n\t\x0b\x85\u2028，。《》、%+-#&._１Ａ\u200b\ud83d\udc00\0"
LETTERS = "aAzZ09.%-_+#&5"
ROUNDS_A_DICTIONARY = 40


def main(seconds: float, seed: int) -> int:
    """Compare until ``seconds`` are over; return the exit code."""
    chosen = random.Random(seed)
    frequency, total = prefix_dictionary(dictionary_path())
    known = list(frequency)
    # Reading the dictionary anew for each user dictionary would take most of the time.
    engine.prefix_dictionary = lambda _: (dict(frequency), total)
    end, texts, characters, dictionaries = time.monotonic() + seconds, 0, 0, 0
    while time.monotonic() < end:
        words = tuple(_user_words(chosen, known))
        dictionary = [UserDictionary("random", "", words)] if chosen.random() < 0.8 else []
        dictionaries += bool(dictionary)
        reference = JiebaSegmenter(dictionary)
        ours = NativeSegmenter(dictionary), NativeSegmenter(dictionary, hmm=False)
        extra = [word.word for word in words] if dictionary else []
        for _ in range(ROUNDS_A_DICTIONARY):
            text = _text(chosen, known, extra)
            texts, characters = texts + 1, characters + len(text)
            for name, found, expected in _ways(text, ours, reference):
                if found != expected:
                    print(f"{name} of {text!r} with {words if dictionary else ()}:")
                    print(f"jieba {expected}\ncore  {found}\nseed {seed}")
                    return 1
    print(
        f"{texts:,} texts ({characters:,} characters), {dictionaries:,} user dictionaries: no difference"
    )
    return 0


def _user_words(chosen: random.Random, known: list[str]) -> Iterator[UserWord]:
    for _ in range(chosen.randrange(12)):
        word = chosen.choice(known)
        if chosen.random() < 0.5:
            word = (word + chosen.choice(known))[chosen.randrange(2) :]
        if chosen.random() < 0.3:
            word = chosen.choice(LETTERS + ODD) + word
        frequency = chosen.choice([None, 0, 1, 3, 100, 10**6, 10**9])
        yield UserWord(word, frequency)


def _text(chosen: random.Random, known: list[str], extra: list[str]) -> str:
    parts = []
    for _ in range(chosen.randrange(1, 60)):
        kind = chosen.random()
        if kind < 0.45:
            parts.append(chosen.choice(known))
        elif kind < 0.6 and extra:
            word = chosen.choice(extra)
            parts.append(word[: chosen.randrange(1, len(word) + 1)])
        elif kind < 0.75:
            parts.append(chr(chosen.randrange(0x4E00, 0x9FD6)))
        elif kind < 0.9:
            parts += chosen.choices(LETTERS, k=chosen.randrange(1, 8))
        else:
            parts.append(chosen.choice(ODD))
    return "".join(parts)


def _ways(
    text: str, ours: tuple[NativeSegmenter, NativeSegmenter], reference: JiebaSegmenter
) -> Iterator[tuple[str, list[str], list[str]]]:
    theirs = reference._tokenizer
    native, plain = ours
    with reference._split_words(reference._split):
        yield "cut", native.cut(text), theirs.lcut(text)
        yield "cut without model", plain.cut(text), theirs.lcut(text, HMM=False)
        yield "full mode", native.cut_all(text), theirs.lcut(text, cut_all=True)
        yield "search mode", native.cut_for_search(text), theirs.lcut_for_search(text)
        yield (
            "search without model",
            plain.cut_for_search(text),
            theirs.lcut_for_search(text, HMM=False),
        )


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        raise SystemExit(
            main(
                float(sys.argv[1]) if len(sys.argv) > 1 else 60,
                int(sys.argv[2]) if len(sys.argv) > 2 else 0,
            )
        )
