"""What a command is given as an object of JSON: out of a file, or from standard input."""

import json
import sys
from pathlib import Path
from typing import Any, Final

from amana.cli.errors import ValueMissing, WrongValue
from amana.cli.policy_file import text_of

OPTION: Final = "--file"
_LONGEST: Final = 10_000_000


def given_text(command: str, file: Path | None) -> str:
    """Return the text of the file; ``-`` is standard input. Raises ``ValueMissing``."""
    if file is None:
        raise ValueMissing(command=command, name=OPTION)
    return sys.stdin.read(_LONGEST) if str(file) == "-" else text_of(file)


def given_json(command: str, file: Path | None) -> dict[str, Any]:
    """Return the object. Raises ``ValueMissing``, and ``WrongValue`` for what is none."""
    try:
        said = json.loads(given_text(command, file))
    except (ValueError, RecursionError):
        raise WrongValue(command=command, name=OPTION) from None
    if not isinstance(said, dict):
        raise WrongValue(command=command, name=OPTION)
    return said
