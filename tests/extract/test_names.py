"""Names: documents, meetings, places, people, institutions; scoped to one article."""

import pytest

from cntext.extract.article import mentions
from cntext.extract.gazetteer import places, short_name
from cntext.extract.mentions import Word


@pytest.fixture
def named(segmenter):
    from cntext.segment.engine import DictionaryBackground

    known = DictionaryBackground()

    def run(text, date="2023-05-10"):
        words, at = [], 0
        for word in segmenter.cut(text):
            at = text.index(word, at)
            words.append(Word(at, at + len(word), known.tag(word)))
            at += len(word)
        found = mentions(text, date, [w for w in words if text[w.start : w.end].strip()], known.tag)
        assert all(0 <= m.start < m.end <= len(text) for m in found)
        return [(m.kind.value, text[m.start : m.end], m.name, m.detail) for m in found]

    return run


def of(found, kind):
    return [one[1:] for one in found if one[0] == kind]


def test_documents_have_their_number(named):
    found = named(
        "落实《国家职业教育改革实施方案》（国发〔2019〕4号），根据国办发〔2022〕5号文件和《“十四五”规划》。"
    )
    assert of(found, "document") == [
        ("《国家职业教育改革实施方案》", "《国家职业教育改革实施方案》", "国发〔2019〕4号"),
        ("国办发〔2022〕5号", "国办发〔2022〕5号", "国办发〔2022〕5号"),
        ("《“十四五”规划》", "《“十四五”规划》", ""),
    ]


def test_congresses_have_their_full_name(named):
    found = named(
        "党的二十大召开。党的十九届四中全会和第十三届全国人民代表大会第一次会议以后，全国教育大会举行。"
    )
    assert [name for _, name, _ in of(found, "meeting")] == [
        "中国共产党第二十次全国代表大会",
        "中国共产党第十九届中央委员会第四次全体会议",
        "第十三届全国人民代表大会第一次会议",
        "全国教育大会",
    ]


def test_what_is_done_about_a_meeting_is_no_part_of_its_name(named):
    found = named(
        "方案将提交本次大会。中国政府支持北京市申办2000年奥运会。北京赢得了2008年奥运会。"
        "五届人大四次会议通过。六届人大常委会第三次会议以后，北京奥运会召开。"
    )
    assert [text for text, _, _ in of(found, "meeting")] == [
        "奥运会",
        "奥运会",
        "五届人大四次会议",
        "六届人大常委会第三次会议",
        "北京奥运会",
    ]


def test_a_meeting_is_named_by_what_it_is_on_or_by_its_number(named):
    found = named(
        "中央经济工作会议和国务院第100次常务会议之后，全国金融工作会议召开。国务院召开会议。"
        "同盟各国参加中东和谈会议。中央会议、国际会议、这次会议很多。办好进博会。党的十九大以来很好。"
    )
    assert [text for text, _, _ in of(found, "meeting")] == [
        "中央经济工作会议", "国务院第100次常务会议", "全国金融工作会议", "中东和谈会议", "进博会",
    ]  # fmt: skip
    assert [name for text, name, _ in of(found, "meeting") if text == "进博会"] == [
        "中国国际进口博览会"
    ]


def test_a_title_may_stand_in_a_line_of_its_own(named):
    found = named("根据《\n建议\n》和《\n纲要（草案）\n》，以及《开头\n没有结尾》。")
    assert of(found, "document") == [
        ("《\n建议\n》", "《建议》", ""),
        ("《\n纲要（草案）\n》", "《纲要（草案）》", ""),
    ]


def test_what_stands_in_a_list_with_a_named_meeting_is_one(named):
    found = named(
        "相继召开了铁路会议、军委扩大会议和第一次全国农业会议等重要会议。全国教育会议、冶金会议举行。"
        "召开了铁路会议。全国农业会议、紧急会议、重要会议召开。"
    )
    assert [text for text, _, _ in of(found, "meeting")] == [
        "铁路会议", "军委扩大会议", "第一次全国农业会议", "全国教育会议", "冶金会议", "全国农业会议",
    ]  # fmt: skip


