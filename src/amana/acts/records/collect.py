"""Take values in as a new record: decided, cut to what may be stored, sealed, on the ledger."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from amana.acts.act import Act
from amana.acts.deciding.answering import Answered, answered
from amana.acts.deciding.asked import Asked
from amana.acts.deciding.evidence import named
from amana.acts.records.asked import Collected, Collecting
from amana.acts.records.deciding import body
from amana.acts.records.ending import check_end
from amana.acts.records.errors import (
    NoValues,
    RecordExists,
    UndeclaredRecipient,
    shown_name,
)
from amana.acts.records.keeping import country_of, kept_parts
from amana.acts.records.map_in_force import check_fields, map_in_force, type_of
from amana.acts.records.taking_in import check_how, check_key, check_names, taken_in
from amana.acts.records.whose import keys_of
from amana.acts.staying_out import Address, addresses_among, coming_back, take_off
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Entry, Outcome
from amana.domain.record_map.model import RecordType
from amana.storage.records.records import Put
from amana.storage.records.row import Content, NewRecord, Provenance
from amana.storage.uuid7 import uuid7
from amana.storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What came of a collection, and what is to be written for it."""

    done: Collected
    new: NewRecord | None = None
    came: tuple[Address, ...] = field(default=(), repr=False)
    """The addresses among the values."""


def collect(act: Act, given: Collecting) -> Collected:
    """Take the values in if the policy in force promises their collection, and commit the evidence.

    A refusal is an answer, on the ledger too; nothing is stored then. What the service never
    declared raises ``UndeclaredType`` or ``UndeclaredField``; values that do not fit,
    ``UnfitValue``; a key that names a record already, ``RecordExists``. None of them has
    stored anything.
    """
    work = act.work
    known = map_in_force(work)
    type_ = type_of(known, given.type)
    _check(given, type_, now=work.now)
    persons = keys_of(work, given.person)
    asked = _asked(given, type_)
    found = answered(work, asked)
    entry = work.name_entry()
    told = body(act.actor, asked, found.answer, type=type_.id, fields=tuple(sorted(given.values)))
    done = Collected(answer=found.answer, policy_version=found.version.number, entry=entry)
    made = _Made(done=done)
    if found.answer.permitted:
        made = _made(work, given, type_, found, persons[0], done)
        told |= {"record": None if made.done.record is None else str(made.done.record)}
    _write(
        work,
        given,
        made,
        Entry(
            act=Doing.COLLECT.value,
            outcome=Outcome.DONE if found.answer.permitted else Outcome.REFUSED,
            promises=named(found.answer),
            policy_version=found.version.number,
            body=told,
            person=given.person,
        ),
        identity=entry,
    )
    return made.done


def _write(work: Work, given: Collecting, made: _Made, entry: Entry, *, identity: UUID) -> None:
    """Write record and entry by one statement, or the entry alone.

    Raises ``RecordExists``, and ``Suppressed`` where others than the person bring an address that
    stays out.
    """
    meets = made.new is not None and work.meets(given.person)
    with work.writing_about(given.person):
        put = None
        if made.new is not None:
            noted = work.noted(entry, identity=identity)
            looks = work.suppression.looks(made.came)
            put = work.records.add_noted(made.new, noted=noted, unless=looks, meets=meets)
            if put is Put.TAKEN:
                raise RecordExists(type=made.new.type)
    if put is not Put.MADE:
        _write_slowly(work, given, made, entry, identity=identity)
    work.over()


def _write_slowly(
    work: Work, given: Collecting, made: _Made, entry: Entry, *, identity: UUID
) -> None:
    """Do the same where its person may give addresses again, which go off the list."""
    back = coming_back(work, made.came, origin=given.how.origin, imported=given.how.imported)
    with work.transaction.together():
        take_off(work, back)
        if made.new is None:
            work.put(entry, identity=identity)
            return
        noted = work.noted(entry, identity=identity)
        if work.records.add_noted(made.new, noted=noted) is Put.TAKEN:
            raise RecordExists(type=made.new.type)


def _check(given: Collecting, type_: RecordType, *, now: datetime) -> None:
    """Refuse what could be no record of this type."""
    check_fields(type_, frozenset(given.values))
    if not given.values:
        raise NoValues
    check_key(type_, given.key)
    check_how(given.how)
    check_names(given.purposes | given.recipients)
    check_end(given.expires_at, now=now)


def _asked(given: Collecting, type_: RecordType) -> Asked:
    return Asked(
        question=Question(
            doing=Doing.COLLECT,
            data=type_.categories(given.values),
            purposes=given.purposes,
            occasion=given.how.occasion,
            origin=given.how.origin.value,
            source=given.how.source,
        ),
        person=given.person,
    )


def _made(  # noqa: PLR0913, PLR0917 - each is a part of the record
    work: Work,
    given: Collecting,
    type_: RecordType,
    found: Answered,
    person_key: bytes,
    done: Collected,
) -> _Made:
    """Return the record that is to be added, and what came of it.

    There is no record where nothing of the values may be stored: one of nothing would only say
    that it came. Raises ``UndeclaredRecipient``.
    """
    policy, how, record = found.policy.policy, given.how, uuid7(work.now)
    for recipient in sorted(given.recipients - policy.recipients.keys()):
        raise UndeclaredRecipient(recipient=shown_name(recipient))
    taken = taken_in(type_, given.values, parts=kept_parts(policy), country=country_of(policy))
    came = tuple(
        addresses_among(
            type_, given.values, taken.values, parts=kept_parts(policy), country=country_of(policy)
        )
    )
    done = replace(done, left_out=taken.left_out, shortened=taken.shortened)
    if not taken.values:
        return _Made(done=done, came=came)
    new = NewRecord(
        id=record,
        person_key=person_key,
        type=type_.id,
        content=Content(person=given.person, key=given.key, values=taken.values),
        provenance=Provenance(
            policy_version=found.version.number,
            origin=how.origin.value,
            occasion=how.occasion,
            source=how.source,
            imported=how.imported,
        ),
        purposes=given.purposes,
        recipients=given.recipients,
        automated=given.automated,
        expires_at=given.expires_at,
    )
    return _Made(done=replace(done, record=record, version=1), new=new, came=came)
