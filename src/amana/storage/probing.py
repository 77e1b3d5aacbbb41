"""What probes ask of our own database, and acts of which nothing stays."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from amana.domain.ledger.entry import Json
from amana.storage.bodies import open_body
from amana.storage.errors import CannotOpen, NotPermitted, RecordSealBroken
from amana.storage.keys.sealing import SealedRecord
from amana.storage.records.row import Content, content_of
from amana.storage.work import View, Work

_PAGE: Final = 1000


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Acts of which nothing stays: each runs as it always does, and is undone with the last.

    What is rehearsed shows nothing of any promise: its entries go with everything else.
    """

    work: Work

    @contextmanager
    def act(self) -> Iterator[Work]:
        """Let one act commit; the commit waits, and never comes."""
        self.work.transaction.hold()
        try:
            yield self.work
        finally:
            self.work.transaction.take_up()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A stored version of a record, opened; ``content`` is ``None`` where it does not open."""

    record: UUID
    type: str
    content: Content | None


def stored_records(view: View, *, most: int) -> Iterator[Opened]:
    """Yield the newest records with all their versions, opened, at most so many records."""
    before: UUID | None = None
    seen = 0
    while seen < most:
        limit = min(_PAGE, most - seen)
        rows = _rows(view, "stored", before=before, limit=limit)
        if not rows:
            return
        seen += len({row["record"] for row in rows})
        before = rows[-1]["record"]
        yield from _opened(view, rows)


def _opened(view: View, rows: list[dict[str, Any]]) -> Iterator[Opened]:
    """Open a page together; where one does not open, each by itself, to tell which."""
    sealed = [
        SealedRecord(row["sealed"], row["person_key"], row["record"], row["version"])
        for row in rows
    ]
    try:
        texts = view.sealer.open_records(sealed)
    except RecordSealBroken:
        for row, each in zip(rows, sealed, strict=True):
            yield from _one(view, row, each)
        return
    for row, text in zip(rows, texts, strict=True):
        if text is not None:
            content = content_of(text)
            yield Opened(record=row["record"], type=row["type"], content=content)


def _one(view: View, row: Mapping[str, Any], sealed: SealedRecord) -> Iterator[Opened]:
    try:
        (text,) = view.sealer.open_records([sealed])
    except RecordSealBroken:
        yield Opened(record=row["record"], type=row["type"], content=None)
        return
    if text is not None:
        yield Opened(record=row["record"], type=row["type"], content=content_of(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRead:
    """What the ledger says of one reading by staff; empty where its person was erased."""

    entry: UUID
    body: Mapping[str, Json]


def staff_reads(view: View, *, most: int) -> Iterator[StaffRead]:
    """Yield what staff read last. One that does not open is told without a body."""
    for row in _rows(view, "reads", limit=most):
        body: Mapping[str, Json] = {}
        with suppress(CannotOpen):
            body = open_body(
                view.sealer, row["sealed"], entry=row["entry"], person=row["person_key"]
            )
        yield StaffRead(entry=row["entry"], body=body)


def dumped(view: View, *, person: bytes, entry: UUID) -> Iterator[tuple[str, str]]:
    """Yield every row that hangs on the person or the entry, as a dump writes it, by its table."""
    for row in view.transaction.stream_written(
        "probes", "dump", service=view.service, person=person, entry=entry
    ):
        yield row["place"], row["line"]


def foreign_rows(view: View) -> tuple[str, ...]:
    """Return the tables in which this service's login sees rows of another service."""
    found = view.transaction.stream_written("probes", "own_tables", service=view.service)
    return tuple(row["place"] for row in found if row["count"])


def other_roles(view: View) -> tuple[str, ...]:
    """Return other roles of ours on this server, those first that the login may get at."""
    return tuple(row["name"] for row in view.transaction.rows("probes", "others"))


def can_become(view: View, role: str) -> bool:
    """Try to become the role; afterwards the transaction is spent."""
    try:
        view.transaction.rows("probes", "become", role=role)
    except NotPermitted:
        return False
    return True


def records_held(view: View) -> int:
    """Count the service's records."""
    return int(_rows(view, "records")[0]["count"])


def records_outside(view: View) -> tuple[int, tuple[UUID, ...]]:
    """Return how many records no promise permitted, and the entries that the latest name."""
    rows = _rows(view, "outside")
    return (rows[0]["count"] if rows else 0), tuple(row["entry"] for row in rows)


def purposes_held(view: View) -> Mapping[str, int]:
    """Return how many records are held for each purpose."""
    return {row["purpose"]: row["count"] for row in _rows(view, "purposes")}


def spoil(work: Work, record: UUID) -> None:
    """Change one bit of a record's sealed value."""
    work.transaction.change("probes", "spoil", service=work.service, record=record)


def move(work: Work, record: UUID, *, other: UUID) -> None:
    """Put another record's sealed value in place of this one's."""
    work.transaction.change("probes", "move", service=work.service, record=record, other=other)


def unplant(work: Work, record: UUID) -> None:
    """Delete a planted record."""
    work.transaction.change("probes", "unplant", service=work.service, record=record)
    work.transaction.end(commit=True)


def _rows(view: View, name: str, **values: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - what the driver adapts
    return view.transaction.rows("probes", name, service=view.service, **values)
