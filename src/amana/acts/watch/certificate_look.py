"""A look at the certificates that people meet: at the public address, and in our own file."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from amana.acts.watch.finding import Finding, State
from amana.acts.watch.looks import judge
from amana.acts.watch.surroundings import Surroundings
from amana.channels.certificates import kept_until, shown_until
from amana.channels.errors import NotReached, NotTrusted

_HTTPS = 443


def look_at_certificates(here: Surroundings) -> Iterator[Finding]:
    """Say how many days are left; one that does not hold is a fault."""
    parts = urlsplit(here.public_url or "")
    if parts.scheme == "https" and parts.hostname:
        yield _shown(here, parts.hostname, parts.port or _HTTPS)
    if here.certificate_file is not None:
        try:
            ends = kept_until(here.certificate_file)
        except NotTrusted:
            yield Finding(
                check="certificate", state=State.FAULT, why="unreadable", subject="tls_cert"
            )
        else:
            yield days_left(here, "tls_cert", ends - here.clock())


def _shown(here: Surroundings, host: str, port: int) -> Finding:
    try:
        ends = shown_until(host, port)
    except NotTrusted:
        return Finding(check="certificate", state=State.FAULT, why="untrusted", subject=host)
    except NotReached:
        # Whether people reach it cannot be seen from here: the way to it may lead outside only.
        return Finding(check="certificate", state=State.UNSEEN, why="unseen", subject=host)
    return days_left(here, host, ends - here.clock())


def days_left(here: Surroundings, subject: str, left: timedelta) -> Finding:
    """Say how long a certificate holds still."""
    warning, fault = here.bounds.certificate
    state = judge(-left, (-warning, -fault))
    why = "well" if state is State.OK else "ends" if left > timedelta() else "ended"
    return Finding(
        check="certificate", state=state, why=why, subject=subject, fields={"days": left.days}
    )
