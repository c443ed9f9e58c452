"""Put the mutant that MUTATION_CHANGE names (PATH:NUMBER) in the place of its file, in every process."""

import os
import sys
from pathlib import Path

named, _, number = os.environ.get("MUTATION_CHANGE", "").rpartition(":")
if named:
    sys.path.insert(0, str(Path(__file__).parents[1]))
    import mutants

    mutants.put_in(Path(named), int(number))
