"""Hand values of a record out for a purpose: to a machine, or to a member of staff."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from amana.acts.act import Act
from amana.acts.deciding.asked import Asked, Known
from amana.acts.deciding.evidence import named
from amana.acts.deciding.together import masked_as
from amana.acts.records.asked import Reading, Used, Using
from amana.acts.records.deciding import body, judge, question_of
from amana.acts.records.errors import NoSuchRecord
from amana.acts.records.finding import found_record
from amana.acts.records.map_in_force import check_fields, map_in_force
from amana.acts.records.showing import shown
from amana.acts.records.taking_in import check_names
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Entry, Outcome
from amana.domain.record.cards import cut_cards
from amana.domain.record_map.model import RecordType
from amana.storage.records.row import StoredRecord
from amana.storage.work import View

Asking: TypeAlias = Callable[[View, Asked], Asked]
"""Adds to what is asked what else is known of whoever asks, such as their accesses."""


def _as_it_is(_: View, asked: Asked) -> Asked:
    return asked


def use(act: Act, given: Using, *, asking: Asking = _as_it_is) -> Used:
    """Return the values if they may be used for these purposes now, and commit the evidence.

    A :class:`Reading` is by a member of staff, whom its decision names; ``asking`` adds what is
    known of their access. Values of which only a part may be shown come masked, for a reading and
    for a use that is for display.
    Raises ``NoSuchRecord``, also for a record past its time, ``UndeclaredField``,
    ``PersonErased``; a refusal is an answer.
    """
    work = act.work
    declared = map_in_force(work)
    check_names(given.purposes)
    record = found_record(work, declared, given.which, person=given.person)
    type_ = declared.records.get(record.type)
    if type_ is None:
        raise NoSuchRecord
    fields = _fields(given, type_, record)
    person = record.current.content.person
    asked = Asked(
        question=question_of(record, _question(given, type_, fields)),
        person=person,
        known=Known(objected=record.objected),
    )
    judged = judge(work, asking(work, asked), record=record, type_=type_, fields=fields)
    display = given.display and not isinstance(given, Reading)
    answer = judged.answer
    if display:
        # Masks bind readings: what a reading of the same values would show, is shown here.
        seen = replace(asked, question=replace(asked.question, doing=Doing.READ))
        reading = judge(work, seen, record=record, type_=type_, fields=fields)
        answer = masked_as(answer, reading.answer)
    entry = work.commit_about(
        Entry(
            act=asked.question.doing.value,
            outcome=Outcome.DONE if answer.permitted else Outcome.REFUSED,
            promises=named(answer),
            policy_version=judged.policy_version,
            body=body(
                act.actor,
                asked,
                answer,
                type=type_.id,
                record=str(record.id),
                fields=fields,
                display=display or None,
            ),
            person=person,
        ),
        # Of staff, evidence is always strict.
        read=asked.question.doing is Doing.USE,
    )
    doing = Doing.READ if display else asked.question.doing
    values, masked = shown(record, type_, fields, answer, doing=doing)
    return Used(
        answer=answer,
        policy_version=judged.policy_version,
        entry=entry,
        record=record.id,
        version=record.current.number,
        values=values if answer.permitted else None,
        masked=masked if answer.permitted else (),
    )


def _fields(given: Using, type_: RecordType, record: StoredRecord) -> tuple[str, ...]:
    """Return the fields that are asked for, of those that the record holds and the map knows."""
    held = record.current.content.values
    if given.fields is None:
        return tuple(name for name in sorted(held) if name in type_.fields)
    check_fields(type_, given.fields)
    return tuple(sorted(given.fields))


def _question(given: Using, type_: RecordType, fields: tuple[str, ...]) -> Question:
    data = type_.categories(fields)
    if not isinstance(given, Reading):
        return Question(doing=Doing.USE, data=data, purposes=given.purposes)
    return Question(
        doing=Doing.READ,
        data=data,
        purposes=given.purposes,
        staff=cut_cards(given.staff),
        reason=cut_cards(given.reason),
    )
