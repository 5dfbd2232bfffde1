"""The one boundary: what a command raises becomes a sentence on stderr and an exit code.

0 done · 1 a course, class or machine is at fault · 2 the command was called in a way it does not know ·
70 gapless itself is at fault (sysexits.h, EX_SOFTWARE) · 130 stopped with Ctrl-C
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence

import click

from ..errors import GaplessError, OperatorError

FAULT, USAGE, BUG, STOPPED = 1, 2, 70, 130

# What the operating system refuses and its owner can mend; any other OSError is a fault of ours.
MENDABLE = {
    errno.EACCES: ("There is no permission to use this file.", "Change its permissions, or name another."),
    errno.EPERM: ("There is no permission to use this file.", "Change its permissions, or name another."),
    errno.EROFS: ("This disk can't be written to.", "Name a folder on another disk."),
    errno.ENOSPC: ("The disk is full.", "Make room, then call the command again; what was there is kept."),
    errno.EDQUOT: ("The disk quota is used up.", "Make room, then call the command again; what was there is kept."),
    errno.ENOTDIR: ("A file stands where a folder is needed.", "Name another folder."),
}


def main() -> None:
    """Run the command line of this process and end it."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit code, after anything that went amiss was told in a sentence."""
    from .root import root

    try:
        result = root.main(list(arguments), prog_name="gapless", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        return _tell(error.format_message(), USAGE)
    except click.UsageError as error:
        return _usage(error)
    except click.ClickException as error:
        return _tell(error.format_message(), FAULT)
    except GaplessError as error:
        return _tell(str(error), FAULT)
    except (KeyboardInterrupt, click.Abort):
        return _tell("Stopped.", STOPPED)
    except OSError as error:
        return _refused(error, arguments)
    except Exception as error:  # noqa: BLE001  the boundary itself: nothing is swallowed, the traceback goes to a log
        return _broken(error, arguments)


def _usage(error: click.UsageError) -> int:
    command = error.ctx.command_path if error.ctx else "gapless"
    return _tell(f"{command}: {error.format_message()} `{command} --help` shows how it is called.", USAGE)


def _refused(error: OSError, arguments: Sequence[str]) -> int:
    if error.errno not in MENDABLE:
        return _broken(error, arguments)
    what, remedy = MENDABLE[error.errno]
    return _tell(str(OperatorError(what, str(error.filename or ""), remedy)), FAULT)


def _broken(error: Exception, arguments: Sequence[str]) -> int:
    from .crash import write_log

    log = write_log(error, arguments)
    what = f"gapless itself is at fault ({type(error).__name__})."
    return _tell(f"{what} What happened is written in {log}; please send that file with your report.", BUG)


def _tell(words: str, code: int) -> int:
    click.echo(words, err=True)
    return code
