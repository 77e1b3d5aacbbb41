"""What is kept about a person, arranged for their own page: each value with where it came from."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from amana.domain.record.masking import mask
from amana.domain.record.types import ValueType
from amana.sdk import HeldField, HeldRecord, HeldValue

_VISIT = "visit"
_MASKED = frozenset({"bank_account"})
"""Fields of which no page shows more than the end, as the policy promises."""
_LEFT_TO_RIGHT = frozenset({"phone", "email", "bank_account", "reference"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A value as it is shown, and how it came in."""

    value: str = field(repr=False)
    origin: str
    source: str | None
    occasion: str | None
    at: str

    @classmethod
    def of(cls, name: str, held: HeldValue) -> "Told":
        """Make it of a value that is kept."""
        value = "" if held.value is None else str(held.value)
        return cls(
            value=mask(value, "last4", ValueType.IBAN) if name in _MASKED else value,
            origin=held.origin,
            source=held.source,
            occasion=held.occasion,
            at=held.at.isoformat(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A field: what stands there now, and what stood there before, the latest first."""

    name: str
    now: Told | None
    earlier: tuple[Told, ...]
    left_to_right: bool

    @classmethod
    def of(cls, name: str, held: HeldField) -> "Line":
        """Make it of a field that is kept."""
        return cls(
            name=name,
            now=None if held.now is None else Told.of(name, held.now),
            earlier=tuple(Told.of(name, each) for each in held.earlier),
            left_to_right=name in _LEFT_TO_RIGHT,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One record."""

    type: str
    number: str
    """The request's own; of what belongs to the account itself it is not shown."""
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Everything that is kept about one person."""

    parts: tuple[Part, ...]
    visits: tuple[tuple[str, int], ...]
    """How often which page was opened, the most frequent first."""


def own_copy(records: Iterable[HeldRecord]) -> Copy:
    """Arrange what is kept; visits are counted, since each of them is a record of its own."""
    held = tuple(records)
    visits = Counter(page for each in held if each.type == _VISIT for page in _pages(each))
    return Copy(
        parts=tuple(_part(each) for each in held if each.type != _VISIT),
        visits=tuple(visits.most_common()),
    )


def _pages(record: HeldRecord) -> Iterator[str]:
    return (str(each.now.value) for each in record.fields.values() if each.now is not None)


def _part(record: HeldRecord) -> Part:
    of_request = record.type in {"request", "payment"}
    return Part(
        type=record.type,
        number=(record.key or "") if of_request else "",
        lines=tuple(
            Line.of(name, held) for name, held in sorted(record.fields.items(), key=_place)
        ),
    )


_ORDER = ("name", "phone", "email", "place", "bank_account", "area", "address", "details", "paid")


def _place(item: tuple[str, HeldField]) -> tuple[int, str]:
    """Order fields as people are used to them."""
    name = item[0]
    return (_ORDER.index(name) if name in _ORDER else len(_ORDER), name)
