"""The program, as ``cntext`` and as ``python -m cntext``: Ctrl-C is quiet from the first moment."""

import gc
import signal


def main() -> None:
    """Run the command line; while its modules are imported, Ctrl-C ends the process at once."""
    listens = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # not under nohup
    if listens:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    # Start-up makes a hundred thousand objects and no circle: to look for one all the time is 10 ms.
    gc.set_threshold(50_000)
    from cntext.cli import main as run

    if listens:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        run()
    finally:
        gc.freeze()  # the interpreter would look for circles in all of it once more: 40 ms


if __name__ == "__main__":
    main()
