"""Public pages of a service: values that its operator planted show on none of them."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from amana.acts.probes.errors import CannotLook, Unseen
from amana.acts.probes.probe import NIGHTLY, Fault, Ground, Looked, Probe
from amana.acts.probes.traces import traces
from amana.acts.probes.walk import Walk
from amana.domain.evidence.question import ProbeName
from amana.domain.policy.model import Promise
from amana.domain.promises.never import Never
from amana.domain.promises.protect import Protect


def look(ground: Ground) -> Looked:
    """Read what anybody can reach from the first page, and search it for the planted values.

    A promise counts as seen only if a value of each of its categories is planted.
    """
    if not ground.sites:
        raise CannotLook(Unseen.NO_ADDRESS)
    about = {key: _data(promise) for key, promise in ground.promises.items()}
    if not any(data & set(ground.values) for data in about.values()):
        raise CannotLook(Unseen.NOTHING_PLANTED)
    faults: list[Fault] = []
    shown: set[str] = set()
    pages = 0
    forms = _forms(ground.values)
    for site in ground.sites:
        walk = Walk(site)
        for path, answer in walk.answers(ground.wire):
            found = {category for category, each in forms.items() if _in(answer.body, each)}
            shown |= found
            place = site.url + urlsplit(path).path
            faults += [Fault(code="shown", place=place)] if found else []
        if not walk.read:
            raise CannotLook(Unseen.UNREACHABLE)
        pages += walk.read
    broken = frozenset(key for key, data in about.items() if data & shown)
    whole = frozenset(key for key, data in about.items() if data and data <= set(ground.values))
    return Looked(
        kept=whole - broken,
        broken=broken,
        faults=tuple(faults),
        seen={"pages": pages, "categories": tuple(sorted(ground.values))},
    )


def _data(promise: Promise) -> frozenset[str]:
    """Return what the promise keeps off public pages; promises about links have none."""
    form = promise.form
    return frozenset(form.data) if isinstance(form, Protect | Never) else frozenset()


def _forms(values: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[bytes]]:
    return {
        category: frozenset(form for value in each for form in traces(value))
        for category, each in values.items()
    }


def _in(body: bytes, forms: frozenset[bytes]) -> bool:
    return any(form in body for form in forms)


PROBE: Final = Probe(name=ProbeName.PUBLIC_PAGES, every=NIGHTLY, look=look)
