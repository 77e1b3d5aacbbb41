"""Many records at once: used for a purpose, ended, changed, looked at."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from amana.sdk.fields import Fields
from amana.sdk.held import Plain
from amana.sdk.transport import Wire

_PAGE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRecord:
    """One record that may be used for the purpose of the set."""

    record: str
    person: str = field(repr=False)
    type: str
    key: str | None = field(repr=False)
    values: Mapping[str, Plain] = field(repr=False)

    @classmethod
    def read(cls, fields: Fields) -> "SetRecord":
        """Read it from a page."""
        return cls(
            record=fields.text("record"),
            person=fields.text("person"),
            type=fields.text("type"),
            key=fields.optional_text("key"),
            values=fields.plains("values"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRecord:
    """What is known about a record, without what it holds."""

    record: str
    person: str = field(repr=False)
    type: str
    key: str | None = field(repr=False)
    origin: str
    automated: bool
    expires_at: datetime | None
    policy_version: int
    purposes: tuple[str, ...]
    objected: tuple[str, ...]
    recipients: tuple[str, ...]

    @classmethod
    def read(cls, fields: Fields) -> "KnownRecord":
        """Read it from a page."""
        return cls(
            record=fields.text("record"),
            person=fields.text("person"),
            type=fields.text("type"),
            key=fields.optional_text("key"),
            origin=fields.text("origin"),
            automated=fields.boolean("automated"),
            expires_at=fields.optional_instant("expires_at"),
            policy_version=fields.number("policy_version"),
            purposes=fields.texts("purposes"),
            objected=fields.texts("objected"),
            recipients=fields.texts("recipients"),
        )


class RecordSets:
    """The sets of records of one service."""

    __slots__ = ("_wire",)

    def __init__(self, wire: Wire) -> None:
        """Ask over this connection."""
        self._wire = wire

    def use(self, purpose: str, *, automated: bool | None = None) -> Iterator[SetRecord]:
        """Yield all records that may be used for the purpose; each page is decided when asked.

        Left out is what only single persons meet, such as a consent, and what may be shown masked
        only: ``records.use`` asks for one.
        """
        body = {"for": purpose, "automated": automated}
        for page in self._pages("use", body):
            yield from (SetRecord.read(each) for each in page.objects("records"))

    def known(
        self,
        *,
        type: str | None = None,  # noqa: A002 - the contract's own word
        key: str | None = None,
        person: str | None = None,
    ) -> Iterator[KnownRecord]:
        """Yield what is known about one record, or about a person's."""
        for page in self._pages("known", {"type": type, "key": key, "person": person}):
            yield from (KnownRecord.read(each) for each in page.objects("records"))

    def is_gone(self, type: str, key: str) -> bool:  # noqa: A002 - the contract's own word
        """Tell whether a record is gone: deleted, or past its time."""
        return self._wire.look_up("/v1/record-sets/gone", {"type": type, "key": key}).boolean(
            "gone"
        )

    def delete(
        self,
        *,
        type: str | None = None,  # noqa: A002 - the contract's own word
        key: str | None = None,
        kept_for: str | None = None,
        past_their_time: bool = False,
    ) -> int:
        """Delete one record, those kept for a purpose that has ended, or those past their time.

        Exactly one of the three; return how many there were.
        """
        body: dict[str, object] = {"type": type, "key": key, "kept_for": kept_for}
        if past_their_time:
            body |= {"past_their_time": True}
        return self._wire.act("/v1/record-sets/delete", body).number("records")

    def change(  # noqa: PLR0913 - the contract's own fields, by keyword
        self,
        *,
        type: str | None = None,  # noqa: A002 - the contract's own word
        key: str | None = None,
        kept_for: str | None = None,
        recipient: str | None = None,
        person: str | None = None,
        expires_at: datetime | None = None,
        automated: bool | None = None,
        recipients: Iterable[str] = (),
        objected: Iterable[str] = (),
    ) -> int:
        """Change what is known about one record, a purpose's or a person's; return how many.

        ``recipient`` narrows a purpose's to those that it gets; ``objected`` is for one record.
        """
        body = {
            "type": type,
            "key": key,
            "kept_for": kept_for,
            "recipient": recipient,
            "person": person,
            "expires_at": None if expires_at is None else expires_at.isoformat(),
            "automated": automated,
            "recipients": list(recipients),
            "objected": list(objected),
        }
        return self._wire.act("/v1/record-sets/change", body).number("records")

    def _pages(self, route: str, body: Mapping[str, object]) -> Iterator[Fields]:
        cursor: str | None = None
        while True:
            query = {"limit": str(_PAGE)} | ({} if cursor is None else {"cursor": cursor})
            page = self._wire.look_up(f"/v1/record-sets/{route}?{urlencode(query)}", body)
            yield page
            cursor = page.optional_text("next")
            if cursor is None:
                return
