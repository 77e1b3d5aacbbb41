"""What bears on how long a service keeps what: its promises, and what a law keeps longer."""

from amana.acts.declared_map import declared_map
from amana.acts.in_force import in_force, published
from amana.domain.certificate.statement import OWN
from amana.domain.retention.blind import why_kept
from amana.domain.retention.due import Bearing
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
    """Return why nothing ends in a place; ``None`` where what is due there ends.

    Nothing ends either where what has to be gone before does not.
    """
    faults = (each.fault or why_kept(bearing, each.categories) for each in at.before())
    return next(filter(None, faults), None)


def own_places(view: View, bearing: Bearing) -> tuple[Place, ...]:
    """Return the types of our own records of which a promise says how long they are kept."""
    known = declared_map(view)
    if known is None:
        return ()
    found = (
        Place(
            place=OWN,
            item=type_.id,
            categories=type_.categories(type_.fields),
            promises=bearing.promises_of(type_.categories(type_.fields)),
        )
        for type_ in known.records.values()
    )
    return tuple(each for each in found if each.promises)