def test_a_group_of_states_may_have_its_number_in_figures(named):
    found = named("出席20国集团金融峰会。77国集团同二十国集团合作。")
    assert [text for text, _, _ in of(found, "meeting")] == ["20国集团金融峰会"]
    assert [(text, name) for text, name, _ in of(found, "institution")] == [
        ("77国集团", "七十七国集团"), ("二十国集团", "二十国集团"),
    ]  # fmt: skip
    assert of(found, "quantity") == []


def test_parties_are_bodies_where_a_place_says_whose(named):
    found = named(
        "瑞典社会民主工人党(一般称瑞典社民党,或简称社民党)执政。社民党后来连续执政。各国共产党很多，民主党派很多。"
    )
    assert [(text, name) for text, name, _ in of(found, "institution")] == [
        ("瑞典社会民主工人党", "瑞典社会民主工人党"), ("社民党", "瑞典社会民主工人党"),
    ]  # fmt: skip


def test_a_verb_is_no_part_of_a_body(named):
    found = named(
        "国务院组织检查。国务院委托国家计委办理。中国加入世界贸易组织，普及小学，严肃查处银行。"
    )
    assert [text for text, _, _ in of(found, "institution")] == [
        "国务院", "国务院", "国家计委", "世界贸易组织",
    ]  # fmt: skip


def test_places_lie_in_what_the_text_says(named):
    found = named(
        "上海市、重庆市渝北区和四川省成都市。广东省深圳市南山区。长治久安，西南地区，德国。"
    )
    assert of(found, "place") == [
        ("上海市", "上海市", ""),
        ("重庆市渝北区", "渝北区", "重庆市"),
        ("四川省成都市", "成都市", "四川省"),
        ("广东省深圳市南山区", "南山区", "广东省·深圳市"),
        ("西南地区", "西南地区", ""),
        ("德国", "德国", ""),
    ]


def test_a_name_that_several_places_have_is_left_open_without_the_city(named):
    assert of(named("朝阳区人口增加。"), "place") == [("朝阳区", "朝阳区", "")]
    assert of(named("北京市发展快。朝阳区人口增加。"), "place")[1] == ("朝阳区", "朝阳区", "北京市")
    assert of(named("吉林省长春市发展快。朝阳区人口增加。"), "place")[1][2] == "吉林省·长春市"


def test_a_state_with_a_side_and_a_region_of_two_are_one_place(named):
    found = named("撤出南朝鲜。建设中国－东盟自贸区，同东盟合作。朝鲜停战协定、朝鲜和平统一。")
    assert [text for text, _, _ in of(found, "place")] == ["南朝鲜", "中国－东盟自贸区", "朝鲜"]
    assert [text for text, _, _ in of(found, "institution")] == ["东盟"]


def test_a_name_may_stand_in_the_line_below_its_title(named):
    found = named("国务院总理\n李　强\n各位代表：\n国务院总理\n李克强\n各位代表\n国务院总理\n报告")
    assert of(found, "person") == [("李　强", "李强", "总理"), ("李克强", "李克强", "总理")]


def test_a_preposition_is_no_surname(named):
    assert of(named("向全国工人、农民致敬，向各位代表报告。"), "person") == []
    assert of(named("校长向志强强调质量。"), "person") == [("向志强", "向志强", "校长")]


def test_people_have_the_title_beside_them(named):
    found = named("学校党委书记易俊表示，校长张进教授强调。会议由张进主持。校长强调质量。")
    assert of(found, "person") == [
        ("易俊", "易俊", "党委书记"), ("张进", "张进", "校长"), ("张进", "张进", ""),
    ]  # fmt: skip


def test_institutions_are_single_bodies_not_kinds(named):
    found = named(
        "重庆市轨道交通(集团)有限公司、华为机器有限公司与商业银行、民办学校合作，教育部支持。"
    )
    assert [text for text, _, _ in of(found, "institution")] == [
        "重庆市轨道交通(集团)有限公司", "华为机器有限公司", "教育部",
    ]  # fmt: skip


