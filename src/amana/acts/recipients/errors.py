"""Why a recipient cannot be told, or not so."""

from amana.domain.errors import Broken, Malformed, Refused


class UnknownRecipient(Malformed):
    """The policy in force names no such recipient."""

    code = "recipients.unknown"


class WayUnfit(Malformed):
    """The way is no address of mail, or no service with its secret."""

    code = "recipients.way_unfit"


class NotToBeTold(Refused):
    """The recipient has been told, or the request is not done yet."""

    code = "recipients.not_to_be_told"


class NoAnswerAwaited(Refused):
    """The recipient has answered, or was not told yet."""

    code = "recipients.no_answer_awaited"


class NotTakenIn(Broken):
    """The recipient answered, signed, that it has not done it."""

    code = "recipients.not_taken_in"
