"""TLS and headers of a service's addresses: nothing of it is taken in the clear."""

import re
import ssl
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from amana.acts.probes.errors import CannotLook, Unseen
from amana.acts.probes.probe import NIGHTLY, Fault, Ground, Looked, Probe
from amana.acts.probes.sites import Site
from amana.acts.probes.wire import Answer, Wire
from amana.domain.evidence.question import ProbeName
from amana.domain.ledger.entry import Json

_NEW: Final = frozenset({"TLSv1.2", "TLSv1.3"})
_HALF_A_YEAR_S: Final = 15_552_000
"""The shortest ``max-age`` of HSTS that counts: a browser that comes twice a year keeps it."""
_MAX_AGE: Final = re.compile(r'(?:^|;)\s*max-age\s*=\s*"?(\d{1,12})"?\s*(?:;|$)', re.IGNORECASE)
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_REFUSED_FROM: Final = 400


def look(ground: Ground) -> Looked:
    """Look at each address that leaves this machine, or that speaks TLS on it.

    Plain HTTP on loopback is left out: nothing travels, so that nothing is seen either way.
    """
    if not ground.sites:
        raise CannotLook(Unseen.NO_ADDRESS)
    sites = [site for site in ground.sites if site.scheme == "https" or not site.stays_here]
    if not sites:
        raise CannotLook(Unseen.LOOPBACK)
    looks = [_look_at(site, ground.wire) for site in sites]
    faults = tuple(fault for found, _ in looks for fault in found)
    promises = frozenset(ground.promises)
    return Looked(
        kept=frozenset() if faults else promises,
        broken=promises if faults else frozenset(),
        faults=faults,
        seen={"addresses": tuple(seen for _, seen in looks)},
    )


def _look_at(site: Site, wire: Wire) -> tuple[list[Fault], dict[str, Json]]:
    """Return what is wrong with an address, and what was seen there."""
    seen: dict[str, Json] = {"address": site.url}
    codes = list(_plain(site.in_the_clear if site.scheme == "https" else site, wire))
    if site.scheme == "https":
        codes += _secured(site, wire, seen)
    return [Fault(code=code, place=site.url) for code in codes], seen


def _secured(site: Site, wire: Wire, seen: dict[str, Json]) -> Iterator[str]:
    """Yield what is wrong with TLS, then with what is answered over it."""
    try:
        agreed = wire.handshake(site)
    except ssl.SSLCertVerificationError:
        yield "certificate"
        return
    except (ssl.SSLError, OSError):
        yield "no_tls"
        return
    seen |= {"protocol": agreed.protocol, "certificate_ends": agreed.certificate_ends.isoformat()}
    if agreed.protocol not in _NEW or wire.takes_old_protocols(site):
        yield "old_protocol"
    answer = wire.get(site)
    seen["status"] = answer.status
    if _max_age(answer) < _HALF_A_YEAR_S:
        yield "no_hsts"
    if not all(_is_secure(cookie) for cookie in answer.headers.get_list("set-cookie")):
        yield "cookie"


def _plain(site: Site, wire: Wire) -> Iterator[str]:
    """Yield what is wrong with plain HTTP: all but a refusal, or the way to TLS."""
    try:
        answer = wire.get(site)
    except CannotLook as error:
        if error.reason is Unseen.PRIVATE:
            raise
        return
    if answer.status >= _REFUSED_FROM:
        return
    target = urlsplit(answer.headers.get("location", ""))
    if answer.status not in _REDIRECTS or target.scheme != "https":
        yield "plain_http"


def _max_age(answer: Answer) -> int:
    """Return the seconds of HSTS; 0 where it is absent or cannot be read (RFC 6797)."""
    found = _MAX_AGE.search(answer.headers.get("strict-transport-security", ""))
    return int(found[1]) if found else 0


def _is_secure(cookie: str) -> bool:
    """Tell whether a browser sends the cookie over TLS alone (RFC 6265 section 4.1.2.5)."""
    return "secure" in {part.strip().lower() for part in cookie.split(";")[1:]}


PROBE: Final = Probe(name=ProbeName.TRANSPORT, every=NIGHTLY, look=look)
