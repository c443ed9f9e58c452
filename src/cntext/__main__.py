"""Let ``python -m cntext`` run the command line."""

from cntext.cli import main

main()
