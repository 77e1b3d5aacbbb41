"""What the four personas do, in a stream that a seed repeats."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import Final, TypeAlias

from amana.cli.benchmarks.gdpr.records import (
    CHOICES,
    LASTING,
    LONG_S,
    SHORT_S,
    Record,
    Size,
    campaign,
    campaigns_of,
    draw_record,
    lasting,
    user,
)

_THETA: Final = 0.99
_WRONG_SHARE: Final = 0.02
"""Of the processor's and the regulator's operations: what their role may not do."""


class Persona(StrEnum):
    """Who works with the records."""

    CONTROLLER = "controller"
    CUSTOMER = "customer"
    PROCESSOR = "processor"
    REGULATOR = "regulator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """New metadata; what is ``None`` stays. Never whose record it is."""

    expires_at: float | None = None
    decision: bool | None = None
    recipient: str | None = None
    """One more who gets it."""
    objection: bool = False
    """Whether the record's campaign is objected to from now on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Create:
    """Keep a new record."""

    record: Record


class By(StrEnum):
    """What names the records of an operation."""

    KEY = "key"
    USER = "user"
    PURPOSE = "purpose"
    EXPIRY = "expiry"
    RECIPIENT = "recipient"
    OBJECTION = "objection"
    DECISION = "decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delete:
    """Delete the records of a campaign or user, what is past its time, or one by its key."""

    by: By
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """Change metadata of a campaign, a user, one record, or what one gets in a campaign."""

    by: By
    name: str
    change: Change
    recipient: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct:
    """Put other data in a record."""

    key: str
    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadData:
    """Read data of one record, a user's, or all that may be used for a purpose.

    ``OBJECTION``: of a campaign, where nobody objected; ``DECISION``: those of them that machines
    decide from alone.
    """

    by: By
    name: str
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMetadata:
    """Read what is known about one record, or about a user's."""

    by: By
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLog:
    """Read the latest lines of what was done."""

    lines: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyDeletion:
    """Tell whether a record is gone."""

    key: str


Operation: TypeAlias = (
    Create | Delete | Update | Correct | ReadData | ReadMetadata | ReadLog | VerifyDeletion
)


