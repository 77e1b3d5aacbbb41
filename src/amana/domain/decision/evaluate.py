"""The numbered rules of ``spec/decision.md``, evaluated. Nothing is read or written.

Each refusal carries the number of its rule. The order in which the rules are looked at does
not matter to the answer: all of them are, and one refusal is enough.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from amana.domain.decision.concluding import Said, about_nothing, conclude
from amana.domain.decision.essential import spared
from amana.domain.decision.masking import least
from amana.domain.decision.matching import in_scope, matches, touched
from amana.domain.decision.needs import OTHER_NEED, RULE_OF_NEED, missing
from amana.domain.decision.question import Answer, Facts, Question, Refusal, RuleBook
from amana.domain.decision.rule import Doing, Effect, Need, Rule
from amana.domain.vocabulary.sharing import THE_PERSON

NOBODY_NAMED: Final = "recipient"
"""What a question is about that hands data out and does not say to whom."""
_HANDING_OUT = frozenset({Doing.DISCLOSE, Doing.PUBLISH})


def evaluate(book: RuleBook, question: Question, facts: Facts) -> Answer:
    """Return whether the question is permitted, which promises said so, and why not.

    A fault in the facts or in any rule refuses, and is named in the answer (rule 12).
    """
    try:
        answer = _evaluate(book, question, spared(book, question, facts))
    except Exception as fault:  # noqa: BLE001 - (12) any fault refuses, whatever it is
        return failed(fault)
    return answer


def failed(fault: Exception) -> Answer:
    """Return the answer that a fault in the evaluation itself gives."""
    return Answer(permitted=False, refusals=(Refusal(rule=12),), faults=(type(fault).__name__,))


def _evaluate(book: RuleBook, question: Question, facts: Facts) -> Answer:
    found = _Permissions(book, question, facts)
    said = Said(
        promises=tuple(found.promises),
        gaps=(*undeclared(book, question), *found.gaps),
        forbidden=tuple(_forbidden(book, question)),
        outside=tuple(_outside_limits(book, question, facts)),
        unmet=unmet_of(found.unmet),
        required=tuple(_required(book, question, facts)),
        masks=_masks(book, question),
    )
    return conclude(book, question, facts, said)


def undeclared(book: RuleBook, question: Question) -> Iterator[str]:
    """(1) Whatever the policy does not declare is a gap, and so is a question about nothing."""
    yield from about_nothing(question)
    yield from sorted(question.data - book.data)
    yield from sorted(question.purposes - book.purposes.keys())
    if question.doing is Doing.DISCLOSE and question.recipient is None:
        yield NOBODY_NAMED
    # There may be no other party, but none may be unknown.
    for party in (question.recipient, question.source):
        if party is not None and party not in book.recipients:
            yield party


class _Permissions:
    """What permits each field for each purpose, and what would if a need were met.

    ``unmet`` are the needs for lack of which a pair is not permitted, with the promises.
    """

    __slots__ = ("gaps", "promises", "unmet")

    def __init__(self, book: RuleBook, question: Question, facts: Facts) -> None:
        self.promises: dict[str, None] = {}
        self.unmet: dict[Need, dict[str, None]] = {}
        self.gaps: list[str] = []
        for data in sorted(question.data):
            for purpose in sorted(question.purposes):
                self._look(book, question, facts, data=data, purpose=purpose)

    def _look(
        self, book: RuleBook, question: Question, facts: Facts, *, data: str, purpose: str
    ) -> None:
        """Take what permits one pair; else what is missing to it, or that nothing names it."""
        free: list[str] = []
        blocked: list[tuple[Need, str]] = []
        for promise, rule in book.rules:
            if rule.effect is Effect.PERMIT and matches(rule, question, data, purpose):
                unmet = missing(rule, question, facts)
                blocked.extend((need, promise) for need in unmet)
                if not unmet:
                    free.append(promise)
        if free:
            self.promises.update(dict.fromkeys(free))
        elif blocked:
            for need, promise in blocked:
                self.unmet.setdefault(need, {})[promise] = None
        else:
            self.gaps.append(f"{data} for {purpose}")


def unmet_of(needs: Mapping[Need, Mapping[str, None]]) -> tuple[Refusal, ...]:
    """Return a refusal for each need without which no promise permits, with those promises."""
    return tuple(for_lack_of(need, tuple(promises)) for need, promises in needs.items())


def for_lack_of(need: Need, promises: tuple[str, ...]) -> Refusal:
    """Return the refusal under the number of the need."""
    return Refusal(rule=RULE_OF_NEED.get(need, OTHER_NEED), promises=promises, need=need)


def _forbidden(book: RuleBook, question: Question) -> Iterator[Refusal]:
    """(2) What a promise rules out is refused, whatever permits it."""
    for promise, rule in book.rules:
        if rule.effect is Effect.FORBID:
            about = touched(rule, question)
            if about:
                yield Refusal(rule=2, promises=(promise,), about=about)


def _outside_limits(book: RuleBook, question: Question, facts: Facts) -> Iterator[Refusal]:
    """(3) Limits follow the occasion at which the data was collected."""
    for promise, rule in book.rules:
        if rule.effect is not Effect.LIMIT or not in_scope(rule, question):
            continue
        outside = outside_of(rule, question)
        if outside and (missing(rule, question, facts) or not rule.needs):
            yield Refusal(rule=3, promises=(promise,), about=outside)


def outside_of(rule: Rule, question: Question) -> tuple[str, ...]:
    """Return the purposes and the recipient that a limit does not name.

    What is published goes to everybody, so that a limit to some recipients rules it out.
    """
    purposes = () if rule.purposes is None else sorted(question.purposes - rule.purposes)
    recipient = question.recipient
    if recipient is None and question.doing in _HANDING_OUT:
        recipient = NOBODY_NAMED
    # No limit on who else gets data keeps it from the person whose it is.
    if rule.recipients is None or recipient in {None, THE_PERSON, *rule.recipients}:
        return tuple(purposes)
    return (*purposes, str(recipient))


def _required(book: RuleBook, question: Question, facts: Facts) -> Iterator[Refusal]:
    """Look at what must hold beside any permission."""
    for promise, rule in book.rules:
        if rule.effect is not Effect.REQUIRE or not touched(rule, question):
            continue
        for need in missing(rule, question, facts):
            yield for_lack_of(need, (promise,))


def _masks(book: RuleBook, question: Question) -> dict[str, str]:
    """(11) Return the fields that may be shown in part only, each with its part."""
    parts: dict[str, list[str | None]] = {}
    for _, rule in book.rules:
        if Need.MASK in rule.needs:
            for data in touched(rule, question):
                parts.setdefault(data, []).append(rule.part)
    return {data: least(parts[data]) for data in sorted(parts)}
