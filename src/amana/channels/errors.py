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


class RecipientRefused(NotTaken):
    """The mail server does not take mail for this address."""

    code = "channel.recipient_refused"


class NeedsUtf8(Malformed):
    """The address is not ASCII, and the mail server does not take such (RFC 6531)."""

    code = "channel.needs_utf8"


class NotTrusted(Broken):
    """The other side's certificate does not hold, or it offers no TLS."""

    code = "channel.not_trusted"


class LogInRefused(Broken):
    """The mail server does not take the name and password."""

    code = "channel.log_in"


class AnswerTooLong(Broken):
    """The other side's answer has more than ``most`` bytes; it was cut off."""

    code = "channel.answer_too_long"


class AnswerTooSlow(Broken):
    """The other side's answer was not there in the time that all of it has."""

    code = "channel.answer_too_slow"


class ReceiptForged(Broken):
    """The answer is not signed with the agreed secret, not for this question, or not lately."""

    code = "channel.receipt_forged"


class AnswerCoded(Broken):
    """The answer has a content coding; it was to be sent as it is, as it was signed."""

    code = "channel.answer_coded"
