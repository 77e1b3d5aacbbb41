"""Exit codes: one table for every command."""

from enum import IntEnum
from typing import Final

from amana.cli.errors import WrongUsage
from amana.domain.errors import AmanaError, Broken, Malformed, Refused


class Exit(IntEnum):
    """How a command ended, by who must act next."""

    OK = 0
    FAILED = 1
    """The command ran, and what it checked does not hold."""
    USAGE = 2
    """The command line itself cannot be read."""
    REFUSED = 3
    """What was asked for is not allowed or not there."""
    MALFORMED = 4
    """An input has to be mended first."""
    BROKEN = 5
    """The platform has to be mended first."""
    INCIDENT = 70
    """A fault in Amana itself."""
    INTERRUPTED = 130
    """Ended by Ctrl-C."""


_BRANCHES: Final = (
    (WrongUsage, Exit.USAGE),
    (Refused, Exit.REFUSED),
    (Malformed, Exit.MALFORMED),
    (Broken, Exit.BROKEN),
)


def exit_for(error: AmanaError) -> Exit:
    """Return the exit code of the error's branch; an error of no branch is an incident."""
    return next((code for branch, code in _BRANCHES if isinstance(error, branch)), Exit.INCIDENT)
