"""A Django app behind whatever ends TLS for it: its cookies then go over TLS alone.

On this machine itself an example speaks plain HTTP, where a browser would send back no such cookie:
so each is marked as its request came. Django has settings for all requests alike.
"""

from collections.abc import Callable
from typing import Any, Final, TypeAlias

ENDED_BY: Final = ("HTTP_X_FORWARDED_PROTO", "https")
"""For ``SECURE_PROXY_SSL_HEADER``: an example listens on this machine, to what ends TLS alone."""
HSTS_S: Final = 31_536_000
"""For ``SECURE_HSTS_SECONDS``: a year (RFC 6797)."""
Next: TypeAlias = Callable[[Any], Any]


def secured(go_on: Next) -> Next:
    """Mark the cookies of an answer over TLS ``Secure`` (RFC 6265, section 4.1.2.5)."""

    def page(request: Any) -> Any:  # noqa: ANN401 - Django's, which need not be installed
        answer = go_on(request)
        if request.is_secure():
            for cookie in answer.cookies.values():
                cookie["secure"] = True
        return answer

    return page
