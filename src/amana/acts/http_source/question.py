"""The questions that a service is asked; docs/reference/http-source.md has their form."""

import hashlib
import hmac
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from typing import Final

from amana.channels.webhook import key_of
from amana.domain.retention.due import Bound
from amana.domain.source.outcome import Correction, Sought

VERSION: Final = 1
_KEY_LENGTH: Final = 32
_UNRESTRICT: Final = "unrestrict"
"""What a key says of a restriction's end: else a service took it for the mark it has put."""


class Asked(StrEnum):
    """What a service is asked to do."""

    FIND = "find"
    COPY = "copy"
    CORRECT = "correct"
    RESTRICT = "restrict"
    ERASE = "erase"
    ERASE_PART = "erase_part"
    """Erase some categories alone: a word of its own, so that no service takes it for all."""
    LEFT = "left"
    DUE = "due"
    """How many rows of a table are over by their age."""
    END_DUE = "end_due"
    """End them: it names those whose rows stay, and nobody whose rows go."""


CHANGES: Final = frozenset({Asked.CORRECT, Asked.RESTRICT, Asked.ERASE, Asked.ERASE_PART})
"""Those that may change something, and bear a key for each person."""


def question(  # noqa: PLR0913 - what is asked, of whom, and what comes with it
    asked: Asked,
    persons: Sequence[Sought],
    secret: str,
    *,
    corrections: Sequence[Correction] = (),
    on: bool | None = None,
    categories: Collection[str] = (),
) -> bytes:
    """Return the body of a question. Persons have the numbers of their places in the list.

    With ``categories`` it is about what is of these alone.

    What the caller knows a person by never goes out.
    """
    body: dict[str, object] = {
        "amana": VERSION,
        "act": asked.value,
        "persons": [
            _person(asked, number, person, secret, on=on) for number, person in enumerate(persons)
        ],
    }
    if asked is Asked.CORRECT:
        body["corrections"] = [
            {"table": each.table, "column": each.column, "value": each.value}
            for each in corrections
        ]
    if categories:
        body["categories"] = sorted(categories)
    if on is not None:
        body["on"] = on
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aged:
    """Rows of one table that are over by their age, and whose rows stay."""

    table: str
    along: tuple[str, ...]
    """The tables of which rows go with its rows."""
    categories: frozenset[str]
    """What lies in all of these."""
    clauses: tuple[tuple[Bound, ...], ...]
    """A row is over where of each clause one bound holds."""
    held: tuple[Sought, ...]


def question_of_age(asked: Asked, aged: Aged, secret: str, *, at_most: int | None = None) -> bytes:
    """Return the body of ``due`` or ``end_due``, of ``at_most`` so many rows.

    ``persons`` is empty: a service that took it for another question would do nothing to anybody.
    Instants are in whole seconds; what is cut off is over a moment later.
    """
    body: dict[str, object] = {
        "amana": VERSION,
        "act": asked.value,
        "persons": [],
        "table": aged.table,
        "along": list(aged.along),
        "categories": sorted(aged.categories),
        "over": [[_bound(bound) for bound in clause] for clause in aged.clauses],
        "held": [
            _person(asked, number, who, secret, on=None) for number, who in enumerate(aged.held)
        ],
    }
    if at_most is not None:
        body["at_most"] = at_most
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _bound(bound: Bound) -> dict[str, str]:
    latest = bound.latest.astimezone(UTC).replace(microsecond=0)
    return {"moment": bound.moment.value, "latest": f"{latest.replace(tzinfo=None).isoformat()}Z"}


def _person(
    asked: Asked, number: int, person: Sought, secret: str, *, on: bool | None
) -> dict[str, object]:
    """Return one person: by their identifiers, with the key by which a repeated change is known."""
    made: dict[str, object] = {
        "person": str(number),
        "identifiers": {kind: list(values) for kind, values in person.identifiers.items()},
    }
    if asked in {Asked.ERASE, Asked.ERASE_PART}:
        made["pseudonym"] = person.pseudonym
    if asked in CHANGES and person.pseudonym:
        made["key"] = change_key(asked, person.pseudonym, secret, on=on)
    return made


def change_key(asked: Asked, pseudonym: str, secret: str, *, on: bool | None = None) -> str:
    """Return what is the same whenever the same change of the same request is asked again.

    It is made of the request's pseudonym, which is drawn once, and tells nobody without the secret
    anything. ``on`` is false where a restriction's marks are taken off, a change of its own.
    """
    word = _UNRESTRICT if asked is Asked.RESTRICT and on is False else asked.value
    said = f"{word}.{pseudonym}".encode()
    return hmac.new(key_of(secret), said, hashlib.sha256).hexdigest()[:_KEY_LENGTH]
