"""Deciding about the values of a record, each by how it came in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from amana.acts.act import Actor
from amana.acts.deciding.answering import answered
from amana.acts.deciding.asked import Asked
from amana.acts.deciding.evidence import body_of
from amana.acts.deciding.together import together
from amana.domain.decision.question import Answer, Question
from amana.domain.ledger.entry import Json
from amana.domain.record_map.model import RecordType
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


def body(actor: Actor, asked: Asked, answer: Answer, **more: Json) -> dict[str, Json]:
    """Return the body of an entry about a record: what was asked, of which record and fields."""
    return body_of(actor, asked, answer) | {
        name: value for name, value in more.items() if value is not None
    }


def question_of(record: StoredRecord, question: Question) -> Question:
    """Return the question with the circumstances of the record's current version."""
    came = record.current.provenance
    return replace(question, occasion=came.occasion, origin=came.origin, source=came.source)
