"""What can go wrong at the edge itself."""

from amana.domain.errors import Broken, Malformed, Refused


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


class TooMany(Refused):
    """More came than the door lets through in a minute; ``seconds`` says when it opens."""

    code = "http.too_many"


class RatesAway(Broken):
    """Whether somebody comes too often cannot be told: nobody is let through."""

    code = "http.rates_away"
