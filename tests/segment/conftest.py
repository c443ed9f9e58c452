"""jieba as its own users have it, to compare with."""

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
