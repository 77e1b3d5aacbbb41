"""Disclose data to a recipient: each person is asked about, fields are given, evidence is left."""

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.announcing.sharing_facts import prove_announced
from amana.acts.deciding.asked import Asked
from amana.acts.deciding.evidence import body_of, named
from amana.acts.deciding.granted import granted_to
from amana.acts.deciding.released import OUTSIDE, by_release
from amana.acts.declared_map import declared_map
from amana.acts.in_force import in_force, published
from amana.acts.person_id import check_met
from amana.acts.recipients.errors import UnknownRecipient
from amana.acts.records.taking_in import check_names
from amana.acts.sharing.disclosing import Disclosing, OfPerson, decided
from amana.acts.sharing.errors import NoWayToSend, TooManyPersons
from amana.domain.decision.concerning import concerned
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.domain.request.telling import WayKind
from amana.domain.sharing.disclosing import DisclosureState, Method
from amana.storage.errors import PersonErased
from amana.storage.sharing import DisclosureRow, GivenOf
from amana.storage.uuid7 import uuid7
from amana.storage.work import Work

MOST: Final = 100
"""Persons in one disclosure."""
INTEND: Final = "intend-disclosure"
NOTHING: Final = "disclose-nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosed:
    """A disclosure, and what it gives of each person."""

    id: UUID
    state: DisclosureState
    persons: tuple[OfPerson, ...]
    policy_version: int
    entry: UUID


def disclose(act: Act, given: Disclosing) -> Disclosed:
    """Decide about each person, and commit what is given, and of whom nothing is, in one.

    A push is decided again when it is sent: until then nothing is given. Of whom there is nothing
    to give, nothing is noted: an id that nobody knows leaves no trace as a person. Raises
    ``UnknownRecipient``, ``TooManyPersons``, ``NoWayToSend``, ``UnusableName``,
    ``UnusablePerson``, ``PersonErased`` and ``NoPolicyInForce``.
    """
    work = act.work
    check_names((given.recipient, given.purpose, *given.data))
    if not 0 < len(set(given.persons)) == len(given.persons) <= MOST:
        raise TooManyPersons(most=MOST)
    number = in_force(work).number
    if given.recipient not in published(work, in_force(work)).policy.recipients:
        raise UnknownRecipient
    if given.method is Method.PUSH:
        return _intend(act, given, number)
    persons = decided_all(work, given)
    if not persons:
        raise PersonErased
    told = tuple(each for each in persons if not each.nothing)
    identity = uuid7(work.now)
    ids = tuple(work.name_entry() for _ in range(max(1, len(told))))
    entries = (
        entries_of(act, given, told, number, ids=ids)
        if told
        else (_of_nobody(act, given, identity, number, called=NOTHING),)
    )
    outside = given.method is Method.OUTSIDE
    state = _state(told, outside=outside)
    row = _row(work, given, identity, state, persons=persons, entry=ids[0])
    done = state is DisclosureState.DONE
    work.sharing.put(row, given_of(told, ids, outside=outside) if done else ())
    work.commit(*entries, ids=ids)
    return Disclosed(id=identity, state=state, persons=persons, policy_version=number, entry=ids[0])


def _state(told: tuple[OfPerson, ...], *, outside: bool) -> DisclosureState:
    if outside or any(each.given for each in told):
        return DisclosureState.DONE
    return DisclosureState.REFUSED if told else DisclosureState.NOTHING


def decided_all(work: Work, given: Disclosing) -> tuple[OfPerson, ...]:
    """Return the answer about each person, in an order in which two acts never wait in a ring.

    Who was erased is left out: of them there is nothing, and nothing is said.
    """
    for person in given.persons:
        check_met(work, person)
    policy = published(work, in_force(work)).policy
    granted = granted_to(work, policy, given.recipient) or ()
    declared = declared_map(work)
    found: list[OfPerson] = []
    for person in sorted(given.persons, key=work.sealer.person_key):
        with suppress(PersonErased):
            found.append(decided(work, given, person, granted=granted, declared=declared))
    return tuple(found)


def entries_of(
    act: Act,
    given: Disclosing,
    persons: tuple[OfPerson, ...],
    number: int,
    *,
    ids: tuple[UUID, ...],
) -> tuple[Entry, ...]:
    """Return an entry for each person: what was given of them to whom, how, why, or why not.

    What came after an announcement names it.
    """
    return tuple(
        _entry(act, given, each, number, identity)
        for each, identity in zip(persons, ids, strict=True)
    )


