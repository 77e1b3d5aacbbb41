"""A signal of a person's browser: what it stops, and how a word that was said weighs against it.

Global Privacy Control asks not to sell or share (W3C Global Privacy Control, section 2). It is no
choice and no consent: it never permits anything, and who later agrees to a purpose, knowing of
the signal, is taken at that word.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from amana.domain.choice.word import AGREEING, Last
from amana.domain.decision.question import Question
from amana.domain.policy.model import Policy
from amana.domain.promises.choice import Choice, ChoiceOf
from amana.domain.promises.cookie import Cookie
from amana.domain.vocabulary.sharing import Nature

SET: Final = "1"
"""The one value of the header ``Sec-GPC`` that says anything (section 3.1)."""
_ADVERTISING: Final = frozenset(
    {
        "dpv:Advertising",
        "dpv:PersonalisedAdvertising",
        "dpv:TargetedAdvertising",
        "dpv:SellDataToThirdParties",
        "dpv:SellInsightsFromData",
    }
)
"""Purposes of DPV 2.3 that are sale, or sharing for advertising, whoever does it."""
_WITH_OTHERS: Final = _ADVERTISING | {"dpv:Marketing"}
"""Those that are so where others set the cookies."""
_SALES: Final = frozenset({Nature.SELL, Nature.RENT, Nature.TRADE})


def stopped_purposes(policy: Policy) -> frozenset[str]:
    """Return the purposes that Global Privacy Control stops.

    Those whose term is sale or advertising, those of marketing for which others set cookies, and
    those that the policy offers to opt out of as sharing.
    """
    return frozenset(_stopped(policy))


def reaches(question: Question, stopped: frozenset[str]) -> frozenset[str]:
    """Return the purposes of the question that the signal speaks of; of a sale, every one.

    ``stopped`` are those that it stops in this policy.
    """
    return question.purposes if question.nature in _SALES else question.purposes & stopped


def stopped_by(
    reached: frozenset[str], *, begun: datetime, words: Iterable[Last]
) -> frozenset[str]:
    """Return which purposes stay stopped by a signal that was first seen at ``begun``.

    Who agreed to a purpose in the act in which it was first seen, or later, is taken at that word,
    as long as it is their last and still holds.
    """
    said: dict[str, Last] = {}
    for word in words:
        said[word.purpose] = max(said.get(word.purpose, word), word, key=_weight)
    return frozenset(p for p in reached if p not in said or not _lifts(said[p], begun))


def _weight(word: Last) -> tuple[datetime, bool]:
    """Return what the word weighs; of two at one instant, the one that does not agree."""
    return word.at, word.state not in AGREEING


def _lifts(word: Last, begun: datetime) -> bool:
    return word.state in AGREEING and word.holds and word.at >= begun


def _stopped(policy: Policy) -> Iterator[str]:
    yield from (p.id for p in policy.purposes.values() if p.term in _ADVERTISING)
    for promise in policy.promises.values():
        form = promise.form
        if isinstance(form, Choice) and form.of is ChoiceOf.SHARING:
            yield from form.for_
        if isinstance(form, Cookie) and form.set_by:
            yield from (p for p in form.for_ if policy.purposes[p].term in _WITH_OTHERS)
