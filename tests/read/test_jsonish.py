"""A record is a text; a bad one does not cost the others."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.read.formats import Part, ReadOptions
from cntext.read.formats.jsonish import head_of, read

GOOD = '{"text": "北京"}\n'
LONG = "我爱北京天安门，天安门上太阳升。" * 3


def test_each_line_is_a_page_with_the_other_fields(read_bytes):
    pages, _ = read_bytes(
        "a.jsonl", '\n{"text":"北京","标题":"甲"}\n\n{"text":"上海","n":2020.0}\n'
    )
    assert [(p.id, p.text, p.meta, p.first_line) for p in pages] == [
        ("a.jsonl#2", "北京", {"title": "甲"}, 2),
        ("a.jsonl#4", "上海", {"n": "2020"}, 4),
    ]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.ndjson"])
@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"total": 2, "data": rows}])
def test_a_list_is_read_whatever_the_suffix_and_wrapping(read_texts, name, indent, wrap):
    rows = [{"text": "北京", "id": 1}, {"text": "上海", "id": 2}]
    data = json.dumps(wrap(rows), ensure_ascii=False, indent=indent)
    assert read_texts(name, data) == [("#1", "北京", {"id": "1"}), ("#2", "上海", {"id": "2"})]


@pytest.mark.parametrize("indent", [None, 2])
def test_a_single_object_is_one_page(read_texts, indent):
    record = {"title": "甲", "text": "北京", "comments": [{"by": "乙"}]}
    data = json.dumps(record, ensure_ascii=False, indent=indent)
    assert read_texts("a.json", data) == [("", "北京", {"title": "甲", "comments": "by: 乙"})]


def test_the_line_on_which_it_begins_is_known(read_bytes):
    (page,), _ = read_bytes("a.json", '\n\n{"text": "北京"}')
    assert page.first_line == 3


def test_json_lines_called_json_are_read(read_texts):
    assert [text for _, text, _ in read_texts("a.json", GOOD * 3)] == ["北京"] * 3


def test_fields_in_fields_have_dotted_names(read_texts):
    data = '{"a": {"b": "北京", "c": {"d": 1}}, "e": ["甲", "乙"]}'
    assert read_texts("a.json", data, text_field="a.b") == [
        ("", "北京", {"a.c.d": "1", "e": "甲; 乙"})
    ]


def test_the_only_long_field_is_the_text(read_texts):
    assert read_texts("a.jsonl", f'{{"t": "甲", "v": "{LONG}"}}\n')[0][1] == LONG


def test_a_list_of_strings_is_paragraphs(read_texts):
    assert read_texts("a.jsonl", '{"text": ["北京", "上海"]}')[0][1] == "北京\n上海"


def test_a_field_that_is_not_there_is_refused_with_those_that_are(refusal):
    failure = refusal("a.jsonl", GOOD, text_field="content")
    assert failure.code == "text-column"
    assert "text" in failure.problem.en
    assert "--text-field" in failure.hint.en


def test_a_bad_line_does_not_cost_the_others(read_bytes):
    pages, failed = read_bytes("a.jsonl", GOOD + "{broken\n" + GOOD)
    assert [page.id for page in pages] == ["a.jsonl#1", "a.jsonl#3"]
    assert [(failure.path[-9:], failure.code) for failure in failed] == [("a.jsonl#2", "json")]
    assert "line 2" in failed[0].problem.en


def test_a_bad_first_line_does_not_cost_the_others(read_bytes):
    pages, failed = read_bytes("a.jsonl", "{broken\n" + GOOD + GOOD)
    assert ([page.id for page in pages], len(failed)) == (["a.jsonl#2", "a.jsonl#3"], 1)


def test_records_of_the_wrong_kind_are_problems_of_their_own(read_bytes):
    lines = '{"text":null}\n{"text":5}\n{"text":true}\n{"notext":1}\n"北京"\n5\n[]\n{"text":{}}\n'
    pages, failed = read_bytes("a.jsonl", lines + GOOD)
    assert [page.text for page in pages] == ["", "北京"]
    assert [failure.code for failure in failed] == [
        "text-type",
        "text-type",
        "text-field",
        "record",
        "record",
        "record",
        "text-type",
    ]


@pytest.mark.parametrize("data", ["{broken\n", "没有 JSON\n一行也没有\n", '[\n{"text": "北京"},\n'])
def test_what_is_no_json_is_refused_once(refusal, data):
    failure = refusal("a.json", data)
    assert failure.code == "json"
    assert "line" in failure.problem.en


@pytest.mark.parametrize(("deep", "code"), [(98, None), (101, "too-deep"), (200_000, "too-deep")])
@pytest.mark.parametrize("before", ["", GOOD])
def test_deep_nesting_is_a_problem(read_bytes, deep, code, before):
    record = f'{{"text": "北京", "x": {"[" * deep}{"]" * deep}}}'
    _, failed = read_bytes("a.jsonl", before + record)
    assert [failure.code for failure in failed] == ([code] if code else [])


def test_nested_objects_are_no_recursion_either(read_bytes):
    record = '{"a":' * 5_000 + "1" + "}" * 5_000
    assert [failure.code for failure in read_bytes("a.json", record)[1]] == ["too-deep"]


def test_numbers_stay_as_they_are_written(read_texts):
    data = '{"text":"北京","a":NaN,"b":1e999,"c":%s,"d":2020.0,"e":-0.50,"f":false}' % ("9" * 5000)
    meta = read_texts("a.jsonl", data)[0][2]
    assert meta.pop("c") == "9" * 5000
    assert meta == {"a": "NaN", "b": "1e999", "d": "2020", "e": "-0.50", "f": "false"}


def test_a_record_over_the_limit_is_a_problem(read_bytes):
    big = '{"text": "%s"}\n' % ("北京" * (3 << 20))
    pages, failed = read_bytes("a.jsonl", GOOD + big + GOOD)
    assert ([len(page.text) for page in pages], failed[0].code) == ([2, 2], "record-too-large")
    assert read_bytes("a.json", big)[1][0].code == "record-too-large"


def test_lone_surrogates_are_replaced_and_counted(read_bytes):
    pages, failed = read_bytes(
        "a.jsonl", '{"text":"北\\ud800京\\ud83d\\ude00","\\udc00":"\\udfff"}'
    )
    assert failed == []
    assert (pages[0].text, pages[0].replaced) == ("北\ufffd京😀", 2)
    assert pages[0].meta == {"\ufffd": "\ufffd"}


def test_of_a_doubled_key_the_last_wins(read_texts):
    assert read_texts("a.jsonl", '{"text":"甲","text":"北京"}')[0][1] == "北京"


def test_a_field_met_late_is_kept_under_its_own_name(read_texts):
    data = GOOD * 250 + '{"text":"上海","日期":"2020","发布日期":"2021"}\n'
    assert read_texts("a.jsonl", data)[-1][2] == {"date": "2020", "发布日期": "2021"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_encodings_are_those_of_texts(read_texts, encoding):
    data = '{"text":"人民日报北京电，今日天气晴朗"}\n' * 20
    assert len(read_texts("a.jsonl", data.encode(encoding))) == 20


@pytest.mark.parametrize("data", ["", "\n \n", "[]", "{}", "[{}]"])
def test_nothing_in_it_is_no_page(read_texts, data):
    assert read_texts("a.json", data) == []


def test_line_separators_inside_a_string_end_no_record(read_texts):
    assert read_texts("a.jsonl", '{"text":"甲\u2028乙"}\n' + GOOD)[0][1] == "甲\n乙"


values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.text(max_size=5), values, max_size=4), max_size=5))
def test_whatever_stands_beside_the_text_it_is_read(records):
    records = [{**record, "text": f"第{n}篇"} for n, record in enumerate(records)]
    for data in (json.dumps(records), "\n".join(map(json.dumps, records))):
        parts = list(read(data.encode(), ReadOptions(text_field="text")))
        assert all(isinstance(part, Part) for part in parts)
        assert [part.text for part in parts] == [record["text"] for record in records]


def test_damaged_files_fail_in_words(survives):
    rows = [{"id": n, "title": "甲", "a": {"b": [1, None]}, "text": LONG} for n in range(20)]
    survives("a.jsonl", "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode())
    survives("a.json", json.dumps(rows, ensure_ascii=False, indent=1).encode())


def test_the_head_of_what_is_no_text_is_left_to_the_reader_of_the_whole(refusal):
    data = bytes(range(128, 256)) * 40
    assert head_of(data, ReadOptions()) is None
    assert refusal("a.jsonl", data).code == "undecodable"
