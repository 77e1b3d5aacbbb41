"""The rule book as integers and bit sets: the same answers as :func:`evaluate`, sooner.

A question is *prepared* once: what it has to do with the promises is found out, and what is left
to ask of the facts becomes bits of one integer. Each state of those bits is solved once; after
that an answer is a look-up. Nothing here decides what ``evaluate`` would not: a property over
random books, questions and facts holds the two together.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from amana.domain.decision.evaluate import failed
from amana.domain.decision.needs import names_reader
from amana.domain.decision.prepared import Numbers, Prepared
from amana.domain.decision.question import Answer, Facts, Question, RuleBook
from amana.domain.decision.rule import Doing, Need, Rule
from amana.domain.decision.states import FIRST_EVENT, NEED_BITS, CompiledRule

_KEPT: Final = 1024
"""Prepared questions kept: an application asks the same few again and again."""
_OTHER: Final = 1
"""The bit of whatever name the book does not know: only patterns that match anything have it."""
_ANYTHING: Final = -1


class CompiledBook:
    """A rule book, ready to be asked. Any thread may ask."""

    __slots__ = ("_by_doing", "_data", "_events", "_prepared", "_purposes", "book")

    def __init__(self, book: RuleBook) -> None:
        """Give what the book names numbers, and sort its rules by what may be done."""
        self.book = book
        rules = [rule for _, rule in book.rules]
        self._data = _numbered(rule.data for rule in rules)
        self._purposes = _numbered(rule.purposes for rule in rules)
        events = sorted({rule.event for rule in rules if rule.event is not None})
        self._events = {event: FIRST_EVENT << place for place, event in enumerate(events)}
        self._prepared: dict[object, Prepared] = {}
        self._by_doing: dict[Doing, list[CompiledRule]] = {doing: [] for doing in Doing}
        for promise, rule in book.rules:
            ready = self._compiled(promise, rule)
            for doing in rule.doings:
                self._by_doing[doing].append(ready)

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return what ``evaluate`` would; a fault anywhere refuses, and is named (rule 12)."""
        try:
            prepared = self.prepare(question)
        except Exception as fault:  # noqa: BLE001 - (12) any fault refuses, whatever it is
            return failed(fault)
        return prepared.answer(facts)

    def prepare(self, question: Question) -> Prepared:
        """Return the question with all found out that does not depend on facts."""
        asked = (
            question.doing,
            question.data,
            question.purposes,
            question.recipient,
            question.nature,
            question.occasion,
            question.origin,
            question.source,
            question.channel,
            question.message_class,
            # Of reader and reason only this decides: their words would fill the memory.
            names_reader(question),
        )
        held = self._prepared.get(asked)
        if held is None:
            held = self.prepare_anew(question)
            if len(self._prepared) >= _KEPT:
                self._prepared.clear()
            self._prepared[asked] = held
        return held

    def prepare_anew(self, question: Question) -> Prepared:
        """Return the question prepared as if it had never been asked."""
        numbers = Numbers(
            data=[(name, self._data.get(name, _OTHER)) for name in sorted(question.data)],
            purposes=[
                (name, self._purposes.get(name, _OTHER)) for name in sorted(question.purposes)
            ],
            events=self._events,
        )
        return Prepared(self.book, question, self._by_doing[question.doing], numbers)

    def _compiled(self, promise: str, rule: Rule) -> CompiledRule:
        return CompiledRule(
            promise,
            rule,
            data=_bits(rule.data, self._data),
            purposes=_bits(rule.purposes, self._purposes),
            needs=[(self._bit(need, rule), need) for need in sorted(rule.needs)],
        )

    def _bit(self, need: Need, rule: Rule) -> int:
        """Return the bit of a need; a named event has one of its own."""
        if need is Need.EVENT and rule.event is not None:
            return self._events[rule.event]
        return NEED_BITS[need]


def compiled(book: RuleBook) -> CompiledBook:
    """Return the rule book ready to be asked."""
    return CompiledBook(book)


def _numbered(patterns: Iterable[frozenset[str] | None]) -> Mapping[str, int]:
    """Give each name of the patterns a bit of its own, above the one of all other names."""
    names = {name for pattern in patterns for name in pattern or ()}
    return {name: _OTHER << place for place, name in enumerate(sorted(names), start=1)}


def _bits(pattern: frozenset[str] | None, numbers: Mapping[str, int]) -> int:
    return _ANYTHING if pattern is None else sum(numbers[name] for name in pattern)
