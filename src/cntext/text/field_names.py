"""What a heading calls: 标题, 题目 and Title are all the field ``title``."""

_CHINESE = {
    "标题": "title",
    "题目": "title",
    "题名": "title",
    "篇名": "title",
    "標題": "title",
    "日期": "date",
    "时间": "date",
    "发布日期": "date",
    "发布时间": "date",
    "发表日期": "date",
    "時間": "date",
    "年": "year",
    "年份": "year",
    "月": "month",
    "月份": "month",
    "来源": "source",
    "來源": "source",
    "出处": "source",
    "报纸": "source",
    "报刊": "source",
    "作者": "author",
    "体裁": "genre",
    "文体": "genre",
    "地区": "region",
    "路径": "path",
}

# Fields that a header of a file can be recognised by.
KNOWN = frozenset({"title", "date", "author", "source", "genre", "region"})


def field_name(heading: str) -> str:
    """Return the field that ``heading`` means: a known one, or the heading in lower case.

    >>> field_name(" 标题 "), field_name("Author"), field_name("发文机关")
    ('title', 'author', '发文机关')
    """
    name = " ".join(heading.split()).lower()
    return _CHINESE.get(name, name)
