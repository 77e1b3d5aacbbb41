"""What is kept for how long: customers' settings, what a law keeps longer, sets, and standings."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from psycopg.rows import DictRow

from amana.domain.certificate.statement import OWN
from amana.domain.period import Period
from amana.domain.promises.retain import Longer, Moment
from amana.domain.retention.due import Condition
from amana.domain.retention.looks import Seen
from amana.domain.retention.terms import Longest, Setting
from amana.storage.retention_looks import EndedRows, RetentionLooks, bounds_of
from amana.storage.transaction import Transaction

_MOMENTS: Final = {each.value: each for each in Moment}
_REASONS: Final = {each.value: each for each in Longer}


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """A time that a customer set, and when it held."""

    setting: Setting
    set_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LongestRow:
    """What is kept longer than promised, with what it rests on."""

    id: UUID
    longest: Longest
    basis: str
    set_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """How a place stood when it was last looked at."""

    place: str
    item: str
    promises: tuple[str, ...]
    categories: tuple[str, ...]
    looks: int
    looked_at: datetime
    past: int
    held: bool
    since: datetime | None
    next_at: datetime | None
    ended: int
    longest: timedelta | None
    fault: str | None
    failing_since: datetime | None
    seen_as: str | None
    """Where it stands for all that is there: by what it was looked at."""
    seen_at: datetime | None
    whole_at: datetime | None

    @property
    def seen(self) -> Seen | None:
        """Return the last look, where the next one can go on from it."""
        if self.seen_as is None or self.seen_at is None or self.whole_at is None:
            return None
        return Seen(seen_as=self.seen_as, at=self.seen_at, whole_at=self.whole_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRow:
    """A set in which data ended, or was to."""

    id: UUID
    place: str
    item: str
    promises: tuple[str, ...]
    state: str
    begun_at: datetime
    ended_at: datetime | None
    ended: int | None
    longest: timedelta | None
    entry: UUID | None


@dataclass(slots=True, kw_only=True)
class Retention:
    """What one service keeps for how long, in one transaction."""

    transaction: Transaction
    service: str

    @property
    def looks(self) -> RetentionLooks:
        """What is due among records."""
        return RetentionLooks(transaction=self.transaction, service=self.service)

    def put_setting(
        self, setting: Setting, members: Sequence[bytes], *, identity: UUID, entry: UUID
    ) -> None:
        """Note a customer's own time; the one before is over. The first member is their id.

        Nobody else chooses about them meanwhile: the caller holds the person.
        """
        self.end_setting(setting.promise, members)
        self._change(
            "put_setting",
            person_key=members[0],
            id=identity,
            promise=setting.promise,
            moment=setting.moment.value,
            period=str(setting.period),
            entry=entry,
        )

    def end_setting(self, promise: str, members: Sequence[bytes]) -> bool:
        """End a customer's own time; tell whether there was one."""
        return bool(self._change("end_setting", promise=promise, members=list(members)))

    def settings_of(self, members: Sequence[bytes]) -> tuple[SettingRow, ...]:
        """Return the times that a customer set, the latest first."""
        return tuple(
            SettingRow(setting=_setting(row), set_at=row["set_at"], ended_at=row["ended_at"])
            for row in self._rows("settings_of", members=list(members))
        )

    def settings(self) -> tuple[Setting, ...]:
        """Return the different times that customers set."""
        return tuple(map(_setting, self._rows("settings")))

    def put_longest(self, identity: UUID, longest: Longest, *, basis: str, entry: UUID) -> None:
        """Note what is kept longer, and on what that rests."""
        self._change(
            "put_longest",
            id=identity,
            promise=longest.promise,
            category=longest.category,
            why=longest.why.value,
            moment=longest.moment.value,
            period=str(longest.period),
            basis=basis,
            entry=entry,
        )

    def started(self) -> frozenset[str]:
        """Return what those promises say that may end data, by their digests."""
        return frozenset(row["said"] for row in self._rows("started"))

    def start(self, promise: str, said: str, *, entry: UUID | None = None) -> bool:
        """Let a promise as it reads now end data; tell whether it could not before."""
        return bool(self._change("start", promise=promise, said=said, entry=entry))

    def has_data(self) -> bool:
        """Tell whether anything is there that could be past its time."""
        return bool(self._rows("has_data")[0]["there"])

    def lift_longest(self, identity: UUID, *, entry: UUID) -> bool:
        """End what is kept longer; tell whether it was in force."""
        return bool(self._change("lift_longest", id=identity, entry=entry))

    def longest(self) -> tuple[LongestRow, ...]:
        """Return what is kept longer than promised."""
        return tuple(
            LongestRow(
                id=row["id"], longest=_longest(row), basis=row["basis"], set_at=row["set_at"]
            )
            for row in self._rows("longest")
        )

    def end_expired(self, *, limit: int) -> EndedRows:
        """Delete records past the end that was given with them, unless a hold is in force."""
        return EndedRows(**self._rows("end_expired", limit=limit, own=OWN)[0])

    def past(self, type_: str, condition: Condition) -> int:
        """Return how many records of a type are due and there, held or not."""
        bounds, latest = bounds_of(condition), condition.latest
        return int(self._rows("past", type=type_, latest=latest, **bounds)[0]["past"])

    def next_moments(self, type_: str, condition: Condition) -> Mapping[int, datetime]:
        """Return, by its place among all bounds, the first moment that comes after each."""
        bounds = [bound for clause in condition.clauses for bound in clause]
        rows = self._rows(
            "next_moments",
            type=type_,
            bounds_at=list(range(len(bounds))),
            moments=[bound.moment.value for bound in bounds],
            bounds=[bound.latest for bound in bounds],
        )
        return {row["bound"]: row["at"] for row in rows if row["at"] is not None}

    def moments_of(
        self, records: Collection[UUID], moments: Collection[Moment]
    ) -> Mapping[UUID, Mapping[Moment, datetime]]:
        """Return of some records when each of these moments came, as far as it did."""
        found: dict[UUID, dict[Moment, datetime]] = {}
        values = [each.value for each in moments]
        for row in self._rows("moments_of", records=list(records), moments=values):
            found.setdefault(row["id"], {})[_MOMENTS[row["moment"]]] = row["at"]
        return found

    def stand(
        self,
        *,
        seen: Seen | None = None,
        **stood: Any,  # noqa: ANN401 - the columns of the statement
    ) -> None:
        """Note how a place stands after a look, and from where the next one can go on."""
        self._change(
            "stand",
            **_seen(seen),
            **stood,
        )

    def fail(  # noqa: PLR0913 - each is a column
        self,
        place: str,
        item: str,
        *,
        promises: Collection[str],
        categories: Collection[str],
        fault: str,
        past: int | None = None,
        seen: Seen | None = None,
    ) -> None:
        """Note that a place could not be looked at, or not be rid of what is due.

        ``past`` is how much would be due, where that was seen: none of it is waited for. ``seen``
        is from where the next look can go on, where it has not to be whole.
        """
        self._change(
            "fail",
            place=place,
            item=item,
            promises=sorted(promises),
            categories=sorted(categories),
            fault=fault,
            past=past,
            **_seen(seen),
        )

    def standings(self) -> tuple[Stood, ...]:
        """Return how each place stood when it was last looked at."""
        return tuple(Stood(**_tuples(row)) for row in self._rows("standings"))

    def put_set(  # noqa: PLR0913 - each is a column
        self,
        identity: UUID,
        place: str,
        item: str,
        *,
        promises: Collection[str],
        state: str,
        ended: int | None = None,
        longest: timedelta | None = None,
        entry: UUID | None = None,
    ) -> None:
        """Note a set in which data ended, or begins to."""
        self._change(
            "put_set",
            id=identity,
            place=place,
            item=item,
            promises=sorted(promises),
            state=state,
            ended=ended,
            longest=longest,
            entry=entry,
        )

    def end_set(
        self,
        identity: UUID,
        *,
        state: str,
        ended: int | None,
        longest: timedelta | None,
        entry: UUID,
    ) -> bool:
        """Note that a set is over; tell whether it was open."""
        return bool(
            self._change(
                "end_set", id=identity, state=state, ended=ended, longest=longest, entry=entry
            )
        )

    def open_sets(self, place: str) -> tuple[tuple[UUID, str, tuple[str, ...]], ...]:
        """Return the sets of a place that were begun and never done: id, item and promises."""
        rows = self._rows("open_sets", place=place)
        return tuple((row["id"], row["item"], tuple(row["promises"])) for row in rows)

    def sets(self, *, limit: int = 100) -> tuple[SetRow, ...]:
        """Return the latest sets, the latest first."""
        return tuple(SetRow(**_tuples(row)) for row in self._rows("sets", limit=limit))

    def _rows(self, name: str, **values: object) -> list[DictRow]:
        return self.transaction.rows("retention", name, service=self.service, **values)

    def _change(self, name: str, **values: object) -> int:
        return self.transaction.change("retention", name, service=self.service, **values)


def _seen(seen: Seen | None) -> dict[str, object]:
    return {
        "seen_as": None if seen is None else seen.seen_as,
        "seen_at": None if seen is None else seen.at,
        "whole_at": None if seen is None else seen.whole_at,
    }


def _setting(row: DictRow) -> Setting:
    return Setting(
        promise=row["promise"], moment=_MOMENTS[row["moment"]], period=Period.parse(row["period"])
    )


def _longest(row: DictRow) -> Longest:
    return Longest(
        promise=row["promise"],
        category=row["category"],
        why=_REASONS[row["why"]],
        moment=_MOMENTS[row["moment"]],
        period=Period.parse(row["period"]),
    )


def _tuples(row: DictRow) -> DictRow:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
