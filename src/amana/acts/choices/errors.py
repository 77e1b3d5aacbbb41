"""Why a word of a person about a purpose cannot be taken as it was given."""

from amana.domain.errors import Malformed, Refused


class UnknownPurpose(Malformed):
    """The policy in force declares no such purpose."""

    code = "choice.purpose"


class NothingOffered(Refused):
    """No promise says anything about the purpose, so that there is nothing to agree to."""

    code = "choice.nothing_offered"


class NotConfirmed(Refused):
    """The policy promises that this consent is confirmed before it counts, and it was not."""

    code = "choice.not_confirmed"


class GuardianNeeded(Refused):
    """The person is known to be too young to agree without a guardian."""

    code = "choice.guardian_needed"


class NotGuardian(Refused):
    """Who says it for the person is not known to be their guardian."""

    code = "choice.not_guardian"


class NothingToConfirm(Refused):
    """There is no such consent that waits: confirmed before, too late, or never asked for."""

    code = "choice.nothing_to_confirm"


class SaidOtherwise(Refused):
    """Since they were asked to confirm it, the person said otherwise, or the words changed."""

    code = "choice.said_otherwise"


class NoReceipt(Refused):
    """There is no receipt of it: no such word of the person, or not in the signed tree yet."""

    code = "choice.no_receipt"


class SaidSince(Refused):
    """What was said elsewhere is older than what the person said here."""

    code = "choice.said_since"


class SaidInFuture(Malformed):
    """Nobody said anything at an instant that is still to come."""

    code = "choice.in_future"
