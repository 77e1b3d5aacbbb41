"""What Amana itself holds about a person, as a section of their copy."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from amana.acts.copies.sections import Section
from amana.acts.copies.tables import Laid, laid
from amana.acts.in_force import in_force, published
from amana.acts.instants import at
from amana.acts.me.copied import besides_lists, listed_parts
from amana.acts.records.list_records import HeldRecord, HeldValue, every_record
from amana.acts.records.whose import keys_of
from amana.domain.copying.portable import GIVEN, is_portable
from amana.domain.copying.shape import CopyRow
from amana.domain.policy.model import Policy
from amana.storage.database import Storage
from amana.storage.view import View

OWN: Final = "amana"
MOST_REQUESTS: Final = 10_000
"""Nobody asks so often; more are not read at once."""
_SAME: Final = ("at",)
_LISTED: Final = (
    Laid("ties", ("tie", "who", "id", "since")),
    Laid("stopped_messages", ("class", "purpose", *_SAME, "resumed_at")),
    Laid("signals", ("signal", "since", "entry")),
    Laid("acceptances", ("version", "how", "language", *_SAME)),
    Laid("sessions", ("level", "browser", "network", "since", "seen_at", "open")),
    Laid("notices", ("class", "purpose", "language", "subject", "text", *_SAME, "read_at")),
    Laid("requests", ("kind", "door", "state", "received_at", "safe_until", "ended_at", "about")),
    Laid(
        "disclosures",
        ("recipient", "how", "purpose", "data", "ground", "outside_release", *_SAME, "entry"),
    ),
    Laid(
        "history",
        (
            *("act", "outcome", "at", "promises", "purposes", "data", "recipient"),
            *("message_class", "staff_role", "staff_reason", "entry"),
        ),
    ),
)
_TABLES: Final = (
    Laid("ids", ("id",)),
    Laid(
        "known_by",
        (
            *("kind", "value", "origin", "source", "since", "verified_at", "ended_at"),
            "takes_messages",
        ),
    ),
    Laid("countries", ("place",)),
    Laid("ages", ("born_in", "at_least", "yes", "origin", "at")),
    Laid("kind", ("kind",)),
    Laid("choices", ("about", "state", "policy_version", "promise", "holds", "at")),
    *_LISTED,
    Laid(
        "records",
        (
            *("type", "key", "field", "value", "now", "origin", "source", "occasion"),
            *("notice_version", "imported", "at", "purposes", "objected", "recipients"),
            *("automated", "expires_at"),
        ),
    ),
)
_THEIRS: Final = frozenset(
    {
        *("ids", "known_by", "countries", "ages", "choices", "stopped_messages", "signals"),
        *("acceptances", "sessions", "requests", "records"),
    }
)
"""What they gave, or what was observed of them: theirs to take along (GDPR article 20)."""
_PROVIDED: Final = frozenset(each.value for each in GIVEN)


def own(storage: Storage, service: str, person: str) -> Section:
    """Return the section; it is read whole at one instant, some rows at a time."""

    def rows() -> Iterator[CopyRow]:
        with storage.reading(service) as view:
            policy = published(view, in_force(view)).policy
            yield from _rows(view, policy, person)

    return Section(id=OWN, source=False, tables=laid(_TABLES, portable=_THEIRS), rows=rows)


def _rows(view: View, policy: Policy, person: str) -> Iterator[CopyRow]:
    parts: Mapping[str, Any] = besides_lists(view, person)
    yield from (CopyRow(table="ids", values={"id": each}) for each in parts["ids"])
    yield from (_provided("known_by", each) for each in parts["known_by"])
    yield from (CopyRow(table="countries", values={"place": it}) for it in parts["countries"])
    yield from (_provided("ages", each) for each in parts["ages"])
    yield CopyRow(table="kind", values={"kind": parts["kind"]})
    yield from (CopyRow(table="choices", values=each) for each in parts["choices"]["said"])
    listed: Mapping[str, Iterator[Any]] = listed_parts(view, person, requests=MOST_REQUESTS)
    for name, columns in _LISTED:
        for found in listed[name]:
            values = {column: found.get(column) for column in columns}
            yield CopyRow(table=name, values=values)
    for record in every_record(view, keys_of(view, person)):
        yield from _of_record(record, policy)


def _provided(table: str, values: Mapping[str, Any]) -> CopyRow:
    return CopyRow(table=table, values=values, portable=values.get("origin") in _PROVIDED)


def _of_record(record: HeldRecord, policy: Policy) -> Iterator[CopyRow]:
    """Yield each value of a record, those that it held before too, the latest first."""
    row = _row_of(record, policy)
    for name, held in record.fields.items():
        if held.now is not None:
            yield row(name, held.now, now=True)
        yield from (row(name, each, now=False) for each in held.earlier)


def _row_of(record: HeldRecord, policy: Policy) -> Callable[..., CopyRow]:
    whole: dict[str, Any] = {
        "type": record.type,
        "key": record.key,
        "purposes": list(record.purposes),
        "objected": list(record.objected),
        "recipients": list(record.recipients),
        "automated": record.automated,
        "expires_at": at(record.expires_at),
    }

    def row(name: str, held: HeldValue, *, now: bool) -> CopyRow:
        values = {
            "field": name,
            "value": held.value,
            "now": now,
            "origin": held.origin,
            "source": held.source,
            "occasion": held.occasion,
            "imported": held.imported,
            "notice_version": held.notice_version,
            "at": at(held.at),
        }
        mine = is_portable(policy, origin=held.origin, purposes=record.purposes)
        return CopyRow(table="records", values=whole | values, portable=mine)

    return row
