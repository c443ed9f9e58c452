"""The program, as ``cntext`` and as ``python -m cntext``: Ctrl-C is quiet from the first moment."""

import _signal  # not signal: that imports for 10 ms, in which Ctrl-C would end in a traceback
import sys


def main() -> None:
    """Run the command line; before and after, Ctrl-C ends the process at once."""
    listens = _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler  # not under nohup
    if listens:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    import gc

    # Start-up makes a hundred thousand objects and no circle: to look for one all the time is 10 ms.
    gc.set_threshold(50_000)
    from cntext.cli import main as run

    try:
        if listens:
            _signal.signal(_signal.SIGINT, _signal.default_int_handler)
        run()
    except KeyboardInterrupt:  # as the run began or ended
        sys.exit(130)
    finally:
        if listens:
            _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
        gc.freeze()  # the interpreter would look for circles in all of it once more: 40 ms


if __name__ == "__main__":
    main()
