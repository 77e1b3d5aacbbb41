"""What the benchmark keeps about people: records with all that their people may ask about them."""

import random
import string
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

LASTING: Final = 25
CAMPAIGNS: Final = 2_000
CHOICES: Final = 10
SHORT_S: Final = 30.0
LONG_S: Final = 100 * 86_400.0
SHORT_SHARE: Final = 0.1
_OBJECTING_SHARE: Final = 0.2
_LETTERS: Final = string.ascii_lowercase + string.digits


@dataclass(slots=True, kw_only=True)
class Record:
    """One record. Mutable: the model changes its own."""

    key: str
    data: str
    user: str
    purposes: tuple[str, ...]
    """One or two lasting ones, and last a campaign."""
    objections: frozenset[str]
    expires_at: float
    """Seconds since the epoch."""
    decision: bool
    """Whether decisions are made from it by machine alone."""
    access: str
    recipients: frozenset[str]
    source: str
    category: str

    @property
    def campaign(self) -> str:
        """The purpose that does not last."""
        return self.purposes[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is drawn."""

    records: int
    operations: int
    users: int = 10_000
    data_bytes: int = 100


def lasting(number: int) -> str:
    """Return the name of a lasting purpose."""
    return f"purpose_{number}"


def campaign(number: int) -> str:
    """Return the name of a campaign."""
    return f"campaign_{number}"


def user(number: int) -> str:
    """Return the service's own id of a user."""
    return f"user-{number}"


def campaigns_of(size: Size) -> int:
    """Return how many campaigns there are: about fifty records each, and 2,000 at most."""
    return max(1, min(CAMPAIGNS, size.records // 50))


def draw_records(size: Size, *, seed: int, now: float) -> Iterator[Record]:
    """Yield the records of a seed, each field drawn by itself."""
    draw = random.Random(f"records {seed}")  # noqa: S311 - repeatable on purpose
    for number in range(size.records):
        yield draw_record(draw, f"key-{number}", user(draw.randrange(size.users)), size, now)


def draw_record(draw: random.Random, key: str, owner: str, size: Size, now: float) -> Record:
    """Return a record of this key and user, everything else drawn."""
    named = [lasting(n) for n in draw.sample(range(LASTING), draw.choice((1, 2)))]
    purposes = (*named, campaign(draw.randrange(campaigns_of(size))))
    short = draw.random() < SHORT_SHARE
    return Record(
        key=key,
        data="".join(draw.choices(_LETTERS, k=size.data_bytes)),
        user=owner,
        purposes=purposes,
        objections=frozenset(p for p in purposes if draw.random() < _OBJECTING_SHARE),
        expires_at=now + (SHORT_S if short else LONG_S),
        decision=draw.random() < 1 / 2,
        access=f"access_{draw.randrange(CHOICES)}",
        recipients=frozenset(
            f"recipient_{n}" for n in draw.sample(range(CHOICES), draw.choice((0, 1, 2)))
        ),
        source=f"source_{draw.randrange(CHOICES)}",
        category=f"category_{draw.randrange(CHOICES)}",
    )
