"""From the text of a source's map to the map, or to everything that is wrong with it.

As with a policy, nothing is guessed and nothing is passed over; problems have their line and
column. Whether the database is as the map says is for :mod:`amana.domain.source.fit`.
"""

from typing import Final

from amana.domain.policy.errors import PolicyErrors
from amana.domain.policy.form import Within, read_form
from amana.domain.policy.model import Policy
from amana.domain.policy.notes import Notes
from amana.domain.policy.sections import entries, outer_mapping
from amana.domain.policy.yaml_nodes import Mapping as MappingNode
from amana.domain.policy.yaml_nodes import Scalar, nodes
from amana.domain.source.checks import check
from amana.domain.source.declarations import SourceHeader
from amana.domain.source.errors import OtherServiceMapped, SourceMapEmpty, SourceMapErrors
from amana.domain.source.model import SourceMap
from amana.domain.source.sections import COLUMNS, TABLES, read_tables

_ALSO: Final = (TABLES,)


def parse(text: str, *, policy: Policy | None = None) -> SourceMap:
    """Return the map that the file declares. Raises ``SourceMapErrors`` with every problem of it.

    With ``policy`` a category that it does not declare is a problem, and so is the map of another
    service.
    """
    try:
        return _parsed(text, policy)
    except PolicyErrors as error:
        raise SourceMapErrors(error.problems) from error


def _parsed(text: str, policy: Policy | None) -> SourceMap:
    notes = Notes()
    root = outer_mapping(nodes(text), notes, empty=SourceMapEmpty)
    notes.declared = {"data": _categories(root) if policy is None else tuple(policy.data)}
    header = read_form(SourceHeader, root, notes, within=Within(where="–", also=_ALSO))
    tables = read_tables(root, notes)
    service = root.get("service")
    if policy is not None and isinstance(service, Scalar) and service.text != policy.service:
        notes.note(OtherServiceMapped, service, service=policy.service)
    notes.refuse_if_any()
    check(tables, {key.text: key for key, _ in entries(root, TABLES, Notes())}, notes)
    notes.refuse_if_any()
    return SourceMap(
        service=header.service, source=header.source, approved=header.approved, tables=tables
    )


def _categories(root: MappingNode) -> tuple[str, ...]:
    """Return every category that the map names: without a policy any of them may be declared."""
    return tuple(
        named.text
        for _, table in entries(root, TABLES, Notes())
        if isinstance(table, MappingNode)
        for _, column in entries(table, COLUMNS, Notes())
        if isinstance(column, MappingNode) and isinstance(named := column.get("is"), Scalar)
    )
