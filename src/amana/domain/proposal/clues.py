"""What a column seems to hold, from its name and its sampled values, whatever its table."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from amana.domain.errors import Field
from amana.domain.proposal.looks import Look, Tally
from amana.domain.proposal.names import Said, said_by
from amana.domain.record.types import ValueType
from amana.domain.source.structure import ColumnKind, StructureColumn, StructureTable


class Why(StrEnum):
    """Why something is proposed; each is a sentence of the catalogues."""

    NAME = "name"
    VALUES = "values"
    CONTRADICTED = "contradicted"
    """The name says it, and the values do not look like it."""
    TABLE = "table"
    """What the table is about."""
    INSIDE = "inside"
    """Longer texts in which data of somebody stands."""
    FOREIGN_KEY = "foreign_key"
    NAMED_ALIKE = "named_alike"
    HOLDS_THE_SAME = "holds_the_same"
    """No foreign key is declared; the names say where the column leads."""
    DETAIL = "detail"
    """A row of a person's refers to it."""
    JOINED = "joined"
    PEOPLE = "people"
    IDENTIFIES = "identifies"
    ACTOR = "actor"
    """Who dealt with the row, and whom it is not about."""
    TWO_PEOPLE = "two_people"
    """Links of the row lead to two people, and one of them owns it at most."""
    OWNED = "owned"
    DELETED = "deleted"
    ACCOUNTS = "accounts"
    SHARED = "shared"
    PINNED = "pinned"
    """Rows that stay refer to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A reason, with what its sentence names: tables, columns and shares, never a value."""

    why: Why
    fields: Mapping[str, Field] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """What a column seems to hold."""

    kind: str
    type: ValueType
    confidence: float
    """0 to 1."""
    reasons: tuple[Reason, ...]
    loose: bool = False
    """It needs a table about people to count."""

    @property
    def strong(self) -> bool:
        """Tell whether it shows by itself that rows are about people."""
        return self.kind in _STRONG and not self.loose and self.confidence >= _SURE


