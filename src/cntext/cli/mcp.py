"""Offer the analyses to an assistant program (MCP server).
供智能助手调用的 MCP 服务。
"""

from __future__ import annotations

import click

from cntext.cli.flags import language as language_option
from cntext.cli.flags import option
from cntext.cli.help import Localised, language
from cntext.errors import Both, CntextError, install_extra

_HELP = Both(
    """供智能助手调用的 MCP 服务（标准输入输出），只读。

cntext mcp --folder corpus/                助手只能读这个文件夹
cntext mcp --folder corpus/ --folder new/  两个文件夹

每个分析命令是一个工具，参数与命令的选项相同；结果分页，另有 sentences 给出每一行的出处。
文件夹之外的路径、链接和 .. 一律拒绝；不写任何文件（缓存除外）。需要附加组件 [mcp]。""",
    """Serve the analyses to an assistant program over MCP (stdin and stdout), read-only.

cntext mcp --folder corpus/                the assistant may read this folder, nothing else
cntext mcp --folder corpus/ --folder new/  two folders

Each analysis is a tool whose arguments are the options of its command; results come in
pages, and the tool sentences tells where a row stands in the texts. Paths outside the
folders, links and .. are refused; no file is written but the cache. Needs the extra [mcp].""",
)


def command() -> click.Command:
    """Return the command."""
    return Localised(
        "mcp",
        both=_HELP,
        callback=_run,
        params=[
            option(
                "--folder",
                "folders",
                multiple=True,
                required=True,
                metavar="DIR",
                type=click.Path(readable=False),
                zh="可以读的文件夹（可重复）",
                en="folder that may be read (repeatable)",
            ),
            language_option(),
        ],
    )


def _run(folders: tuple[str, ...]) -> None:
    from cntext.cli.serving.confinement import Folders

    served = Folders.of(folders)
    try:
        from cntext.cli.serving.server import serve
    except ImportError as error:
        raise CntextError(
            "mcp",
            Both("没有安装附加组件", "the extra is not installed"),
            install_extra("mcp"),
        ) from error
    serve(served, language(click.get_current_context()))