def test_short_names_stand_for_the_full_name_from_there_on(named):
    text = "学校很大。重庆工程职业技术学院(以下简称“学校”)合作。学校与企业共建。"
    assert of(named(text), "institution") == [
        ("重庆工程职业技术学院", "重庆工程职业技术学院", ""),
        ("学校", "重庆工程职业技术学院", ""),
    ]


@pytest.mark.parametrize(
    ("full", "short"),
    [("重庆市", "重庆"), ("内蒙古自治区", "内蒙古"), ("新疆维吾尔自治区", "新疆"), ("恩施土家族苗族自治州", "恩施"),
     ("黔东南苗族侗族自治州", "黔东南"), ("香港特别行政区", "香港"), ("赵县", "赵县")],
)  # fmt: skip
def test_short_names_of_places(full, short):
    assert short_name(full) == short
    assert full in {place.name for place in places()[short]}


def test_a_hostile_text_costs_time_in_proportion(named):
    for piece in (
        "记者 张三 ",
        "《",
        "（以下简称“甲”）",
        "学院",
        "第",
        "党委书记",
        "重庆市",
        "近3年",
        "铁路会议、",
        "国务院总理\n",
        "《\n",
        "中国－",
    ):
        assert named(piece * 3000) is not None


def test_a_body_whose_place_begins_with_a_numeral_is_no_count(named):
    found = of(named("四川省人民政府办公厅印发，九江市教育局和万州区政府转发。"), "institution")
    assert [text for text, _, _ in found] == ["四川省人民政府办公厅", "九江市教育局", "万州区政府"]


def test_a_bureau_of_finance_is_no_state_of_politics(named):
    found = named("重庆市财政局、江苏省财政厅提出，分析国际政局。")
    assert [text for text, _, _ in of(found, "institution")] == ["重庆市财政局", "江苏省财政厅"]


def test_a_body_may_be_a_part_of_another(named):
    found = of(named("北京师范大学珠海分校、清华大学深圳研究生院共建。"), "institution")
    assert [text for text, _, _ in found] == ["北京师范大学珠海分校", "清华大学深圳研究生院"]


def test_to_organise_is_no_organisation(named):
    found = of(named("由国务院教育行政部门组织审核。"), "institution")
    assert [text for text, _, _ in found] == ["国务院"]


def test_a_short_name_of_a_kind_of_body_is_none(named):
    text = "各省、自治区、直辖市高等教育自学考试委员会（以下简称“省考委”）成立。省考委负责考试。"
    assert of(named(text), "institution") == []


def test_one_word_may_hold_two_places(named):
    found = of(named("在首都北京、上海市浦东新区试点。"), "place")
    assert [text for text, _, _ in found] == ["北京", "上海市浦东新区"]
    assert found[1][2] == "上海市"


def test_a_county_that_is_a_city_now_and_a_street_named_after_a_city(named):
    found = of(named("广东省清远县试行。西安市轨道交通汉城南路站开通。中国大陆，南京路。"), "place")
    assert [text for text, _, _ in found] == ["广东省清远县", "西安市", "中国大陆"]


def test_a_law_does_not_begin_with_of(named):
    found = of(named("中华人民共和国的法律，中华人民共和国教育法。"), "place")
    assert [text for text, _, _ in found] == ["中华人民共和国"]


def test_a_meeting_may_be_held_as_two_and_is_closed_as_it_opens(named):
    text = "第六届全国美学大会暨“全球化与美学”学术研讨会召开。“一带一路”国际合作高峰论坛成功。"
    assert [text for text, _, _ in of(named(text), "meeting")] == [
        "第六届全国美学大会暨“全球化与美学”学术研讨会",
        "“一带一路”国际合作高峰论坛",
    ]


def test_who_attends_a_meeting_does_not_name_it(named):
    assert of(named("全国政协委员列席会议，听取报告。"), "meeting") == []
