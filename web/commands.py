"""The `gazetteer` command line: what is typed becomes a call, what comes back is printed, errors become exit codes.

Exit 0: done; 1: done, but problems were found, or what was asked for is not there; 2: wrong use, nothing was done.
"""

import errno
import os
import sys
from collections.abc import Sequence

from gazetteer.errors import GazetteerError
from web.grammar import Command
from web.usage import parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code."""
    options = parser().parse_args(arguments)
    run: Command = options.run
    try:
        code = run(options)
        sys.stdout.flush()  # here, where what is wrong with it can be said
        return code
    except GazetteerError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("已停止。| Stopped.", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print("磁盘已满，没有写完。| The disk is full; not all was written.", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
