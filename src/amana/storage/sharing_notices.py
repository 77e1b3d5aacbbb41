"""Announced sharing: what is announced, whom it reached and when, and what they said."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from psycopg.rows import DictRow

from amana.domain.announced.reach import Answer, Standing, StandingWord, Told
from amana.domain.announced.sharing import Sharing
from amana.domain.period import Period
from amana.storage.transaction import Transaction

_MOST: Final = 200
"""Announcements that are looked at for one person, or listed; the latest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """One announced sharing."""

    id: UUID
    sharing: Sharing
    promises: tuple[str, ...]
    version: int
    """Of the policy, that names it."""
    in_force_at: datetime
    origin: str
    wait: Period
    series: UUID
    """Under which its messages stand in the outbox."""
    begun_at: datetime
    upto: bytes | None = field(default=None, repr=False)
    affected: int = 0
    unreached: int = 0
    """Affected persons for whom there is neither an address nor a notice."""
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """An announcement with what became of it."""

    announced: Announced
    told: int
    waiting: int
    said_no: int
    last_over: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """That a message reached somebody."""

    person: bytes = field(repr=False)
    message: UUID
    at: datetime


@dataclass(slots=True, kw_only=True)
class SharingNotices:
    """The announced sharing of one service, in one transaction."""

    transaction: Transaction
    service: str

    def begin(self, given: Announced, *, entry: UUID, in_force_at: datetime | None) -> None:
        """Note that a sharing is announced; without an instant its version holds from now."""
        self._change(
            "begin",
            id=given.id,
            recipient=given.sharing.recipient,
            purpose=given.sharing.purpose,
            data=sorted(given.sharing.data),
            promises=list(given.promises),
            version=given.version,
            in_force_at=in_force_at,
            origin=given.origin,
            wait=str(given.wait),
            series=given.series,
            entry=entry,
        )

    def hold(self, identity: UUID) -> Announced | None:
        """Return an announcement, which nobody else goes on with until the transaction ends."""
        rows = self._rows("hold", id=identity)
        return _announced(rows[0]) if rows else None

    def one(self, identity: UUID) -> Announced | None:
        """Return an announcement."""
        rows = self._rows("one", id=identity)
        return _announced(rows[0]) if rows else None

    def open(self) -> tuple[UUID, ...]:
        """Return those of which not everybody's message was put out."""
        return tuple(row["id"] for row in self._rows("open"))

    def to_fold(self) -> tuple[UUID, ...]:
        """Return those with somebody of whom it is not known that it reached them."""
        return tuple(row["id"] for row in self._rows("to_fold"))

    def holders(self, members: Collection[bytes], types: Collection[str]) -> frozenset[bytes]:
        """Return which of these ids have a record of any of these types."""
        rows = self._rows("holders", members=list(members), types=list(types))
        return frozenset(bytes(row["person_key"]) for row in rows)

    def affect(self, identity: UUID, persons: Sequence[bytes]) -> None:
        """Note who is told of it."""
        self._change("affect", id=identity, person_keys=list(persons))

    def go_on(self, identity: UUID, *, upto: bytes, affected: int, unreached: int) -> None:
        """Note how far it has come."""
        counts = {"affected": affected, "unreached": unreached}
        self._change("go_on", id=identity, upto=upto, **counts)

    def end(self, identity: UUID) -> None:
        """Note that everybody's message was put out."""
        self._change("end", id=identity)

    def reached(
        self, announced: Announced, *, after: bytes | None, most: int
    ) -> tuple[Reached, ...]:
        """Return some whom a message of it has reached, and of whom that is not noted yet."""
        rows = self._rows(
            "reached", id=announced.id, series=announced.series, after=after, most=most
        )
        return tuple(
            Reached(person=bytes(row["person_key"]), message=row["message"], at=row["at"])
            for row in rows
        )

    def fold(self, identity: UUID, found: Sequence[tuple[Reached, datetime]]) -> int:
        """Note who was told and until when each waits; return of how many."""
        return self._change(
            "fold",
            id=identity,
            person_keys=[each.person for each, _ in found],
            messages=[each.message for each, _ in found],
            told=[each.at for each, _ in found],
            over=[over for _, over in found],
        )

    def unfold(self) -> int:
        """Take back that those were told whose letter came back; return of how many."""
        return self._change("unfold")

    def of_group(
        self, members: Collection[bytes], *, recipient: str | None = None
    ) -> tuple[Told, ...]:
        """Return how each announcement stands to a person, the latest first.

        Who came to the service when its version was in force read of it in the notice at
        collection: nothing new is done with what they gave, and they wait for nothing.
        """
        rows = self._rows("of_group", members=list(members), recipient=recipient, most=_MOST)
        return tuple(map(_told, rows))

    def standing(self, members: Collection[bytes]) -> StandingWord | None:
        """Return the latest standing choice of a person's ids."""
        rows = self._rows("standing", members=list(members))
        if not rows:
            return None
        row = rows[0]
        return StandingWord(standing=Standing(row["standing"]), at=row["at"], since=row["since"])

    def stand(self, person: bytes, standing: Standing, *, entry: UUID) -> None:
        """Note a standing choice."""
        self._change("stand", person_key=person, standing=standing.value, entry=entry)

    def answer(self, identity: UUID, person: bytes, answer: Answer) -> None:
        """Note what a person said to an announcement."""
        self._change("answer", id=identity, person_key=person, answer=answer.value)

    def listed(self) -> tuple[Counted, ...]:
        """Return the announcements with what became of them, the latest first."""
        return tuple(
            Counted(
                told=row.pop("told"),
                waiting=row.pop("waiting"),
                said_no=row.pop("said_no"),
                last_over=row.pop("last_over"),
                announced=_announced(row),
            )
            for row in self._rows("listed", most=_MOST)
        )

    def prove(self, entry: UUID, announcements: Collection[str]) -> None:
        """Note which announcements let the disclosure of an entry happen."""
        self._change("prove", entry=entry, announcements=sorted(announcements))

    def _rows(self, name: str, **values: object) -> list[DictRow]:
        return self.transaction.rows("sharing_notices", name, service=self.service, **values)

    def _change(self, name: str, **values: object) -> int:
        return self.transaction.change("sharing_notices", name, service=self.service, **values)


def _announced(row: DictRow) -> Announced:
    return Announced(
        sharing=_sharing(row),
        promises=tuple(row.pop("promises")),
        wait=Period.parse(row.pop("wait")),
        **row,
    )


def _told(row: DictRow) -> Told:
    over = row["over_at"]
    if over is None and row["came_after"]:
        over = row["in_force_at"]
    return Told(
        id=str(row["id"]),
        sharing=_sharing(row),
        begun_at=row["begun_at"],
        over_at=over,
        answer=None if row["answer"] is None else Answer(row["answer"]),
        answered_at=row["answered_at"],
    )


def _sharing(row: DictRow) -> Sharing:
    return Sharing(
        recipient=row.pop("recipient"),
        purpose=row.pop("purpose"),
        data=frozenset(row.pop("data")),
    )
