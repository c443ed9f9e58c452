"""One run of ``cntext cloud``: find the words, place them or take a layout, write what is asked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from cntext.cli.cloud_size import canvas_size
from cntext.cli.cloud_source import Source, find_source, saved_paths
from cntext.cli.cloud_table import own_table
from cntext.cli.help import language
from cntext.cli.speaking import Speaker
from cntext.cli.writing import STDOUT, check_target, screen, write
from cntext.errors import Both, Exit, UsageProblem, cause
from cntext.render.choose import Screen, choose_format, render
from cntext.table import Manifest, Table

_KINDS = ("png", "svg", "pdf")


def run(**chosen: Any) -> None:  # noqa: ANN401 (Click's values)
    """Draw a cloud; exit with 1 if any input failed."""
    ctx = click.get_current_context()
    speaker = Speaker(language(ctx), quiet=chosen["quiet"], progress=not chosen["no_progress"])
    files = _Files(chosen)
    if chosen["preview"]:
        _preview(chosen, files, speaker)
        return
    code = _draw(chosen, files, ctx, speaker)
    sys.exit(code)


class _Files:
    """The files that are to be written: checked before anything is read."""

    def __init__(self, chosen: dict[str, Any]) -> None:
        inputs = saved_paths(chosen)
        output = chosen["output"]
        self.output = check_target(output, inputs)
        self.kind = "png" if output == STDOUT else Path(output).suffix[1:].lower()
        if self.kind not in _KINDS:
            raise UsageProblem(
                output,
                Both("词云只能写成 .png、.svg 或 .pdf", "a cloud is written as .png, .svg or .pdf"),
                Both("改 -o 的后缀", "change the suffix of -o"),
            )
        self.table = check_target(chosen["table"], inputs)
        self.table_format = choose_format(None, self.table, "csv", Screen()) if self.table else ""
        self.layout = check_target(chosen["layout"], inputs)
        named = [path for path in (self.output, self.table, self.layout) if path is not None]
        if len(set(named)) < len(named):
            raise UsageProblem(
                str(self.output),
                Both("一个文件不能写两样东西", "would be written twice"),
                Both("换一个文件名", "name another file"),
            )


def _draw(chosen: dict[str, Any], files: _Files, ctx: click.Context, speaker: Speaker) -> Exit:
    from cntext.render.cloud import compose, draw_pdf, draw_png, draw_svg, layout, words_of
    from cntext.render.layout_file import from_layout, same_words, to_layout

    old = None
    if files.layout is not None and files.layout.is_file():
        old = from_layout(_bytes(files.layout), str(files.layout))
    source: Source | None = None
    manifest = Manifest()
    if old is None or chosen["paths"] or chosen["saved"]:
        source = find_source(chosen, ctx, speaker)
        manifest = source.table.manifest
    picture = _picture(chosen, source, speaker.lang)
    if old is not None:
        if source is not None and not same_words(old, words_of(source.table, picture)):
            raise UsageProblem(
                f"--layout {chosen['layout']}",
                Both("这个布局画的不是这些词和数值", "was made for other words or values"),
                Both(
                    "删掉它，或换一个文件名；不给路径则只照布局画",
                    "remove it or name another file; without paths the layout alone is drawn",
                ),
            )
        cloud = compose(old, picture)
    else:
        assert source is not None  # noqa: S101 (there is no layout)
        with speaker.waiting(Both("排字", "placing words")):
            cloud = layout(source.table, picture)
    draw = {"png": draw_png, "svg": draw_svg, "pdf": draw_pdf}[files.kind]
    with speaker.waiting(Both("画图", "drawing")):
        data = draw(cloud)
    write(data, files.output, files.kind)
    if files.layout is not None and old is None:
        write(to_layout(cloud.arranged), files.layout, "json")
    own = own_table(cloud, manifest)
    if files.table is not None:
        where = Screen()
        data = render(
            own, files.table_format, rows=0, lang=speaker.lang, screen=where, to_file=True
        )
        write(data, files.table, files.table_format)
    _say(chosen, cloud, speaker)
    if chosen["fmt"] and chosen["output"] != STDOUT:
        _print(own, chosen["fmt"], speaker.lang)
    return source.code if source else Exit.OK


def _say(chosen: dict[str, Any], cloud: Any, speaker: Speaker) -> None:  # noqa: ANN401 (imported late)
    """Say what was drawn, what was left out, what another font drew."""
    borrowed = cloud.fonts.borrowed(word.word for word in cloud.words)
    if borrowed:
        shown = "".join(borrowed[:20]) + ("……" if len(borrowed) > 20 else "")
        speaker.note(
            Both(
                f"字体 {cloud.fonts.faces[0].name} 缺 {len(borrowed)} 个字，用自带字体画：{shown}",
                f"the font {cloud.fonts.faces[0].name} lacks {len(borrowed)} characters, drawn in"
                f" the bundled one: {shown}",
            )
        )
    if chosen["output"] == STDOUT:
        return
    out = len(cloud.left_out)
    words = "、".join(cloud.left_out[:5]) + ("……" if out > 5 else "")
    speaker.note(
        Both(
            f"已画 {len(cloud.words)} 个词，写入 {chosen['output']}"
            + (f"；{out} 个没画：{words}（--table 列出原因）" if out else ""),
            f"drew {len(cloud.words)} words into {chosen['output']}"
            + (f"; left out {out}: {words} (--table lists the reasons)" if out else ""),
        )
    )


def _print(table: Table, fmt: str, lang: str) -> None:
    where = screen()
    if fmt == "table":
        table = table.only(table.brief)
    write(render(table, fmt, rows=None, lang=lang, screen=where, to_file=False), None, fmt)


def _picture(chosen: dict[str, Any], source: Source | None, lang: str) -> Any:  # noqa: ANN401
    from cntext.render.cloud import Picture
    from cntext.render.font import BOLD, REGULAR
    from cntext.render.packing import Scale
    from cntext.render.sides import sides_column

    width, height = canvas_size(chosen)
    panels = chosen["panels"]
    if panels is None and source and chosen["shape"] == "rectangle" and not chosen["mask"]:
        panels = sides_column(source.table)
    colour_by = chosen["color_by"]
    return Picture(
        width=width,
        height=height,
        max_words=chosen["max_words"],
        seed=chosen["seed"],
        font=Path(chosen["font"]) if chosen["font"] else None,
        weight=REGULAR if chosen["weight"] == "regular" else BOLD,
        palette=chosen["palette"] or "",
        background=chosen["background"],
        title=chosen["title"],
        source=chosen["source"],
        column=chosen["measure"],
        scale=Scale(chosen["scale"]),
        vertical=chosen["vertical"],
        shape=chosen["shape"],
        mask=Path(chosen["mask"]) if chosen["mask"] else None,
        colour_by="" if colour_by in (None, "lexicon") else colour_by,
        colours=Path(chosen["colors"]) if chosen["colors"] else None,
        panels="" if panels in (None, "none") else panels,
        groups=source.groups if source else {},
        labels=_labels(source, panels, colour_by) if source else {},
        lang=lang,
    )


def _labels(source: Source, *names: str | None) -> dict[str, Both]:
    """Return the words for the groups of a cloud: of the lexicon, of the columns ``names``."""
    codes = [said for c in source.table.columns if c.id in names for said in c.says]
    return {**source.labels, **dict(codes)}


def _preview(chosen: dict[str, Any], files: _Files, speaker: Speaker) -> None:
    """Draw where words may go."""
    from cntext.render.preview import draw_preview

    if chosen["shape"] == "rectangle" and not chosen["mask"]:
        raise UsageProblem(
            "--preview",
            Both("只用来看形状", "is for shapes"),
            Both("加上 --mask 图片 或 --shape", "give --mask IMAGE or --shape"),
        )
    if files.kind != "png":
        raise UsageProblem(
            chosen["output"], Both("预览只写成 .png", "a preview is written as .png")
        )
    data, share = draw_preview(_picture(chosen, None, speaker.lang))
    write(data, files.output, "png")
    speaker.note(
        Both(
            f"形状占画布的 {share:.0%}，已画入 {chosen['output']}（没有统计任何文件）",
            f"the shape is {share:.0%} of the canvas, drawn into {chosen['output']} (no file was"
            " counted)",
        )
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        why = cause(error)
        raise UsageProblem(
            str(path), Both(f"读不了（{why.zh}）", f"cannot be read: {why.en}")
        ) from error
