"""From the text of a map file to a map, or to everything that is wrong with it.

As with a policy, nothing is guessed and nothing is passed over; problems have their line and
column. With the policy at hand, each category must be one that it declares.
"""

from typing import Final

from amana.domain.policy.errors import PolicyErrors
from amana.domain.policy.form import Within, read_form
from amana.domain.policy.model import Policy
from amana.domain.policy.notes import Notes
from amana.domain.policy.sections import entries, outer_mapping
from amana.domain.policy.yaml_nodes import Mapping as MappingNode
from amana.domain.policy.yaml_nodes import Scalar, nodes
from amana.domain.record_map.declarations import MapHeader
from amana.domain.record_map.errors import MapEmpty, MapErrors, OtherService
from amana.domain.record_map.model import RecordMap
from amana.domain.record_map.sections import EVENTS, FIELDS, RECORDS, read_events, read_records
from amana.domain.record_map.table_forms import COLUMNS, TABLES, read_tables

SECTIONS: Final = (RECORDS, EVENTS, TABLES)


def parse(text: str, *, policy: Policy | None = None) -> RecordMap:
    """Return the map that the file declares. Raises ``MapErrors`` with every problem of it.

    With ``policy`` a category that it does not declare is a problem, and so is the map of another
    service.
    """
    try:
        return _parsed(text, policy)
    except PolicyErrors as error:
        raise MapErrors(error.problems) from error


def _parsed(text: str, policy: Policy | None) -> RecordMap:
    notes = Notes()
    root = outer_mapping(nodes(text), notes, empty=MapEmpty)
    notes.declared = _declared(root) if policy is None else declared_by(policy)
    header = read_form(MapHeader, root, notes, within=Within(where="–", also=SECTIONS))
    records = read_records(root, notes)
    events = read_events(root, notes)
    tables = read_tables(root, notes)
    service = root.get("service")
    if policy is not None and isinstance(service, Scalar) and service.text != policy.service:
        notes.note(OtherService, service, service=policy.service)
    notes.refuse_if_any()
    return RecordMap(service=header.service, records=records, events=events, tables=tables)


def declared_by(policy: Policy) -> dict[str, tuple[str, ...]]:
    """Return what a map may refer to of the policy."""
    return {"data": tuple(policy.data), "purposes": tuple(policy.purposes)}


def _declared(root: MappingNode) -> dict[str, tuple[str, ...]]:
    """Return every category that the map names: without a policy any of them may be declared."""
    return {"data": (*_categories(root, RECORDS, FIELDS), *_categories(root, TABLES, COLUMNS))}


def _categories(root: MappingNode, section: str, within: str) -> tuple[str, ...]:
    """Return the categories that the entries of a section name."""
    return tuple(
        named.text
        for _, entry in entries(root, section, Notes())
        if isinstance(entry, MappingNode)
        for _, field in entries(entry, within, Notes())
        if isinstance(field, MappingNode) and isinstance(named := field.get("is"), Scalar)
    )
