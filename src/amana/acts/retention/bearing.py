"""What bears on how long a service keeps what: its promises, and what a law keeps longer."""

from collections.abc import Iterator

from amana.acts.declared_map import declared_map
from amana.acts.in_force import in_force, published
from amana.domain.certificate.statement import OWN
from amana.domain.retention.blind import why_kept
from amana.domain.retention.due import Bearing
from amana.domain.retention.known_by import Known, identifier_places
from amana.domain.retention.place import Place
from amana.domain.retention.terms import terms_of
from amana.storage.work import View


def bearing_of(view: View) -> Bearing:
    """Return what bears on every category; empty before a policy is in force."""
    if view.policies.in_force() is None:
        return Bearing(terms=())
    policy = published(view, in_force(view)).policy
    return Bearing(
        terms=terms_of(policy),
        longest=tuple(each.longest for each in view.retention.longest()),
        started=view.retention.started(),
    )


def fault_of(bearing: Bearing, at: Place) -> str | None:
    """Return why nothing ends in a place; ``None`` where what is due there ends."""
    return at.fault or why_kept(bearing, at.categories, identifiers=at.identifiers is not None)


def own_places(view: View, bearing: Bearing) -> tuple[Place, ...]:
    """Return where our own data lies of which a promise says how long it is kept.

    The types of records, then the identifiers that are or were held.
    """
    return (*_record_types(view, bearing), *_identifiers(view, bearing))


def _record_types(view: View, bearing: Bearing) -> Iterator[Place]:
    known = declared_map(view)
    for type_ in () if known is None else known.records.values():
        categories = type_.categories(type_.fields)
        if promises := bearing.promises_of(categories):
            yield Place(place=OWN, item=type_.id, categories=categories, promises=promises)


def _identifiers(view: View, bearing: Bearing) -> tuple[Place, ...]:
    if not bearing.terms:
        return ()
    data = published(view, in_force(view)).policy.data
    known = Known(
        held=view.retention.identifiers_held(),
        stood={each.item for each in view.retention.standings() if each.place == OWN},
    )
    terms = {each.id: each.term for each in data.values()}
    return identifier_places(terms, known, bearing)
