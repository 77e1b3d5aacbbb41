"""What of a person's data can be erased by itself, and what stays whatever is asked, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from amana.acts.holding.holds import held_here
from amana.acts.in_force import in_force, published
from amana.acts.records.errors import NoMapInForce
from amana.acts.records.map_in_force import map_in_force
from amana.acts.sources.opening import map_of
from amana.domain.source.model import ColumnFate, RowFate, SourceColumn, SourceTable
from amana.domain.source.registry import SourceKind
from amana.domain.words import Words
from amana.storage.work import View


class Stays(StrEnum):
    """Why a category of data is not erased by itself."""

    NOWHERE = "nowhere"
    """No map says where it would stand."""
    KEPT = "kept"
    """Each place keeps it, for its reason."""
    HELD = "held"
    """A legal hold keeps it."""
    SERVICE = "service"
    """It stands in a service that can only be asked to erase everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptThere:
    """A place where something of a category stays, why, and how long."""

    source: str
    reason: str
    until: str | None
    """An ISO 8601 period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasable:
    """A category of data, and whether an erasure in part can name it."""

    category: str
    name: Words
    stays: Stays | None
    """Why it is not offered; ``None`` where it is."""
    kept: tuple[KeptThere, ...]
    """Where something of it stays all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """What an erasure in part can name, and what one names now."""

    erasable: tuple[Erasable, ...]
    chosen: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """One place in which a category stands."""

    erases: bool
    service: bool = False
    kept: KeptThere | None = None


def erasable(view: View, *, person: str | None = None) -> tuple[Erasable, ...]:
    """Return every category that the policy declares, in its order.

    With a person, what a legal hold keeps of theirs in our own records is not offered.
    """
    policy = published(view, in_force(view)).policy
    places: dict[str, list[_Place]] = {}
    for category, place in (*_own(view), *_in_sources(view)):
        places.setdefault(category, []).append(place)
    group = () if person is None else view.persons.group(person)
    return tuple(
        Erasable(
            category=each.id,
            name=each.name,
            stays=_why(view, group, each.id, places.get(each.id, ())),
            kept=_kept(places.get(each.id, ())),
        )
        for each in policy.data.values()
    )


def offered(view: View) -> frozenset[str]:
    """Return the categories that an erasure in part can name."""
    return frozenset(each.category for each in erasable(view) if each.stays is None)


def _why(
    view: View, group: tuple[bytes, ...], category: str, places: Iterable[_Place]
) -> Stays | None:
    found = tuple(places)
    if not found:
        return Stays.NOWHERE
    if group and held_here(view, group, only={category}) is not None:
        return Stays.HELD
    if any(each.erases for each in found):
        return None
    return Stays.SERVICE if any(each.service for each in found) else Stays.KEPT


def _kept(places: Iterable[_Place]) -> tuple[KeptThere, ...]:
    return tuple(dict.fromkeys(each.kept for each in places if each.kept is not None))


def _own(view: View) -> Iterator[tuple[str, _Place]]:
    try:
        known = map_in_force(view)
    except NoMapInForce:
        return
    for type_ in known.records.values():
        for field in type_.fields.values():
            yield field.category, _Place(erases=True)


def _in_sources(view: View) -> Iterator[tuple[str, _Place]]:
    for entry in view.sources.listed():
        if entry.approved is None:
            continue
        service = entry.kind is SourceKind.HTTP
        for table in map_of(view, entry.name, entry.approved).tables.values():
            for column in table.columns:
                yield column.category, _place(entry.name, table, column, service=service)


def _place(source: str, table: SourceTable, column: SourceColumn, *, service: bool) -> _Place:
    keeper: SourceTable | SourceColumn | None = None
    if table.fate is RowFate.KEEP:
        keeper = table
    elif column.fate is ColumnFate.KEEP:
        keeper = column
    if keeper is None:
        return _Place(erases=not service, service=service)
    until = None if keeper.until is None else str(keeper.until)
    return _Place(
        erases=False, kept=KeptThere(source=source, reason=keeper.reason or "", until=until)
    )
