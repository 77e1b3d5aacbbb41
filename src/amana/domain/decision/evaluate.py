"""The numbered rules of ``spec/decision.md``, evaluated. Nothing is read or written.

Each refusal carries the number of its rule. The order in which the rules are looked at does
not matter to the answer: all of them are, and one refusal is enough.
"""

from collections.abc import Iterator

from amana.domain.decision.question import Answer, Facts, Question, Refusal, RuleBook
from amana.domain.decision.rule import Doing, Effect, Need, Rule
from amana.domain.vocabulary.sharing import THE_PERSON
from amana.domain.words import says_something

_RULE_OF_NEED = {
    Need.CONSENT: 4,
    Need.NO_OBJECTION: 5,
    Need.OWN_CHOICE: 5,
    Need.ADULT: 6,
    Need.GRANT: 9,
    Need.ANNOUNCED: 9,
    Need.LEGAL_GROUND: 9,
    Need.REASON: 10,
    Need.SECOND_PERSON: 10,
    Need.MASK: 11,
}
_PLAIN = "share"
"""The nature of a disclosure that names none."""
_HANDING_OUT = frozenset({Doing.DISCLOSE, Doing.PUBLISH})
_NOBODY_NAMED = "recipient"
"""What a question is about that hands data out and does not say to whom."""
_OTHER_NEED = 15
"""Identity, events, acceptance, moderation: needs that a promise itself sets."""


def evaluate(book: RuleBook, question: Question, facts: Facts) -> Answer:
    """Return whether the question is permitted, which promises said so, and why not.

    A fault in the facts or in any rule refuses, and is named in the answer (rule 12).
    """
    try:
        answer = _evaluate(book, question, facts)
    except Exception as fault:  # noqa: BLE001 - (12) any fault refuses, whatever it is
        return Answer(permitted=False, refusals=(Refusal(rule=12),), faults=(type(fault).__name__,))
    return answer


def _evaluate(book: RuleBook, question: Question, facts: Facts) -> Answer:
    gaps = tuple(_undeclared(book, question))
    permits: dict[str, None] = {}
    unmet: dict[Need, list[str]] = {}
    for data in sorted(question.data):
        for purpose in sorted(question.purposes):
            found = _permission(book, question, facts, data=data, purpose=purpose)
            permits.update(dict.fromkeys(found.promises))
            for need, promise in found.unmet:
                unmet.setdefault(need, []).append(promise)
            if not found.promises and not found.unmet:
                gaps += (f"{data} for {purpose}",)
    needs = tuple(
        Refusal(
            rule=_RULE_OF_NEED.get(need, _OTHER_NEED),
            promises=tuple(dict.fromkeys(promises)),
            need=need,
        )
        for need, promises in unmet.items()
    )
    refusals = (
        *((Refusal(rule=1, about=gaps),) if gaps else ()),
        *_forbidden(book, question),
        *_outside_limits(book, question, facts),
        *_choices(book, question, facts),
        *needs,
        *_required(book, question, facts),
        *((Refusal(rule=12),) if facts.faults else ()),
    )
    return Answer(
        permitted=not refusals,
        promises=tuple(permits),
        refusals=refusals,
        gaps=tuple(dict.fromkeys(gaps)),
        masked=_masked(book, question),
        faults=facts.faults,
    )


def _undeclared(book: RuleBook, question: Question) -> Iterator[str]:
    """(1) Whatever the policy does not declare is a gap, and so is a question about nothing."""
    if not question.data:
        yield "data"
    if not question.purposes:
        yield "purpose"
    yield from sorted(question.data - book.data)
    yield from sorted(question.purposes - book.purposes.keys())
    if question.doing is Doing.DISCLOSE and question.recipient not in book.recipients:
        yield question.recipient or _NOBODY_NAMED
    if question.source is not None and question.source not in book.recipients:
        yield question.source


class _Found:
    """What permits one field for one purpose, and what would if a need were met."""

    __slots__ = ("promises", "unmet")

    def __init__(self) -> None:
        self.promises: list[str] = []
        self.unmet: list[tuple[Need, str]] = []


def _permission(
    book: RuleBook, question: Question, facts: Facts, *, data: str, purpose: str
) -> _Found:
    found = _Found()
    blocked: list[tuple[Need, str]] = []
    for promise, rule in book.rules:
        if rule.effect is not Effect.PERMIT or not _matches(rule, question, data, purpose):
            continue
        missing = _missing(rule, question, facts)
        if missing:
            blocked.extend((need, promise) for need in missing)
        else:
            found.promises.append(promise)
    if not found.promises:
        found.unmet = blocked
    return found


