"""The rules that look at person, data and law, whatever the promises say: 4 to 8, 10, 13 to 15."""

from collections.abc import Iterator
from typing import Final

from amana.domain.decision.duty import Certainty, LawDuty
from amana.domain.decision.essential import is_essential
from amana.domain.decision.needs import met_for, names_reader, ungranted
from amana.domain.decision.question import Facts, Question, Refusal, RuleBook
from amana.domain.decision.rule import Doing, Need

NEW: frozenset[Doing] = frozenset({Doing.COLLECT})
"""What is about data that is not there yet: neither past its time nor promised before."""
UNHANDLED: frozenset[Doing] = frozenset({Doing.COLLECT, Doing.KEEP})
"""What uses no data that is there."""
CHANNEL: Final = "channel"
"""What stands before a channel that a refusal is about."""


def choices(book: RuleBook, question: Question, facts: Facts) -> Iterator[Refusal]:
    """(4) A purpose by consent needs one in force. (5) An objection refuses at once."""
    unconsented = tuple(
        purpose
        for purpose in sorted(question.purposes)
        if book.purposes.get(purpose) == "consent" and purpose not in facts.consented
    )
    if unconsented:
        yield Refusal(rule=4, need=Need.CONSENT, about=unconsented)
    objected = tuple(sorted(question.purposes & facts.objected))
    if objected:
        yield Refusal(rule=5, need=Need.NO_OBJECTION, about=objected)


def channels(book: RuleBook, question: Question, facts: Facts) -> Iterator[Refusal]:
    """(5) By a closed channel comes only what is essential; no channel named is none spared."""
    if question.doing is not Doing.MESSAGE or not question.purposes:
        return
    shut = facts.closed if question.channel is None else facts.closed & {question.channel}
    if shut and not is_essential(book, question):
        about = tuple(f"{CHANNEL}:{channel}" for channel in sorted(shut))
        yield Refusal(rule=5, need=Need.NO_OBJECTION, about=about)


def states(question: Question, facts: Facts) -> Iterator[Refusal]:
    """(6) Too young. (7) Past its time, as if it were not there. (8) Held, and used for nothing."""
    if facts.too_young and question.doing is not Doing.KEEP:
        yield Refusal(rule=6, need=Need.ADULT)
    if facts.expired and question.doing not in NEW:
        yield Refusal(rule=7)
    if facts.held and question.doing not in UNHANDLED:
        yield Refusal(rule=8)


def reading(book: RuleBook, question: Question, facts: Facts) -> Iterator[Refusal]:
    """(10) Staff need a reason, where grants are kept a grant; delicate data a second person."""
    if question.doing is not Doing.READ:
        return
    if not names_reader(question):
        yield Refusal(rule=10, need=Need.REASON)
    if facts.granted is not None and (beyond := ungranted(question, facts)):
        yield Refusal(rule=10, need=Need.GRANT, about=beyond)
    delicate = tuple(sorted(question.data & book.delicate))
    if delicate and Need.SECOND_PERSON not in facts.met:
        yield Refusal(rule=10, need=Need.SECOND_PERSON, about=delicate)


def earlier_promises(question: Question, facts: Facts) -> Iterator[Refusal]:
    """(14) Data serves what was promised for it when it was collected, or since."""
    if facts.promised is None or question.doing in UNHANDLED:
        return
    new = tuple(sorted(question.purposes - facts.promised))
    if new:
        yield Refusal(rule=14, about=new)


def admissions(book: RuleBook, question: Question, facts: Facts) -> Iterator[Refusal]:
    """(15) A purpose that exists only for some people is refused to the others."""
    closed = tuple(
        purpose
        for purpose in sorted(question.purposes & book.admits.keys())
        if book.admits[purpose] not in facts.events
    )
    if closed:
        yield Refusal(rule=15, need=Need.EVENT, about=closed)


class Law:
    """(13) What the packs in force for the person say to the question."""

    __slots__ = ("articles", "duties", "refusals", "warnings")

    def __init__(self, question: Question, facts: Facts) -> None:
        """Ask every duty that speaks of the question."""
        self.refusals: list[Refusal] = []
        self.articles: dict[str, None] = {}
        self.duties: dict[str, None] = {}
        self.warnings: dict[str, None] = {}
        for duty in facts.law:
            about = spoken_of(duty, question)
            if about:
                self._ask(duty, frozenset(about), question, facts)

    def _ask(self, duty: LawDuty, about: frozenset[str], question: Question, facts: Facts) -> None:
        """Take the refusals and duties of one article, or its warning where it is not certain."""
        met = met_for(about, question, facts)
        if about & facts.implied:
            # No law takes an act for consent where it asks for consent.
            met -= {Need.CONSENT}
        unmet = sorted(duty.needs - met)
        if duty.certainty is not Certainty.CERTAIN:
            if unmet or duty.refuses or duty.duty is not None:
                self.warnings[duty.source] = None
            return
        self.articles[duty.source] = None
        if duty.duty is not None:
            self.duties[duty.duty] = None
        lacking: list[Need | None] = [*unmet, *([None] if duty.refuses else [])]
        self.refusals += (
            Refusal(rule=13, need=need, about=tuple(sorted(about)), articles=(duty.source,))
            for need in lacking
        )


def spoken_of(duty: LawDuty, question: Question) -> frozenset[str]:
    """Return the purposes of the question that the duty speaks of; none where it is silent."""
    if question.doing not in duty.doings or not (duty.data is None or question.data & duty.data):
        return frozenset()
    return question.purposes if duty.purposes is None else question.purposes & duty.purposes
