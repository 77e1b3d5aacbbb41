"""What can go wrong between here and the provider. No claim of a token is ever a field."""

from amana.domain.errors import Broken, Refused


class ProviderAway(Broken):
    """The provider does not answer, or not in the form that the standard gives."""

    code = "openid.away"


class NotVouched(Refused):
    """What came back does not belong to this browser's sign-in, or is not the provider's word."""

    code = "openid.not_vouched"
