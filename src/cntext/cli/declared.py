"""The options that an analysis declares in its signature, as options of its command."""

from __future__ import annotations

from typing import Any

import click

from cntext.analysis import Analysis, Option, Takes
from cntext.cli import values
from cntext.cli.families import BY_NAME, Family
from cntext.cli.flags import option
from cntext.scheme import DEFAULT as DEFAULT_SCHEME

_TAKEN: dict[Takes, dict[str, Any]] = {
    Takes.CONDITION: {"type": values.ConditionValue(), "metavar": "EXPR"},
    Takes.FREQUENCIES: {"type": values.FrequenciesValue(), "metavar": "jieba|FILE"},
    Takes.SCHEME: {
        "type": values.SchemeValue(),
        "metavar": "NAME|FILE",
        "default": DEFAULT_SCHEME,
        "show_default": True,
    },
    Takes.INPUTS: {"type": click.Path(readable=False), "metavar": "PATH", "multiple": True},
}


def own(analysis: Analysis) -> list[click.Parameter]:
    """Return the options that an analysis declares in its signature."""
    return [_own(declared) for declared in analysis.options]


def _own(declared: Option) -> click.Parameter:
    opt = declared.opt
    long = "--" + declared.name.replace("_", "-")
    names = [*([opt.short] if opt.short else []), long, declared.name]
    settings: dict[str, Any] = {"default": declared.default, "show_default": True}
    if opt.takes is not None:
        settings = _TAKEN[opt.takes]
    elif declared.type is bool:
        if declared.default:
            names[-2] = f"{long}/--no-{long[2:]}"
        else:
            settings["is_flag"] = True
    elif opt.choices:
        settings["type"] = click.Choice(opt.choices)
        settings["multiple"] = isinstance(declared.default, tuple)
    elif declared.type is int:
        settings["metavar"] = "N"
        settings["type"] = click.IntRange(
            None if opt.min is None else int(opt.min), None if opt.max is None else int(opt.max)
        )
    elif declared.type is float:
        settings["metavar"] = "X"
        settings["type"] = click.FloatRange(opt.min, opt.max)
    elif opt.field:
        settings["metavar"] = "FIELD"
    elif opt.metavar:
        settings["metavar"] = opt.metavar
    made = option(*names, zh=opt.help.zh, en=opt.help.en, **settings)
    made.family = BY_NAME.get(declared.name, Family.OWN)
    return made
