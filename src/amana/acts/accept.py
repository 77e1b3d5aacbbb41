"""A person accepts, or declines, a version of the policy."""

from enum import StrEnum
from uuid import UUID

from amana.acts.act import Act
from amana.acts.in_force import in_force, published
from amana.acts.person_id import check_person
from amana.domain.errors import Refused
from amana.domain.ledger.entry import Entry
from amana.domain.words import Language


class Acceptance(StrEnum):
    """How a version was met. Who declined is never treated as having accepted."""

    EXPLICIT = "explicit"
    CONTINUED_USE = "continued_use"
    DECLINED = "declined"


class NotInForce(Refused):
    """The version that was to be accepted is not the one in force."""

    code = "policy.not_in_force"


class Declined(Refused):
    """The person declined this version: that they go on is no acceptance."""

    code = "policy.declined"


def accept(act: Act, *, person: str, version: int, how: Acceptance, language: Language) -> UUID:
    """Record how a person met the version in force, in which language, and return the entry.

    Raises ``NotInForce`` for any other version, ``Declined`` where somebody who declined only
    went on, ``NoPolicyInForce`` and ``UnusablePerson``.
    """
    check_person(person)
    work = act.work
    current = in_force(work)
    if current.number != version:
        raise NotInForce(version=version, in_force=current.number)
    if how is Acceptance.CONTINUED_USE and _declined(act, person, version=version):
        raise Declined(version=version)
    work.people.record_acceptance(person, version=version, how=how.value, language=language)
    policy = published(work, current).policy
    (entry,) = work.commit(
        Entry(
            act="accept" if how is not Acceptance.DECLINED else "decline",
            promises=tuple(p.id for p in policy.promises.values() if p.kind.name == "accept"),
            policy_version=version,
            body={"person": person, "how": how.value, "language": language},
            person=person,
        )
    )
    return entry


def _declined(act: Act, person: str, *, version: int) -> bool:
    """Tell whether the last that the person said about this version was no."""
    met = (each.how for each in act.work.people.acceptances(person) if each.version == version)
    return next(met, None) == Acceptance.DECLINED.value
