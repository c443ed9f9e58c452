"""The server: the toolbox, the contract and the schemas over MCP, on stdin and stdout."""

from __future__ import annotations

import json
import os
import traceback
from typing import Any

import anyio
import mcp_types as types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from cntext import __version__
from cntext.cli.schema import tables
from cntext.cli.serving.confinement import Folders
from cntext.cli.serving.toolbox import Toolbox
from cntext.errors import Both, CntextError
from cntext.render.structured import json_schema
from cntext.resources import shipped

_CONTRACT = "cntext://contract"
_SCHEMA = "cntext://schema/"
_INSTRUCTIONS = Both(
    "中文政策文本分析，只读。可读的文件夹：{folders}。先用 freq、phrases、trend 看全貌，"
    "用 kwic 或 sentences 核对原文；写数字时说明单位与分母（notes）。",
    "Analysis of Chinese policy text, read-only. Folders served: {folders}. Begin with freq, "
    "phrases or trend, look at the text with kwic or sentences, and report a number with its "
    "unit and base (notes).",
)
_PROMPT = Both(
    "用 cntext 的工具查“{topic}”在这批文件中的用法：频次与文档数（kwic、trend），随时间的变化"
    "（trend），搭配（collocates），并各举一句原文，注明文档与原文行。只报告工具给出的数字。",
    "With the tools of cntext, examine how “{topic}” is used in these texts: its frequency and "
    "range (kwic, trend), its change over time (trend), its collocates (collocates), each with "
    "a sentence, its document and source line. Report no number that a tool did not give.",
)


def serve(folders: Folders, lang: str) -> None:
    """Serve one client until it closes stdin."""
    anyio.run(_serve, Toolbox(folders, lang))


async def _serve(toolbox: Toolbox) -> None:
    server = make(toolbox)
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


def make(toolbox: Toolbox) -> Server[Any]:
    """Return the server of ``toolbox``; its analyses run one at a time."""
    lang, one = toolbox.lang, anyio.Lock()

    async def list_tools(_: object, __: object) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_tool(tool) for tool in toolbox.tools.values()])

    async def call_tool(_: object, asked: types.CallToolRequestParams) -> types.CallToolResult:
        async with one:
            return await anyio.to_thread.run_sync(
                _called, toolbox, asked.name, asked.arguments or {}
            )

    async def list_resources(_: object, __: object) -> types.ListResourcesResult:
        return types.ListResourcesResult(resources=_resources(lang))

    async def read_resource(
        _: object, asked: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        kind, text = _resource(str(asked.uri))
        content = types.TextResourceContents(uri=asked.uri, mime_type=kind, text=text)
        return types.ReadResourceResult(contents=[content])

    async def list_prompts(_: object, __: object) -> types.ListPromptsResult:
        return types.ListPromptsResult(prompts=[_prompt(lang)])

    async def get_prompt(_: object, asked: types.GetPromptRequestParams) -> types.GetPromptResult:
        topic = (asked.arguments or {}).get("topic", "")
        if asked.name != "examine" or not topic:
            raise ValueError("there is one prompt, examine, with one argument, topic")
        text = _PROMPT.say(lang).format(topic=topic)
        message = types.PromptMessage(role="user", content=types.TextContent(text=text))
        return types.GetPromptResult(messages=[message])

    return Server(
        "cntext",
        version=__version__,
        instructions=_INSTRUCTIONS.say(lang).format(folders=", ".join(toolbox.folders.names)),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_read_resource=read_resource,
        on_list_prompts=list_prompts,
        on_get_prompt=get_prompt,
    )


def _called(toolbox: Toolbox, name: str, given: dict[str, Any]) -> types.CallToolResult:
    """Return a page, or one line that says what is wrong; never a traceback."""
    lang = toolbox.lang
    try:
        page = toolbox.call(name, given)
    except CntextError as error:
        return _failed(error.say(lang))
    except Exception as error:
        if os.environ.get("CNTEXT_DEBUG"):
            traceback.print_exc()
        kind = type(error).__name__
        return _failed(Both(f"程序内部错误（{kind}）", f"internal error ({kind})").say(lang))
    text = json.dumps(page, ensure_ascii=False)
    return types.CallToolResult(content=[types.TextContent(text=text)], structured_content=page)


def _failed(line: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(text=line)], is_error=True)


def _tool(tool: Any) -> types.Tool:  # noqa: ANN401
    return types.Tool(
        name=tool.name,
        description=tool.description,
        input_schema=tool.arguments,
        output_schema=tool.result,
        annotations=types.ToolAnnotations(
            read_only_hint=True,
            destructive_hint=False,
            idempotent_hint=True,
            open_world_hint=False,
        ),
    )


def _resources(lang: str) -> list[types.Resource]:
    contract = Both(
        "约定：输出、输入、条件、出处", "the contract: output, input, conditions, evidence"
    )
    schema = Both("{} 的 JSON 输出的模式", "schema of the JSON of {}")
    return [
        types.Resource(
            uri=_CONTRACT,
            name="contract",
            description=contract.say(lang),
            mime_type="text/markdown",
        ),
        *(
            types.Resource(
                uri=_SCHEMA + name,
                name=f"schema-{name}",
                description=schema.say(lang).format(name),
                mime_type="application/schema+json",
            )
            for name in tables()
        ),
    ]


def _resource(uri: str) -> tuple[str, str]:
    if uri == _CONTRACT:
        return "text/markdown", (shipped("docs") / "contract.md").read_text(encoding="utf-8")
    name, every = uri.removeprefix(_SCHEMA), tables()
    if not uri.startswith(_SCHEMA) or name not in every:
        raise ValueError(f"no such resource: {uri}")
    schema = json_schema(name, every[name])
    return "application/schema+json", json.dumps(schema, ensure_ascii=False, indent=1)


def _prompt(lang: str) -> types.Prompt:
    about = Both("查一个提法的频次、变化与搭配", "examine a phrase: frequency, change, collocates")
    topic = types.PromptArgument(
        name="topic", description=Both("提法", "the phrase").say(lang), required=True
    )
    return types.Prompt(name="examine", description=about.say(lang), arguments=[topic])
