"""The JSON of sets of records: which are meant, what of them changes, and what is known of them."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, Field, StrictBool, model_validator

from amana.acts.record_sets.metadata import Chosen
from amana.http.api.answer_shapes import Shown
from amana.http.api.record_shapes import Key
from amana.http.api.shapes import Body, Id, Person
from amana.storage.records.sets import MetadataChange

_LAYLA = "customer-1042"
_Some = Annotated[list[Id], Field(max_length=100, default_factory=list)]


class UseSet(Body):
    """All records that may be used for a purpose."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"for": "orders"}]})

    for_: Annotated[Id, Field(alias="for")]
    automated: StrictBool | None = None
    """Only those from which machines decide alone, or only the others; without it both."""


class OneRecord(Body):
    """One record, by its type and the service's own key."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"type": "profile", "key": _LAYLA}]})

    type: Id
    key: Key


class DeleteSet(Body):
    """Records that are to go: one, those kept for a purpose, or those whose time is over."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"kept_for": "orders"}]})

    type: Id | None = None
    key: Key | None = None
    kept_for: Id | None = None
    past_their_time: Literal[True] | None = None

    @model_validator(mode="after")
    def named_in_one_way(self) -> Self:
        """Refuse what names no records, or might name others than were meant."""
        one = self.type is not None and self.key is not None
        if [one, self.kept_for is not None, self.past_their_time is not None].count(True) != 1 or (
            not one and (self.type, self.key) != (None, None)
        ):
            msg = "name one record, a purpose, or those past their time"
            raise ValueError(msg)
        return self

    def chosen(self) -> Chosen:
        """Return it as acts take it."""
        return Chosen(type=self.type, key=self.key, purpose=self.kept_for)


class ChangeSet(Body):
    """What is to be known of one record, of a purpose's (that a recipient gets), or a person's."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"person": _LAYLA, "expires_at": "2031-01-07T00:00:00+00:00"}]
        }
    )

    type: Id | None = None
    key: Key | None = None
    kept_for: Id | None = None
    recipient: Id | None = None
    """Of those kept for the purpose, the ones that this recipient gets."""
    person: Person | None = None
    expires_at: AwareDatetime | None = None
    automated: StrictBool | None = None
    recipients: _Some
    """Who gets them besides."""
    objected: _Some
    """Purposes that the person objects to, for one record."""

    @model_validator(mode="after")
    def named_in_one_way(self) -> Self:
        """Refuse what names no records, might name others than were meant, or changes nothing."""
        one = self.type is not None and self.key is not None
        ways = [one, self.kept_for is not None, self.person is not None]
        if (
            ways.count(True) != 1
            or (not one and (self.type, self.key) != (None, None))
            or (self.recipient is not None and self.kept_for is None)
            or (self.objected and not one)
        ):
            msg = "name one record, a purpose or a person"
            raise ValueError(msg)
        if self.expires_at is None and self.automated is None and not self._more():
            msg = "say what is to change"
            raise ValueError(msg)
        return self

    def _more(self) -> bool:
        return bool(self.recipients or self.objected)

    def chosen(self) -> Chosen:
        """Return which records as acts take it."""
        return Chosen(
            type=self.type,
            key=self.key,
            purpose=self.kept_for,
            recipient=self.recipient,
            person=self.person,
        )

    def change(self) -> MetadataChange:
        """Return what changes as acts take it."""
        return MetadataChange(
            expires_at=self.expires_at,
            automated=self.automated,
            recipients=tuple(self.recipients),
            objected=tuple(self.objected),
        )


class ShowSet(Body):
    """What is known about one record, or about a person's?"""

    model_config = ConfigDict(json_schema_extra={"examples": [{"person": _LAYLA}]})

    type: Id | None = None
    key: Key | None = None
    person: Person | None = None

    @model_validator(mode="after")
    def named_in_one_way(self) -> Self:
        """Refuse what names no records, or might name others than were meant."""
        one = self.type is not None and self.key is not None
        if one == (self.person is not None) or (not one and (self.type, self.key) != (None, None)):
            msg = "name one record or a person"
            raise ValueError(msg)
        return self

    def chosen(self) -> Chosen:
        """Return it as acts take it."""
        return Chosen(type=self.type, key=self.key, person=self.person)


class SetRecord(Shown):
    """One record that may be used."""

    record: UUID
    person: str
    type: str
    key: str | None
    values: dict[str, str | int | bool | None]


class SetPage(Shown):
    """Some of the records that may be used, and how many of the page were refused."""

    records: list[SetRecord]
    refused: int
    policy_version: int
    next: str | None
    """The cursor of the next page; null after the last. A page may be empty before the last."""
    entry: UUID


class SetDone(Shown):
    """How many records it met."""

    records: int


class KnownRecord(Shown):
    """What is known about a record, without what it holds."""

    record: UUID
    person: str
    type: str
    key: str | None
    occasion: str | None
    origin: str
    source: str | None
    automated: bool
    expires_at: datetime | None
    policy_version: int
    purposes: list[str]
    objected: list[str]
    recipients: list[str]


class KnownPage(Shown):
    """Some records, oldest first."""

    records: list[KnownRecord]
    next: str | None
    """The cursor of the next page; null after the last."""
    entry: UUID


class Gone(Shown):
    """Whether there is no such record in its time."""

    gone: bool
