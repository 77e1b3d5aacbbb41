"""A prepared question: what it asks of the facts is one integer, solved once a state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from types import MappingProxyType
from typing import Final, TypeAlias

from amana.domain.decision.concluding import Said, conclude
from amana.domain.decision.essential import spared
from amana.domain.decision.evaluate import (
    evaluate,
    for_lack_of,
    outside_of,
    undeclared,
    unmet_of,
)
from amana.domain.decision.masking import least
from amana.domain.decision.needs import met_for, ungranted
from amana.domain.decision.question import Answer, Facts, Question, Refusal, RuleBook
from amana.domain.decision.rule import Doing, Effect, Need
from amana.domain.decision.standing import spoken_of
from amana.domain.decision.states import NEED_BITS, CompiledRule

_KEPT: Final = 256
"""States, and packs of law, kept for one question; few are ever met."""
_FIRST: Final = 8
"""The bit of the first thing that depends on the question; lower ones are the person's state."""
_Named: TypeAlias = Sequence[tuple[str, int]]


@dataclass(slots=True, kw_only=True)
class Numbers:
    """The bits that a compiled book has for what a question names."""

    data: _Named
    """The question's, in order."""
    purposes: _Named
    """The question's, in order."""
    events: Mapping[str, int]
    """All events that the book's rules wait for."""


