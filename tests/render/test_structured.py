"""JSON is that of the standard library, though rows are written in their own way."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntext.errors import Both
from cntext.render import structured
from cntext.render.structured import to_json
from cntext.table import Column, Table, Type

CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text('字"{}\\,\n 1:\u2028', max_size=8),
    st.sampled_from(["},\n   {", '"rows": []', "\\n   {"]),
)
NAMES = ("p", "},\n   {", "q")


@given(
    st.integers(0, 3).flatmap(
        lambda width: st.tuples(st.just(width), st.lists(st.tuples(*[CELLS] * width), max_size=7))
    )
)
def test_json_is_laid_out_as_the_standard_library_does_it(made):
    width, rows = made
    columns = tuple(Column(name, Both(name, name), Type.STRING) for name in NAMES[:width])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(structured, "_AT_ONCE", 3)
        text = to_json(Table("x", Both("表", "table"), columns, rows)).decode()
    found = json.loads(text)
    assert found["rows"] == [dict(zip(NAMES, row, strict=False)) for row in rows]
    assert text == json.dumps(found, ensure_ascii=False, indent=1) + "\n"
