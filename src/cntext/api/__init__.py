"""The library: ``import cntext as ct``. The analyses of the command line as typed functions.

The same names, defaults, units and numbers; `read` makes the corpus that they are given, and
each returns a `Result`. ``cntext`` itself hands these names on when they are first used.
"""

from cntext.api import analyses
from cntext.api.analyses import *  # noqa: F403 (one function for each analysis)
from cntext.api.corpus import CntextWarning, Corpus, read
from cntext.api.drawing import Drawing, cloud
from cntext.api.result import Result
from cntext.errors import CntextError

__all__ = ["CntextError", "CntextWarning", "Corpus", "Drawing", "Result", "cloud", "read"]
__all__ += analyses.__all__
