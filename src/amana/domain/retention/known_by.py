"""Identifiers as places where data ends: addresses, numbers and devices that name persons.

Each category is one place. What came in without a category, or under one that the policy has no
more, is of the only category of its kind, or else of all of them: it stays until the last is over.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from amana.domain.certificate.statement import OWN
from amana.domain.person.identifiers import TERMS
from amana.domain.promises.retain import Moment
from amana.domain.retention.due import Bearing
from amana.domain.retention.overdue import OF_A_RECORD
from amana.domain.retention.place import HeldAs, Place
from amana.domain.retention.terms import Setting

CLOCKS: Final = frozenset({Moment.COLLECTION, Moment.ACCOUNT_CLOSED, Moment.NOT_NEEDED})
"""The moments that speak of a person's identifiers: others are of one record, or go with records.

The last use is known by records that end before: without them it would lie too early.
"""
_PREFIX: Final = "identifiers:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """As what identifiers are held, and of which places it was noted before how they stood."""

    held: Collection[tuple[str, str]]
    """Kinds, each with a category."""
    stood: Collection[str]


def identifier_places(
    terms: Mapping[str, str | None], known: Known, bearing: Bearing
) -> tuple[Place, ...]:
    """Return the places of identifiers of which a promise says how long they are kept.

    ``terms`` are those of the policy's categories of data. A place where none ever were is none.
    """
    return tuple(each for each in _places(terms, known, bearing) if each.promises)


def speaks_of(at: Place, setting: Setting) -> bool:
    """Tell whether a customer's own time says when something of a place is over."""
    return at.identifiers is None or setting.moment in CLOCKS


def _places(terms: Mapping[str, str | None], known: Known, bearing: Bearing) -> Iterator[Place]:
    for kind, wanted in TERMS.items():
        fit = sorted(category for category, term in terms.items() if term in wanted)
        held = {category for of, category in known.held if of == kind.value}
        rest = held - set(fit)
        for category in fit:
            mine = {category} | (rest if len(fit) == 1 else set())
            if held & mine or _item((category,)) in known.stood:
                yield _place(kind.value, (category,), mine, bearing)
        if len(fit) > 1 and (rest or _item(fit) in known.stood):
            yield _place(kind.value, fit, rest, bearing)


def _place(kind: str, fit: Collection[str], held: Iterable[str], bearing: Bearing) -> Place:
    categories = frozenset(fit)
    moments = {term.moment for term in bearing.terms if term.data & categories}
    moments |= {each.moment for each in bearing.longest if each.category in categories}
    return Place(
        place=OWN,
        item=_item(fit),
        categories=categories,
        promises=bearing.promises_of(categories),
        identifiers=HeldAs(kind=kind, categories=tuple(sorted(held))),
        fault=None if moments <= CLOCKS else OF_A_RECORD,
    )


def is_identifiers(item: str) -> bool:
    """Tell whether an item of our own is one of identifiers."""
    return item.startswith(_PREFIX)


def _item(categories: Iterable[str]) -> str:
    return _PREFIX + ",".join(categories)
