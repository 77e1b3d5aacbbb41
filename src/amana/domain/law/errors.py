"""What can be wrong with the laws that are asked about."""

from amana.domain.errors import Malformed


class UnknownLaw(Malformed):
    """No law of this name is known here."""

    code = "law.unknown"


class NoLawNamed(Malformed):
    """Neither the question nor the policy names a law."""

    code = "law.none_named"
