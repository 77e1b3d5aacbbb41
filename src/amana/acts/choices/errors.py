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
