"""Public pages of a service: no planted value shows, and links to others are marked as such."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from amana.acts.probes.errors import CannotLook, Unseen
from amana.acts.probes.probe import NIGHTLY, Fault, Ground, Looked, Probe
from amana.acts.probes.traces import traces
from amana.acts.probes.walk import Walk, leads_away
from amana.domain.evidence.question import ProbeName
from amana.domain.policy.model import Promise
from amana.domain.promises.never import Never
from amana.domain.promises.protect import Protect
from amana.domain.promises.scope import Scope, Topic


def look(ground: Ground) -> Looked:
    """Read what anybody can reach from the first page: for planted values, and for links away.

    A promise about values counts as seen only if a value of each of its categories is planted; one
    about sites of others, once each link to one carries ``rel=external``.
    """
    if not ground.sites:
        raise CannotLook(Unseen.NO_ADDRESS)
    about = {key: _data(promise) for key, promise in ground.promises.items()}
    linked = frozenset(key for key, promise in ground.promises.items() if _is_of_others(promise))
    if not linked and not any(data & set(ground.values) for data in about.values()):
        raise CannotLook(Unseen.NOTHING_PLANTED)
    seen = _read(ground)
    broken = frozenset(key for key, data in about.items() if data & seen.shown)
    whole = frozenset(key for key, data in about.items() if data and data <= set(ground.values))
    unmarked = linked if seen.unmarked else frozenset()
    return Looked(
        kept=(whole | linked) - broken - unmarked,
        broken=broken | unmarked,
        faults=tuple(seen.faults),
        seen={
            "pages": seen.pages,
            "links": seen.links,
            "categories": tuple(sorted(ground.values)),
        },
    )


@dataclass(slots=True)
class _Seen:
    """What the pages showed."""

    pages: int = 0
    links: int = 0
    unmarked: int = 0
    shown: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)


def _read(ground: Ground) -> _Seen:
    """Walk through every site. Raises ``CannotLook`` where one does not answer."""
    seen, forms = _Seen(), _forms(ground.values)
    for site in ground.sites:
        walk = Walk(site)
        for path, answer in walk.answers(ground.wire):
            found = {category for category, each in forms.items() if _in(answer.body, each)}
            seen.shown |= found
            links = leads_away(answer, site, ground.sites)
            unmarked = sum(not marked for _, marked in links)
            seen.links, seen.unmarked = seen.links + len(links), seen.unmarked + unmarked
            place = site.url + urlsplit(path).path
            seen.faults += [Fault(code="shown", place=place)] if found else []
            seen.faults += [Fault(code="unmarked", place=place)] if unmarked else []
        if not walk.read:
            raise CannotLook(Unseen.UNREACHABLE)
        seen.pages += walk.read
    return seen


def _is_of_others(promise: Promise) -> bool:
    """Tell whether the promise speaks of links to sites of others."""
    return isinstance(promise.form, Scope) and Topic.EXTERNAL in promise.form.topics


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
