"""Bytes become the text that was written, or are refused; never something else in silence."""

import codecs
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.errors import UsageProblem
from cntext.read.encoding import SAMPLE, Decoded, Mixed, NotText, check_encoding, decode

SIMPLE = "我爱北京天安门。中国人民站起来了。今天天气很好，我们去公园散步。\n"
TRADITIONAL = "我愛北京天安門。中國人民站起來了。今天天氣很好，我們去公園散步。\n"

# Words to make Chinese text from: characters drawn at random are no language, and no
# detector could tell the encodings of a sequence that nobody would write.
WORDS = "我们 中国 教育 发展 职业 学校 企业 产教融合 人才 培养 的 和 在 了 ， 。 、 “ ” 2019年 《意见》 ABC \n"
OLD_WORDS = (
    "我們 中國 教育 發展 職業 學校 企業 人才 培養 的 和 在 了 ， 。 、 「 」 2019年 《意見》 ABC \n"
)


def sentences(words):
    return st.lists(st.sampled_from(words.split(" ")), min_size=15, max_size=80).map("".join)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SIMPLE.encode("utf-8"), "utf-8"),
        (SIMPLE.encode("utf-8-sig"), "utf-8"),
        (SIMPLE.encode("gbk"), "gb18030"),
        (SIMPLE.encode("gb2312"), "gb18030"),
        ((SIMPLE + "㐀𠮷野家").encode("gb18030"), "gb18030"),  # four-byte characters
        (TRADITIONAL.encode("gbk"), "gb18030"),
        (TRADITIONAL.encode("big5"), "big5hkscs"),
        (codecs.BOM_UTF16_LE + SIMPLE.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + SIMPLE.encode("utf-16-be"), "utf-16-be"),
        (SIMPLE.encode("utf-16-le"), "utf-16-le"),
        (SIMPLE.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + SIMPLE.encode("utf-32-le"), "utf-32-le"),  # begins like UTF-16
        (codecs.BOM_UTF32_BE + SIMPLE.encode("utf-32-be"), "utf-32-be"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_encoding_is_recognised_and_recorded(data, encoding):
    decoded = decode(data)
    assert decoded.encoding == encoding
    assert decoded.replaced == 0
    assert decoded.text in {SIMPLE, SIMPLE + "㐀𠮷野家", TRADITIONAL}


@given(
    sentences(WORDS), st.sampled_from(["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-32"])
)
def test_simplified_text_comes_back_from_every_encoding(text, encoding):
    assert decode(text.encode(encoding)).text == text


@given(
    sentences(OLD_WORDS), st.sampled_from(["utf-8", "big5", "big5hkscs", "gb18030", "utf-16-le"])
)
def test_traditional_text_comes_back_from_every_encoding(text, encoding):
    text = TRADITIONAL + text
    assert decode(text.encode(encoding)).text == text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_any_text_in_utf8_comes_back(text):
    assert decode(text.encode()) == Decoded(text.removeprefix("\ufeff"), "utf-8", 0)


def test_real_twins_in_other_encodings_give_equal_text(shared):
    twins = [
        *shared.glob("*/*.gb18030.txt"),
        *shared.glob("*/*.utf-16.txt"),
        *shared.glob("*/*.big5.txt"),
    ]
    assert len(twins) == 6
    for twin in twins:
        original = twin.with_name(twin.name.split(".")[0] + ".txt")
        decoded = decode(twin.read_bytes())
        assert decoded.text == original.read_text("utf-8"), twin.name
        assert decoded.replaced == 0


def test_real_texts_are_recognised_in_each_encoding(shared):
    for path in sorted((shared / "govreport").glob("*.txt")):
        text = path.read_text("utf-8")
        assert decode(text.encode("gb18030")).encoding == "gb18030"
        assert decode(text.encode("utf-16-le")).encoding == "utf-16-le"


def test_84_kilobytes_of_ascii_do_not_hide_the_gbk_behind_them(in_step):
    def data(length):
        return b"x" * length + b"\n" + SIMPLE.encode("gbk")

    # One line of ASCII once cost its length squared: 37 s here.
    in_step(lambda length: decode(data(length)), 84_000)
    decoded = decode(data(84_000))
    assert decoded.encoding == "gb18030"
    assert decoded.text.endswith(SIMPLE)


def test_latin_letters_are_not_taken_for_utf16_ideographs():
    # "xx" in UTF-16 is U+7878, an ideograph, so "Han" is not enough to go by.
    data = b"xx" * 50 + SIMPLE.encode("gbk")
    assert decode(data).encoding == "gb18030"


def test_three_byte_characters_across_every_buffer_edge_stay_whole():
    text = "".join("x" * n + "中" * 3000 for n in range(3))
    assert decode(text.encode()).text == text


def test_two_damaged_bytes_in_seven_kilobytes_are_replaced_and_counted():
    data = bytearray(SIMPLE.encode() * 70)
    data[3000] = data[5001] = 0xFF
    decoded = decode(bytes(data))
    assert decoded.encoding == "utf-8"
    assert decoded.text.count("\ufffd") >= 2
    assert decoded.replaced == decoded.text.count("\ufffd")


def test_a_replacement_character_of_the_file_itself_is_not_damage():
    assert decode((SIMPLE + "\ufffd").encode()).replaced == 0
    data = (SIMPLE * 9 + "\ufffd").encode() + b"\xff"
    assert decode(data).replaced == 1


def test_utf8_cut_inside_its_last_character_keeps_the_rest():
    decoded = decode(SIMPLE.rstrip().encode()[:-1])
    assert decoded.text.startswith("我爱北京天安门")
    assert decoded.replaced == 1


@pytest.mark.parametrize("gbk_share", [0.1, 0.5, 0.9])
def test_lines_in_utf8_and_gbk_are_refused_or_counted_never_silent(gbk_share, shared):
    lines = (shared / "newspaper_page.txt").read_text("utf-8").split("\n")
    lines = [line for line in lines if line]
    data = b"\n".join(
        line.encode("gb18030" if i % 10 < 10 * gbk_share else "utf-8")
        for i, line in enumerate(lines)
    )
    try:
        decoded = decode(data)
    except Mixed:
        return
    assert decoded.replaced > 0


def test_a_short_mixture_is_refused_as_mixed():
    with pytest.raises(Mixed):
        decode(SIMPLE.encode() + SIMPLE.encode("gbk"))


def noise_of(seed: int, size: int) -> bytes:
    return hashlib.shake_128(bytes([seed])).digest(size)


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_refused(seed):
    noise = noise_of(seed, 20_000)
    with pytest.raises(NotText):
        decode(noise)
    with pytest.raises(NotText):
        decode(noise.replace(b"\0", b""))


def test_random_bytes_behind_a_long_ascii_head_are_refused():
    with pytest.raises(NotText):
        decode(b"head\n" * 20_000 + noise_of(1, 5000).replace(b"\0", b""))


@pytest.mark.parametrize(
    "data",
    [
        b"\0" * 100,
        SIMPLE.encode() * 500 + b"\0" + SIMPLE.encode(),
        SIMPLE.encode("gbk") + b"\0\0",
        codecs.BOM_UTF16_LE + (SIMPLE + "\0").encode("utf-16-le"),
    ],
    ids=["only", "late in UTF-8", "in GBK", "in UTF-16"],
)
def test_nul_characters_mean_binary(data):
    with pytest.raises(NotText):
        decode(data)


def test_nul_is_refused_where_the_encoding_is_given_too():
    with pytest.raises(NotText):
        decode(b"abc\0", "utf-8")


def test_latin_1_is_not_taken_for_chinese():
    with pytest.raises(NotText):
        decode("déjà vu à l'opéra, naïve café été\n".encode("latin-1") * 20)


def test_overlong_and_surrogate_sequences_are_replaced_and_counted():
    data = SIMPLE.encode() * 20 + b"\xc0\x80\xed\xa0\x80"
    decoded = decode(data)
    assert decoded.replaced == 5
    assert decoded.text.startswith(SIMPLE)


def test_an_empty_file_is_empty_text():
    assert decode(b"") == Decoded("", "utf-8", 0)


def test_a_named_encoding_is_taken_strictly():
    assert decode(SIMPLE.encode("gbk"), "gb18030") == Decoded(SIMPLE, "gb18030", 0)
    assert decode(SIMPLE.encode("utf-8-sig"), "utf-8").text == SIMPLE
    assert decode(SIMPLE.encode("utf-16"), "utf-16").text == SIMPLE
    for wrong in ("ascii", "utf-8", "gb18030", "big5", "utf-16-le"):
        with pytest.raises(NotText):
            decode(SIMPLE.encode("gbk") + b"\xff", wrong)


@pytest.mark.parametrize(
    ("name", "codec"), [("GBK", "gb18030"), ("gb2312", "gb18030"), ("UTF8", "utf-8")]
)
def test_names_of_encodings_are_brought_to_one_form(name, codec):
    assert check_encoding(name) == codec


@pytest.mark.parametrize(
    "name", ["no-such-codec", "zlib_codec", "rot13", "", "编码", "bad\udcffname"]
)
def test_what_is_no_text_encoding_is_a_usage_problem(name):
    with pytest.raises(UsageProblem) as problem:
        check_encoding(name)
    line = problem.value.say("en")
    line.encode()  # no lone surrogate reaches the terminal
    assert "gb18030" in line


def test_a_sample_of_the_characters_decides():
    good = "职业教育，" * (SAMPLE // 5 + 1)
    strange = "丂丄丆" * SAMPLE  # in GBK alone, and nobody writes them
    assert decode((good + " " + strange).encode("gbk")).encoding == "gb18030"
    with pytest.raises(NotText):
        decode((strange + " " + good).encode("gbk"))


def test_utf16_without_its_mark_must_hold_to_the_end():
    good = "职业教育，" * SAMPLE
    assert decode(good.encode("utf-16-le")).encoding == "utf-16-le"
    with pytest.raises(NotText):
        decode(good.encode("utf-16-le") + b"\x00\xd8" * SAMPLE)  # lone surrogates
