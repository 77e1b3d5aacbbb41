"""Why a message is not put out. No field holds what it says or to whom."""

from amana.domain.errors import Malformed, Refused


class BadContent(Malformed):
    """Subject or text cannot be sent as it is; ``what`` names which, ``why`` what is wrong."""

    code = "messages.content"


class PromotionInEssential(Refused):
    """A class that nobody can switch off carries no promotion."""

    code = "messages.promotion"


class ClassNotPromised(Refused):
    """The policy names this purpose's messages, and this class or channel is not among them."""

    code = "messages.class"


class NoPurpose(Malformed):
    """Only a message of the platform's own goes without a purpose, and it is of class service."""

    code = "messages.purpose"


class NoRecipient(Malformed):
    """A message needs a person, or an address and class service."""

    code = "messages.recipient"
