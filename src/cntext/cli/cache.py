"""Show how much the cache holds, or empty it.
查看或清空缓存。
"""

from __future__ import annotations

from typing import Any

import click

from cntext.cli.flags import option
from cntext.cli.help import Localised
from cntext.cli.showing import outputs, show
from cntext.errors import Both
from cntext.store.cache import Cache, default_cache
from cntext.table import Column, Role, Row, Table, Type, Unit

COLUMNS = (
    Column("folder", Both("文件夹", "Folder"), Type.STRING, role=Role.TERM),
    Column("entries", Both("条目", "Entries"), Type.INTEGER, Unit.COUNT),
    Column("bytes", Both("字节", "Bytes"), Type.INTEGER, Unit.COUNT),
    Column("limit", Both("上限", "Limit"), Type.INTEGER, Unit.COUNT),
)
_HELP = Both(
    """查看缓存占多少地方；--clear 清空。

读过、切过的文本存在缓存里，下次不必重来；超过上限时，最久不用的先删。
删掉什么都不影响结果，只是下次慢一些。

cntext cache
cntext cache --clear  清空""",
    """Show how much room the cache takes; --clear empties it.

Texts that were read and segmented are kept there for the next run; beyond the limit, what was
not used for longest goes first. Whatever is deleted, results stay the same.

cntext cache
cntext cache --clear  empty it""",
)


def command() -> click.Command:
    """Return the command."""
    clear = option("--clear", is_flag=True, zh="清空", en="empty it")
    return Localised("cache", both=_HELP, callback=_run, params=[clear, *outputs()])


def _run(*, clear: bool, **chosen: Any) -> None:  # noqa: ANN401 (Click's values)
    cache = default_cache()
    freed = cache.clear() if clear else 0
    notes = (Both(f"腾出 {freed:,} 字节", f"{freed:,} bytes freed"),) if clear else _off(cache)
    entries = cache.entries()
    row: Row = (
        str(cache.folder) if cache.folder else None,
        len(entries),
        sum(entry.size for entry in entries),
        cache.limit,
    )
    show(Table("cache", Both("缓存", "Cache"), COLUMNS, [row], notes=notes), chosen)


def _off(cache: Cache) -> tuple[Both, ...]:
    if cache.folder is not None:
        return ()
    return (Both("没有可用的私有文件夹，缓存关闭", "off: no private folder can be made"),)
