"""Legal holds: what may not be erased for now, why, and when somebody looks at it again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from psycopg.rows import DictRow

from amana.domain.source.holding import HeldScope
from amana.storage.keys.sealing import Sealer
from amana.storage.transaction import Transaction

HOLD: Final = "hold"
"""The kind of the marks by which a hold knows whom it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """One hold. Whom it is about does not stand in it."""

    id: UUID
    of_one: bool
    """Whether it is about one person; else about everybody's data of its scope."""
    category: str | None
    source: str | None
    place: str | None
    reason: str = field(repr=False)
    again_on: date
    set_at: datetime
    lifted_at: datetime | None

    @property
    def scope(self) -> HeldScope:
        """Return what it covers."""
        return HeldScope(
            category=self.category,
            source=self.source,
            table=self.place,
            again_on=self.again_on,
            hold=str(self.id),
        )


@dataclass(slots=True, kw_only=True)
class Holds:
    """The legal holds of one service, in one transaction."""

    transaction: Transaction
    service: str
    sealer: Sealer

    def put(
        self,
        identity: UUID,
        scope: HeldScope,
        *,
        about: bytes | None,
        entry: UUID,
        whom: str | None = None,
    ) -> None:
        """Note a hold, about the person of this look-up key or about everybody.

        Its reason is sealed under the service's key, and so is by what its sources know ``whom``.
        """
        self._change(
            "put",
            id=identity,
            about=None if about is None else self._mark(about),
            category=scope.category,
            source=scope.source,
            place=scope.table,
            sealed=self.sealer.seal(scope.reason.encode("utf-8"), entry=identity),
            again_on=scope.again_on,
            entry=entry,
            whom=None if whom is None else self.sealer.seal(whom.encode(), entry=identity),
        )

    def about_one(self, source: str) -> tuple[str | None, ...]:
        """Return whom holds on single persons keep in a source; ``None`` where one does not say."""
        return tuple(
            None
            if row["whom"] is None
            else self.sealer.open(bytes(row["whom"]), entry=row["id"]).decode()
            for row in self._rows("about_one", source=source)
        )

    def about_all(self) -> tuple[Hold, ...]:
        """Return the holds in force about everybody."""
        return tuple(map(self._hold, self._rows("about_all")))

    def limit(self, request: UUID, hold: UUID) -> None:
        """Note that a hold limits a request, for when whose it is will be forgotten."""
        self._change("limit", request=request, hold=hold)

    def lift(self, identity: UUID, *, entry: UUID) -> bool:
        """Note that a hold is over; tell whether it was in force."""
        return bool(self._change("lift", id=identity, entry=entry))

    def listed(self, *, every: bool = False, limit: int = 1000) -> tuple[Hold, ...]:
        """Return the holds in force, or all, those first that are looked at first."""
        return tuple(map(self._hold, self._rows("listed", every=every, limit=limit)))

    def over(self, members: Collection[bytes]) -> tuple[Hold, ...]:
        """Return the holds in force about any of these ids, and about everybody."""
        rows = self._rows("over", about=[self._mark(key) for key in members])
        return tuple(map(self._hold, rows))

    def on_requests(self, requests: Collection[UUID]) -> Mapping[UUID, tuple[Hold, ...]]:
        """Return by request the holds in force that limit it; none where nothing does."""
        found: dict[UUID, list[Hold]] = {}
        for row in self._rows("on_requests", requests=list(requests)):
            found.setdefault(row.pop("request"), []).append(self._hold(row))
        return {request: tuple(held) for request, held in found.items()}

    def _hold(self, row: DictRow) -> Hold:
        reason = self.sealer.open(bytes(row.pop("sealed")), entry=row["id"])
        return Hold(**row, reason=reason.decode("utf-8"))

    def _mark(self, person_key: bytes) -> bytes:
        return self.sealer.mark(HOLD, person_key)

    def _rows(self, name: str, **values: object) -> list[DictRow]:
        return self.transaction.rows("holds", name, service=self.service, **values)

    def _change(self, name: str, **values: object) -> int:
        return self.transaction.change("holds", name, service=self.service, **values)
