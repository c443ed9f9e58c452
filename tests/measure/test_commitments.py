"""Achievements and targets: the cue nearest before a number decides, a word or a time."""

import pytest

from cntext.analysis import ANALYSES
from cntext.lexicon import Lexicon
from cntext.measure import load_analysis
from cntext.model import Document
from cntext.segment.build import build_corpus
from cntext.segment.engine import DictionaryBackground

load_analysis("commitments")
KNOWN = DictionaryBackground()


@pytest.fixture
def made(segmenter):
    def run(*texts, date="2023-05-10", **options):
        documents = [Document(f"d{i}", t, date=date) for i, t in enumerate(texts)]
        analysis = ANALYSES["commitments"]
        corpus = build_corpus(documents, segmenter)
        given = {option.name: option.default for option in analysis.options} | options
        return analysis.run(corpus, lexicon=Lexicon([]), background=KNOWN, **given)

    return run


ALL = ("achievement", "target", "unmarked")


@pytest.mark.parametrize(
    ("text", "kind", "cue"),
    [
        ("累计建成实训基地20个。", "achievement", "建成"),
        ("国内生产总值增长7.1%。", "achievement", "增长"),
        ("力争就业率达到98%以上。", "target", "力争"),
        ("今年发展目标是：国内生产总值增长5%左右；城镇新增就业1200万人。", "target", "目标"),
        ("主要预期目标是：\n国内生产总值增长8%左右。", "target", "目标"),
        ("到2035年，森林覆盖率达到26%。", "target", "2035年"),
        ("去年，我们完成投资300亿元。", "achievement", "完成"),
        ("2019年，学校投入3000万元。", "achievement", "2019年"),
        ("5年来，企业400家。", "achievement", "5年来"),
        ("今年安排资金100亿元。", "target", "安排"),
        ("5年来，安排资金100亿元。", "achievement", "5年来"),
        ("企业400家。", "unmarked", None),
        ("2023年预计同2020年比较，产量增长33%。", "target", "预计"),
        ("去年成立，国家准备重点扶持500个大县。", "target", "准备"),
        ("去年已经做好准备，建成500个大县。", "achievement", "建成"),
        ("凝聚13亿人民的力量，要努力。", "unmarked", None),
        ("这个有13亿人口的大国已有医保。", "unmarked", None),
        ("没收违法所得，并处违法所得五倍以下罚款。", "unmarked", None),
        ("去年收缴罚款共2.8亿元。", "achievement", "共"),
        ("1987年来华旅游人数达到2690万人次。", "achievement", "1987年"),
        ("到2035年建成实训基地20个。", "target", "2035年"),
        ("2030年产值达到8亿元，比2020年增长一倍。", "target", "2030年"),
        ("到2035年产值将比2020年的8亿元翻一番。", "achievement", "2020年"),
        ("2021年，产量由2020年的5吨增加到9吨。", "achievement", "2020年"),
        ("今后五年，建成实训基地20个。", "target", "今后五年"),
        ("到2035年的规划里，已建成实训基地20个。", "achievement", "已"),
    ],
)
def test_the_nearest_cue_decides(made, text, kind, cue):
    (record, *_) = made(text, kind=ALL).records()
    assert (record["kind"], record["cue"]) == (kind, cue)


def test_a_base_of_comparison_is_no_time_of_the_number(made):
    (record,) = made("支出比去年增加100亿元。").records()
    assert (record["kind"], record["cue"], record["time"]) == ("achievement", "增加", None)


def test_lengths_of_time_and_ordinals_of_names_are_no_results(made):
    assert list(made("完成了第三届大赛，历时三年。", kind=ALL).rows) == []
    assert [r["text"] for r in made("我们获得全国第2名。").records()] == ["第2名"]


def test_a_base_that_a_number_grew_from_does_not_date_the_number(made):
    table = made("到2035年，吞吐能力将由2020年的2亿吨增加到3亿吨。", kind=ALL)
    assert [(r["text"], r["kind"]) for r in table.records()] == [
        ("2亿吨", "achievement"),
        ("3亿吨", "target"),
    ]


def test_an_article_is_no_figure(made):
    found = made("要有一个安定的环境，建成1个中心、两个基地。", kind=ALL).records()
    assert [r["text"] for r in found] == ["1个", "两个"]


@pytest.mark.parametrize(
    "text",
    [
        "要坚持六项原则。", "要抓好三个方面。", "要发挥中央和地方两个积极性。", "要做好三件事：一是扩大开放。",
        "要管好借、用、还三个环节。", "累计完成了这两个项目。", "要全面贯彻十九届历次全会精神。", "交出了一份好答卷。",
    ],
)  # fmt: skip
def test_numbers_that_order_what_is_said_are_no_figures(made, text):
    table = made(text, kind=ALL)
    assert list(table.rows) == []
    assert "另有 1 处" in table.notes[0].zh


@pytest.mark.parametrize(
    "text", ["建成两个基地。", "要建5个方面军。", "三个项目已建成。", "建成三十个电站。"]
)
def test_small_numbers_of_things_are_figures(made, text):
    assert len(list(made(text, kind=ALL).rows)) == 1


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("社会商品零售总额比去年同期增长17.9%。", "社会商品零售总额"),
        ("88个城市启动试点。", "城市"),
        ("取消416项行政审批事项。", "行政审批事项"),
        ("办了两件惊天动地的大工程。", "大工程"),
        ("安排200亿元技改专项资金。", "技改专项资金"),
        ("水泥和化肥分别达到3吨和5吨。", "水泥"),
        ("全国有8400多万人受益。", "人"),
        ("覆盖86%的县。", "县"),
        ("财政性教育经费占国内生产总值的4%。", "财政性教育经费"),
    ],
)
def test_a_number_is_of_what_its_clause_tells_of(made, text, subject):
    assert next(iter(made(text, kind=ALL).records()))["subject"] == subject


def test_a_document_says_whether_its_own_year_is_planned_or_past(made):
    bare = "今年投入增加300亿元。"
    planned = made("今年要完成投资800亿元。今年拟安排资金100亿元。" + bare, kind=ALL).records()
    past = made("今年已完成投资800亿元。今年累计安排资金100亿元。" + bare, kind=ALL).records()
    assert [r["kind"] for r in planned] == ["target"] * 3
    assert [r["kind"] for r in past] == ["achievement"] * 3


def test_without_a_date_words_alone_decide_and_that_is_said(made):
    table = made("到2035年，覆盖率26%。", date="", kind=ALL)
    assert [r["kind"] for r in table.records()] == ["unmarked"]
    assert [caveat.code for caveat in table.warnings] == ["undated"]


def test_a_subject_is_followed_through_the_documents(made):
    texts = ("国内生产总值增长7%。粮食产量增长2%。", "国内生产总值增长6%。")
    table = made(*texts, sort="subject", min_range=2)
    assert [(r["subject"], r["document"], r["value"]) for r in table.records()] == [
        ("国内生产总值", "d0", 7),
        ("国内生产总值", "d1", 6),
    ]