class Drawing:
    """Draws operations on the records of a seed, which it does not change."""

    def __init__(
        self, persona: Persona, records: Mapping[str, Record], size: Size, seed: int, *, now: float
    ) -> None:
        """Take the records as they are before the persona begins; ``now`` dates new ones."""
        self._persona = persona
        self._draw = random.Random(f"{persona} {seed}")  # noqa: S311 - repeatable on purpose
        self._records = records
        self._keys = sorted(records)
        self._draw.shuffle(self._keys)
        # Scrambled: which keys and users are asked for often has nothing to do with their order.
        self._users = [user(number) for number in range(size.users)]
        self._draw.shuffle(self._users)
        self._often_keys = _zipfian(len(self._keys))
        self._often_users = _zipfian(len(self._users))
        self._size = size
        self._now = now
        self._gone: set[str] = set()
        self._made = 0

    def operations(self) -> Iterator[Operation]:
        """Yield the stream."""
        choices = _MIX[self._persona]
        weights = [weight for weight, _ in choices]
        makers = [make for _, make in choices]
        for make in self._draw.choices(makers, weights, k=self._size.operations):
            wrong = self._persona in _WRONG and self._draw.random() < _WRONG_SHARE
            yield _WRONG[self._persona](self) if wrong else make(self)

    def create(self) -> Operation:
        """Draw a new record, of a user who was not deleted."""
        owner = self._draw.choice(self._users)
        while owner in self._gone:
            owner = self._draw.choice(self._users)
        self._made += 1
        key = f"key-{self._persona}-{self._made}"
        return Create(record=draw_record(self._draw, key, owner, self._size, self._now))

    def delete(self) -> Operation:
        """Draw what ends: a campaign, a period, or what is kept about a user."""
        by = self._draw.choice((By.PURPOSE, By.EXPIRY, By.USER))
        if by is By.EXPIRY:
            return Delete(by=by)
        if by is By.PURPOSE:
            return Delete(by=by, name=self._campaign())
        gone = self._draw.choice(self._users)
        self._gone.add(gone)
        return Delete(by=by, name=gone)

    def update(self) -> Operation:
        """Draw a change for a campaign, a user, or what one recipient gets in a campaign."""
        by = self._draw.choice((By.PURPOSE, By.USER, By.RECIPIENT))
        name = self._draw.choice(self._users) if by is By.USER else self._campaign()
        recipient = self._recipient() if by is By.RECIPIENT else ""
        return Update(by=by, name=name, change=self._change(), recipient=recipient)

    def read_own(self) -> Operation:
        """Draw a user's look at what is kept."""
        return ReadData(by=By.USER, name=self._often(self._users, self._often_users))

    def read_metadata(self) -> Operation:
        """Draw a look at what is known about one record."""
        return ReadMetadata(by=By.KEY, name=self._key())

    def correct(self) -> Operation:
        """Draw other data for a record."""
        letters = self._records[self._keys[0]].data
        return Correct(key=self._key(), data="".join(self._draw.choices(letters, k=len(letters))))

    def object(self) -> Operation:
        """Draw an objection, or a word about decisions by machines."""
        objects = self._draw.random() < 1 / 2
        decision = None if objects else self._draw.random() < 1 / 2
        return Update(
            by=By.KEY, name=self._key(), change=Change(objection=objects, decision=decision)
        )

    def delete_one(self) -> Operation:
        """Draw a record to delete."""
        return Delete(by=By.KEY, name=self._key())

    def use_one(self) -> Operation:
        """Draw a use of one record for a purpose of its own."""
        key = self._key()
        return ReadData(by=By.KEY, name=key, purpose=self._draw.choice(self._records[key].purposes))

    def use_many(self) -> Operation:
        """Draw a use of all records of a purpose; half of them name a lasting one."""
        if self._draw.random() < 1 / 2:
            return ReadData(by=By.PURPOSE, name=lasting(self._draw.randrange(LASTING)))
        return ReadData(by=self._draw.choice((By.OBJECTION, By.DECISION)), name=self._campaign())

    def inspect(self) -> Operation:
        """Draw a look at what is known about a user's records."""
        return ReadMetadata(by=By.USER, name=self._often(self._users, self._often_users))

    def read_log(self) -> Operation:
        """Ask for the latest of the log."""
        return ReadLog(lines=self._size.operations and 100)

    def verify_deletion(self) -> Operation:
        """Ask whether a record is gone."""
        return VerifyDeletion(key=self._key())

    def inspect_one(self) -> Operation:
        """Ask for metadata, which a processor may not see."""
        return ReadMetadata(by=By.KEY, name=self._key())

    def _change(self) -> Change:
        kind = self._draw.choice(("expiry", "expiry", "decision", "recipient"))
        if kind == "expiry":
            return Change(expires_at=self._now + self._draw.choice((SHORT_S, LONG_S, 2 * LONG_S)))
        if kind == "decision":
            return Change(decision=self._draw.random() < 1 / 2)
        return Change(recipient=self._recipient())

    def _campaign(self) -> str:
        return campaign(self._draw.randrange(campaigns_of(self._size)))

    def _recipient(self) -> str:
        return f"recipient_{self._draw.randrange(CHOICES)}"

    def _key(self) -> str:
        return self._often(self._keys, self._often_keys)

    def _often(self, names: list[str], weights: list[float]) -> str:
        return self._draw.choices(names, cum_weights=weights)[0]


def _zipfian(count: int) -> list[float]:
    """Return cumulative weights: the n-th is drawn in proportion to ``1 / n ** 0.99``."""
    return list(accumulate(1 / rank**_THETA for rank in range(1, count + 1)))


_Make: TypeAlias = Callable[[Drawing], Operation]
_MIX: Final[Mapping[Persona, tuple[tuple[int, _Make], ...]]] = {
    Persona.CONTROLLER: ((25, Drawing.create), (25, Drawing.delete), (50, Drawing.update)),
    Persona.CUSTOMER: (
        (20, Drawing.read_own),
        (20, Drawing.read_metadata),
        (20, Drawing.correct),
        (20, Drawing.object),
        (20, Drawing.delete_one),
    ),
    Persona.PROCESSOR: ((80, Drawing.use_one), (20, Drawing.use_many)),
    Persona.REGULATOR: (
        (46, Drawing.inspect),
        (31, Drawing.read_log),
        (23, Drawing.verify_deletion),
    ),
}
_WRONG: Final[Mapping[Persona, _Make]] = {
    Persona.PROCESSOR: Drawing.inspect_one,
    Persona.REGULATOR: Drawing.read_own,
}
