"""Pieces on pages become lines in the order in which people read them."""

from cntext.read.layout import text_of
from cntext.read.page_rows import Piece, Sheet, _reach

LINE = "职业教育是与普通教育具有同等重要地位"  # 18 characters


def lines(texts, left=50.0, top=700.0, size=10.0, pitch=15.0):
    return [
        Piece(text, left, left + size * len(text), top - pitch * at, size)
        for at, text in enumerate(texts)
    ]


def sheet(*pieces):
    return Sheet(0.0, 800.0, tuple(pieces))


def numbered(prefix, count):
    return [f"{prefix}{at}{LINE[2:]}" for at in range(count)]


def test_two_columns_are_read_one_after_the_other_below_their_headline():
    left, right = numbered("左", 6), numbered("右", 6)
    headline = Piece("横贯两栏的标题" * 2, 100, 380, 740, 20)
    # The two columns are drawn line by line, as some programs do.
    mixed = [p for pair in zip(lines(left), lines(right, left=260), strict=True) for p in pair]
    assert text_of([sheet(headline, *mixed)]).split() == [headline.text, *left, *right]


def test_a_short_headline_over_both_columns_divides_them():
    above, below = numbered("上", 6), numbered("下", 6)
    pieces = [
        *lines(above[:3], top=700), *lines(above[3:], left=260, top=700),
        Piece("第二章", 50, 110, 630, 20),
        *lines(below[:3], top=590), *lines(below[3:], left=260, top=590),
    ]  # fmt: skip
    assert text_of([sheet(*pieces)]).split() == [*above, "第二章", *below]


def test_a_short_last_page_is_divided_as_the_page_before():
    left, right = numbered("左", 6), numbered("右", 6)
    first = sheet(*lines(left), *lines(right, left=260))
    last = sheet(*lines(["甲" * 18, "乙" * 18]), *lines(["丙" * 18], left=260))
    found = text_of([first, last]).split()
    assert found == [*left, *right, "甲" * 18, "乙" * 18, "丙" * 18]


def test_cells_of_a_table_stay_in_their_row():
    pieces = [*lines(["年份", "学校数"]), *lines(["招生数", "在校生"], left=300)]
    assert text_of([sheet(*pieces)]) == "年份\t招生数\n学校数\t在校生"


def test_what_pages_repeat_and_page_numbers_are_left_out():
    sheets = [
        sheet(
            Piece("内部资料 第3期", 50, 120, 770, 8),
            *lines([f"第{number}页的正文" + LINE]),
            Piece(f"- {number} -", 290, 310, 30, 8),
        )
        for number in range(1, 5)
    ]
    assert text_of(sheets).split() == [f"第{number}页的正文" + LINE for number in range(1, 5)]


def test_a_number_in_the_text_is_no_page_number():
    assert text_of([sheet(*lines(["1468", LINE], top=400))]) == f"1468\n{LINE}"


def test_blank_lines_and_indents_show_paragraphs():
    pieces = [
        *lines([LINE], left=70), *lines([LINE, "教育。"], top=685),
        *lines([LINE], left=70, top=655),  # indented, no gap
        *lines([LINE, LINE], top=600),  # a gap
    ]  # fmt: skip
    found = text_of([sheet(*pieces)])
    assert found == f"　　{LINE}\n{LINE}\n教育。\n　　{LINE}\n\n{LINE}\n{LINE}"


def test_a_sentence_goes_on_over_a_page_break():
    first, second = sheet(*lines([LINE, LINE])), sheet(*lines([LINE, "完。"]))
    assert text_of([first, second]) == "\n".join([LINE] * 3 + ["完。"])
    ended = sheet(*lines([LINE, "完。"]))
    assert text_of([ended, second]) == f"{LINE}\n完。\n\n{LINE}\n完。"


def test_a_mark_that_is_drawn_later_goes_where_it_stands():
    pieces = [
        Piece("谱写", 50, 70, 700, 10),
        Piece("双高", 76, 96, 700, 10),
        Piece("“", 70, 76, 700, 6),
    ]
    assert text_of([sheet(*pieces)]) == "谱写“双高"


