"""Hand out what may be used for a purpose, of all people, under one entry."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias
from uuid import UUID

from amana.acts.act import Act
from amana.acts.deciding.evidence import named
from amana.acts.in_force import Parsed, in_force, published
from amana.acts.records.deciding import together
from amana.acts.records.map_in_force import map_in_force
from amana.acts.records.taking_in import check_names
from amana.domain.decision.evaluate import evaluate
from amana.domain.decision.question import Answer, Facts, Question
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.domain.record_map.model import RecordMap
from amana.storage.records.row import Provenance
from amana.storage.records.sets import UsableRecord

_Kind: TypeAlias = tuple[str, Provenance, frozenset[str]]
"""Records that are decided alike: of one type, that came in alike, with the same fields."""
_NOTHING: Final = Answer(permitted=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedRecord:
    """One record that may be used."""

    record: UUID
    key: str | None = field(repr=False)
    values: Mapping[str, Json] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedSet:
    """What may be used, how many records were refused, and the entry."""

    records: tuple[UsedRecord, ...]
    refused: int
    answer: Answer
    policy_version: int
    entry: UUID


def use_set(act: Act, purpose: str, *, automated: bool | None = None) -> UsedSet:
    """Return all records that may be used for the purpose now, and commit one entry about it.

    With ``automated`` only those from which machines decide alone, or only the others. Records
    are decided by type and by how they came in, without what only single persons meet: where a
    promise asks for an acceptance or a consent, the set has none of them, and each is asked for
    alone. What may be shown masked only is left out. Records whose person objected, was erased,
    or whose time is over are not there.
    """
    check_names(frozenset({purpose}))
    work = act.work
    declared = map_in_force(work)
    version = in_force(work)
    policy = published(work, version)
    found = work.sets.for_purpose(purpose, automated=automated)
    answers = {
        kind: _answer(policy, declared, purpose, kind) for kind in {_kind(each) for each in found}
    }
    usable = [each for each in found if _whole(answers[_kind(each)])]
    answer = together(answers.values()) if answers else _NOTHING
    entry = work.commit_about(
        Entry(
            act=Doing.USE.value,
            outcome=Outcome.DONE if usable or not found else Outcome.REFUSED,
            promises=named(answer),
            policy_version=version.number,
            body={
                "actor": act.actor.identity,
                "purposes": (purpose,),
                "data": _data(declared, answers),
                "records": len(usable),
                "refused": len(found) - len(usable),
            },
        ),
        persons=_numbers(usable),
        read=True,
    )
    return UsedSet(
        records=tuple(
            UsedRecord(record=each.id, key=each.content.key, values=each.content.values)
            for each in usable
        ),
        refused=len(found) - len(usable),
        answer=answer,
        policy_version=version.number,
        entry=entry,
    )


def _kind(record: UsableRecord) -> _Kind:
    return record.type, record.provenance, frozenset(record.content.values)


def _answer(policy: Parsed, declared: RecordMap, purpose: str, kind: _Kind) -> Answer:
    type_, came, names = kind
    known = declared.records.get(type_)
    if known is None or not names <= known.fields.keys():
        return Answer(permitted=False)
    question = Question(
        doing=Doing.USE,
        data=known.categories(names),
        purposes=frozenset({purpose}),
        occasion=came.occasion,
        origin=came.origin,
        source=came.source,
    )
    return evaluate(policy.book, question, Facts(law=policy.laws.of()))


def _whole(answer: Answer) -> bool:
    return answer.permitted and not answer.masked


def _data(declared: RecordMap, answers: Mapping[_Kind, Answer]) -> tuple[str, ...]:
    return tuple(sorted({data for kind in answers for data in _categories(declared, kind)}))


def _categories(declared: RecordMap, kind: _Kind) -> Iterator[str]:
    known = declared.records.get(kind[0])
    yield from () if known is None else known.categories(kind[2] & known.fields.keys())


def _numbers(records: Sequence[UsableRecord]) -> tuple[int, ...]:
    return tuple(sorted({each.number for each in records if each.number is not None}))
