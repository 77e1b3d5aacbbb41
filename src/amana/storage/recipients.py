"""Recipients of data: how each is told, sealed, and what requests have to tell them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from psycopg.rows import DictRow

from amana.domain.policy.model import Recipient
from amana.domain.request.telling import NoticeState, WayKind
from amana.domain.words import Words
from amana.storage.errors import NotFound
from amana.storage.keys.sealing import Sealer
from amana.storage.transaction import Transaction

_QUERIES: Final = "recipients"
_WHAT: Final = "recipient"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientWay:
    """How a recipient is told: an address of mail, or a service with its secret."""

    kind: WayKind
    way: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """That a recipient is told of what a request did."""

    request: UUID
    recipient: str
    name: Words
    """As the policy had it when the request began."""
    contact: str | None
    kind: WayKind
    """How it was told; before, how it was to be told when the request began."""
    message: UUID
    """Under this id it is told, however often it is tried."""
    state: NoticeState
    attempts: int
    due_at: datetime | None
    letter: UUID | None
    """The message in the outbox, where it is told by mail."""
    fault: str | None
    told_at: datetime | None
    answered_at: datetime | None
    by_hand: bool
    """Whether a person noted that it was told."""
    entry: UUID | None


@dataclass(slots=True, kw_only=True)
class Recipients:
    """The recipients of one service, in one transaction."""

    transaction: Transaction
    service: str
    sealer: Sealer

    def ways(self) -> Mapping[str, WayKind]:
        """Return how recipients are told; who is not in it is told by hand."""
        return {row["recipient"]: WayKind(row["kind"]) for row in self._rows("ways")}

    def way(self, recipient: str) -> RecipientWay | None:
        """Return the way to a recipient; ``None`` where it is told by hand."""
        rows = self._rows("way", recipient=recipient)
        if not rows:
            return None
        way = self.sealer.open(bytes(rows[0]["way"]), entry=rows[0]["way_entry"])
        return RecipientWay(kind=WayKind(rows[0]["kind"]), way=way.decode("utf-8"))

    def put_way(self, recipient: str, way: RecipientWay, *, entry: UUID) -> None:
        """Note how a recipient is told, sealed under the service's own key for this entry."""
        sealed = self.sealer.seal(way.way.encode("utf-8"), entry=entry)
        self._change("put_way", recipient=recipient, kind=way.kind.value, way=sealed, entry=entry)

    def drop_way(self, recipient: str) -> bool:
        """Let a recipient be told by hand; tell whether it had another way."""
        return bool(self._change("drop_way", recipient=recipient))

    def hold(self, request: UUID, recipient: Recipient, kind: WayKind) -> None:
        """Note that a recipient is told once the request is done."""
        self._change(
            "hold",
            request=request,
            recipient=recipient.id,
            name_ar=recipient.name.ar,
            name_en=recipient.name.en,
            contact=recipient.contact,
            kind=kind.value,
            message=uuid5(request, recipient.id),
        )

    def release(self, request: UUID) -> int:
        """Let them be told; return how many there are."""
        return self._change("release", request=request)

    def drop(self, request: UUID) -> None:
        """Let nobody be told."""
        self._change("drop", request=request)

    def of(self, request: UUID) -> tuple[NoticeRow, ...]:
        """Return whom a request tells, or told, by id."""
        return tuple(map(_notice, self._rows("of", request=request)))

    def of_many(self, requests: Collection[UUID]) -> Mapping[UUID, tuple[NoticeRow, ...]]:
        """Return whom requests tell, or told, by id; a request without any is left out."""
        found: dict[UUID, tuple[NoticeRow, ...]] = {}
        for row in self._rows("of_many", requests=list(requests)):
            notice = _notice(row)
            found[notice.request] = (*found.get(notice.request, ()), notice)
        return found

    def one(self, request: UUID, recipient: str) -> NoticeRow:
        """Return one, held until the transaction ends, or raise ``NotFound``."""
        rows = self._rows("one", request=request, recipient=recipient)
        if not rows:
            raise NotFound(what=_WHAT)
        return _notice(rows[0])

    def due(self) -> tuple[str, ...]:
        """Return the recipients who are to be told something now, and not by hand."""
        return tuple(row["recipient"] for row in self._rows("due"))

    def claim(self, recipient: str, *, lease: timedelta) -> NoticeRow | None:
        """Take the oldest that is due; it is due again after the lease, whatever happens."""
        rows = self._rows("claim", recipient=recipient, lease=lease)
        return _notice(rows[0]) if rows else None

    def later(self, notice: NoticeRow, *, fault: str | None, wait: timedelta) -> None:
        """Note why it could not be told yet, and when it is tried again."""
        self._change("later", **_key(notice), fault=fault, wait=wait)

    def put_letter(self, notice: NoticeRow, letter: UUID, *, wait: timedelta) -> None:
        """Note the message that tells it."""
        self._change("letter", **_key(notice), letter=letter, wait=wait)

    def letter_state(self, letter: UUID) -> str | None:
        """Return what became of the message; ``None`` where it is forgotten."""
        rows = self._rows("letter_state", letter=letter)
        return str(rows[0]["state"]) if rows else None

    def told(
        self, notice: NoticeRow, kind: WayKind, *, answered: bool, by_hand: bool, entry: UUID
    ) -> bool:
        """Note that it was told; tell whether that is news."""
        return bool(
            self._change(
                "told",
                **_key(notice),
                kind=kind.value,
                answered=answered,
                by_hand=by_hand,
                entry=entry,
            )
        )

    def answered(self, notice: NoticeRow) -> bool:
        """Note that it answered; tell whether that is news."""
        return bool(self._change("answered", **_key(notice)))

    def open(self, request: UUID) -> bool:
        """Tell whether anybody is still to be told of a request."""
        return bool(self._rows("open", request=request)[0]["open"])

    def _rows(self, name: str, **values: object) -> list[DictRow]:
        return self.transaction.rows(_QUERIES, name, service=self.service, **values)

    def _change(self, name: str, **values: object) -> int:
        return self.transaction.change(_QUERIES, name, service=self.service, **values)


def _key(notice: NoticeRow) -> dict[str, object]:
    return {"request": notice.request, "recipient": notice.recipient}


def _notice(row: DictRow) -> NoticeRow:
    given = dict(row)
    name = Words(ar=given.pop("name_ar"), en=given.pop("name_en"))
    kind, state = WayKind(given.pop("kind")), NoticeState(given.pop("state"))
    return NoticeRow(**given, name=name, kind=kind, state=state)
