"""The JSON Schema (2020-12) of the map file, made from the same forms as its reader.

Whether a category is declared is for ``parse`` with the policy at hand.
"""

from typing import Final

from amana.domain.policy.form import items_of, schema_of
from amana.domain.policy.values import Plain
from amana.domain.record_map.declarations import (
    FIELD,
    EventForm,
    FieldForm,
    MapHeader,
    RecordForm,
)
from amana.domain.record_map.sections import ABOUT, EVENTS, FIELDS, RECORDS
from amana.domain.record_map.table_forms import TABLES, tables_schema

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Plain]:
    """Return the schema of a whole map file."""
    fields = _listing(FIELDS, schema_of(items_of(FieldForm)), least=1)
    record = schema_of(items_of(RecordForm), also={FIELDS: fields})
    record["required"] = [FIELDS]
    outer = schema_of(
        items_of(MapHeader),
        also={
            RECORDS: _listing(RECORDS, record, least=0),
            EVENTS: _listing(EVENTS, schema_of(items_of(EventForm)), least=0),
            TABLES: tables_schema(),
        },
    )
    return {
        "$schema": _DIALECT,
        "title": "Amana map",
        "description": "What a service holds about people, each part with its data category",
        **outer,
    }


def _listing(section: str, entry: dict[str, Plain], *, least: int) -> Plain:
    """Return the schema of a list by id."""
    return {
        "description": ABOUT[section],
        "type": "object",
        "propertyNames": {"pattern": f"^{FIELD.expression}$"},
        "additionalProperties": entry,
        "minProperties": least,
    }
