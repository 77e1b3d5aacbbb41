"""Whether a sharing may begin for one person: told, waited out, and not said no to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from amana.domain.announced.sharing import Sharing
from amana.domain.decision.question import Question


class Answer(StrEnum):
    """What a person said to one announcement."""

    NO = "no"
    YES = "yes"


class Standing(StrEnum):
    """What a person wants of every announced sharing."""

    ASK = "ask"
    """It waits for their yes, from the next announcement on."""
    NEVER = "never"
    """None happens, but what they say yes to later."""
    GO_ON = "go_on"
    """It goes on once the wait is over, unless they say no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingWord:
    """A standing choice, when it was made, and since when nothing goes on of itself."""

    standing: Standing
    at: datetime
    since: datetime
    """Earlier than ``at`` where the person said the same, or *never*, before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How one announcement stands to one person, over all of their ids."""

    id: str
    """Of the announcement."""
    sharing: Sharing
    begun_at: datetime
    over_at: datetime | None
    """When their wait is over; ``None`` where nothing reached them."""
    answer: Answer | None = None
    answered_at: datetime | None = None

    def lets(self, standing: StandingWord | None, *, now: datetime) -> bool:
        """Tell whether the sharing that it announced may happen now."""
        if self.answer is Answer.NO or self.over_at is None or now < self.over_at:
            return False
        if standing is None or standing.standing is Standing.GO_ON:
            return True
        agreed = self.answer is Answer.YES
        if standing.standing is Standing.NEVER:
            return agreed and self.answered_at is not None and self.answered_at > standing.at
        return agreed or self.begun_at < standing.since


def letting(
    told: Iterable[Told], question: Question, *, standing: StandingWord | None, now: datetime
) -> frozenset[str]:
    """Return the announcements that let this disclosure happen; none where anything is missing.

    Each field must have been announced for each purpose. One no to any of it refuses all of it.
    """
    about = [
        each
        for each in told
        if each.sharing.recipient == question.recipient
        and each.sharing.purpose in question.purposes
        and each.sharing.data & question.data
    ]
    if not question.purposes or any(each.answer is Answer.NO for each in about):
        return frozenset()
    held = [each for each in about if each.lets(standing, now=now)]
    for purpose in question.purposes:
        covered = {
            one for each in held if each.sharing.purpose == purpose for one in each.sharing.data
        }
        if not covered >= question.data:
            return frozenset()
    return frozenset(each.id for each in held)
