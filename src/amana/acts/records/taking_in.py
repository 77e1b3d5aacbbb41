"""From values as they came in to values as they are kept: declared, in one form, cut.

A full card number goes no further than this, wherever it stood (decision record 0151).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from amana.acts.records.asked import Circumstances, Raw
from amana.acts.records.errors import UnusableName, WrongKey, WrongSource, shown_name
from amana.domain.ledger.entry import Json
from amana.domain.record.cards import is_card
from amana.domain.record.errors import UnfitValue
from amana.domain.record.masking import mask
from amana.domain.record.types import Plain
from amana.domain.record_map.model import Keyed, RecordField, RecordType
from amana.domain.vocabulary.collecting import Origin, Part
from amana.values import normal

LONGEST_KEY: Final = 200
"""Characters of the service's own key of a record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """Values as they are kept."""

    values: Mapping[str, Json] = field(repr=False)
    left_out: tuple[str, ...] = ()
    """Fields of which nothing is stored."""
    shortened: tuple[str, ...] = ()
    """Fields of which only a part is stored."""


def taken_in(
    type_: RecordType,
    values: Mapping[str, Raw],
    *,
    parts: Mapping[str, Part],
    country: str | None,
) -> TakenIn:
    """Return the values in their usual form, as much of each as ``parts`` lets be stored.

    ``country`` is where numbers without one belong. Raises ``UnfitValue`` that names the field.
    """
    kept: dict[str, Json] = {}
    left_out: list[str] = []
    shortened: list[str] = []
    for name, raw in values.items():
        declared = type_.fields[name]
        part = parts.get(declared.category)
        value = _normal(declared, raw, country)
        if part is Part.HIDDEN:
            left_out.append(name)
        elif part is None:
            kept[name] = value
        else:
            kept[name] = mask(value, part.value, declared.type)
            shortened.append(name)
    return TakenIn(values=kept, left_out=tuple(left_out), shortened=tuple(shortened))


def _normal(declared: RecordField, raw: Raw, country: str | None) -> Plain:
    try:
        return normal(declared.type, raw, country=country).value
    except UnfitValue as error:
        raise error.of(declared.id) from None


def check_key(type_: RecordType, key: str | None) -> None:
    """Raise ``WrongKey`` unless a key stands where one belongs, and none where none does."""
    if (type_.keyed is Keyed.OWN) == (key is None):
        raise WrongKey(type=type_.id)
    if key is not None:
        usable = 0 < len(key) <= LONGEST_KEY and key.isprintable() and not is_card(key)
        if not usable:
            raise WrongKey(type=type_.id)


def check_names(names: Iterable[str | None]) -> None:
    """Raise ``UnusableName`` for a purpose, occasion or party that may be somebody's value."""
    for name in names:
        if name is not None and shown_name(name) != name:
            raise UnusableName


def check_how(how: Circumstances) -> None:
    """Raise ``WrongSource`` unless a third party, and nobody else, names itself as the source."""
    if (how.origin is Origin.THIRD_PARTY) == (how.source is None):
        raise WrongSource
    check_names((how.occasion, how.source))
