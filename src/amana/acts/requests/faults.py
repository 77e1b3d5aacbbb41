"""Whether what went wrong in a source is tried again, and whether one person may be to blame."""

from datetime import timedelta
from http import HTTPStatus
from typing import Final

from amana.acts.requests.errors import HeldInService, TakenOver
from amana.channels.asking import PASSING
from amana.channels.errors import (
    AnswerTooLong,
    NotTaken,
    NotTrusted,
    PlaceForbidden,
    ReceiptForged,
)
from amana.domain.errors import AmanaError, Broken
from amana.domain.request.carrying import Retry
from amana.domain.source.errors import SourceMapErrors
from amana.sources.errors import (
    AnswerUnfit,
    DriverMissing,
    FileChanged,
    MapUnfit,
    MarksChanged,
    NotApproved,
    NotErased,
    NotMarked,
    NotSeenAgain,
    RowsCameBack,
    RowsHidden,
    ServiceRefuses,
    SourceFailed,
    SourcePending,
    SourceTooSlow,
    SourceUnreachable,
    StillThere,
    UrlUnfit,
)
from amana.storage.errors import KeyMissing, RecordSealBroken

_ALWAYS: Final = (SourceUnreachable, SourceTooSlow, SourcePending, NotSeenAgain, NotApproved)
_SOME: Final = (
    AnswerTooLong,
    AnswerUnfit,
    FileChanged,
    MarksChanged,
    NotErased,
    NotMarked,
    RowsCameBack,
    SourceFailed,
    StillThere,
)
_LASTING: Final = (
    DriverMissing,
    KeyMissing,
    NotTaken,
    NotTrusted,
    PlaceForbidden,
    ReceiptForged,
    RecordSealBroken,
    RowsHidden,
    ServiceRefuses,
)
"""What is broken and does not mend by waiting: refused, forged, or not there any more."""
_OF_ALL: Final = (
    DriverMissing,
    HeldInService,
    MapUnfit,
    NotApproved,
    NotTrusted,
    PlaceForbidden,
    ReceiptForged,
    RowsHidden,
    SourceMapErrors,
    SourceUnreachable,
    TakenOver,
    UrlUnfit,
)
"""What has nothing to do with who is in the set."""


_REFUSED: Final = ("23", "40", "P0")
"""Classes of SQLSTATE: a rule of the database is broken, the transaction is taken back, a program
in it says no."""
_SQLSTATE: Final = 5
"""Characters of one."""
_UNKNOWN: Final = "40003"
"""The SQLSTATE of a commit of which the database does not know whether it was done."""


_NOT_LET_IN: Final = frozenset(
    {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
)
"""What a service answers before it looks at who is asked for."""


def code_of(error: Exception) -> str:
    """Return the error's code; of one that is none of ours its class, for its words may quote."""
    return error.code if isinstance(error, AmanaError) else type(error).__name__


def retry_of(error: Exception) -> Retry:
    """Return whether it is tried again. What nobody foresaw is, for a while."""
    if isinstance(error, _ALWAYS) or _is_passing(error):
        return Retry.ALWAYS
    if isinstance(error, _SOME) or not isinstance(error, AmanaError):
        return Retry.SOME
    # What else is broken, such as our own database being away, is no word about the source.
    lasting = not isinstance(error, Broken) or isinstance(error, _LASTING)
    return Retry.NEVER if lasting else Retry.ALWAYS


def wait_said(error: Exception) -> timedelta | None:
    """Return how long a source that has begun wants to be left alone; ``None`` where it does not.

    The form of its answer bounds it.
    """
    if not isinstance(error, SourcePending):
        return None
    return timedelta(seconds=int(error.fields["after"]))


def _is_passing(error: Exception) -> bool:
    """Tell whether a service said that it may answer otherwise a moment later."""
    return isinstance(error, NotTaken) and error.fields["status"] in PASSING


def is_of_all(error: Exception) -> bool:
    """Tell whether it would be the same for every other set."""
    if isinstance(error, NotTaken):
        return error.fields["status"] in _NOT_LET_IN
    return isinstance(error, _OF_ALL)


def is_taken_back(error: Exception) -> bool:
    """Tell whether a source itself said that it did not commit: what else fails may have been."""
    if not isinstance(error, SourceFailed):
        return False
    reason = str(error.fields["reason"])
    state = len(reason) == _SQLSTATE and reason.startswith(_REFUSED) and reason != _UNKNOWN
    return state or reason.startswith("SQLITE_CONSTRAINT")
