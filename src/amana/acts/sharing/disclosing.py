"""One person in a disclosure: what the decision says, and which fields may be given then."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from amana.acts.deciding.answering import answered
from amana.acts.deciding.asked import Asked, Known
from amana.acts.deciding.together import together
from amana.acts.records.deciding import judge
from amana.acts.records.showing import shown
from amana.domain.decision.grant import Grant
from amana.domain.decision.question import Answer, Question
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Json
from amana.domain.record_map.model import RecordMap, RecordType
from amana.domain.sharing.disclosing import Method
from amana.domain.vocabulary.sharing import Nature
from amana.storage.records.row import StoredRecord
from amana.storage.work import Work

_MOST_RECORDS = 1_000
"""Records of one person that a disclosure looks at; more are not given silently, but refused."""
_FAULT = "records"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosing:
    """Data that is to go to a recipient."""

    recipient: str
    persons: tuple[str, ...] = field(repr=False)
    """The service's own ids."""
    data: frozenset[str]
    purpose: str
    method: Method
    ground: str | None = field(default=None, repr=False)
    nature: Nature = Nature.SHARE
    release: UUID | None = None
    """The approved release that it is made by."""

    def question(self) -> Question:
        """Return what is asked of each person."""
        return Question(
            doing=Doing.DISCLOSE,
            data=self.data,
            purposes=frozenset({self.purpose}),
            recipient=self.recipient,
            nature=self.nature.value,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRecord:
    """The fields of one record that are given."""

    type: str
    values: Mapping[str, Json] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfPerson:
    """The answer about one person, and what is given of them."""

    person: str = field(repr=False)
    answer: Answer
    records: tuple[GivenRecord, ...] = ()
    data: frozenset[str] = frozenset()
    """The categories that are given."""

    @property
    def given(self) -> bool:
        """Whether something may leave, and is there."""
        return self.answer.permitted and bool(self.data)

    @property
    def nothing(self) -> bool:
        """Whether something might leave, and nothing is there: nothing happened."""
        return self.answer.permitted and not self.data

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that are given, each with its type."""
        names = {f"{each.type}.{name}" for each in self.records for name in each.values}
        return tuple(sorted(names))


def decided(
    work: Work,
    given: Disclosing,
    person: str,
    *,
    granted: tuple[Grant, ...],
    declared: RecordMap | None,
) -> OfPerson:
    """Decide about a person. Each record is asked about by how its values came in.

    Of what is not permitted nothing is given; where nothing is, the answer is the refusal. What
    happened outside is asked about without records. Raises ``PersonErased``.
    """
    asked = Asked(
        question=given.question(),
        person=person,
        ground=given.ground,
        release=given.release,
        known=Known(granted=granted),
    )
    found = answered(work, asked).answer
    if given.method is Method.OUTSIDE:
        return OfPerson(person=person, answer=found, data=given.data)
    group = work.persons.group(person)
    records = work.records.page(group, after=None, limit=_MOST_RECORDS + 1)
    if len(records) > _MOST_RECORDS:
        asked = replace(asked, known=replace(asked.known, faults=(_FAULT,)))
        return OfPerson(person=person, answer=answered(work, asked).answer)
    types = {} if declared is None else declared.records
    parts = [_of_record(work, asked, each, types.get(each.type)) for each in records]
    said = [each for each in parts if each is not None]
    if not said:
        return OfPerson(person=person, answer=found, data=_NONE)
    yes = [each for each in said if each[0].permitted]
    return OfPerson(
        person=person,
        answer=together([each[0] for each in (yes or said)]),
        records=tuple(each[1] for each in yes),
        data=frozenset(category for each in yes for category in each[2]),
    )


_NONE: frozenset[str] = frozenset()


def _of_record(
    work: Work, asked: Asked, record: StoredRecord, type_: RecordType | None
) -> tuple[Answer, GivenRecord, frozenset[str]] | None:
    """Return the answer about the record's fields of these categories; ``None`` without any."""
    fields = () if type_ is None else _fields(record, type_, asked.question.data)
    if type_ is None or not fields:
        return None
    categories = type_.categories(fields)
    about = replace(
        asked,
        question=replace(asked.question, data=categories),
        known=replace(asked.known, objected=record.objected),
    )
    answer = judge(work, about, record=record, type_=type_, fields=fields).answer
    values: Mapping[str, Json] = {}
    if answer.permitted:
        values, _ = shown(record, type_, fields, answer, doing=Doing.DISCLOSE)
    return answer, GivenRecord(type=record.type, values=values), categories


def _fields(record: StoredRecord, type_: RecordType, data: frozenset[str]) -> tuple[str, ...]:
    held = record.current.content.values
    return tuple(
        name
        for name in sorted(held)
        if name in type_.fields and type_.fields[name].category in data
    )
