"""Where the program may listen: beyond this machine only with TLS, its own or a proxy's."""

from amana.domain.errors import Refused
from amana.domain.hosts import is_loopback
from amana.settings import Settings


class OpenInPlain(Refused):
    """The address to listen on is reached from other machines, and nothing would encrypt."""

    code = "serve.open_in_plain"


class NoPublicName(Refused):
    """Other machines are to reach it, and it does not know by which name."""

    code = "serve.no_public_name"


def check_exposure(settings: Settings) -> None:
    """Refuse to listen where data would travel in the clear, or under any name whatever.

    Raises ``OpenInPlain`` and ``NoPublicName``; an address of loopback is always fine.
    """
    if is_loopback(settings.host):
        return
    if settings.tls_cert is None and not settings.trusted_proxies:
        raise OpenInPlain(host=settings.host)
    if not (settings.public_url or "").startswith("https:"):
        raise NoPublicName(host=settings.host)
