"""From what the promises say, and what is known of person, data and law, to the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from amana.domain.decision.question import Answer, Facts, Question, Refusal, RuleBook
from amana.domain.decision.restricting import restriction
from amana.domain.decision.rule import Doing
from amana.domain.decision.standing import (
    Law,
    admissions,
    channels,
    choices,
    earlier_promises,
    reading,
    states,
)

MASK: Final = "mask"
"""The duty to show no more than the part that the answer names."""
HOLD: Final = "hold"
"""The duty to keep what is under legal hold."""


@dataclass(slots=True, kw_only=True)
class Said:
    """What the promises say to a question, given what is known."""

    promises: tuple[str, ...]
    """Those that permit."""
    gaps: tuple[str, ...]
    forbidden: tuple[Refusal, ...]
    outside: tuple[Refusal, ...]
    unmet: tuple[Refusal, ...]
    """Needs without which no promise permits."""
    required: tuple[Refusal, ...]
    """Needs that must be met beside any permission."""
    masks: Mapping[str, str]


def conclude(book: RuleBook, question: Question, facts: Facts, said: Said) -> Answer:
    """Return the answer: a yes if and only if nothing refuses."""
    law = Law(question, facts)
    kept = facts.held and question.doing is Doing.KEEP
    # (8) What is held is kept, whatever promises, choices, time and laws say.
    gaps = about_nothing(question) if kept else said.gaps
    refusals = (Refusal(rule=1, about=gaps),) if gaps else ()
    if not kept:
        refusals = (
            *refusals,
            *said.forbidden,
            *said.outside,
            *choices(book, question, facts),
            *channels(book, question, facts),
            *states(question, facts),
            *said.unmet,
            *reading(book, question, facts),
            *said.required,
            *law.refusals,
            *earlier_promises(question, facts),
            *admissions(book, question, facts),
            *restriction(book, question, facts),
        )
    if facts.faults:
        refusals = (*refusals, Refusal(rule=12))
    return Answer(
        permitted=not refusals,
        promises=said.promises,
        refusals=refusals,
        gaps=tuple(dict.fromkeys(gaps)),
        masked=tuple(said.masks),
        masks=said.masks,
        articles=tuple(law.articles),
        duties=(*((MASK,) if said.masks else ()), *((HOLD,) if kept else ()), *law.duties),
        warnings=tuple(law.warnings),
        faults=facts.faults,
    )


def about_nothing(question: Question) -> tuple[str, ...]:
    """(1) Return what a question must name and does not."""
    lacking = (("data", question.data), ("purpose", question.purposes))
    return tuple(name for name, named in lacking if not named)
