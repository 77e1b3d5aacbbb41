"""What can go wrong on the way out. No field holds an address, for it may be somebody's."""

from amana.domain.errors import Broken, Malformed


class BadChannel(Malformed):
    """The address, sender or secret of a channel cannot be used; ``what`` names which."""

    code = "channel.malformed"


class PlaceForbidden(Broken):
    """The webhook's name leads to an address that is not open to it, such as the own network."""

    code = "channel.forbidden_place"


class NotReached(Broken):
    """The other side does not answer, or not in time."""

    code = "channel.not_reached"


class NotTaken(Broken):
    """The other side answered that it does not take the message."""

    code = "channel.not_taken"


class NotTrusted(Broken):
    """The other side's certificate does not hold, or it offers no TLS."""

    code = "channel.not_trusted"


class LogInRefused(Broken):
    """The mail server does not take the name and password."""

    code = "channel.log_in"
