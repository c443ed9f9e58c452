"""The native core cuts where it can; where it cannot, jieba does, with the same words."""

import pytest

from cntext import compiled
from cntext.compiled import Unusable
from cntext.errors import UsageProblem
from cntext.segment import choosing, native
from cntext.segment.choosing import Engine, choose_segmenter, why_not_native

TEXT = "我来到北京清华大学"


@pytest.fixture
def no_core(monkeypatch):
    def none():
        raise Unusable("no core here")

    monkeypatch.setattr(native, "library", none)
    native.core_data.cache_clear()
    yield
    native.core_data.cache_clear()


def test_the_core_is_taken_where_it_can_be_used(native):
    assert choose_segmenter().engine == choose_segmenter(Engine.NATIVE).engine == "native"
    assert why_not_native() is None


def test_jieba_is_taken_when_asked_for():
    assert choose_segmenter(Engine.JIEBA).engine == "jieba"


def test_the_words_and_the_name_are_the_same(native):
    one, other = (choose_segmenter(engine) for engine in (Engine.NATIVE, Engine.JIEBA))
    assert one.name == other.name == "jieba 0.42.1"
    assert one.cut(TEXT) == other.cut(TEXT)
    assert one.tag(TEXT) == other.tag(TEXT)


def test_without_a_core_jieba_cuts_and_says_why(no_core):
    segmenter = choose_segmenter()
    assert segmenter.engine == "jieba"
    assert segmenter.cut(TEXT) == ["我", "来到", "北京", "清华大学"]
    assert why_not_native() == "no core here"
    with pytest.raises(UsageProblem) as problem:
        choosing.choose_segmenter(Engine.NATIVE)
    assert "no core here" in problem.value.say("en")


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, "not compiled"), (b"no library", "cannot be loaded")],
    ids=["absent", "broken"],
)
def test_a_missing_or_broken_library_is_a_reason(tmp_path, monkeypatch, content, reason):
    if content:
        (tmp_path / "_core.so").write_bytes(content)
    monkeypatch.setattr(compiled, "__file__", str(tmp_path / "compiled.py"))
    with pytest.raises(Unusable, match=reason):
        compiled.library.__wrapped__()
