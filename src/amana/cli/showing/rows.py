"""What a newcomer opens to see a promise kept: a row for each, in an example's rows.yaml."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import urljoin

import yaml

from amana.cli.policy_file import text_of
from amana.cli.showing.example import Example
from amana.domain.errors import Malformed
from amana.domain.policy.model import Policy
from amana.domain.words import LANGUAGES, Words

_POLICY: Final = "policy:/#{promise}"
"""Where every promise can be seen."""


class WrongRows(Malformed):
    """A row names no promise of the policy, no screen, or lacks its words."""

    code = "cli.wrong_rows"


class Place(StrEnum):
    """Where a screen is."""

    APP = "app"
    CENTRE = "centre"
    POLICY = "policy"
    CONSOLE = "console"
    LETTERS = "letters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Where one sees a promise."""

    promise: str
    place: Place
    path: str
    see: Words | None
    """What is to be seen there; ``None`` where nobody said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """From where screens are reached."""

    amana: str
    service: str
    app: str | None
    """``None`` while the application is not running."""

    def url(self, row: Row) -> str | None:
        """Return the address of the row's screen; ``None`` where it is not to be had yet."""
        starts = {
            Place.APP: self.app,
            Place.CENTRE: f"{self.amana}/{self.service}/me",
            Place.POLICY: f"{self.amana}/{self.service}/privacy",
            Place.CONSOLE: f"{self.amana}/console/{self.service}",
            Place.LETTERS: "/letters",
        }
        start = starts[row.place]
        if start is None:
            return None
        if row.place is Place.APP:
            return urljoin(f"{start}/", row.path)
        path, _, promise = row.path.partition("#")
        whole = start + path.rstrip("/")
        return f"{whole}#p-{promise.removeprefix('p-')}" if promise else whole


def rows_of(example: Example, policy: Policy) -> tuple[Row, ...]:
    """Return a row for each promise, in the policy's order; where none is given, the policy page.

    Raises ``WrongRows``.
    """
    given = {} if example.rows_file is None else yaml.safe_load(text_of(example.rows_file))
    if not isinstance(given, dict):
        raise WrongRows(example=example.name, row="-")
    for promise in given:
        if promise not in policy.promises:
            raise WrongRows(example=example.name, row=str(promise))
    return tuple(
        _row(example.name, promise, given.get(promise, {"screen": _POLICY.format(promise=promise)}))
        for promise in policy.promises
    )


def _row(example: str, promise: str, given: object) -> Row:
    """Read one row."""
    screen = given.get("screen") if isinstance(given, dict) else None
    place, _, path = str(screen).partition(":")
    see = given.get("see") if isinstance(given, dict) else None
    if place not in set(Place) or not path.startswith("/") or not isinstance(see, dict | None):
        raise WrongRows(example=example, row=promise)
    if isinstance(see, dict) and set(see) != set(LANGUAGES):
        raise WrongRows(example=example, row=promise)
    words = None if see is None else Words(ar=str(see["ar"]), en=str(see["en"]))
    return Row(promise=promise, place=Place(place), path=path, see=words)
