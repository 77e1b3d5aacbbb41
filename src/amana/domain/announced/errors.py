"""Why a sharing cannot be announced so, or an answer to one not be taken."""

from amana.domain.errors import Malformed, Refused


class WaitTooShort(Refused):
    """The wait is shorter than what is promised, or than the least; ``least`` says how long."""

    code = "announced.wait_too_short"


class NotAnnounced(Refused):
    """The policy in force announces no such sharing, or not of this data."""

    code = "announced.not_promised"


class BadLink(Malformed):
    """The link is none that an announcement carried."""

    code = "announced.bad_link"
