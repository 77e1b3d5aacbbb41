"""Values of a made-up person that the operator planted in the service itself.

A file a service, ``planted/<service>.toml`` in the data folder: each line a data category of the
policy and its value, or a list of values. It holds nothing of a real person.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from amana.acts.probes.errors import CannotLook, Unseen

_LONGEST_FILE: Final = 65_536
_MOST_VALUES: Final = 50
_SHORTEST: Final = 8
"""Letters. What is shorter stands on pages by chance."""
_LONGEST: Final = 200


def planted_values(folder: Path, service: str) -> Mapping[str, tuple[str, ...]]:
    """Return the planted values by data category; none where there is no file.

    Raises ``CannotLook`` for a file that is not of this form.
    """
    try:
        text = _text(folder / f"{service}.toml")
        given = tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise CannotLook(Unseen.PLANTED_FILE) from error
    values = {category: _values(value) for category, value in given.items()}
    if sum(map(len, values.values())) > _MOST_VALUES:
        raise CannotLook(Unseen.PLANTED_FILE)
    return values


def _text(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(_LONGEST_FILE + 1)
    if len(data) > _LONGEST_FILE:
        raise CannotLook(Unseen.PLANTED_FILE)
    return data.decode("utf-8")


def _values(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    if not values or not all(_is_fit(each) for each in values):
        raise CannotLook(Unseen.PLANTED_FILE)
    return tuple(values)


def _is_fit(value: object) -> bool:
    return isinstance(value, str) and _SHORTEST <= len(value) <= _LONGEST
