"""Of which versions of the policy people are told, and how far that has come."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.domain.words import Language
from amana.storage.transaction import Transaction

_MOST: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """That people are told of a version."""

    version: int
    series: UUID
    """Under which the messages stand in the outbox."""
    material: bool
    by_email: bool
    in_service: bool
    promise: str
    due_at: datetime | None
    begun_at: datetime
    upto: bytes | None = field(repr=False)
    told: int
    """Persons whose messages were put out."""
    without_address: int
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of the messages of an announcement."""

    version: int
    promise: str
    due_at: datetime | None
    ended_at: datetime | None
    told: int
    without_address: int
    sent: int
    failed: int
    waiting: int
    late: int
    last: datetime | None


@dataclass(slots=True, kw_only=True)
class Announcements:
    """The announcements of one service, in one transaction."""

    transaction: Transaction
    service: str

    def begin(  # noqa: PLR0913 - what an announcement is
        self,
        version: int,
        *,
        series: UUID,
        material: bool,
        by_email: bool,
        in_service: bool,
        promise: str,
        due_at: datetime | None,
    ) -> None:
        """Note that people are to be told of this version."""
        self._change(
            "begin",
            version=version,
            series=series,
            material=material,
            by_email=by_email,
            in_service=in_service,
            promise=promise,
            due_at=due_at,
        )

    def hold(self, version: int) -> Announcement | None:
        """Return an announcement, which nobody else goes on with until the transaction ends."""
        rows = self.transaction.rows("announcements", "hold", service=self.service, version=version)
        return Announcement(**rows[0]) if rows else None

    def listed(self) -> tuple[Announcement, ...]:
        """Return the announcements, the latest first."""
        rows = self.transaction.rows("announcements", "listed", service=self.service, most=_MOST)
        return tuple(Announcement(**row) for row in rows)

    def open(self) -> tuple[int, ...]:
        """Return the versions of which not everybody was told."""
        rows = self.transaction.rows("announcements", "open", service=self.service)
        return tuple(row["version"] for row in rows)

    def next_persons(self, upto: bytes | None, *, most: int) -> tuple[bytes, ...]:
        """Return the look-up keys of the next persons, one a person."""
        rows = self.transaction.rows(
            "announcements", "next_persons", service=self.service, upto=upto, most=most
        )
        return tuple(bytes(row["person_key"]) for row in rows)

    def languages(self, members: Collection[bytes]) -> Mapping[bytes, Language]:
        """Return in which language these ids met a version last."""
        rows = self.transaction.rows(
            "announcements", "languages", service=self.service, person_keys=list(members)
        )
        return {bytes(row["person_key"]): row["language"] for row in rows}

    def accounts(self, members: Collection[bytes]) -> frozenset[bytes]:
        """Return which of these ids have records, or met a version."""
        rows = self.transaction.rows(
            "announcements", "accounts", service=self.service, person_keys=list(members)
        )
        return frozenset(bytes(row["person_key"]) for row in rows)

    def go_on(self, version: int, *, upto: bytes, told: int, without_address: int) -> None:
        """Note how far it has come."""
        self._change(
            "go_on", version=version, upto=upto, told=told, without_address=without_address
        )

    def end(self, version: int) -> None:
        """Note that everybody's message was put out."""
        self._change("end", version=version)

    def delivery(self) -> Sequence[Delivery]:
        """Return what became of the messages of each announcement, the latest first."""
        rows = self.transaction.rows("announcements", "delivery", service=self.service)
        return [Delivery(**row) for row in rows]

    def _change(self, statement: str, /, **values: object) -> None:
        self.transaction.change("announcements", statement, service=self.service, **values)
