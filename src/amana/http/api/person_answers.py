"""The JSON that applications get of who persons are."""

from amana.acts.deciding.asked import Decided
from amana.acts.persons.identify import Identified
from amana.acts.persons.show import PersonShown, ShownAge
from amana.acts.persons.use_identifiers import UsedIdentifiers
from amana.domain.ledger.entry import Json
from amana.domain.person.facts import BornIn, Jurisdiction
from amana.http.api.answers import decided
from amana.storage.persons import HeldIdentifier


def identified(done: Identified) -> dict[str, Json]:
    """Return whether identifiers were taken in."""
    answer = Decided(answer=done.answer, policy_version=done.policy_version, entry=done.entry)
    return {**decided(answer), "added": done.added}


def used(done: UsedIdentifiers) -> dict[str, Json]:
    """Return the identifiers that may be used, and the answer."""
    answer = Decided(answer=done.answer, policy_version=done.policy_version, entry=done.entry)
    return {
        **decided(answer),
        "identifiers": tuple(
            {
                "value": each.value,
                "verified_at": None if each.verified_at is None else each.verified_at.isoformat(),
            }
            for each in done.identifiers
        ),
    }


def person(shown: PersonShown) -> dict[str, Json]:
    """Return who a person is; of identifiers everything but their values."""
    return {
        "ids": shown.ids,
        "identifiers": tuple(_identifier(each) for each in shown.identifiers),
        "jurisdictions": tuple(_place(each) for each in shown.jurisdictions),
        "ages": tuple(_age(each) for each in shown.ages),
        "kind": shown.kind.value,
        "guardians": shown.guardians,
        "wards": shown.wards,
        "staff": shown.staff,
        "businesses": shown.businesses,
    }


def _identifier(held: HeldIdentifier) -> dict[str, Json]:
    return {
        "id": str(held.id),
        "kind": held.kind.value,
        "origin": held.origin.value,
        "source": held.source,
        "since": held.since.isoformat(),
        "verified_at": None if held.verified_at is None else held.verified_at.isoformat(),
        "verified_by": held.verified_by,
        "ended_at": None if held.ended_at is None else held.ended_at.isoformat(),
        "replaced_by": None if held.replaced_by is None else str(held.replaced_by),
    }


def _place(each: Jurisdiction) -> dict[str, Json]:
    return {
        "country": each.place,
        "origin": None if each.origin is None else each.origin.value,
        "source": each.source,
        "at": None if each.at is None else each.at.isoformat(),
    }


def _age(each: ShownAge) -> dict[str, Json]:
    said = each.said
    return {
        "born_in": said.year if isinstance(said, BornIn) else None,
        "at_least": None if isinstance(said, BornIn) else said.at_least,
        "yes": None if isinstance(said, BornIn) else said.yes,
        "origin": each.origin.value,
        "at": each.at.isoformat(),
    }
