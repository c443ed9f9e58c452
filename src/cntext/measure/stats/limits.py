"""Options of several analyses: how often a row must occur, and in how many documents."""

from __future__ import annotations

from cntext.analysis import Opt
from cntext.errors import Both

MIN_FREQ = Opt(Both("最低频次", "lowest frequency"), min=1)
MIN_RANGE = Opt(Both("最少文档数", "lowest number of documents"), min=1)
