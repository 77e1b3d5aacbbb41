"""Show what is known of who a person is: for their own copy, and for those who serve them."""

from dataclasses import dataclass, field
from datetime import datetime

from amana.acts.act import Act
from amana.acts.person_id import check_met
from amana.domain.ledger.entry import Entry
from amana.domain.person.facts import BornIn, Jurisdiction, OfAge, PersonKind, kind_of
from amana.domain.vocabulary.collecting import Origin
from amana.storage.persons import HeldIdentifier, TieKind
from amana.storage.work import View


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAge:
    """What was said about the age, and by whom."""

    said: BornIn | OfAge
    origin: Origin
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonShown:
    """Who a person is, as far as the service knows."""

    ids: tuple[str, ...] = field(repr=False)
    """The service's own ids of this person, as far as they were kept; sorted."""
    identifiers: tuple[HeldIdentifier, ...]
    """Those that ended, too."""
    jurisdictions: tuple[Jurisdiction, ...]
    ages: tuple[ShownAge, ...]
    kind: PersonKind
    guardians: tuple[str, ...] = field(repr=False)
    wards: tuple[str, ...] = field(repr=False)
    """Whose guardian the person is."""
    staff: tuple[str, ...] = field(repr=False)
    """Of a business: who acts for it."""
    businesses: tuple[str, ...] = field(repr=False)
    """For which businesses the person acts."""


def show_person(act: Act, *, person: str) -> PersonShown:
    """Return who the person is, over all of their ids, and note that it was shown.

    Raises ``PersonErased``.
    """
    check_met(act.work, person)
    shown = shown_of(act.work, person)
    body = {"actor": act.actor.identity, "person": person}
    act.work.commit(Entry(act="show-person", body=body, person=person))
    return shown


def shown_of(view: View, person: str) -> PersonShown:
    """Return who the person is, for an act that leaves its own evidence."""
    group = view.persons.group(person)
    declared = view.declared.of(group)
    said = [each.value for each in declared]
    ages = [(each, each.value) for each in declared]
    return PersonShown(
        ids=tuple(sorted({person, *view.identifiers.own_ids(group).values()})),
        identifiers=view.identifiers.of(group),
        jurisdictions=tuple(
            Jurisdiction(place=place, origin=each.origin, source=each.source, at=each.at)
            for each in declared
            if isinstance(each.value, tuple)
            for place in each.value
        ),
        ages=tuple(
            ShownAge(said=value, origin=each.origin, at=each.at)
            for each, value in ages
            if isinstance(value, BornIn | OfAge)
        ),
        kind=kind_of(value for value in said if isinstance(value, PersonKind)),
        guardians=_ends(view, group, TieKind.GUARDIAN, above=True),
        wards=_ends(view, group, TieKind.GUARDIAN, above=False),
        staff=_ends(view, group, TieKind.STAFF, above=True),
        businesses=_ends(view, group, TieKind.STAFF, above=False),
    )


def _ends(view: View, group: tuple[bytes, ...], kind: TieKind, *, above: bool) -> tuple[str, ...]:
    """Return the own ids of those at the other end of the person's ties of a kind."""
    found = {
        tie.person if above else tie.other
        for tie in view.persons.ties(group)
        if tie.kind is kind and (tie.other if above else tie.person) in group
    }
    return tuple(sorted(view.identifiers.own_ids(found).values()))
