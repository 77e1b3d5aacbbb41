"""What can go wrong at the edge itself."""

from amana.domain.errors import Malformed, Refused


class NotThere(Refused):
    """Nothing is at this address."""

    code = "http.not_there"


class WrongMethod(Refused):
    """The address does not take this method."""

    code = "http.wrong_method"


class NotSignedIn(Refused):
    """The console needs a session, and there is none."""

    code = "http.not_signed_in"


class BadKey(Refused):
    """The API key is missing, or nobody's."""

    code = "http.bad_key"


class NotYours(Refused):
    """The service is not among those that the member of staff works on."""

    code = "http.not_yours"


class ForeignForm(Refused):
    """A form came from another site, or from another session."""

    code = "http.foreign_form"


class TooMuch(Malformed):
    """What was sent is longer than ``limit_mb`` megabytes."""

    code = "http.too_much"


class BadRequest(Malformed):
    """The request's body or query does not have its form; ``where`` names the place."""

    code = "http.bad_request"
