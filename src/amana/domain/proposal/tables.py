"""Tables and columns as they are proposed, and the ids that a map gives them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from amana.domain.proposal.clues import Reason
from amana.domain.proposal.reached import Reached
from amana.domain.record.types import ValueType
from amana.domain.source.model import ColumnFate, Reference, RowFate
from amana.domain.source.structure import Structure

_NOT_OF_IDS: Final = re.compile(r"[^a-z0-9_]+")
_LONGEST: Final = 58


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedColumn:
    """A column with data about people."""

    name: str
    kind: str
    """What it holds, as the vocabulary has it."""
    category: str
    """The policy's category for it; the kind, where the policy promises none."""
    promised: bool
    type: ValueType
    confidence: float
    reasons: tuple[Reason, ...]
    fate: ColumnFate | None = None
    value: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedTable:
    """A table with rows about people."""

    id: str
    name: str
    schema: str | None
    person: Mapping[str, str]
    via: tuple[Reached, ...]
    columns: tuple[ProposedColumn, ...]
    reasons: tuple[Reason, ...]
    key: tuple[str, ...] = ()
    """The columns that tell rows apart, where there is no primary key."""
    unlink: tuple[Reference, ...] = ()
    fate: RowFate = RowFate.DELETE
    why: tuple[Reason, ...] = field(default=())
    """Why erasure does this to its rows."""

    @property
    def full_name(self) -> str:
        """Return the name that tells tables of several schemas apart."""
        return self.name if self.schema is None else f"{self.schema}.{self.name}"


def table_ids(structure: Structure) -> Mapping[str, str]:
    """Return an id for each table by its full name; names that no id can be are numbered."""
    found: dict[str, str] = {}
    for number, name in enumerate(structure.tables, start=1):
        plain = _NOT_OF_IDS.sub("_", name.lower()).strip("_")[:_LONGEST]
        wanted = plain if plain[:1].isalpha() else f"table{plain and '_'}{plain}"
        taken = wanted in found.values() or wanted == "table"
        found[name] = f"{wanted}_{number}" if taken else wanted
    return found
