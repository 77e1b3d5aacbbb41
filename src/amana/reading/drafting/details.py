"""What a sentence says beside its kind: how soon, by which way, at what cost, with what exception.

Each item of a form has words that speak for it, folded, in both languages (``lists/details.toml``).
An item that no word speaks for is left out: the policy language has a meaning for its absence.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from amana.domain.policy.proposal import Proposal
from amana.reading.folding import tokens


class _Words(NamedTuple):
    """An item, what it is where the words stand in the sentence, and the words."""

    item: str
    value: str | bool
    words: re.Pattern[str]


_LISTS: Final = frozenset(
    {"change", "if_material", "as", "through", "except", "answer", "unless", "signals", "stop"}
)
"""Items that hold several values."""
_PERIODS: Final = {"right": "within", "change": "ahead"}
"""Items that the period of a sentence of the kind is."""
_RATE: Final = re.compile(
    r"\b(?:every|each|per) (?:\w+ )?(?:days?|weeks?|months?|years?|quarters?)\b"
    r"|\bكل (?:\w+ )?(?:يوم|ايام|اسبوع|شهر|اشهر|سنه|سنوات|عام|اعوام|سنتين|شهرين)"
)
"""How often something is done, which is no length of time that passes before or until it."""
_MATERIAL: Final = re.compile(
    r"\b(?:material|significant|substantial|important|major)\w*\b|\bin a way that matters"
    r"|\b\w*(?:جوهري|مهم|كبير|اساسي)"
)


@cache
def _words() -> Mapping[str, Sequence[_Words]]:
    """Return the words by kind, read once."""
    file = resources.files("amana.reading").joinpath("lists", "details.toml")
    rows = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        kind: [
            _Words(row["item"], row["value"], re.compile("|".join(row["words"]))) for row in each
        ]
        for kind, each in rows.items()
    }


def details(proposal: Proposal) -> dict[str, object]:
    """Return the further items of the main kind's form that the sentence's words speak for."""
    kind = proposal.kinds[0]
    folded = " ".join(token.word for token in tokens(proposal.text))
    found: dict[str, object] = {}
    for item, value, words in _words().get(kind, ()):
        if not words.search(folded):
            continue
        if item == kind or item in _LISTS:
            before = found.get(item, ())
            found[item] = (*before, value) if isinstance(before, tuple) else (value,)
        else:
            found.setdefault(item, value)
    if kind in _PERIODS and proposal.slots.period and not _RATE.search(folded):
        found[_PERIODS[kind]] = proposal.slots.period
    return _weighed(found, folded) if kind == "change" else found


def _weighed(found: dict[str, object], folded: str) -> dict[str, object]:
    """Put what a change that matters adds under its own item."""
    told = found.pop("change", ())
    if not told:
        return found
    item = "if_material" if _MATERIAL.search(folded) else "change"
    return found | {item: told}
