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


class PersonNotSignedIn(Refused):
    """The page is about somebody themself, and nobody is signed in."""

    code = "http.person_not_signed_in"


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


class NoHost(Malformed):
    """The request names no host, or not just one."""

    code = "http.no_host"


class ForeignHost(Refused):
    """The request names a host that is not ours: a link made of it would lead elsewhere."""

    code = "http.foreign_host"


class PlainHttp(Refused):
    """The request came over plain HTTP from beyond this machine."""

    code = "http.plain"


class UnnamedProxy(Refused):
    """A proxy on this machine passed the request on, and the settings do not name it."""

    code = "http.unnamed_proxy"


class BadForwarding(Malformed):
    """What proxies say of the client cannot be read, or two fields of theirs disagree."""

    code = "http.forwarding"


class NotJson(Malformed):
    """A program sent a body that it does not call JSON in UTF-8."""

    code = "http.not_json"


class BadIdempotencyKey(Malformed):
    """The idempotency key is not one string of 16 to 200 characters."""

    code = "idempotency.bad_key"


class StreamBrokenOff(Malformed):
    """The connection ended before anything of the stream was taken in: nothing is stored."""

    code = "stream.broken_off"


class NotLines(Malformed):
    """A program sent a stream that it does not call ``application/x-ndjson``."""

    code = "http.not_lines"
