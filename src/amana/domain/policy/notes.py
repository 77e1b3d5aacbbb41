"""What is found wrong while a policy file is read: everything, not only the first."""

import difflib
from collections.abc import Collection, Mapping
from typing import Final

from amana.domain.errors import Field
from amana.domain.policy.errors import (
    MisspelledKey,
    MisspelledReference,
    MisspelledValue,
    PolicyErrors,
    PolicyProblem,
    Undeclared,
    UnknownKey,
    UnknownValue,
    shown,
)
from amana.domain.policy.yaml_nodes import Node, Scalar

_LONGEST_WORD: Final = 60


class Notes:
    """The problems so far, and the ids that the file declares, by section."""

    def __init__(self) -> None:
        """Begin with nothing found and nothing declared."""
        self.problems: list[PolicyProblem] = []
        self.declared: Mapping[str, tuple[str, ...]] = {}

    def note(self, problem: type[PolicyProblem], node: Node, **fields: Field) -> None:
        """Remember a problem at the node's place."""
        self.problems.append(problem(line=node.place.line, column=node.place.column, **fields))

    def unknown_key(self, key: Scalar, valid: Collection[str]) -> None:
        """Remember a key that is not known here, with the nearest that is."""
        said = {"key": shown(key.text), "valid": _listed(valid)}
        near = nearest(key.text, valid)
        if near is None:
            self.note(UnknownKey, key, **said)
        else:
            self.note(MisspelledKey, key, nearest=near, **said)

    def unknown_value(self, node: Scalar, key: str, valid: Collection[str]) -> None:
        """Remember a value that is none of a closed list, with the nearest that is."""
        said = {"key": key, "value": shown(node.text), "valid": _listed(valid)}
        near = nearest(node.text, valid)
        if near is None:
            self.note(UnknownValue, node, **said)
        else:
            self.note(MisspelledValue, node, nearest=near, **said)

    def undeclared(self, node: Scalar, section: str) -> None:
        """Remember a reference to what its section does not declare."""
        valid = self.declared.get(section, ())
        said = {"value": shown(node.text), "section": section, "valid": _listed(valid)}
        near = nearest(node.text, valid)
        if near is None:
            self.note(Undeclared, node, **said)
        else:
            self.note(MisspelledReference, node, nearest=near, **said)

    def refuse_if_any(self) -> None:
        """Raise ``PolicyErrors`` with everything that was found, if anything was."""
        if self.problems:
            raise PolicyErrors(tuple(self.problems))


def nearest(word: str, valid: Collection[str]) -> str | None:
    """Return the valid word most like this one, if any is like it."""
    plain = word[:_LONGEST_WORD].strip().lower().replace("-", "_").replace(" ", "_")
    found = difflib.get_close_matches(plain, sorted(valid), n=1)
    return found[0] if found else None


def _listed(valid: Collection[str]) -> str:
    """Return a list as a message shows it; a dash where there is nothing to choose from."""
    return ", ".join(sorted(valid)) or "–"
