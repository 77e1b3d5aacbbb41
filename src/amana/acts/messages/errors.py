"""Why a message that may be sent cannot leave."""

from amana.domain.errors import Broken, Malformed, Refused


class NoWay(Broken):
    """No way is set up for the channel of the message."""

    code = "messages.no_way"


class NoWayOut(Broken):
    """What can be stopped is not sent without a way to stop it: the public address is missing."""

    code = "messages.no_way_out"


class NoSuchMessage(Refused):
    """The service has put out no such message, or it is forgotten by now."""

    code = "messages.unknown"


class NotToRetry(Refused):
    """The message was sent, refused, or is forgotten: there is nothing to try again."""

    code = "messages.not_to_retry"


class BadToken(Malformed):
    """The link is none of ours: cut, changed, or of another service."""

    code = "messages.bad_token"