class Prepared:
    """A question about which all is found out that does not depend on facts.

    Any thread may ask it. Each state of the facts that it asks for is solved once; answers are
    kept and shared, which they can be because nobody can change them.
    """

    __slots__ = (
        "_answers",
        "_bans",
        "_book",
        "_event_bits",
        "_events",
        "_gaps",
        "_laws",
        "_limits",
        "_masks",
        "_needs",
        "_pairs",
        "_purposes",
        "_requirements",
        "question",
    )

    def __init__(
        self,
        book: RuleBook,
        question: Question,
        rules: Sequence[CompiledRule],
        numbers: Numbers,
    ) -> None:
        """Sort the rules of the doing by what they do to the question."""
        data, purposes = numbers.data, numbers.purposes
        self.question, self._book, self._event_bits = question, book, numbers.events
        self._gaps = tuple(undeclared(book, question))
        self._answers: dict[object, Answer] = {}
        self._laws: dict[object, bool] = {}
        self._sort([rule for rule in rules if rule.hears(question)], data, purposes)
        self._limits = [
            (rule, Refusal(rule=3, promises=(rule.promise,), about=outside))
            for rule in rules
            if rule.effect is Effect.LIMIT
            and (rule.rule.data is None or any(rule.data & bit for _, bit in data))
            and rule.scopes(question)
            and (outside := outside_of(rule.rule, question))
        ]
        self._ask()

    def _sort(self, rules: Sequence[CompiledRule], data: _Named, purposes: _Named) -> None:
        """Take of each rule what is left of it for this question."""
        all_data = sum({bit for _, bit in data})
        all_purposes = sum({bit for _, bit in purposes})
        near = [rule for rule in rules if rule.data & all_data and rule.purposes & all_purposes]
        permits = [rule for rule in near if rule.effect is Effect.PERMIT]
        self._pairs = [
            (
                f"{name} for {purpose}",
                [rule for rule in permits if rule.data & bit and rule.purposes & purpose_bit],
            )
            for name, bit in data
            for purpose, purpose_bit in purposes
        ]
        self._bans = tuple(
            Refusal(
                rule=2,
                promises=(rule.promise,),
                about=tuple(name for name, bit in data if rule.data & bit),
            )
            for rule in near
            if rule.effect is Effect.FORBID
        )
        self._requirements = [rule for rule in near if rule.effect is Effect.REQUIRE]
        masking = [rule for rule in near if Need.MASK in rule.rule.needs]
        parts = {
            name: [rule.rule.part for rule in masking if rule.data & bit] for name, bit in data
        }
        self._masks = MappingProxyType(
            {name: least(found) for name, found in parts.items() if found}
        )

    def _ask(self) -> None:
        """Give each thing that is asked of the facts a bit of its own."""
        rules = [rule for _, permits in self._pairs for rule in permits]
        rules += [*self._requirements, *(rule for rule, _ in self._limits)]
        needs = {need for rule in rules for _, need in rule.needs} - {Need.MASK}
        if self.question.doing is Doing.READ and self.question.data & self._book.delicate:
            needs.add(Need.SECOND_PERSON)
        events = {rule.rule.event for rule in rules}
        events |= {self._book.admits.get(purpose) for purpose in self.question.purposes}
        bits = (_FIRST << place for place in count())
        self._purposes = [
            (purpose, next(bits), next(bits), next(bits)) for purpose in self.question.purposes
        ]
        self._needs = [(need, bit) for need, bit in zip(sorted(needs), bits, strict=False)]
        named = sorted(event for event in events if event is not None)
        self._events = [(event, bit) for event, bit in zip(named, bits, strict=False)]

    @property
    def needs(self) -> frozenset[Need]:
        """The needs that make a difference to the answer: others need not be found out."""
        return frozenset(need for need, _ in self._needs)

    @property
    def events(self) -> frozenset[str]:
        """The events that make a difference to the answer."""
        return frozenset(event for event, _ in self._events)

    def answer(self, facts: Facts) -> Answer:
        """Return what ``evaluate`` returns for the question and these facts."""
        try:
            return self._answer(spared(self._book, self.question, facts))
        except Exception:  # noqa: BLE001 - (12) whatever it is, it refuses, and is named there
            return evaluate(self._book, self.question, facts)

    def _answer(self, facts: Facts) -> Answer:
        state = facts.too_young | facts.expired << 1 | facts.held << 2 | self._chosen(facts)
        met, events = facts.met, facts.events
        for need, bit in self._needs:
            if need in met:
                state |= bit
        for event, bit in self._events:
            if event in events:
                state |= bit
        key: object = state
        if (
            facts.law
            or facts.granted is not None
            or facts.faults
            or facts.closed
            or facts.serves_still is not None
        ):
            key = self._rare(state, facts)
        known = self._answers.get(key)
        return known if known is not None else self._remember(key, facts)

    def _chosen(self, facts: Facts) -> int:
        """Return the bits of what the person chose and was promised, a purpose."""
        state = 0
        consented, objected = facts.consented, facts.objected
        promised = self.question.purposes if facts.promised is None else facts.promised
        for purpose, agreed, against, earlier in self._purposes:
            if purpose in consented:
                state |= agreed
            if purpose in objected:
                state |= against
            if purpose in promised:
                state |= earlier
        return state

    def _rare(self, state: int, facts: Facts) -> object:
        """Return the key of a state that the bits do not say.

        Laws speak, grants are kept, a channel is closed, data is restricted, or a fault is known.
        """
        law = facts.law if self._law_speaks(facts) else ()
        beyond = None if facts.granted is None else ungranted(self.question, facts)
        closed = facts.closed if self.question.doing is Doing.MESSAGE else frozenset[str]()
        still = facts.serves_still
        if not law and beyond is None and not facts.faults and not closed and still is None:
            return state
        # What laws ask for is not among the needs of the promises' rules.
        implied = facts.implied & self.question.purposes if law else None
        serving = None if still is None else still & self.question.purposes
        met = facts.met if law else None
        return (state, law, met, implied, beyond, closed, facts.faults, serving)

    def _law_speaks(self, facts: Facts) -> bool:
        speaks = self._laws.get(facts.law)
        if speaks is None:
            speaks = any(spoken_of(duty, self.question) for duty in facts.law)
            if len(self._laws) >= _KEPT:
                self._laws.clear()
            self._laws[facts.law] = speaks
        return speaks

    def _remember(self, key: object, facts: Facts) -> Answer:
        answer = self._solve(facts)
        if len(self._answers) >= _KEPT:
            self._answers.clear()
        self._answers[key] = answer
        return answer

    def _solve(self, facts: Facts) -> Answer:
        """Work out from the bits what the promises say, in the order of ``evaluate``."""
        met = self._met(facts)
        promises: dict[str, None] = {}
        unmet: dict[Need, dict[str, None]] = {}
        gaps = list(self._gaps)
        for name, rules in self._pairs:
            free = [rule.promise for rule in rules if rule.is_free(met)]
            promises.update(dict.fromkeys(free))
            if not rules:
                gaps.append(name)
            elif not free:
                for rule in rules:
                    for need in rule.unmet(met):
                        unmet.setdefault(need, {})[rule.promise] = None
        said = Said(
            promises=tuple(promises),
            gaps=tuple(gaps),
            forbidden=self._bans,
            outside=tuple(
                refusal for rule, refusal in self._limits if not (rule.needs and rule.is_free(met))
            ),
            unmet=unmet_of(unmet),
            required=tuple(
                for_lack_of(need, (rule.promise,))
                for rule in self._requirements
                for need in rule.unmet(met)
            ),
            masks=self._masks,
        )
        return conclude(self._book, self.question, facts, said)

    def _met(self, facts: Facts) -> int:
        """Return the bits of the needs and events that are met."""
        needs = met_for(self.question.purposes, self.question, facts)
        bits = sum(NEED_BITS[need] for need in needs)
        for event, bit in self._event_bits.items():
            if event in facts.events or Need.EVENT in needs:
                bits |= bit
        return bits
