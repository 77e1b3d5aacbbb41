"""Hand out what may be used for a purpose, of all people, under one entry."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID

from amana.acts.act import Act
from amana.acts.cursors import cursor_of, place_of
from amana.acts.deciding.evidence import named
from amana.acts.deciding.together import together
from amana.acts.in_force import in_force, published
from amana.acts.kept import Kept
from amana.acts.record_sets.deciding import SetRules
from amana.acts.records.map_in_force import map_in_force
from amana.acts.records.taking_in import check_names
from amana.domain.decision.question import Answer
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.domain.record_map.model import RecordMap
from amana.storage.records.sets import Part, UsableRecord
from amana.storage.work import View

_rules: Final[Kept[tuple[object, ...], SetRules]] = Kept(most=1024)
"""Of each policy, map and purpose, with what was answered by them."""
_NOTHING: Final = Answer(permitted=True)
_LIST: Final = "use-set"
MOST: Final = 1_000
"""Records on one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a set: where to go on, and how many records are looked at."""

    after: str | None = None
    limit: int = 100


class UsedRecord(NamedTuple):
    """One record that may be used. A tuple: thousands are made at a time."""

    record: UUID
    person: str
    """The service's own id of the person."""
    type: str
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
    next: str | None = None
    """Of a page: where to go on; ``None`` after the last."""


def use_set(
    act: Act, purpose: str, *, automated: bool | None = None, page: Page | None = None
) -> UsedSet:
    """Return all records that may be used for the purpose now, and commit one entry about it.

    With a ``page`` only those of that page, which is a use of its own, decided when it is asked
    for. Raises ``WrongCursor``.

    With ``automated`` only those from which machines decide alone, or only the others. Records
    are decided by type, by how each value came in, and by how old and where their person is where
    that matters; but without what only single persons meet: where a promise asks for an acceptance
    or a consent, the set has none of them, and each is asked for alone. What may be shown masked
    only is left out. Records whose person
    objected or opted out under any id, was erased, or whose time is over are not there.
    """
    check_names(frozenset({purpose}))
    work = act.work
    rules = _rules_of(work, purpose)
    stopped = purpose in published(work, rules.version).stopped
    part = _part(work, purpose, page)
    found = work.sets.for_purpose(purpose, automated=automated, stopped=stopped, part=part)
    if any(row.number is None for row in found):
        # By their numbers they find the entry in their history.
        work.persons.give_all_numbers()
        found = work.sets.for_purpose(purpose, automated=automated, stopped=stopped, part=part)
    found, more = (found, False) if page is None else _cut(found, page)
    answers = rules.answers(work, found)
    # Which part of a value may be shown is a question about one record.
    usable = [
        row
        for row, answer in zip(found, answers, strict=True)
        if answer.permitted and not answer.masked
    ]
    # Answers are kept, so that those of one sort are one object.
    answer = together({id(each): each for each in answers}.values()) if found else _NOTHING
    entry = work.commit_about(
        Entry(
            act=Doing.USE.value,
            outcome=Outcome.DONE if usable or not found else Outcome.REFUSED,
            promises=named(answer),
            policy_version=rules.version.number,
            body={
                "actor": act.actor.identity,
                "purposes": (purpose,),
                "data": _data(rules.declared, found),
                "records": len(usable),
                "refused": len(found) - len(usable),
            },
        ),
        persons=sorted({row.number for row in usable if row.number is not None}),
        read=True,
    )
    return UsedSet(
        records=tuple(
            UsedRecord(row.id, row.person, row.kind.type, row.key, row.values) for row in usable
        ),
        refused=len(found) - len(usable),
        answer=answer,
        policy_version=rules.version.number,
        entry=entry,
        next=cursor_of(work.sealer, found[-1].id, of=_LIST, about=purpose) if more else None,
    )


def _part(work: View, purpose: str, page: Page | None) -> Part | None:
    if page is None:
        return None
    place = place_of(work.sealer, page.after, of=_LIST, about=purpose)
    # One more than is shown says whether there is a next page.
    return Part(after=place, limit=_most(page) + 1)


def _most(page: Page) -> int:
    return max(1, min(page.limit, MOST))


def _cut(found: list[UsableRecord], page: Page) -> tuple[list[UsableRecord], bool]:
    """Return what is on the page, and whether there is another one."""
    most = _most(page)
    return found[:most], len(found) > most


def _rules_of(work: View, purpose: str) -> SetRules:
    declared = map_in_force(work)
    version = in_force(work)
    latest = work.maps.in_force()
    return _rules.get(
        (work.service, version.number, version.published_at, latest, purpose),
        lambda: SetRules(
            policy=published(work, version), version=version, declared=declared, purpose=purpose
        ),
    )


def _data(declared: RecordMap, found: Iterable[UsableRecord]) -> tuple[str, ...]:
    """Return the categories of all fields; the same fields of the same type are looked up once."""
    alike = {(row.type, tuple(row.values)) for row in found}
    categories = (
        declared.records[type_].fields[name].category
        for type_, names in alike
        if type_ in declared.records
        for name in names
        if name in declared.records[type_].fields
    )
    return tuple(sorted(set(categories)))
