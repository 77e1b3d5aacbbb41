"""How the ids of our own lists are said to a person: in a page to read no machine's word stands."""

from collections.abc import Mapping
from typing import Final

from amana.domain.promises.accept import Acceptance
from amana.domain.vocabulary.collecting import Origin
from amana.domain.vocabulary.messages import MessageClass
from amana.domain.vocabulary.named import Named
from amana.domain.vocabulary.recipients import RECIPIENTS
from amana.domain.vocabulary.requests import RequestDoor, RequestKind
from amana.domain.words import Language
from amana.wording.catalogue import catalogue, say

_LISTS: Final[Mapping[tuple[str, str], type[Named]]] = {
    ("acceptances", "how"): Acceptance,
    ("ages", "origin"): Origin,
    ("history", "message_class"): MessageClass,
    ("known_by", "origin"): Origin,
    ("notices", "class"): MessageClass,
    ("origins", "origin"): Origin,
    ("records", "origin"): Origin,
    ("requests", "door"): RequestDoor,
    ("requests", "kind"): RequestKind,
    ("stopped_messages", "class"): MessageClass,
}
"""By table and column the list whose members stand there."""
_KEYS: Final[Mapping[tuple[str, str], str]] = {
    ("choices", "state"): "copies.choice",
    ("disclosures", "how"): "sharing.method",
    ("history", "act"): "act",
    ("history", "outcome"): "outcome",
    ("known_by", "kind"): "me.held.kind",
    ("purposes", "basis"): "copies.basis",
    ("requests", "state"): "requests.state",
}
"""By table and column what the keys of the catalogues begin with."""


def said(table: str, column: str, value: str, language: Language) -> str:
    """Return a value of a table of ours in words; one that no list knows stays as it is."""
    at = (table, column)
    if at == ("recipients", "kind") and value in RECIPIENTS:
        return RECIPIENTS[value].words.say(language)
    named = _LISTS.get(at)
    if named is not None:
        return next((each.say(language) for each in named if each == value), value)
    head = _KEYS.get(at)
    if head is None:
        return value
    known = catalogue(language).single
    return next((say(key, language) for key in _keys(head, value) if key in known), value)


def _keys(head: str, value: str) -> tuple[str, str]:
    """Return the keys that a catalogue may have for it."""
    return f"{head}.{value}", f"{head}_{value}"