def _entry(act: Act, given: Disclosing, each: OfPerson, number: int, identity: UUID) -> Entry:
    asked = Asked(
        question=given.question(), person=each.person, ground=given.ground, release=given.release
    )
    body = body_of(act.actor, asked, each.answer) | {"method": given.method.value}
    if each.given:
        body |= {"data": tuple(sorted(each.data)), "fields": each.fields}
        body |= _announced(act.work, given, each.person, identity)
    # What happened outside has happened: without permission no promise stands behind it.
    outside = given.method is Method.OUTSIDE
    if given.release is not None:
        # The person is told, and shown it, only once the silence that the law demands is over:
        # a question that was refused would tell of the release as well.
        data = each.data if each.given else given.data
        went = replace(given.question(), data=data) if each.given or outside else None
        if by_release(act.work, given.release, each.person, identity, went_out=went):
            body |= OUTSIDE
    against = outside and not each.given
    promises = () if against else named(each.answer)
    if against:
        book = published(act.work, in_force(act.work)).book
        concerns = concerned(book, asked.question, each.answer)
        act.work.sharing.put_against(identity, concerns)
        body |= {"against": concerns}
    return Entry(
        act=Doing.DISCLOSE.value,
        outcome=Outcome.DONE if each.given or outside else Outcome.REFUSED,
        promises=promises,
        policy_version=number,
        body=body,
        person=each.person,
    )


def _announced(work: Work, given: Disclosing, person: str, entry: UUID) -> dict[str, Json]:
    known = published(work, in_force(work))
    found = prove_announced(work, given.question(), person=person, known=known, entry=entry)
    return {"announcements": found} if found else {}


def given_of(
    persons: tuple[OfPerson, ...], entries: tuple[UUID, ...], *, outside: bool = False
) -> tuple[GivenOf, ...]:
    """Return whom a disclosure gave something of, and which fields."""
    return tuple(
        GivenOf(
            person=each.person,
            fields=each.fields or tuple(sorted(each.data)),
            entry=entry,
        )
        for each, entry in zip(persons, entries, strict=True)
        if each.given or outside
    )


def _intend(act: Act, given: Disclosing, number: int) -> Disclosed:
    """Note that it is to be sent; nothing is given yet."""
    work = act.work
    if work.recipients.ways().get(given.recipient) is not WayKind.HTTP:
        raise NoWayToSend
    for person in given.persons:
        check_met(work, person)
    identity, entry = uuid7(work.now), work.name_entry()
    row = _row(work, given, identity, DisclosureState.INTENDED, persons=(), entry=entry)
    meant = tuple(GivenOf(person=each, fields=(), entry=entry) for each in given.persons)
    work.sharing.put(row, meant)
    if given.release is not None:
        # By its entry it is found again when it is sent, and decided about then.
        work.releases.name_entry(given.release, entry)
    intent = _of_nobody(act, given, identity, number, called=INTEND)
    work.commit(intent, ids=(entry,))
    return Disclosed(
        id=identity,
        state=DisclosureState.INTENDED,
        persons=(),
        policy_version=number,
        entry=entry,
    )


def _of_nobody(act: Act, given: Disclosing, identity: UUID, number: int, *, called: str) -> Entry:
    """Return an entry about a disclosure that gave nothing, or nothing yet: it names no person."""
    body: dict[str, Json] = {
        "actor": act.actor.identity,
        "disclosure": str(identity),
        "recipient": given.recipient,
        "persons": len(given.persons),
        "data": tuple(sorted(given.data)),
        "purposes": (given.purpose,),
    }
    return Entry(act=called, policy_version=number, body=body)


def _row(  # noqa: PLR0913 - each is a part of it
    work: Work,
    given: Disclosing,
    identity: UUID,
    state: DisclosureState,
    *,
    persons: tuple[OfPerson, ...],
    entry: UUID,
) -> DisclosureRow:
    done = sum(each.given for each in persons)
    return DisclosureRow(
        id=identity,
        recipient=given.recipient,
        method=given.method,
        purpose=given.purpose,
        nature=given.nature.value,
        ground=given.ground,
        data=tuple(sorted(given.data)),
        persons=done,
        refused=sum(not each.answer.permitted for each in persons),
        state=state,
        attempts=0,
        due_at=None,
        fault=None,
        made_at=work.now,
        done_at=None,
        entry=entry,
    )
