"""Why a source cannot be registered, approved or removed."""

from amana.domain.errors import Malformed, Refused


class MapOfOtherService(Malformed):
    """The map says that it is of another service."""

    code = "sources.other_service"


class MapTooLong(Malformed):
    """The map is longer than ``most`` letters, or the source's name than 63."""

    code = "sources.too_long"


class NameReserved(Malformed):
    """The source's name is one that our own records have in copies and certificates."""

    code = "sources.name_reserved"


class WayMissing(Malformed):
    """The source is new, and nothing says how it is reached."""

    code = "sources.way_missing"


class MapApproved(Refused):
    """This version of the map was approved before."""

    code = "sources.approved"


class SourceStillAsked(Refused):
    """A request still has something to do in the source: it stays until that is over."""

    code = "sources.still_asked"


class ReachedOtherwise(Refused):
    """The source is a database or files of the machine: a program cannot say how it is reached."""

    code = "sources.reached_otherwise"


class SourceNotSeen(Refused):
    """The source could not be looked at, by the fault whose code is ``fault``."""

    code = "sources.not_seen"
