"""Hand out what may be used for a purpose, of all people, under one entry."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID

from amana.acts.act import Act
from amana.acts.deciding.evidence import named
from amana.acts.deciding.together import together
from amana.acts.in_force import Parsed, in_force, published
from amana.acts.kept import Kept
from amana.acts.records.map_in_force import map_in_force
from amana.acts.records.taking_in import check_names
from amana.domain.decision.question import Answer, Facts, Question
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.domain.record_map.model import RecordMap
from amana.storage.records.sets import Kind, UsableRecord

_answers: Final[Kept[tuple[object, ...], dict[Kind, Answer]]] = Kept(most=1024)
"""Of each policy, map and purpose: they depend on nothing that a person does."""
_KINDS_MOST: Final = 10_000
_NOTHING: Final = Answer(permitted=True)


class UsedRecord(NamedTuple):
    """One record that may be used. A tuple: thousands are made at a time."""

    record: UUID
    key: str | None
    values: Mapping[str, Json]


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
    latest = work.maps.in_force()
    held = _answers.get((work.service, version.number, version.published_at, latest, purpose), dict)
    found = work.sets.for_purpose(purpose, automated=automated)
    answers = {
        kind: _kept(held, kind, policy, declared, purpose) for kind in {row.kind for row in found}
    }
    whole = {kind for kind, answer in answers.items() if answer.permitted and not answer.masked}
    usable = [row for row in found if row.kind in whole]
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
        records=tuple(UsedRecord(row.id, row.key, row.values) for row in usable),
        refused=len(found) - len(usable),
        answer=answer,
        policy_version=version.number,
        entry=entry,
    )


def _kept(
    held: dict[Kind, Answer], kind: Kind, policy: Parsed, declared: RecordMap, purpose: str
) -> Answer:
    """Return the answer about records of a kind, decided once for a purpose."""
    answer = held.get(kind)
    if answer is None:
        if len(held) >= _KINDS_MOST:
            held.clear()
        answer = held[kind] = _answer(policy, declared, purpose, kind)
    return answer


def _answer(policy: Parsed, declared: RecordMap, purpose: str, kind: Kind) -> Answer:
    known = declared.records.get(kind.type)
    if known is None or not known.fields.keys() >= set(kind.fields):
        return Answer(permitted=False)
    question = Question(
        doing=Doing.USE,
        data=known.categories(kind.fields),
        purposes=frozenset({purpose}),
        occasion=kind.occasion,
        origin=kind.origin,
        source=kind.source,
    )
    return policy.compiled.answer(question, Facts(law=policy.laws.of()))


def _data(declared: RecordMap, kinds: Iterable[Kind]) -> tuple[str, ...]:
    named = {(kind.type, name) for kind in kinds for name in kind.fields}
    found = (
        declared.records[type_].fields[name].category
        for type_, name in named
        if type_ in declared.records and name in declared.records[type_].fields
    )
    return tuple(sorted(set(found)))


def _numbers(records: Sequence[UsableRecord]) -> tuple[int, ...]:
    return tuple(sorted({each.number for each in records if each.number is not None}))
