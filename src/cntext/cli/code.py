"""``cntext code``, and the commands about schemes that stand under it."""

from __future__ import annotations

from functools import partial

import click

from cntext.cli import scheme_convert, schemes
from cntext.cli.analyses import command as analysis_command
from cntext.cli.groups import Headed


def command() -> click.Command:
    """Return the command."""
    makers = {"schemes": schemes.command, "convert": scheme_convert.command}
    return analysis_command("code", partial(Headed, makers=makers))