def test_blanks_are_gaps_that_stand_out():
    spread = [Piece(c, 50 + 15 * at, 60 + 15 * at, 700, 10) for at, c in enumerate("职业教育法")]
    assert text_of([sheet(*spread)]) == "职业教育法"
    typed = [Piece("第一章", 50, 80, 700, 10), Piece("总则", 85, 105, 700, 10)]
    assert text_of([sheet(*typed)]) == "第一章 总则"
    latin = [
        Piece("第", 50, 60, 700, 10),
        Piece("15", 62.5, 73, 700, 10),
        Piece("章", 75.5, 85, 700, 10),
    ]
    assert text_of([sheet(*latin)]) == "第15章"


def test_no_pages_no_text():
    assert text_of([]) == text_of([sheet()]) == ""


def test_what_crosses_the_columns_at_the_foot_of_a_page_comes_last():
    left, right = numbered("左", 6), numbered("右", 6)
    across = Piece("横贯两栏的脚注" * 3, 50, 430, 560, 10)
    pieces = [*lines(left), *lines(right, left=260), across]
    assert text_of([sheet(*pieces)]).split() == [*left, *right, across.text]


def test_two_headlines_one_over_the_other_divide_the_columns_once():
    left, right = numbered("左", 6), numbered("右", 6)
    headlines = [Piece("横贯两栏的标题" * 2, 100, 380, y, 20) for y in (760, 735)]
    pieces = [*headlines, *lines(left), *lines(right, left=260)]
    assert text_of([sheet(*pieces)]).split() == [*(h.text for h in headlines), *left, *right]


def test_lines_that_mostly_run_across_are_one_column():
    whole = lines([LINE * 2] * 12)
    beside = [*lines(numbered("左", 3), top=500), *lines(numbered("右", 3), left=260, top=500)]
    found = text_of([sheet(*whole, *beside)]).split("\n")
    assert found[-3:] == [f"左{n}{LINE[2:]}\t右{n}{LINE[2:]}" for n in range(3)]


def test_of_three_columns_the_first_gutter_divides_and_then_the_next():
    columns = [numbered(name, 6) for name in "左中右"]
    pieces = [p for at, column in enumerate(columns) for p in lines(column, left=50 + 210 * at)]
    assert text_of([Sheet(0.0, 800.0, tuple(pieces))]).split() == [
        line for column in columns for line in column
    ]


def test_a_bare_number_in_the_margin_is_a_page_number_only_where_it_can_be():
    def page(number, foot):
        margin = [Piece(foot, 290, 310, 30, 8)] if foot else []
        return sheet(*lines([f"第{number}页" + LINE]), *margin)

    assert text_of([page(1, "1")]) == "第1页" + LINE
    assert text_of([page(1, "7")]) == f"第1页{LINE}\n\n7"  # of one page, not the first
    assert text_of([page(1, "第 7 页")]) == "第1页" + LINE
    pages = [page(1, ""), page(2, ""), page(3, "103")]  # bound with others before it
    assert text_of(pages).split() == [f"第{n}页{LINE}" for n in (1, 2, 3)]
    assert text_of([*pages[:2], page(3, "2021")]).endswith("2021")  # a year


def test_a_blank_that_is_there_is_not_doubled():
    pieces = [
        Piece("共 ", 50, 70, 700, 10),
        Piece("12", 74, 84, 700, 10),
        Piece("km", 86, 96, 700, 10),
    ]
    assert text_of([sheet(*pieces)]) == "共 12 km"


def test_heads_at_nearly_the_same_height_are_the_same():
    def page(number, top):
        return sheet(Piece("内部资料", 50, 90, top, 8), *lines([f"第{number}页" + LINE]))

    # A height is rounded to four points: these two fall on either side of a border.
    assert text_of([page(1, 769), page(2, 771)]).split() == [f"第{n}页{LINE}" for n in (1, 2)]


def test_latin_letters_belong_to_a_line_whatever_their_size():
    big, small = Piece("第", 50, 60, 700, 10), Piece("15", 63, 69, 700, 6)
    assert _reach(big, small) == 7.5
    assert _reach(big, Piece("章", 63, 69, 700, 6)) == 1.5  # of another line beside this
    assert _reach(big, Piece("章", 63, 72, 700, 9)) == 7.5
