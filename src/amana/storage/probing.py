"""What probes ask of our own database, and acts of which nothing stays."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg.rows import DictRow

from amana.domain.ledger.entry import Json
from amana.storage.bodies import open_body
from amana.storage.errors import CannotOpen, NotPermitted, RecordSealBroken
from amana.storage.keys.sealing import BOUND_FORM, SealedRecord
from amana.storage.records.bound import came_of, check_purposes, check_terms, terms_key
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
    """A stored version of a record, opened; ``content`` is ``None`` where it does not open.

    Nor does one open beside which stands what no act of ours wrote there.
    """

    record: UUID
    type: str
    content: Content | None
    bound: bool = True
    """Whether it is sealed with how it came in, as all are that are not older than that form."""


def stored_records(view: View, *, most: int, before: UUID | None = None) -> Iterator[Opened]:
    """Yield the newest records with all their versions, opened, at most so many records.

    With ``before`` those that came before this one.
    """
    seen = 0
    while seen < most:
        limit = min(_PAGE, most - seen)
        rows = _rows(view, "stored", before=before, limit=limit)
        if not rows:
            return
        seen += len({row["id"] for row in rows})
        before = rows[-1]["id"]
        yield from _opened(view, rows)


def _opened(view: View, rows: list[DictRow]) -> Iterator[Opened]:
    """Open a page together; where one does not open, each by itself, to tell which."""
    sealed = [
        SealedRecord(
            row["sealed"], row["person_key"], row["id"], row["version"], came_of(row, row["type"])
        )
        for row in rows
    ]
    try:
        texts = view.sealer.open_records(sealed)
    except RecordSealBroken:
        for row, each in zip(rows, sealed, strict=True):
            yield from _one(view, row, each)
        return
    key = terms_key(view.sealer)
    for row, text in zip(rows, texts, strict=True):
        if text is not None:
            yield _told(key, row, text)


def _one(view: View, row: DictRow, sealed: SealedRecord) -> Iterator[Opened]:
    try:
        (text,) = view.sealer.open_records([sealed])
    except RecordSealBroken:
        yield Opened(record=row["id"], type=row["type"], content=None)
        return
    if text is not None:
        yield _told(terms_key(view.sealer), row, text)


def _told(key: bytes, row: DictRow, text: bytes) -> Opened:
    """Return the version that opened, if what stands beside it holds too."""
    content = content_of(text)
    bound = row["sealed"][:1] == BOUND_FORM
    try:
        check_terms(key, row)
        check_purposes(row["id"], row["purposes"], content.purposes)
    except RecordSealBroken:
        return Opened(record=row["id"], type=row["type"], content=None, bound=bound)
    return Opened(record=row["id"], type=row["type"], content=content, bound=bound)


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


def relabel(work: Work, record: UUID) -> None:
    """Say of a record that it came in at another occasion."""
    work.transaction.change("probes", "relabel", service=work.service, record=record)


def prolong(work: Work, record: UUID) -> None:
    """Let a record be kept for a century."""
    work.transaction.change("probes", "prolong", service=work.service, record=record)


def unplant(work: Work, record: UUID) -> None:
    """Delete a planted record."""
    work.transaction.change("probes", "unplant", service=work.service, record=record)
    work.transaction.end(commit=True)


def any_behind(view: View, record: UUID) -> bool:
    """Tell whether there are records that came before this one."""
    return bool(_rows(view, "stored", before=record, limit=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class LongLook:
    """How far a look has come that takes several nights."""

    behind: UUID | None = None
    """The record behind which it goes on; ``None`` where a round begins."""
    covered: int = 0
    """Records that this round covered."""
    whole_at: datetime | None = None
    """When the last whole round ended."""
    whole: int | None = None
    """How many records that covered."""


def long_look(view: View, name: str) -> LongLook:
    """Return how far a look has come; nowhere before its first night."""
    rows = _rows(view, "long_look", look=name)
    return LongLook(**rows[0]) if rows else LongLook()


def keep_long_look(work: Work, name: str, now: LongLook) -> None:
    """Keep how far a look has come."""
    work.transaction.change(
        "probes",
        "keep_long_look",
        service=work.service,
        look=name,
        behind=now.behind,
        covered=now.covered,
        whole_at=now.whole_at,
        whole=now.whole,
    )


def _rows(view: View, name: str, **values: Any) -> list[DictRow]:  # noqa: ANN401 - what the driver adapts
    return view.transaction.rows("probes", name, service=view.service, **values)
