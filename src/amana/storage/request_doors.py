"""Links of letters that ask for something, and what is said to whom a request is of.

An address stands sealed under the service's key: that of a link for as long as it is good, that of
who is being erased until they are told that it is done, also of what a legal hold kept.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from psycopg.rows import DictRow

from amana.domain.vocabulary.requests import KINDS, RequestKind
from amana.domain.words import ARABIC, ENGLISH, Language
from amana.storage.keys.sealing import Sealer
from amana.storage.tokens import hash_of, new_token
from amana.storage.transaction import Transaction
from amana.storage.uuid7 import uuid7

_QUERIES: Final = "request_doors"
_LINK: Final = "request-link"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """A link that is good."""

    id: UUID
    kind: RequestKind | None
    """What the letter seemed to ask for; ``None`` where it was not understood."""
    address: str = field(repr=False)
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRow:
    """What was said to whom a request is of."""

    confirm_until: datetime | None
    """By when a law wants receipt confirmed; ``None`` where none does."""
    confirmed_at: datetime | None
    late_at: datetime | None
    """Since when it is noted that it was not confirmed in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionRow:
    """A restriction that was carried out in our own records, and how far its end is."""

    request: UUID
    begun_at: datetime
    announced_at: datetime | None
    """When the person was told that it will be lifted."""
    letter: UUID | None
    """The message that tells it; ``None`` where they have no address here."""
    lifted_at: datetime | None


@dataclass(slots=True, kw_only=True)
class RequestDoors:
    """The links and confirmations of one service, in one transaction."""

    transaction: Transaction
    service: str
    sealer: Sealer

    def make_link(
        self,
        address: str,
        *,
        kind: RequestKind | None,
        language: Language,
        now: datetime,
        ends: datetime,
    ) -> str:
        """Note a link to this address, and return the secret of it."""
        identity, token = uuid7(now), new_token()
        self._change(
            "make_link",
            id=identity,
            hash=hash_of(token),
            kind=None if kind is None else kind.value,
            sealed=self.sealer.seal(address.encode(), entry=identity),
            about=self._about(address),
            language=language,
            expires_at=ends,
        )
        return token

    def forget_links(self) -> bool:
        """Remove the links that are past, and tell whether there were any."""
        return bool(self._change("forget_links"))

    def forget_links_of(self, addresses: Iterable[str]) -> None:
        """Remove the links that were sent to these addresses, good or not."""
        self._change("forget_links_of", about=[self._about(each) for each in addresses])

    def links_since(self, since: datetime) -> int:
        """Count the links that were made since then and that nobody used."""
        row = self._row("links_since", since=since)
        return 0 if row is None else int(row["count"])

    def link(self, token: str) -> LinkRow | None:
        """Return a link that is still good, and leave it so."""
        return self._link(self._row("link", hash=hash_of(token)))

    def use_link(self, token: str) -> LinkRow | None:
        """Use a link up; ``None`` for one that is not good, or was used by somebody else."""
        return self._link(self._row("use_link", hash=hash_of(token)))

    def expect(self, request: UUID, confirm_until: datetime | None) -> None:
        """Note by when receipt is to be confirmed."""
        self._change("expect", request=request, confirm_until=confirm_until)

    def told(self, request: UUID) -> ToldRow | None:
        """Return what was said; ``None`` of a request that is older than these notes."""
        row = self._row("told", request=request)
        if row is None:
            return None
        return ToldRow(
            confirm_until=row["confirm_until"],
            confirmed_at=row["confirmed_at"],
            late_at=row["late_at"],
        )

    def confirm(self, request: UUID) -> bool:
        """Note that receipt was confirmed; tell whether it was not yet."""
        return bool(self._change("confirm", request=request))

    def keep_address(self, request: UUID, address: str) -> None:
        """Keep the address to which the answer goes while its person is erased."""
        sealed = self.sealer.seal(address.encode(), entry=request)
        self._change("keep", request=request, sealed=sealed)

    def address(self, request: UUID) -> str | None:
        """Return the address that is kept."""
        row = self._row("told", request=request)
        if row is None or row["sealed"] is None:
            return None
        return self.sealer.open(bytes(row["sealed"]), entry=request).decode()

    def take_address(self, request: UUID) -> str | None:
        """Return the address that was kept, and keep it no longer."""
        found = self.address(request)
        if found is not None:
            self._change("keep", request=request, sealed=None)
        return found

    def unconfirmed(self, *, limit: int) -> tuple[UUID, ...]:
        """Return the open requests whose receipt was not confirmed in time."""
        rows = self.transaction.rows(_QUERIES, "unconfirmed", service=self.service, limit=limit)
        return tuple(row["request"] for row in rows)

    def note_unconfirmed(self, request: UUID) -> bool:
        """Note that it was not confirmed in time; tell whether that is news."""
        return bool(self._change("note_unconfirmed", request=request))

    def answered_here(self, *, limit: int) -> tuple[UUID, ...]:
        """Return proven requests that need nobody: uses that stop, and where to complain."""
        rows = self.transaction.rows(_QUERIES, "answered_here", service=self.service, limit=limit)
        return tuple(row["id"] for row in rows)

    def before(self, members: Collection[bytes], kind: RequestKind, at: datetime) -> int:
        """Count what the same person asked of the same kind within the year before."""
        row = self._row("before", members=list(members), kind=kind.value, at=at)
        return 0 if row is None else int(row["count"])

    def restrict(self, request: UUID, *, entry: UUID) -> None:
        """Note that a restriction is carried out; once only."""
        self._change("restrict", request=request, entry=entry)

    def restriction(self, request: UUID) -> RestrictionRow | None:
        """Return how a restriction stands; ``None`` of what none was carried out for."""
        row = self._row("restriction", request=request)
        return None if row is None else RestrictionRow(**row)

    def restrictions_of(self, members: Collection[bytes]) -> tuple[RestrictionRow, ...]:
        """Return the restrictions of these ids that are not lifted, the first first."""
        rows = self.transaction.rows(
            _QUERIES, "restrictions_of", service=self.service, members=list(members)
        )
        return tuple(RestrictionRow(**row) for row in rows)

    def lifted_of(self, members: Collection[bytes]) -> tuple[UUID, ...]:
        """Return the restrictions of these ids that are lifted."""
        rows = self.transaction.rows(
            _QUERIES, "lifted_of", service=self.service, members=list(members)
        )
        return tuple(row["request"] for row in rows)

    def announce_lifting(self, request: UUID, *, letter: UUID | None, entry: UUID) -> bool:
        """Note that the person is told; tell whether they were not yet."""
        return bool(self._change("announce_lifting", request=request, letter=letter, entry=entry))

    def lift(self, request: UUID, *, entry: UUID) -> bool:
        """Note that it is lifted; tell whether it was announced and in force."""
        return bool(self._change("lift", request=request, entry=entry))

    def _about(self, address: str) -> bytes:
        return self.sealer.mark(_LINK, address.encode())

    def _link(self, row: DictRow | None) -> LinkRow | None:
        if row is None:
            return None
        return LinkRow(
            id=row["id"],
            kind=None if row["kind"] is None else KINDS[row["kind"]],
            address=self.sealer.open(bytes(row["sealed"]), entry=row["id"]).decode(),
            language=ARABIC if row["language"] == ARABIC else ENGLISH,
        )

    def _row(self, name: str, **values: object) -> DictRow | None:
        return self.transaction.row(_QUERIES, name, service=self.service, **values)

    def _change(self, name: str, **values: object) -> int:
        return self.transaction.change(_QUERIES, name, service=self.service, **values)
