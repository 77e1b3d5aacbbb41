"""Looks at what the probes saw last: a promise that is broken, a certificate that ends."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from amana.acts.probes.last_looks import LastLook, last_looks
from amana.acts.watch.certificate_look import days_left
from amana.acts.watch.finding import Finding, State
from amana.acts.watch.surroundings import Surroundings


def look_at_probes(here: Surroundings, service: str) -> Iterator[Finding]:
    """Say of each probe that a promise in force asks for what its last look saw."""
    with here.storage.reading(service) as view:
        looks, now = last_looks(view), view.now
    for look in looks:
        hours = 0 if look.at is None else int((now - look.at).total_seconds()) // 3600
        state, why = _state(look)
        yield Finding(
            check="probe",
            state=state,
            why=why,
            subject=look.probe.value,
            fields={"promises": look.promises, "faults": len(look.faults), "hours": hours},
        )


def _state(look: LastLook) -> tuple[State, str]:
    if look.at is None:
        return State.UNSEEN, "never"
    return (State.FAULT, "broken") if look.failed else (State.OK, "well")


def look_at_probed_certificates(here: Surroundings, service: str) -> Iterator[Finding]:
    """Say how long the certificates hold that the service's own addresses showed a probe.

    The public address of this program is left out: it is looked at itself.
    """
    with here.storage.reading(service) as view:
        looks = last_looks(view)
    own = urlsplit(here.public_url or "").netloc
    for look in looks:
        for address, ends in look.certificates.items():
            host = urlsplit(address).netloc
            if host != own:
                yield days_left(here, host, ends - here.clock())
