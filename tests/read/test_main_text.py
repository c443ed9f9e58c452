"""The main text of a page is taken whole: its headline, its last lines, headings in the midst."""

from cntext.read.main_text import main_blocks
from cntext.read.webpage import Block, Outline

PROSE = "职业教育是与普通教育具有同等重要地位的教育类型。"


def taken(*blocks, main):
    """Return the texts of the main blocks of a page that marks nothing; ``main``: those known."""
    page = Outline(blocks, ((0, len(blocks)),))
    return [block.text for block in main_blocks(page, [at in main for at in range(len(blocks))])]


def prose(count):
    return [Block(f"{PROSE}{at}") for at in range(count)]


def test_a_headline_before_and_short_lines_behind_belong_to_the_text():
    blocks = [Block("栏目"), Block("通知", level=1), Block("2020年1月"), *prose(3), Block("（完）")]
    found = taken(*blocks, main={3, 4, 5})
    assert found == [block.text for block in blocks[1:]]


def test_without_a_headline_near_by_it_begins_where_it_is_known_to():
    blocks = [Block("题", level=1), *[Block(f"栏目{n}") for n in range(6)], *prose(3)]
    assert taken(*blocks, main={7, 8, 9}) == [block.text for block in blocks[7:]]
    assert taken(*prose(2), main={0, 1}) == [block.text for block in prose(2)]


def test_what_stands_below_ends_it():
    for below in (
        Block("相关", level=3),
        Block("甲", linked=1),
        Block("版权所有"),
        Block(PROSE * 3),
    ):
        assert taken(*prose(3), below, main={0, 1, 2}) == [block.text for block in prose(3)]


def test_a_heading_in_the_midst_stays_unless_links_follow_it():
    links = Block("另一篇", linked=3)
    midst = [Block("一、总则", level=2), Block("短句。")]
    more = [Block("相关阅读", level=2), links]
    found = taken(*prose(2), *midst, *more, *prose(2), main={0, 1, 6, 7})
    assert found == [*(b.text for b in prose(2)), "一、总则", "短句。", *(b.text for b in prose(2))]
    two = [Block("第一章", level=2), Block("第一节", level=3), Block("短句。")]
    assert taken(*prose(1), *two, *prose(1), main={0, 4})[1:4] == ["第一章", "第一节", "短句。"]


def test_of_a_single_block_that_is_the_text():
    assert taken(*prose(1), main={0}) == [PROSE + "0"]


def test_the_smallest_element_that_holds_it_is_taken_whole():
    aside = Block(PROSE * 3)  # too long for a last line, and yet inside
    for count in (1, 3):
        blocks = (Block("栏目"), *prose(count), aside, Block("相关"))
        whole, inner = (0, len(blocks)), (1, count + 2)
        for elements in ((whole, inner), (inner, whole)):
            page = Outline(blocks, elements)
            is_main = [0 < at <= count for at in range(len(blocks))]
            assert list(main_blocks(page, is_main)) == list(blocks[1 : count + 2])


def test_a_headline_is_of_level_1_or_2_and_up_to_five_blocks_away():
    for level, taken_too in ((1, True), (2, True), (3, False)):
        blocks = [Block("题", level=level), *prose(2)]
        assert (taken(*blocks, main={1, 2})[0] == "题") == taken_too
    between = [Block(f"短{n}") for n in range(5)]
    headline = Block("题", level=1)
    assert taken(headline, *between[:4], *prose(2), main={5, 6})[0] == "题"
    assert taken(headline, *between, *prose(2), main={6, 7})[0] == PROSE + "0"
    # What stands last is not before the first.
    assert taken(Block("栏目"), *prose(2), Block("尾", level=1), main={1, 2})[0] == PROSE + "0"
