"""The JSON of records, field by field: what programs send with values, and what they get."""

from datetime import datetime
from typing import Annotated, Literal, Self, TypeAlias
from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, Field, StrictBool, model_validator

from amana.acts.records.asked import (
    Circumstances,
    Collecting,
    Correcting,
    Reading,
    Using,
    Which,
)
from amana.acts.records.incoming import Incoming
from amana.domain.vocabulary.collecting import Origin
from amana.http.api.answer_shapes import Decision, Shown
from amana.http.api.shapes import Body, Id, Ids, Label, Person, Reader

Value: TypeAlias = str | int | bool | float
"""A value as it comes in; how it has to look, the type of its field says."""
Key: TypeAlias = Annotated[str, Field(min_length=1, max_length=200)]
Fields: TypeAlias = Annotated[list[Id], Field(min_length=1, max_length=100)]
_MOST_VALUES = 100
_ORIGINS = {each.value: each for each in Origin}
_LAYLA = "customer-1042"
_EMAIL = "layla@example.com"


class WhichRecord(Body):
    """One record: by its type and the service's own key, or by its id."""

    type: Id | None = None
    key: Key | None = None
    id: UUID | None = None

    @model_validator(mode="after")
    def named_in_one_way(self) -> Self:
        """Refuse what names no record, or might name two."""
        if (self.id is None) != (self.type is not None and self.key is not None):
            msg = "a record is named by its type and key, or by its id"
            raise ValueError(msg)
        return self

    def which(self) -> Which:
        """Return it as acts take it."""
        return Which(type=self.type, key=self.key, id=self.id)


class CollectRecord(Body):
    """Values that are to be taken in as a new record."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person": _LAYLA,
                    "type": "profile",
                    "key": _LAYLA,
                    "values": {"name": "Layla", "email": _EMAIL},
                    "at": "registration",
                    "for": ["orders"],
                }
            ]
        }
    )

    person: Person
    type: Id
    key: Key | None = None
    """The service's own key of the record, where its type has such keys."""
    values: Annotated[dict[Id, Value], Field(min_length=1, max_length=_MOST_VALUES)]
    at: Label | None = None
    """The occasion."""
    for_: Annotated[Ids, Field(alias="for")]
    origin: Literal["person", "automatic", "third-party"] = "person"
    source: Id | None = None
    recipients: Annotated[list[Id], Field(max_length=100, default_factory=list)]
    """To whom it goes by its nature, such as a courier."""
    automated: StrictBool = False
    """Whether decisions are made from it by machine alone."""
    expires_at: AwareDatetime | None = None

    def asked(self, *, imported: bool = False) -> Collecting:
        """Return it as acts take it."""
        return Collecting(
            person=self.person,
            type=self.type,
            key=self.key,
            values=self.values,
            purposes=frozenset(self.for_),
            how=Circumstances(
                origin=_ORIGINS[self.origin],
                occasion=self.at,
                source=self.source,
                imported=imported,
            ),
            recipients=frozenset(self.recipients),
            automated=self.automated,
            expires_at=self.expires_at,
        )


class _ValuesOf(WhichRecord):
    """Values of a record."""

    person: Person | None = None
    """Where it is named, a record of anybody else is not there."""
    fields: Fields | None = None
    """Of those that the record holds; without it all."""
    for_: Annotated[Ids, Field(alias="for")]


class UseRecord(_ValuesOf):
    """Values of a record, for a purpose."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person": _LAYLA,
                    "type": "profile",
                    "key": _LAYLA,
                    "fields": ["email"],
                    "for": ["orders"],
                }
            ]
        }
    )

    display: StrictBool = False
    """Whether people are to see the values: then they come masked, as for a member of staff."""

    def asked(self) -> Using:
        """Return it as acts take it."""
        return Using(
            which=self.which(),
            purposes=frozenset(self.for_),
            person=self.person,
            fields=None if self.fields is None else frozenset(self.fields),
            display=self.display,
        )


class ReadRecord(_ValuesOf):
    """Values of a record, for a member of staff who gives a reason."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "profile",
                    "key": _LAYLA,
                    "for": ["support"],
                    "staff": "s-7",
                    "reason": "complaint 1042",
                }
            ]
        }
    )

    staff: Reader
    reason: Annotated[str, Field(max_length=1_000)]
    """Empty where none was stated: then it is refused, and the refusal is on the ledger."""

    def asked(self) -> Reading:
        """Return it as acts take it."""
        return Reading(
            which=self.which(),
            purposes=frozenset(self.for_),
            person=self.person,
            fields=None if self.fields is None else frozenset(self.fields),
            staff=self.staff,
            reason=self.reason,
        )


