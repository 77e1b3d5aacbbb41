"""The tables of a source's map, read from their nodes. What is wrong is noted, and left out."""

from collections.abc import Mapping
from typing import Any, Final

from amana.domain.policy.errors import EmptyValue, MissingKey, RepeatedValue, WrongShape, shown
from amana.domain.policy.form import Within, read_form
from amana.domain.policy.notes import Notes
from amana.domain.policy.sections import entries
from amana.domain.policy.values import ID, read_id
from amana.domain.policy.yaml_nodes import Mapping as MappingNode
from amana.domain.policy.yaml_nodes import Node, Scalar, Sequence
from amana.domain.source.declarations import (
    NAME,
    LinkForm,
    ReferenceForm,
    SourceColumnForm,
    SourceTableForm,
)
from amana.domain.source.model import Link, Reference, SourceColumn, SourceTable

TABLES: Final = "tables"
COLUMNS: Final = "columns"
PERSON: Final = "person"
VIA: Final = "via"
UNLINK: Final = "unlink"
TIMES: Final = "times"
ON: Final = "on"
ABOUT: Final[Mapping[str, str]] = {
    TABLES: "The tables that hold something about people, by id",
    PERSON: "Of a kind of identifier, the column that holds it, or several",
    VIA: "The links by which a row is a person's, by id",
    UNLINK: "References that become null where the row that they lead to is deleted, by id",
    TIMES: "Of a moment from which promises count, the column that holds when it came",
    COLUMNS: "The columns with data about people, by their names",
    ON: "Of a column of this table, the column of the other that it equals",
}


def read_tables(root: MappingNode, notes: Notes) -> dict[str, SourceTable]:
    """Return the tables that are right."""
    if root.get(TABLES) is None:
        notes.note(MissingKey, root, key=TABLES, where="–", about=ABOUT[TABLES])
    _not_empty(root, TABLES, notes)
    read = (_table(key, node, notes) for key, node in entries(root, TABLES, notes))
    return {table.id: table for table in read if table is not None}


def _table(key: Scalar, node: Node, notes: Notes) -> SourceTable | None:
    name = read_id(key, ID, notes)
    form = _form(SourceTableForm, key, node, notes, also=(PERSON, VIA, UNLINK, TIMES, COLUMNS))
    if not isinstance(node, MappingNode):
        return None
    person = _identifying(node, notes)
    times = _names(node, TIMES, notes)
    links = _links(node, notes)
    unlink = _references(node, UNLINK, notes)
    columns = _columns(node, notes)
    if name is None or form is None:
        return None
    return SourceTable(
        id=name,
        name=form.table or name,
        schema=form.schema,
        fate=form.erase,
        key=form.key,
        person=person,
        fold=form.fold,
        via=links,
        unlink=unlink,
        columns=columns,
        plain=form.plain,
        restrict=form.restrict,
        reason=form.reason,
        until=form.until,
        times=times,
        zone=form.zone,
        triggers=form.triggers,
    )


def _links(node: MappingNode, notes: Notes) -> tuple[Link, ...]:
    """Return the links of a table that are right."""
    found = []
    for key, entry in entries(node, VIA, notes):
        form = _form(LinkForm, key, entry, notes, also=(ON,))
        joined = _joined(key, entry, notes)
        if form is not None:
            found.append(
                Link(id=key.text, table=form.table, **joined, owns=form.owns, clear=form.clear)
            )
    return tuple(found)


def _references(node: MappingNode, section: str, notes: Notes) -> tuple[Reference, ...]:
    """Return the references of a table that lead to no person."""
    found = []
    for key, entry in entries(node, section, notes):
        form = _form(ReferenceForm, key, entry, notes, also=(ON,))
        joined = _joined(key, entry, notes)
        if form is not None:
            found.append(Reference(id=key.text, table=form.table, **joined))
    return tuple(found)


def _joined(key: Scalar, node: Node, notes: Notes) -> dict[str, tuple[str, ...]]:
    """Return the columns of a reference, on both sides."""
    if not isinstance(node, MappingNode):
        return {"columns": (), "to": ()}
    if node.get(ON) is None:
        notes.note(MissingKey, node, key=ON, where=key.text, about=ABOUT[ON])
    _not_empty(node, ON, notes)
    pairs = _names(node, ON, notes)
    return {"columns": tuple(pairs), "to": tuple(pairs.values())}


def _columns(node: MappingNode, notes: Notes) -> tuple[SourceColumn, ...]:
    """Return the columns of a table that are right."""
    found = []
    for key, entry in entries(node, COLUMNS, notes):
        NAME.read(key, COLUMNS, notes)
        form = _form(SourceColumnForm, key, entry, notes)
        if form is not None:
            found.append(
                SourceColumn(
                    name=key.text,
                    category=form.is_,
                    type=form.type,
                    fate=form.erase,
                    value=form.value,
                    reason=form.reason,
                    until=form.until,
                    of=form.of,
                )
            )
    return tuple(found)


def _names(node: MappingNode, section: str, notes: Notes) -> dict[str, str]:
    """Return names by names."""
    found = {}
    for key, value in entries(node, section, notes):
        NAME.read(key, section, notes)
        name = NAME.read(value, key.text, notes)
        if name is not None:
            found[key.text] = name
    return found


def _identifying(node: MappingNode, notes: Notes) -> dict[str, tuple[str, ...]]:
    """Return the columns of each kind of identifier: one, or a list of them."""
    found = {}
    for key, value in entries(node, PERSON, notes):
        NAME.read(key, PERSON, notes)
        if isinstance(value, Sequence) and not value.items:
            notes.note(EmptyValue, value, key=key.text)
        parts = value.items if isinstance(value, Sequence) else (value,)
        names: list[str] = []
        for part in parts:
            name = NAME.read(part, key.text, notes)
            if name is not None and name in names:
                notes.note(RepeatedValue, part, key=key.text, value=shown(name))
            elif name is not None:
                names.append(name)
        found[key.text] = tuple(names)
    return found


def _not_empty(node: MappingNode, section: str, notes: Notes) -> None:
    """Note a list that stands there and holds nothing."""
    given = node.get(section)
    if isinstance(given, MappingNode) and not given.entries:
        notes.note(EmptyValue, given, key=section)


def _form(
    form: type[Any], key: Scalar, node: Node, notes: Notes, also: tuple[str, ...] = ()
) -> Any | None:  # noqa: ANN401 - an instance of the form
    """Return an entry's form, or note what is wrong with it."""
    if isinstance(node, MappingNode):
        return read_form(form, node, notes, within=Within(where=key.text, also=also))
    notes.note(WrongShape, node, key=key.text, right="{…}")
    return None
