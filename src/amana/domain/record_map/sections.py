"""The lists of a map, each read from its nodes. What is wrong is noted, and left out."""

from collections.abc import Mapping
from typing import Any, Final

from amana.domain.period import Period
from amana.domain.policy.errors import EmptyValue, MissingKey, WrongShape
from amana.domain.policy.form import Within, read_form
from amana.domain.policy.notes import Notes
from amana.domain.policy.sections import entries
from amana.domain.policy.values import read_id
from amana.domain.policy.yaml_nodes import Mapping as MappingNode
from amana.domain.policy.yaml_nodes import Node, Scalar
from amana.domain.record_map.declarations import FIELD, EventForm, FieldForm, RecordForm
from amana.domain.record_map.model import RecordField, RecordType

RECORDS: Final = "records"
EVENTS: Final = "events"
FIELDS: Final = "fields"
ABOUT: Final[Mapping[str, str]] = {
    RECORDS: "The types of record that the service holds, by id",
    EVENTS: "Events after which alone something may be collected, by id",
    FIELDS: "The fields of the record, by id",
}


def read_records(root: MappingNode, notes: Notes) -> dict[str, RecordType]:
    """Return the record types that are right."""
    found: dict[str, RecordType] = {}
    for key, node in entries(root, RECORDS, notes):
        name = read_id(key, FIELD, notes)
        form = _form(RecordForm, key, node, notes, also=(FIELDS,))
        fields = _fields(key, node, notes) if isinstance(node, MappingNode) else {}
        if name is not None and form is not None:
            found[name] = RecordType(id=name, fields=fields, keyed=form.key, name=form.name)
    return found


def read_events(root: MappingNode, notes: Notes) -> dict[str, Period]:
    """Return how long each event counts, of those that are right."""
    found: dict[str, Period] = {}
    for key, node in entries(root, EVENTS, notes):
        name = read_id(key, FIELD, notes)
        form = _form(EventForm, key, node, notes)
        if name is not None and form is not None:
            found[name] = form.within
    return found


def _fields(record: Scalar, node: MappingNode, notes: Notes) -> dict[str, RecordField]:
    """Return the fields of one record type. One without fields would hold nothing."""
    given = node.get(FIELDS)
    if given is None:
        notes.note(MissingKey, node, key=FIELDS, where=record.text, about=ABOUT[FIELDS])
    elif isinstance(given, MappingNode) and not given.entries:
        notes.note(EmptyValue, given, key=FIELDS)
    found: dict[str, RecordField] = {}
    for key, entry in entries(node, FIELDS, notes):
        name = read_id(key, FIELD, notes)
        form = _form(FieldForm, key, entry, notes)
        if name is not None and form is not None:
            found[name] = RecordField(id=name, category=form.is_, type=form.type, name=form.name)
    return found


def _form(
    form: type[Any], key: Scalar, node: Node, notes: Notes, also: tuple[str, ...] = ()
) -> Any | None:  # noqa: ANN401 - an instance of the form
    """Return an entry's form, or note what is wrong with it."""
    if isinstance(node, MappingNode):
        return read_form(form, node, notes, within=Within(where=key.text, also=also))
    notes.note(WrongShape, node, key=key.text, right="{…}")
    return None