def _matches(rule: Rule, question: Question, data: str, purpose: str) -> bool:
    """Tell whether the pattern matches one field and one purpose of the question."""
    return (
        question.doing in rule.doings
        and (rule.data is None or data in rule.data)
        and (rule.purposes is None or purpose in rule.purposes)
        and (rule.natures is None or (question.nature or _PLAIN) in rule.natures)
        and _admits(rule, rule.recipients, question.recipient)
        and _admits(rule, rule.channels, question.channel)
        and _admits(rule, rule.occasions, question.occasion)
        and _admits(rule, rule.origins, question.origin)
        and _admits(rule, rule.sources, question.source)
    )


def _admits(rule: Rule, pattern: frozenset[str] | None, value: str | None) -> bool:
    """Tell whether one part of a pattern matches.

    What the question does not say never permits, and never escapes a refusal.
    """
    if pattern is None:
        return True
    return rule.effect is not Effect.PERMIT if value is None else value in pattern


def _missing(rule: Rule, question: Question, facts: Facts) -> tuple[Need, ...]:
    """Return the needs that are not met, in a fixed order. Masking is a duty, not a need."""
    met = facts.met | {Need.MASK}
    if _names_reader(question):
        met |= {Need.REASON}
    if question.purposes <= facts.consented:
        met |= {Need.CONSENT}
    if not question.purposes & facts.objected:
        met |= {Need.NO_OBJECTION}
    return tuple(sorted(rule.needs - met))


def _names_reader(question: Question) -> bool:
    """Tell whether the question says who of the staff would look, and why."""
    return says_something(question.staff) and says_something(question.reason)


def _touched(rule: Rule, question: Question) -> tuple[str, ...]:
    """Return the fields for which the pattern matches at least one of the purposes."""
    return tuple(
        data
        for data in sorted(question.data)
        if any(_matches(rule, question, data, purpose) for purpose in question.purposes)
    )


def _forbidden(book: RuleBook, question: Question) -> Iterator[Refusal]:
    """(2) What a promise rules out is refused, whatever permits it."""
    for promise, rule in book.rules:
        if rule.effect is Effect.FORBID:
            touched = _touched(rule, question)
            if touched:
                yield Refusal(rule=2, promises=(promise,), about=touched)


def _outside_limits(book: RuleBook, question: Question, facts: Facts) -> Iterator[Refusal]:
    """(3) Limits follow the occasion at which the data was collected."""
    for promise, rule in book.rules:
        if rule.effect is not Effect.LIMIT or not _in_scope(rule, question):
            continue
        outside = _outside(rule, question)
        if outside and (_missing(rule, question, facts) or not rule.needs):
            yield Refusal(rule=3, promises=(promise,), about=outside)


def _in_scope(rule: Rule, question: Question) -> bool:
    """Tell whether a limit speaks of this question, whatever it is for and whoever gets it."""
    return (
        question.doing in rule.doings
        and (rule.data is None or bool(question.data & rule.data))
        and _admits(rule, rule.occasions, question.occasion)
        and _admits(rule, rule.origins, question.origin)
        and _admits(rule, rule.sources, question.source)
    )


def _outside(rule: Rule, question: Question) -> tuple[str, ...]:
    """Return the purposes and the recipient that a limit does not name.

    What is published goes to everybody, so that a limit to some recipients rules it out.
    """
    purposes = () if rule.purposes is None else sorted(question.purposes - rule.purposes)
    recipient = question.recipient
    if recipient is None and question.doing in _HANDING_OUT:
        recipient = _NOBODY_NAMED
    # No limit on who else gets data keeps it from the person whose it is.
    if rule.recipients is None or recipient in {None, THE_PERSON, *rule.recipients}:
        return tuple(purposes)
    return (*purposes, str(recipient))


def _choices(book: RuleBook, question: Question, facts: Facts) -> Iterator[Refusal]:
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


def _required(book: RuleBook, question: Question, facts: Facts) -> Iterator[Refusal]:
    """Look at what must hold beside any permission, and (10) at the reason of staff."""
    if question.doing is Doing.READ and not _names_reader(question):
        yield Refusal(rule=10, need=Need.REASON)
    for promise, rule in book.rules:
        if rule.effect is not Effect.REQUIRE or not _touched(rule, question):
            continue
        for need in _missing(rule, question, facts):
            yield Refusal(rule=_RULE_OF_NEED.get(need, _OTHER_NEED), promises=(promise,), need=need)


def _masked(book: RuleBook, question: Question) -> tuple[str, ...]:
    """(11) Return the fields that may be shown masked only."""
    return tuple(
        sorted(
            {
                data
                for _, rule in book.rules
                if Need.MASK in rule.needs
                for data in _touched(rule, question)
            }
        )
    )