_STRONG: Final = frozenset(
    "email phone identity_document bank_account payment_card birth_date name ip_address health "
    "account_credentials gender nationality".split()
)
_SURE: Final = 0.65
_TIMES: Final = frozenset({ColumnKind.DATE, ColumnKind.TIME})
_FITS: Final[Mapping[ColumnKind, frozenset[str]]] = {
    ColumnKind.BOOLEAN: frozenset({"preferences", "health", "marital_status", "family", "gender"}),
    ColumnKind.DATE: frozenset({"birth_date", "usage_activity", "company_info", "health"}),
    ColumnKind.TIME: frozenset({"birth_date", "usage_activity", "company_info", "health"}),
    ColumnKind.INTEGER: frozenset(
        "phone identity_document age salary gender birth_date health bank_account company_info "
        "usage_activity content_reviews education marital_status location payment_history".split()
    ),
    ColumnKind.NUMBER: frozenset(
        "location salary age health phone education payment_history".split()
    ),
    ColumnKind.BYTES: frozenset({"profile_photo", "account_credentials", "ip_address"}),
}
"""The kinds that a column of this sort can hold; those that are not listed can hold any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """Of a look, what it shows, from which share on, and how surely."""

    kind: str
    type: ValueType
    least: float
    confidence: float
    needed: bool = False
    """Whether a column of the kind has to look so, or its name is wrong."""


_SEEN: Final[Mapping[Look, _Seen]] = {
    Look.EMAIL: _Seen(kind="email", type=ValueType.EMAIL, least=0.6, confidence=0.95, needed=True),
    Look.IBAN: _Seen(kind="bank_account", type=ValueType.IBAN, least=0.6, confidence=0.97),
    Look.CARD: _Seen(kind="payment_card", type=ValueType.CARD, least=0.6, confidence=0.95),
    Look.PASSWORD: _Seen(
        kind="account_credentials", type=ValueType.TEXT, least=0.6, confidence=0.97
    ),
    Look.AGENT: _Seen(kind="browser_os", type=ValueType.TEXT, least=0.6, confidence=0.95),
    Look.IP: _Seen(kind="ip_address", type=ValueType.IP, least=0.8, confidence=0.9, needed=True),
    Look.PLACE: _Seen(kind="location", type=ValueType.PLACE, least=0.8, confidence=0.8),
    Look.NATIONAL_ID: _Seen(
        kind="identity_document", type=ValueType.NATIONAL_ID, least=0.8, confidence=0.7
    ),
    Look.PHONE: _Seen(kind="phone", type=ValueType.PHONE, least=0.7, confidence=0.7),
}
"""In the order in which they count."""
_NAMES, _LETTERS, _NAMED = 0.35, 0.7, 0.75
_BORN, _BORN_SURE, _FEWEST = 0.9, 0.45, 10
_INSIDE, _INSIDE_SURE = 0.03, 0.6
_DOUBTED: Final = 0.4
_ABSENT: Final = 0.1
_DATED: Final = frozenset({ColumnKind.DATE, ColumnKind.TEXT})


def clue(table: StructureTable, column: StructureColumn, tally: Tally) -> Clue | None:
    """Return what the column seems to hold; keys that lead to other rows hold nothing."""
    keys = {name for key in table.foreign_keys for name in key.columns}
    if column.name in keys or _is_number_of_its_own(table, column):
        return None
    said = _fitting(said_by(column.name), column.kind)
    shown = _shown(column, tally)
    if said is None:
        return shown
    if shown is None:
        return _by_name(said, column, tally)
    if shown.kind == said.kind:
        both = 1 - (1 - said.confidence) * (1 - shown.confidence)
        reasons = (_named(column), *shown.reasons)
        return replace(shown, confidence=both, reasons=reasons, loose=False)
    named = _by_name(said, column, tally)
    if shown.kind == "other":
        # What stands inside a text does not say what the text is.
        both = max(named.confidence, shown.confidence)
        return replace(named, confidence=both, reasons=(*named.reasons, *shown.reasons))
    return shown if shown.confidence > named.confidence or said.loose else named


def _is_number_of_its_own(table: StructureTable, column: StructureColumn) -> bool:
    """Tell whether the column is a key that is made up, as a running number or a UUID is."""
    made_up = column.kind in {ColumnKind.INTEGER, ColumnKind.UUID}
    return column.name in table.primary_key and made_up


def _fitting(said: Said | None, kind: ColumnKind) -> Said | None:
    """Return what the name says, where such a column can hold it."""
    if said is None or said.kind not in _FITS.get(kind, frozenset({said.kind})):
        return None
    return said


def _named(column: StructureColumn) -> Reason:
    return Reason(why=Why.NAME, fields={"column": column.name})


def _by_name(said: Said, column: StructureColumn, tally: Tally) -> Clue:
    """Return what the name says, with less confidence where the values look otherwise."""
    missed = any(
        seen.needed and seen.kind == said.kind and tally.share(look) < _ABSENT
        for look, seen in _SEEN.items()
    )
    reasons: tuple[Reason, ...] = (_named(column),)
    confidence = said.confidence
    if missed and tally.looked >= _FEWEST:
        reasons = (*reasons, Reason(why=Why.CONTRADICTED, fields={"looked": tally.looked}))
        confidence *= _DOUBTED
    return Clue(
        kind=said.kind, type=said.type, confidence=confidence, reasons=reasons, loose=said.loose
    )


def _shown(column: StructureColumn, tally: Tally) -> Clue | None:
    """Return what the values show."""
    for look, seen in _SEEN.items():
        if tally.share(look) >= seen.least and _fits_kind(seen.kind, column.kind):
            return _of(look, tally, seen.kind, seen.type, seen.confidence, loose=_weak(tally, look))
    if tally.share(Look.NAME) >= _NAMES and tally.share(Look.LETTERS) >= _LETTERS:
        return _of(Look.NAME, tally, "name", ValueType.TEXT, _NAMED, loose=_weak(tally, Look.NAME))
    if tally.share(Look.BIRTH) >= _BORN and tally.distinct >= _FEWEST and column.kind in _DATED:
        return _of(Look.BIRTH, tally, "birth_date", ValueType.DATE, _BORN_SURE, loose=True)
    if tally.share(Look.INSIDE) >= _INSIDE:
        return _of(Look.INSIDE, tally, "other", ValueType.TEXT, _INSIDE_SURE, loose=True)
    return None


def _fits_kind(kind: str, column: ColumnKind) -> bool:
    return kind in _FITS.get(column, frozenset({kind}))


def _weak(tally: Tally, look: Look) -> bool:
    """Tell whether a look could be chance: numbers like telephones', or hardly any values."""
    return look in {Look.PHONE, Look.NATIONAL_ID} or tally.distinct < _FEWEST


def _of(  # noqa: PLR0913 - the parts of a clue
    look: Look, tally: Tally, kind: str, of: ValueType, confidence: float, *, loose: bool
) -> Clue:
    percent = round(100 * tally.share(look))
    why = Why.INSIDE if look is Look.INSIDE else Why.VALUES
    fields: dict[str, Field] = {"look": look.value, "percent": percent, "looked": tally.looked}
    reason = Reason(why=why, fields=fields)
    return Clue(kind=kind, type=of, confidence=confidence, reasons=(reason,), loose=loose)
