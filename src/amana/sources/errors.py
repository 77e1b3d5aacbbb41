"""What can go wrong with a source beside its map.

    Malformed
    ├── UrlUnfit, MapUnfit, ColumnNotMapped, ValueUnfit, FileUnfit, FileRefused
    Refused
    ├── NotApproved, RowsStranded, CannotRestrict
    Broken
    └── CannotAge, ServiceCannotAge, StillDue, DriverMissing, SourceUnreachable, SourceFailed,
        SourceTooSlow, NotErased, NotMarked, MarksChanged, MarksNotFound, RowsHidden, RowsCameBack,
        NotSeenAgain, SourcePending, ServiceRefuses, AnswerUnfit, StillThere, FileChanged

What the driver says is never passed on: it quotes values, and addresses with their passwords.
"""

from amana.domain.errors import Broken, Malformed, Refused
from amana.domain.source.errors import Misfit


class UrlUnfit(Malformed):
    """The address is none that a database could have."""

    code = "source.url_unfit"


class MapUnfit(Malformed):
    """Map and database do not fit; ``misfits`` holds everything found."""

    code = "source.map_unfit"

    def __init__(self, misfits: tuple[Misfit, ...]) -> None:
        """Keep the misfits, in the order of the map."""
        super().__init__(count=len(misfits))
        self.misfits = misfits


class ColumnNotMapped(Malformed):
    """The map has no column ``name`` with data in the table ``table``."""

    code = "source.column_not_mapped"


class ValueUnfit(Malformed):
    """The new value for ``name`` in ``table`` is no ``kind``."""

    code = "source.value_unfit"


class NotApproved(Refused):
    """Nobody has approved the map of ``source``: nothing is changed by it."""

    code = "source.not_approved"


class RowsStranded(Refused):
    """``count`` rows of ``table`` refer to rows of ``other`` that are to be deleted, and stay."""

    code = "source.rows_stranded"


class CannotRestrict(Refused):
    """``table`` has rows of the person and no column that says they may only be kept."""

    code = "source.cannot_restrict"


class ClockUnfit(Malformed):
    """The column ``name`` of ``table`` is to say when a moment came, and holds no time."""

    code = "source.clock_unfit"


class NoClock(Malformed):
    """No column of ``table`` says when the moments came from which its time counts."""

    code = "source.no_clock"


class OwnClock(Broken):
    """Rows that lead to those of ``table`` have a time of their own; nobody sees they stay."""

    code = "retention.own_clock"


class CannotAge(Broken):
    """Such a source ends nothing by its age."""

    code = "source.cannot_age"


class ServiceCannotAge(Broken):
    """The service does not say what of ``table`` is over by its age, for its own reason ``why``."""

    code = "source.service_cannot_age"


class StillDue(Broken):
    """The service said that it ended rows of ``table``, and ``count`` are over still."""

    code = "source.still_due"


class DriverMissing(Broken):
    """No driver for ``dialect`` is installed."""

    code = "source.driver_missing"


class SourceUnreachable(Broken):
    """The database does not answer, or does not let us in."""

    code = "source.unreachable"


class SourceFailed(Broken):
    """The database refused a statement, with its own code ``reason``; nothing was changed."""

    code = "source.failed"


class SourceTooSlow(Broken):
    """A statement took longer than it may, or waited too long for a lock; nothing was changed."""

    code = "source.too_slow"


class RowsHidden(Broken):
    """A policy of the database hides rows of a table from the user that Amana connects as."""

    code = "source.rows_hidden"


class NotErased(Broken):
    """After the erasure ``count`` rows of ``table`` are still as they were; it was taken back."""

    code = "source.not_erased"


class RowsCameBack(Broken):
    """The erasure was committed, and ``count`` rows of ``table`` are as they were before it."""

    code = "source.rows_came_back"


class NotMarked(Broken):
    """``count`` rows of ``table`` are not marked as they are to be; all was taken back."""

    code = "source.not_marked"


class MarksChanged(Broken):
    """Marks were committed, and ``count`` rows of ``table`` are marked otherwise after it."""

    code = "source.marks_changed"


class MarksNotFound(Broken):
    """Of a restriction that is lifted marks stand there, and no row of the person was found."""

    code = "source.marks_not_found"


class NotSeenAgain(Broken):
    """The change was committed, and the database did not answer when it was looked at again."""

    code = "source.not_seen_again"


class SourcePending(Broken):
    """The service has begun and is not done: it is to be asked again after ``after`` seconds."""

    code = "source.pending"


class ServiceRefuses(Broken):
    """The service says that it does not do ``act``, for its own reason ``why``."""

    code = "source.service_refuses"


class AnswerUnfit(Broken):
    """The service's answer to ``act`` is signed and is not what the contract says: ``what``."""

    code = "source.answer_unfit"


class StillThere(Broken):
    """The source said that it is done, and ``count`` rows of ``table`` still bear the person."""

    code = "source.still_there"


class FileUnfit(Malformed):
    """The file of ``table`` cannot be read at ``line``; ``what`` names the rule that it breaks."""

    code = "source.file_unfit"


class FileRefused(Malformed):
    """The file of ``table`` is not taken, for what it is: ``what`` names why."""

    code = "source.file_refused"


class FileChanged(Broken):
    """Another program changed the file of ``table`` while it was read; nothing was changed."""

    code = "source.file_changed"
