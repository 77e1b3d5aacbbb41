"""One promise as a person types it beside its sentence, before it stands in a file."""

from amana.domain.policy.errors import WrongShape
from amana.domain.policy.notes import Notes
from amana.domain.policy.yaml_nodes import Mapping, nodes


def check_promise_text(text: str, *, kind: str) -> None:
    """Raise ``PolicyErrors`` unless the text is YAML of a mapping that has the kind's own key.

    Whether its terms are declared is seen where it stands in the file, with everything else.
    """
    root, notes = nodes(text), Notes()
    if not isinstance(root, Mapping) or root.get(kind) is None:
        notes.note(WrongShape, root, key=kind, right=f"{kind}: …")
    notes.refuse_if_any()
