"""Deciding about the values of a record, each by how it came in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from amana.acts.act import Actor
from amana.acts.deciding.answering import answered
from amana.acts.deciding.asked import Asked
from amana.acts.deciding.evidence import body_of
from amana.domain.decision.masking import least
from amana.domain.decision.question import Answer, Question
from amana.domain.ledger.entry import Json
from amana.domain.record_map.model import RecordMap, RecordType
from amana.storage.records.row import Provenance, StoredRecord
from amana.storage.work import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The answer about all the fields, and the version of the policy that gave it."""

    answer: Answer
    policy_version: int


def judge(
    view: View,
    asked: Asked,
    *,
    record: StoredRecord,
    type_: RecordType,
    fields: Iterable[str],
) -> Judged:
    """Answer the question for these fields of the record: all of them are permitted, or none.

    Rules 3 and 14 look at how each value came in; values that came in alike are asked about
    together. ``asked`` says who asks and what for.
    """
    answers: list[Answer] = []
    number = 0
    for came, names in by_provenance(record, fields).items():
        question = replace(
            asked.question,
            data=type_.categories(names),
            occasion=came.occasion,
            origin=came.origin,
            source=came.source,
        )
        known = replace(asked.known, collected_under=frozenset({came.policy_version}))
        found = answered(view, replace(asked, question=question, known=known))
        answers.append(found.answer)
        number = found.version.number
    return Judged(answer=together(answers), policy_version=number)


def by_provenance(
    record: StoredRecord, fields: Iterable[str]
) -> Mapping[Provenance, tuple[str, ...]]:
    """Return the fields by how their values came in."""
    found: dict[Provenance, tuple[str, ...]] = {}
    for name in fields:
        came = record.brought(name).provenance
        found[came] = (*found.get(came, ()), name)
    return found


def together(answers: Iterable[Answer]) -> Answer:
    """Return one answer for several questions: permitted if all of them are."""
    held = tuple(answers)
    if len(held) == 1:
        return held[0]
    return Answer(
        permitted=bool(held) and all(answer.permitted for answer in held),
        promises=_each(answer.promises for answer in held),
        refusals=tuple(dict.fromkeys(r for answer in held for r in answer.refusals)),
        gaps=_each(answer.gaps for answer in held),
        masked=_each(answer.masked for answer in held),
        masks=_least_of_each(answer.masks for answer in held),
        articles=_each(answer.articles for answer in held),
        duties=_each(answer.duties for answer in held),
        warnings=_each(answer.warnings for answer in held),
        faults=_each(answer.faults for answer in held),
    )


def _least_of_each(masks: Iterable[Mapping[str, str]]) -> Mapping[str, str]:
    """Return the part of each category that shows least in any of the answers (rule 11)."""
    parts: dict[str, list[str]] = {}
    for each in masks:
        for data, part in each.items():
            parts.setdefault(data, []).append(part)
    return {data: least(found) for data, found in parts.items()}


def _each(named: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in named for name in names))


def events_of(view: View, person_keys: tuple[bytes, ...], known: RecordMap) -> frozenset[str]:
    """Return the events that happened to the person and still count."""
    if not known.events:
        return frozenset()
    told = view.events.told(person_keys)
    return frozenset(
        event
        for event, within in known.events.items()
        if event in told and view.now < within.after(told[event])
    )


def events_about(view: View, record: StoredRecord, known: RecordMap) -> frozenset[str]:
    """Return the same of whomever the record is about; nothing is asked where none is declared."""
    if not known.events:
        return frozenset()
    return events_of(view, view.persons.group_of(record.person_key), known)


def body(actor: Actor, asked: Asked, answer: Answer, **more: Json) -> dict[str, Json]:
    """Return the body of an entry about a record: what was asked, of which record and fields."""
    return body_of(actor, asked, answer) | {
        name: value for name, value in more.items() if value is not None
    }


def question_of(record: StoredRecord, question: Question) -> Question:
    """Return the question with the circumstances of the record's current version."""
    came = record.current.provenance
    return replace(question, occasion=came.occasion, origin=came.origin, source=came.source)
