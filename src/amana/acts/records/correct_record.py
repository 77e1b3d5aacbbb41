"""Correct a record: the old values stay with their provenance, the new version is sealed anew.

Who corrects decides what is asked. A person sets right what is held about them: that is their
right (GDPR article 16), and needs no promise of a collection where it brings in nothing that the
record does not hold. Anybody else's correction is a collection; from a third party it needs a
promise that says so (``corrects``).
"""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Final

from amana.acts.act import Act
from amana.acts.caller import KeyLacksPurpose
from amana.acts.deciding.answering import answered
from amana.acts.deciding.asked import Asked
from amana.acts.deciding.evidence import named
from amana.acts.in_force import in_force, published
from amana.acts.records.asked import Collected, Correcting
from amana.acts.records.deciding import body
from amana.acts.records.errors import NoSuchRecord, NoValues, RecordChanged
from amana.acts.records.finding import found_record
from amana.acts.records.keeping import country_of, kept_parts
from amana.acts.records.map_in_force import check_fields, map_in_force
from amana.acts.records.taking_in import TakenIn, check_how, check_names, taken_in
from amana.acts.staying_out import addresses_among, coming_back, take_off
from amana.domain.decision.question import Answer, Question, Refusal
from amana.domain.decision.rule import Doing
from amana.domain.key_scope import KeyScope
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.domain.policy.model import Policy
from amana.domain.promises.collect import Collect
from amana.domain.record_map.model import RecordType
from amana.domain.vocabulary.collecting import Origin
from amana.storage.entry_rows import EntryRow
from amana.storage.records.row import Content, Provenance, StoredRecord
from amana.storage.work import Work

ACT: Final = "correct"
"""What a person's own correction is called on the ledger; any other is a collection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """Whether the correction is permitted, by which policy, and how the ledger calls it."""

    answer: Answer
    policy: Policy
    version: int
    asked: Asked
    act: str


def correct_record(act: Act, given: Correcting) -> Collected:
    """Put the values in place of what the record holds, and commit the evidence.

    A refusal is an answer. Raises ``RecordChanged`` where the version that was seen is not the
    record's own any more, ``KeyLacksPurpose``, ``NoSuchRecord``, ``UndeclaredField``,
    ``NoValues``, ``UnfitValue`` and ``PersonErased``; then nothing has changed.
    """
    work = act.work
    known = map_in_force(work)
    check_how(given.how)
    check_names(given.purposes)
    record = found_record(work, known, given.which, person=given.person)
    _check_within(given, record)
    type_ = known.records.get(record.type)
    if type_ is None:
        raise NoSuchRecord
    check_fields(type_, frozenset(given.values))
    if not given.values:
        raise NoValues
    if record.current.number != given.seen:
        raise RecordChanged(version=record.current.number)
    judged = _judge(work, given, record, type_)
    entry = work.name_entry()
    told = body(
        act.actor,
        judged.asked,
        judged.answer,
        type=type_.id,
        record=str(record.id),
        fields=tuple(sorted(given.values)),
        corrects=given.seen,
    )
    noted = Entry(
        act=judged.act,
        outcome=Outcome.DONE if judged.answer.permitted else Outcome.REFUSED,
        promises=named(judged.answer),
        policy_version=judged.version,
        body=told,
        person=given.person,
    )
    done = Collected(answer=judged.answer, policy_version=judged.version, entry=entry)
    with work.writing_about(given.person):
        if judged.answer.permitted:
            row = work.noted(noted, identity=entry)
            done = _store(work, given, record, type_, judged, row)
        else:
            work.put(noted, identity=entry)
    work.over()
    return done


def _check_within(given: Correcting, record: StoredRecord) -> None:
    """Raise ``KeyLacksPurpose`` where the record is also held for what is not the caller's.

    What is corrected changes for every purpose of the record.
    """
    beyond = KeyScope(purposes=given.within).beyond(sorted(record.purposes))
    if beyond:
        raise KeyLacksPurpose(purpose=beyond[0])


def _judge(
    work: Work,
    given: Correcting,
    record: StoredRecord,
    type_: RecordType,
) -> _Judged:
    """Decide by who corrects."""
    asked = Asked(
        question=Question(
            doing=Doing.COLLECT,
            data=type_.categories(given.values),
            purposes=given.purposes or frozenset(record.purposes),
            occasion=given.how.occasion,
            origin=given.how.origin.value,
            source=given.how.source,
        ),
        person=given.person,
    )
    held = type_.categories(n for n in record.current.content.values if n in type_.fields)
    brought = type_.categories(name for name, raw in given.values.items() if raw is not None)
    if given.how.origin is Origin.PERSON and brought <= held:
        version = in_force(work)
        policy = published(work, version).policy
        own = Answer(permitted=True)
        return _Judged(answer=own, policy=policy, version=version.number, asked=asked, act=ACT)
    found = answered(work, asked)
    answer, policy = found.answer, found.policy.policy
    if given.how.origin is Origin.THIRD_PARTY:
        answer = _if_promised(answer, policy, asked.question.data)
    return _Judged(
        answer=answer,
        policy=policy,
        version=found.version.number,
        asked=asked,
        act=Doing.COLLECT.value,
    )


def _if_promised(answer: Answer, policy: Policy, data: frozenset[str]) -> Answer:
    """Return a refusal unless of each category a promise that permits says that it corrects."""
    forms = (policy.promises[promise].form for promise in answer.promises)
    allowed: set[str] = set()
    for form in forms:
        if isinstance(form, Collect) and form.corrects:
            allowed |= set(form.data)
    if not answer.permitted or data <= allowed:
        return answer
    gap = ("corrects",)
    return Answer(permitted=False, refusals=(Refusal(rule=1, about=gap),), gaps=gap)


def _store(  # noqa: PLR0913, PLR0917 - each is a part of the correction
    work: Work,
    given: Correcting,
    record: StoredRecord,
    type_: RecordType,
    judged: _Judged,
    noted: EntryRow,
) -> Collected:
    """Seal the new version under its entry.

    Raises ``RecordChanged``, ``NoValues``, and ``Suppressed`` as :func:`collect` does.
    """
    came = {name: raw for name, raw in given.values.items() if raw is not None}
    parts, country = kept_parts(judged.policy), country_of(judged.policy)
    taken: TakenIn = taken_in(type_, came, parts=parts, country=country)
    addresses = addresses_among(type_, came, taken.values, parts=parts, country=country)
    back = coming_back(work, addresses, origin=given.how.origin, imported=given.how.imported)
    provenance = Provenance(
        policy_version=judged.version,
        origin=given.how.origin.value,
        occasion=given.how.occasion,
        source=given.how.source,
    )
    content = corrected(record, taken.values, gone=given.values.keys() - came.keys())
    if not content.values:
        raise NoValues
    with work.transaction.together() if back else nullcontext():
        take_off(work, back)
        if not work.records.correct(record, content, provenance, noted=noted):
            raise RecordChanged(version=record.current.number + 1)
    return Collected(
        answer=judged.answer,
        policy_version=judged.version,
        entry=noted.entry,
        record=record.id,
        version=record.current.number + 1,
        left_out=taken.left_out,
        shortened=taken.shortened,
    )


def corrected(
    record: StoredRecord, values: Mapping[str, Json], *, gone: frozenset[str] | set[str]
) -> Content:
    """Return the record's content with these values; of the others, which version brought them."""
    held = record.current.content
    others = {n: v for n, v in held.values.items() if n not in values and n not in gone}
    since = {name: held.since.get(name, record.current.number) for name in others}
    return Content(person=held.person, key=held.key, values=others | dict(values), since=since)
