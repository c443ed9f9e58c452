"""Every rule of cleaning has a name for people."""

import re
from pathlib import Path

from cntext import clean
from cntext.clean.naming import RULES

NAMED = dict(RULES)
_GIVEN = re.compile(r'"([a-z]+(?:-[a-z]+)*)",?\s+(?:0\.\d+|1\.0)')


def test_every_rule_in_the_program_is_named_and_no_other():
    (folder,) = clean.__path__
    texts = [path.read_text(encoding="utf-8") for path in Path(folder).glob("*.py")]
    given = {name for text in texts for name in _GIVEN.findall(text)}
    assert {"torn-word", "above-headline", "after-byline", "imprint"} <= given
    # These two are given with what makes them, not beside a number.
    assert given | {"running-head", "broken-page"} == set(NAMED)


def test_names_are_apart_and_in_both_languages():
    for lang in ("zh", "en"):
        said = [name.say(lang) for name in NAMED.values()]
        assert len(set(said)) == len(said)
        assert all(re.search("[\u4e00-\u9fff]", text) for text in said) == (lang == "zh")
