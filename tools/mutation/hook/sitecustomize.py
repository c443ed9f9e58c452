"""Put the mutant that CNTEXT_MUTANT names (PATH:NUMBER) in the place of its file, in every process."""

import os
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path

named, _, number = os.environ.get("CNTEXT_MUTANT", "").rpartition(":")
if named:
    sys.path.insert(0, str(Path(__file__).parents[1]))
    import mutants

    whole = SourceFileLoader.get_code

    def get_code(self: SourceFileLoader, fullname: str) -> object:
        """Return the code of a module, changed if it is the one."""
        if self.get_filename(fullname) != named:
            return whole(self, fullname)
        return mutants.compiled(Path(named), int(number))

    SourceFileLoader.get_code = get_code  # type: ignore[method-assign,assignment]
