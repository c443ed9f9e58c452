"""The command line: the only room that knows Click."""

from cntext.cli.main import main

__all__ = ["main"]
