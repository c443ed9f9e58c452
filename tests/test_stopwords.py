"""The stop lists are whole, compose by name, and leave content words alone."""

import re

import pytest

from cntext.errors import UsageProblem
from cntext.resources import shipped
from cntext.stopwords import list_words, load_stopwords, word_sets

CONTENT = [
    "发展",
    "问题",
    "工作",
    "教育",
    "企业",
    "学校",
    "学生",
    "教师",
    "改革",
    "创新",
    "建设",
    "经济",
    "社会",
    "国家",
    "中国",
    "人民",
    "技术",
    "产业",
    "职业",
    "人才",
    "培养",
    "政策",
    "服务",
    "制度",
    "管理",
    "文化",
    "市场",
    "农业",
    "农村",
    "科技",
    "质量",
    "能力",
    "产教融合",
    "重庆",
    "研究",
    "合作",
    "世界",
    "历史",
    "全面",
    "加强",
    "推进",
]


def test_every_set_names_files_that_exist():
    files = {path.stem for path in shipped("stopwords").glob("*.txt")}
    for words in word_sets().values():
        assert set(words.files) <= files
        assert words.label.zh
        assert words.label.en


def test_every_file_is_in_the_set_of_all():
    files = {path.stem for path in shipped("stopwords").glob("*.txt")}
    assert set(word_sets()["all"].files) == files


@pytest.mark.parametrize(
    "path", sorted(shipped("stopwords").glob("*.txt")), ids=lambda path: path.stem
)
def test_every_file_is_one_clean_word_a_line_with_its_sentence_on_top(path):
    lines = path.read_text("utf-8").split("\n")
    assert lines[0].startswith("# ")
    assert lines[1].startswith("# ")
    assert lines[-1] == ""
    for line in lines[:-1]:
        assert line == line.strip()
        assert line, f"{path.name}: blank line"
        if not line.startswith("#"):
            assert re.fullmatch(r"[\u3007\u4e00-\u9fff/]+|[a-z']+", line), line


def test_no_word_stands_twice_among_the_function_words():
    words = [word for file in word_sets()["function"].files for word in list_words(file)]
    assert len(words) > 900
    assert sorted({word for word in words if words.count(word) > 1}) == []


def test_no_content_word_is_a_function_word():
    words = load_stopwords().words
    assert sorted(words.intersection(CONTENT)) == []


def test_the_policy_set_holds_padding_and_no_topic():
    words = load_stopwords(["policy"]).words
    assert {"进一步", "不断", "切实"} <= words | load_stopwords().words
    assert words.isdisjoint({"产教融合", "教育", "改革", "乡村振兴"})


def test_every_han_entry_of_the_reference_is_listed_or_left_out_for_a_reason(shared):
    reference = (shared / "stopwords_ref" / "stopwords-iso-zh.txt").read_text("utf-8").split()
    reasons = set(
        re.findall("[\u4e00-\u9fff]+", (shipped("stopwords") / "LEFT_OUT.md").read_text("utf-8"))
    )
    ours = load_stopwords(["all"]).words
    han = [word for word in reference if re.search("[\u4e00-\u9fff]", word)]
    assert len(han) > 600
    assert [word for word in han if word not in ours and word not in reasons] == []


# ---------------------------------------------------------------- loading


def test_the_default_is_function_words_and_numbers():
    stop = load_stopwords()
    assert stop.names == ("function",)
    for word in ("的", "我们", "因为", "2019", "98.6%", "三十二", "第十四届"):
        assert word in stop
    for word in ("教育", "十四五", "5G", "企业"):
        assert word not in stop


def test_sets_and_files_are_joined(tmp_path):
    path = tmp_path / "mine.txt"
    path.write_text("重庆\n", "utf-8")
    stop = load_stopwords(["english", str(path)])
    assert stop.words == {"重庆", *list_words("english")}
    assert "2019" not in stop
    assert [name for name, _ in stop.sources] == ["english.txt", "mine.txt"]


def test_none_removes_nothing():
    stop = load_stopwords(["none"])
    assert stop.words == frozenset()
    assert "的" not in stop
    assert "2019" not in stop


@pytest.mark.parametrize(
    "data",
    [
        "公园\n我们\n".encode(),
        "公园\n我们\n".encode("utf-8-sig"),
        "公园\n我们\n".encode("gbk"),
        "公园  \r\n我们\t\r\n\r\n".encode(),
        "# 注释\n公\u200b园\n\n我们".encode(),
    ],
    ids=["UTF-8", "D31 BOM", "D32 GBK", "D33 CRLF and blanks", "comment and zero width"],
)
def test_a_file_of_ones_own_in_any_usual_shape(tmp_path, data):
    path = tmp_path / "stop.txt"
    path.write_bytes(data)
    assert load_stopwords([str(path)]).words == {"公园", "我们"}


def test_a_file_called_like_a_set_does_not_shadow_it(tmp_path, monkeypatch):
    (tmp_path / "function").write_text("教育\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert "教育" not in load_stopwords()
    assert load_stopwords(["./function"]).words == {"教育"}


@pytest.mark.parametrize("name", ["no-such-set", "/no/such/file.txt", "."])
def test_an_unknown_name_is_a_usage_problem_that_shows_the_way(name):
    with pytest.raises(UsageProblem) as problem:
        load_stopwords([name])
    assert name in problem.value.where
    assert "cntext stopwords" in problem.value.say("zh")


def test_a_binary_file_is_a_usage_problem(tmp_path):
    (tmp_path / "x.bin").write_bytes(bytes(range(256)))
    with pytest.raises(UsageProblem):
        load_stopwords([str(tmp_path / "x.bin")])
