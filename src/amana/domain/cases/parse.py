"""Read a file of cases, YAML or JSON, with every mistake at its line and column."""

from amana.domain.cases.case import CaseFile
from amana.domain.policy.errors import PolicyErrors, WrongShape
from amana.domain.policy.form import Within, read_form
from amana.domain.policy.notes import Notes
from amana.domain.policy.yaml_nodes import Mapping, nodes


def parse_cases(text: str) -> CaseFile:
    """Return the cases. Raises ``PolicyErrors`` with everything that is wrong in the file."""
    root, notes = nodes(text), Notes()
    if not isinstance(root, Mapping):
        place = root.place
        raise PolicyErrors(
            (WrongShape(line=place.line, column=place.column, key="–", right="key: value"),)
        )
    found = read_form(CaseFile, root, notes, within=Within(where="–"))
    notes.refuse_if_any()
    cases: CaseFile = found
    return cases
