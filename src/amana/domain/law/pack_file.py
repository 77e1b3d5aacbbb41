"""A law pack as a file: written as YAML, read back strictly, compared clause by clause."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from amana.domain.law.clause import Clause
from amana.domain.law.pack import Pack
from amana.domain.policy.canonical import as_yaml
from amana.domain.policy.errors import NothingWritten
from amana.domain.policy.form import Within, items_of, read_form, schema_of, write_form
from amana.domain.policy.notes import Notes
from amana.domain.policy.sections import outer_mapping
from amana.domain.policy.values import Plain
from amana.domain.policy.yaml_nodes import nodes

_WHERE: Final = "–"


def write_pack(pack: Pack) -> str:
    """Return the pack as YAML. ``read_pack`` of it gives the pack again."""
    return as_yaml({"amana": pack.amana, **write_form(items_of(Pack), pack)})


def read_pack(text: str) -> Pack:
    """Return the pack that a file holds.

    Raises ``PolicyErrors`` with everything that is wrong, each at its line and column: an unknown
    key, a unit that is none, a law that is not known here.
    """
    notes = Notes()
    root = outer_mapping(nodes(text), notes, empty=NothingWritten)
    pack: Pack | None = read_form(Pack, root, notes, within=Within(where=_WHERE))
    notes.refuse_if_any()
    if pack is None:  # pragma: no cover - refused above
        raise ValueError
    return pack


def pack_schema() -> dict[str, Plain]:
    """Return the JSON Schema of the file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema_of(items_of(Pack)),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseChange:
    """A clause that stands in one of two packs only."""

    section: str
    clause: Clause
    added: bool
    """``False`` where it is gone."""


def clause_changes(old: Pack, new: Pack) -> tuple[ClauseChange, ...]:
    """Return the clauses that are gone and those that came; a changed one is both."""
    return tuple(
        ClauseChange(section=section, clause=clause, added=added)
        for section in dict.fromkeys(name for pack in (old, new) for name, _ in _clauses(pack))
        for added, own, other in ((False, old, new), (True, new, old))
        for name, clause in _clauses(own)
        if name == section and clause not in [it for at, it in _clauses(other) if at == section]
    )


def _clauses(pack: Pack) -> Iterator[tuple[str, Clause]]:
    """Yield every clause with the name of its section."""
    for item in items_of(Pack):
        value = getattr(pack, item.field)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Clause):
                yield item.key, each
