"""Whether a sentence rules something out, and whether flatly or but for an exception.

*Not … except* and *not … without your consent* limit an act; they do not negate it. *Not
responsible for*, *not only*, *unauthorised* and their like rule nothing out.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from amana.reading.lexicon import Span

_ACTS: Final = (
    "collect", "store", "use", "share", "sell", "keep", "send", "delete", "access_staff", "given",
    "recorded", "combine", "cookie", "accept", "child", "delete", "public", "move", "change",
    "other_purpose", "examine", "request", "charge", "fee", "verify", "give",
)  # fmt: skip
_SCOPE: Final = 7
"""Words after a negation that it can still govern."""


class Negation(StrEnum):
    """How a sentence rules out an act."""

    NONE = "none"
    BANNED = "banned"
    LIMITED = "limited"


def negation(concepts: Mapping[str, Sequence[Span]]) -> tuple[Negation, Span | None]:
    """Return how the sentence negates, and the words from the negation to its act."""
    reach = _reach(concepts) or next(iter(concepts.get("flat_no", ())), None)
    if reach is None:
        return Negation.NONE, None
    excepted = [start for start, _ in concepts.get("except", ()) if start > reach[0]]
    consented = [start for start, _ in concepts.get("without_consent", ()) if start >= reach[0]]
    limited = excepted or consented
    return (Negation.LIMITED if limited else Negation.BANNED), reach


def _reach(concepts: Mapping[str, Sequence[Span]]) -> Span | None:
    """Return the first negation together with the act that it governs."""
    harmless = [
        span
        for name in ("not_only", "without_consent", "opt_out", "disagree", "do_not_use")
        for span in concepts.get(name, ())
    ]
    for start, end in concepts.get("not", ()):
        if any(left <= start < right for left, right in harmless):
            continue
        acts = [
            act_end
            for act in _ACTS
            for act_start, act_end in concepts.get(act, ())
            if end <= act_start <= end + _SCOPE
        ]
        if acts:
            return start, min(acts)
    return None
