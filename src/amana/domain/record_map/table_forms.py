"""How the ``tables`` section of a map is read: tables of the organisation's own database."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final, TypeAlias

from amana.domain.policy.errors import EmptyValue, MissingKey, UnfitValue, WrongShape, shown
from amana.domain.policy.form import Within, items_of, read_form, schema_of
from amana.domain.policy.notes import Notes
from amana.domain.policy.sections import entries
from amana.domain.policy.values import ID, Pattern, Plain, read_id
from amana.domain.policy.yaml_nodes import Mapping as MappingNode
from amana.domain.policy.yaml_nodes import Scalar
from amana.domain.promises.kind import DataId, item
from amana.domain.record.types import ValueType
from amana.domain.record_map.tables import Column, Table

TABLES: Final = "tables"
COLUMNS: Final = "columns"
_LONGEST: Final = 63
NAME: Final = Pattern(expression=r"[^\x00]{1,63}", example="customers")
"""A name of a table or column, however it is written: it is always quoted."""
Name: TypeAlias = Annotated[str, NAME]
ABOUT: Final[Mapping[str, str]] = {
    "columns": "The columns with data about people, by their names",
    "consent": "Of a purpose, the column that is true where the person has consented",
    "objection": "Of a purpose, the column that is true where the person has objected",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableForm:
    """A table, beside its columns and choices."""

    person: Name = item("The column that says whose row it is")
    table: Name | None = item("The table's name, where it is not the id", default=None)
    schema: Name = item("The schema that the table lies in", default="public")
    record: Name | None = item("The column that tells rows apart", default=None)
    occasion: Name | None = item(
        "The column with the occasion at which a row's data was collected", default=None
    )
    plain: tuple[Name, ...] = item("Columns that hold nothing about a person", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnForm:
    """A column with data about people."""

    is_: DataId = item("The data category that the policy declares")
    type: ValueType = item(
        "The type of its values, by which they are masked", default=ValueType.TEXT
    )


def read_tables(root: MappingNode, notes: Notes) -> dict[str, Table]:
    """Return the tables that are right."""
    found: dict[str, Table] = {}
    for key, node in entries(root, TABLES, notes):
        name = read_id(key, ID, notes)
        if not isinstance(node, MappingNode):
            notes.note(WrongShape, node, key=key.text, right="{…}")
            continue
        within = Within(where=key.text, also=tuple(ABOUT))
        form = read_form(TableForm, node, notes, within=within)
        columns = _columns(key, node, notes)
        consent, objection = (
            _choices(node, section, notes) for section in ("consent", "objection")
        )
        if name is None or form is None:
            continue
        found[name] = Table(
            id=name,
            schema=form.schema,
            name=form.table or name,
            person=form.person,
            columns=columns,
            record=form.record,
            occasion=form.occasion,
            plain=form.plain,
            consent=consent,
            objection=objection,
        )
    _check_lengths(root, found, notes)
    return found


def _columns(table: Scalar, node: MappingNode, notes: Notes) -> tuple[Column, ...]:
    """Return the columns of a table. One without columns would say nothing."""
    if node.get("columns") is None:
        about = ABOUT["columns"]
        notes.note(MissingKey, node, key="columns", where=table.text, about=about)
    listed = entries(node, "columns", notes)
    given = node.get("columns")
    if isinstance(given, MappingNode) and not listed:
        notes.note(EmptyValue, given, key="columns")
    found = []
    for key, entry in listed:
        if not isinstance(entry, MappingNode):
            notes.note(WrongShape, entry, key=key.text, right="{is: …}")
            continue
        form = read_form(ColumnForm, entry, notes, within=Within(where=key.text))
        if form is not None:
            found.append(Column(name=key.text, category=form.is_, type=form.type))
    return tuple(found)


def _choices(node: MappingNode, section: str, notes: Notes) -> dict[str, str]:
    """Return the columns of choices by purpose."""
    found = {}
    for key, value in entries(node, section, notes):
        if "purposes" in notes.declared and key.text not in notes.declared["purposes"]:
            notes.undeclared(key, "purposes")
        name = NAME.read(value, key.text, notes)
        if name is not None:
            found[key.text] = name
    return found


def _check_lengths(root: MappingNode, tables: Mapping[str, Table], notes: Notes) -> None:
    """Note names that the database would cut, and so take for others."""
    for key, _ in entries(root, TABLES, Notes()):
        table = tables.get(key.text)
        for name in () if table is None else (table.schema, table.name, *table.named):
            if not name or len(name.encode("utf-8", "surrogatepass")) > _LONGEST:
                example = f"{_LONGEST} bytes"
                notes.note(UnfitValue, key, key=key.text, value=shown(name), right=example)


def tables_schema() -> dict[str, Plain]:
    """Return the JSON Schema of the section."""
    column = schema_of(items_of(ColumnForm))
    choices: dict[str, Plain] = {"type": "object", "additionalProperties": {"type": "string"}}
    also: dict[str, Plain] = {
        "columns": {
            "description": ABOUT["columns"],
            "type": "object",
            "minProperties": 1,
            "additionalProperties": column,
        },
        "consent": {"description": ABOUT["consent"], **choices},
        "objection": {"description": ABOUT["objection"], **choices},
    }
    table = schema_of(items_of(TableForm), also)
    table["required"] = ["person", "columns"]
    return {"type": "object", "additionalProperties": table}