class CorrectRecord(WhichRecord):
    """Values that are to take the place of what a record holds."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person": _LAYLA,
                    "type": "profile",
                    "key": _LAYLA,
                    "seen": 1,
                    "values": {"email": "layla.new@example.com"},
                }
            ]
        }
    )

    person: Person
    seen: Annotated[int, Field(strict=True, ge=1, le=2_147_483_647)]
    """The version that the correction is made to."""
    values: Annotated[dict[Id, Value | None], Field(min_length=1, max_length=_MOST_VALUES)]
    """Null takes a value away."""
    at: Label | None = None
    for_: Annotated[list[Id], Field(alias="for", max_length=100, default_factory=list)]
    origin: Literal["person", "automatic", "third-party"] = "person"
    source: Id | None = None

    def asked(self) -> Correcting:
        """Return it as acts take it."""
        return Correcting(
            person=self.person,
            which=self.which(),
            seen=self.seen,
            values=self.values,
            purposes=frozenset(self.for_),
            how=Circumstances(origin=_ORIGINS[self.origin], occasion=self.at, source=self.source),
        )


class ListRecords(Body):
    """What is held about this person?"""

    model_config = ConfigDict(json_schema_extra={"examples": [{"person": _LAYLA}]})

    person: Person


class NoteEvent(Body):
    """Something happened to the person, after which something may be collected."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"person": _LAYLA, "event": "caller_told"}]}
    )

    person: Person
    event: Id
    record: WhichRecord | None = None
    """The one record of theirs that it happened to: a booking that is over, beside others."""


class Taken(Decision):
    """Whether values were taken in, and where; nothing was where they were refused."""

    record: UUID | None
    version: int | None
    left_out: list[str]
    """Fields whose values the policy promises not to store."""
    shortened: list[str]
    """Fields of which only a part is stored."""


class Given(Decision):
    """Whether values may be used, and what they are then."""

    record: UUID
    version: int
    values: dict[str, str | int | bool | None] | None
    """Null where it was refused."""
    masked: list[str]
    """Fields of which only a part is shown."""


class HeldValue(Shown):
    """A value, and how it came in."""

    value: str | int | bool | None
    origin: str
    source: str | None
    occasion: str | None
    notice_version: int
    """The version of the policy that was in force."""
    imported: bool
    at: datetime
    entry: UUID


class HeldField(Shown):
    """A field as it stands, and what it held before, the latest first."""

    now: HeldValue | None
    earlier: list[HeldValue]


class HeldRecord(Shown):
    """A record with all that a person may ask about it."""

    id: UUID
    type: str
    key: str | None
    version: int
    fields: dict[str, HeldField]
    purposes: list[str]
    objected: list[str]
    recipients: list[str]
    automated: bool
    expires_at: datetime | None


class HeldPage(Shown):
    """Some of a person's records, oldest first."""

    records: list[HeldRecord]
    next: str | None
    """The cursor of the next page; null after the last."""
    entry: UUID


class ImportLine(Body):
    """One record of a stream; what holds for all of them stands in the address."""

    person: Person
    key: Key | None = None
    values: Annotated[dict[Id, Value], Field(min_length=1, max_length=_MOST_VALUES)]

    def incoming(self, number: int) -> Incoming:
        """Return it as acts take it."""
        return Incoming(number=number, person=self.person, key=self.key, values=self.values)


class ImportResult(Shown):
    """What became of one line; the last of all says how the stream ended."""

    line: int | None = None
    record: UUID | None = None
    """Null where it was left out: then there is a code."""
    code: str | None = None
    detail: str | None = None
    end: bool | None = None
    """In the last line: whether all of the stream was read."""
    lines: int | None = None
    stored: int | None = None
