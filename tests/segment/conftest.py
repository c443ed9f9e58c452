"""jieba as its own users have it, to compare with; what several tests of this room share."""

import jieba
import jieba.finalseg
import jieba.posseg
import pytest


@pytest.fixture(scope="session")
def jieba_tokenizer(tmp_path_factory):
    """Return a function that makes a ``jieba.Tokenizer`` with user dictionaries loaded.

    Its cache goes to a folder of the test, not to the temp folder of the machine.
    """
    folder = tmp_path_factory.mktemp("jieba")

    def make(*userdicts: str) -> jieba.Tokenizer:
        tokenizer = jieba.Tokenizer()
        tokenizer.tmp_dir = str(folder)
        tokenizer.initialize()
        for userdict in userdicts:
            with open(userdict, "rb") as stream:  # given a path, jieba leaves the file open
                tokenizer.load_userdict(stream)
        return tokenizer

    return make


@pytest.fixture(scope="session")
def plain_jieba(jieba_tokenizer):
    return jieba_tokenizer()


@pytest.fixture(scope="session")
def jieba_tagger(plain_jieba):
    return jieba.posseg.POSTokenizer(plain_jieba)


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """Return the folder of a cache that has nothing in it yet."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("CNTEXT_CACHE", str(folder))
    return folder


@pytest.fixture(scope="session")
def same():
    """Return a function: two sets of columns are the same, types included."""

    def check(found, expected):
        assert found.vocabulary == expected.vocabulary
        for name in ("tokens", "starts", "bounds"):
            ours, theirs = getattr(found, name), getattr(expected, name)
            assert ours.typecode == theirs.typecode
            assert ours == theirs, name

    return check
