"""Records: an application's personal data, kept sealed by Amana and given for what was promised."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Final, Literal, TypeAlias
from urllib.parse import urlencode

from amana.sdk.errors import AmanaMisanswered
from amana.sdk.fields import Fields
from amana.sdk.held import Given, HeldRecord, Imported, Taken
from amana.sdk.transport import Wire

Origin: TypeAlias = Literal["person", "automatic", "third-party"]
Values: TypeAlias = Mapping[str, str | int | float | bool]

_BATCH: Final = 500
"""Records in one request of an import."""
_PAGE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecord:
    """One record of an import."""

    person: str = field(repr=False)
    values: Values = field(repr=False)
    key: str | None = field(default=None, repr=False)


class Records:
    """The records of one service. A record is named by its type and key, or by its id."""

    __slots__ = ("_wire",)

    def __init__(self, wire: Wire) -> None:
        """Ask over this connection."""
        self._wire = wire

    def collect(  # noqa: PLR0913 - the contract's own fields, all but three by keyword
        self,
        person: str,
        type: str,  # noqa: A002 - the contract's own word
        values: Values,
        *,
        purposes: Iterable[str],
        key: str | None = None,
        at: str | None = None,
        origin: Origin = "person",
        source: str | None = None,
        recipients: Iterable[str] = (),
        expires_at: datetime | None = None,
    ) -> Taken:
        """Have values taken in as a new record, if the policy promises their collection."""
        return Taken.read(
            self._wire.act(
                "/v1/records/collect",
                {
                    "person": person,
                    "type": type,
                    "key": key,
                    "values": dict(values),
                    "at": at,
                    "for": list(purposes),
                    "origin": origin,
                    "source": source,
                    "recipients": list(recipients),
                    "expires_at": None if expires_at is None else expires_at.isoformat(),
                },
            )
        )

    def use(  # noqa: PLR0913 - the contract's own fields, by keyword
        self,
        *,
        purposes: Iterable[str],
        type: str | None = None,  # noqa: A002 - the contract's own word
        key: str | None = None,
        id: str | None = None,  # noqa: A002 - the contract's own word
        person: str | None = None,
        fields: Iterable[str] | None = None,
        display: bool = False,
    ) -> Given:
        """Get values of a record for these purposes. Asked again it is another use.

        For ``display`` to people they come masked, as far as the policy promises.
        """
        named: dict[str, object] = {"type": type, "key": key, "id": id, "person": person}
        body = named | _fields(fields) | {"for": list(purposes)}
        if display:
            body["display"] = True
        return Given.read(self._wire.look_up("/v1/records/use", body))

    def read(  # noqa: PLR0913 - the contract's own fields, by keyword
        self,
        *,
        purposes: Iterable[str],
        staff: str,
        reason: str,
        type: str | None = None,  # noqa: A002 - the contract's own word
        key: str | None = None,
        id: str | None = None,  # noqa: A002 - the contract's own word
        person: str | None = None,
        fields: Iterable[str] | None = None,
    ) -> Given:
        """Get values of a record for a member of staff, who gives a reason."""
        named: dict[str, object] = {"type": type, "key": key, "id": id, "person": person}
        asked = {"for": list(purposes), "staff": staff, "reason": reason}
        return Given.read(self._wire.look_up("/v1/records/read", named | _fields(fields) | asked))

    def correct(  # noqa: PLR0913 - the contract's own fields, all but two by keyword
        self,
        person: str,
        values: Mapping[str, str | int | float | bool | None],
        *,
        seen: int,
        type: str | None = None,  # noqa: A002 - the contract's own word
        key: str | None = None,
        id: str | None = None,  # noqa: A002 - the contract's own word
        at: str | None = None,
        purposes: Iterable[str] = (),
        origin: Origin = "person",
        source: str | None = None,
    ) -> Taken:
        """Put values in place of those of the version that was seen; ``None`` takes one away."""
        return Taken.read(
            self._wire.act(
                "/v1/records/correct",
                {
                    "person": person,
                    "type": type,
                    "key": key,
                    "id": id,
                    "seen": seen,
                    "values": dict(values),
                    "at": at,
                    "for": list(purposes),
                    "origin": origin,
                    "source": source,
                },
            )
        )

    def of(self, person: str) -> Iterator[HeldRecord]:
        """Yield the records of a person, oldest first, with where each value came from."""
        cursor: str | None = None
        while True:
            query = {"limit": str(_PAGE)} | ({} if cursor is None else {"cursor": cursor})
            path = f"/v1/records/list?{urlencode(query)}"
            page = self._wire.look_up(path, {"person": person})
            yield from (HeldRecord.read(each) for each in page.objects("records"))
            cursor = page.optional_text("next")
            if cursor is None:
                return

    def note_event(self, person: str, event: str, *, record: str | None = None) -> str:
        """Note that something happened to a person; return the entry's id.

        ``record`` is the id of the one record of theirs that it happened to.
        """
        which = None if record is None else {"id": record}
        told = {"person": person, "event": event, "record": which}
        return self._wire.act("/v1/records/events", told).text("entry")

    def take_in(  # noqa: PLR0913 - the contract's own fields, all but two by keyword
        self,
        type: str,  # noqa: A002 - the contract's own word
        records: Iterable[NewRecord],
        *,
        purposes: Iterable[str],
        at: str | None = None,
        origin: Origin = "person",
        source: str | None = None,
    ) -> Iterator[Imported]:
        """Have many records taken in, and yield in order what became of each.

        They are sent in batches as they are yielded; a batch whose answer was lost is sent again,
        and not taken in twice.
        """
        terms = [("type", type), *(("for", each) for each in purposes), ("origin", origin)]
        terms += [(name, each) for name, each in (("at", at), ("source", source)) if each]
        path, coming, before = f"/v1/records/import?{urlencode(terms)}", iter(records), 0
        while batch := list(islice(coming, _BATCH)):
            content = b"".join(_line(each) for each in batch)
            answer = self._wire.act_plain(path, content=content, kind="application/x-ndjson")
            yield from _results(answer, of=len(batch), before=before)
            before += len(batch)


def _fields(names: Iterable[str] | None) -> dict[str, object]:
    return {} if names is None else {"fields": list(names)}


def _line(record: NewRecord) -> bytes:
    body: dict[str, object] = {"person": record.person, "values": dict(record.values)}
    if record.key is not None:
        body["key"] = record.key
    return json.dumps(body, ensure_ascii=False).encode() + b"\n"


def _results(answer: bytes, *, of: int, before: int) -> list[Imported]:
    """Read the results of a batch; one that has not a line for each raises."""
    lines = [Fields.parse(line) for line in answer.splitlines()]
    if len(lines) != of + 1 or not lines.pop().boolean("end"):
        raise AmanaMisanswered(what="end")
    return [Imported.read(line, before=before) for line in lines]
