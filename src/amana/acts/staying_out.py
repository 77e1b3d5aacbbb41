"""Addresses that stay out: what comes in of them, who may bring one back, what an erasure lists.

One rule for all ways in: an address on the list is refused where others than the person bring it,
and an import counts as others, whatever it says of its origin.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from amana.acts.kept import Kept
from amana.domain.errors import AmanaError, Refused
from amana.domain.person.groups import PersonKey
from amana.domain.person.identifiers import OWN_ID, IdentifierKind, Why
from amana.domain.record.errors import UnfitValue
from amana.domain.record.types import ValueType
from amana.domain.record_map.model import RecordMap, RecordType
from amana.domain.record_map.parse import parse
from amana.domain.vocabulary.collecting import Origin, Part
from amana.storage.erased_looks import Look
from amana.storage.work import View, Work
from amana.values import normal

Address: TypeAlias = tuple[IdentifierKind, str]
"""Its kind and its one form."""
_Typed: TypeAlias = Mapping[tuple[str, str], IdentifierKind]
_KINDS: Final = {ValueType.EMAIL: IdentifierKind.EMAIL, ValueType.PHONE: IdentifierKind.PHONE}
_TYPES: Final = {kind: type_ for type_, kind in _KINDS.items()}
_typed: Kept[tuple[str, int, object], _Typed] = Kept(most=64)


class Suppressed(Refused):
    """The address stays out: its person was erased, or asked to be left alone."""

    code = "persons.suppressed"


def by_others(origin: Origin, *, imported: bool = False) -> bool:
    """Tell whether somebody else than the person brings what comes in."""
    return imported or origin is not Origin.PERSON


def addresses_among(
    type_: RecordType,
    given: Mapping[str, object],
    kept: Mapping[str, object],
    *,
    parts: Mapping[str, Part],
    country: str | None,
) -> Iterator[Address]:
    """Yield the addresses among the values, whole ones too where only a part is kept."""
    for name, raw in given.items():
        declared = type_.fields[name]
        kind = _KINDS.get(declared.type)
        if kind is not None:
            whole = declared.category not in parts
            value = kept[name] if whole else normal(declared.type, raw, country=country).value
            yield kind, str(value)


def listed(view: View, addresses: Iterable[Address]) -> frozenset[Address]:
    """Return those of the addresses that stay out, by one statement."""
    return frozenset(view.suppression.why_many(addresses))


def coming_back(
    view: View, addresses: Iterable[Address], *, origin: Origin, imported: bool = False
) -> frozenset[Address]:
    """Return those on the list that their person gives again: they want to be known again.

    Raises ``Suppressed`` where others bring an address that stays out.
    """
    out = listed(view, addresses)
    if by_others(origin, imported=imported):
        for kind, _ in sorted(out):
            raise Suppressed(kind=kind.value)
    return out


def take_off(work: Work, addresses: Iterable[Address]) -> None:
    """Take these off the list; who asked to be left alone stays on it."""
    for kind, value in addresses:
        work.suppression.lift(kind, value, [Why.ERASED])


def admit(work: Work, addresses: Iterable[Address], *, origin: Origin) -> None:
    """Do both: raise ``Suppressed``, or take off the list what its person gives again."""
    take_off(work, coming_back(work, addresses, origin=origin))


def looks_of(
    view: View, group: tuple[PersonKey, ...], person: str, addresses: Iterable[Address]
) -> tuple[Look, ...]:
    """Return the hashes of all that a person was known by alone, to see whether it comes back.

    Their addresses, and the service's own ids of them. One that does not open keeps nobody from
    being erased.
    """
    try:
        own = {person, *view.identifiers.own_ids(group).values()}
    except AmanaError:
        own = {person}
    alone = {(kind.value, value) for kind, value in addresses} | {(OWN_ID, each) for each in own}
    return tuple(sorted((kind, view.erased_looks.look(kind, value)) for kind, value in alone))


def of_records(view: View, group: Iterable[PersonKey]) -> Iterator[tuple[PersonKey, Address]]:
    """Yield the addresses in all versions of the persons' records, with whose they are.

    A field counts by any map that ever declared it. What does not open keeps nobody from being
    erased, and what only a part was kept of is no address.
    """
    typed = _ever_typed(view)
    if not typed:
        return
    for found in view.records.every_version(group):
        for name, value in found.content.values.items():
            kind = typed.get((found.type, name))
            normalised = None if kind is None else _normal(kind, value)
            if kind is not None and normalised is not None:
                yield found.person_key, (kind, normalised)


def _normal(kind: IdentifierKind, value: object) -> str | None:
    try:
        return str(normal(_TYPES[kind], value, country=None).value)
    except UnfitValue:
        return None


def _ever_typed(view: View) -> _Typed:
    """Return the fields that any map of the service declares to hold addresses."""
    latest = view.maps.in_force()
    if latest is None:
        return {}
    instant = (view.service, latest.number, latest.applied_at)
    return _typed.get(instant, lambda: _read_maps(view, latest.number))


def _read_maps(view: View, newest: int) -> _Typed:
    found: dict[tuple[str, str], IdentifierKind] = {}
    for number in range(1, newest + 1):
        try:
            known = parse(view.maps.source(number))
        except AmanaError:
            # One that an older program took keeps nobody from being erased.
            continue
        found |= _addresses_of(known)
    return found


def _addresses_of(known: RecordMap) -> _Typed:
    return {
        (type_.id, field.id): _KINDS[field.type]
        for type_ in known.records.values()
        for field in type_.fields.values()
        if field.type in _KINDS
    }
