"""What is refused of an access of staff."""

from amana.domain.errors import Malformed, Refused


class NoReason(Malformed):
    """A reason says something, in at most so many characters."""

    code = "access.reason"


class BadTime(Malformed):
    """An access lasts for longer than nothing and at most as long as is allowed."""

    code = "access.time"


class NothingNamed(Malformed):
    """An access names at least one category of data, each declared by the policy."""

    code = "access.data"


class NotWaiting(Refused):
    """The access does not wait for an answer: it was answered, taken back, or is over."""

    code = "access.not_waiting"


class SamePerson(Refused):
    """Whoever asked, or would read, cannot be the second person."""

    code = "access.same_person"


class NotOpen(Refused):
    """The access is not open any more, or was never opened."""

    code = "access.not_open"
