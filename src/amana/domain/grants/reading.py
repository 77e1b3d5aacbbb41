"""Whether one purpose may read one column, and under which conditions on its rows.

The decision function is asked for a use of the column's category, once for each occasion that
the policy names and once for any other. Where the answers differ, the row's occasion decides,
so that the map must say in which column it stands.
"""

from dataclasses import dataclass
from typing import Final

from amana.domain.decision.evaluate import evaluate
from amana.domain.decision.masking import least
from amana.domain.decision.question import Answer, Facts, Question, RuleBook
from amana.domain.decision.rule import Doing, Effect, Need, Rule
from amana.domain.record_map.tables import Column, Table

_OTHER: Final = "\N{HORIZONTAL ELLIPSIS}"
"""An occasion that no policy names: ids of occasions are plain words."""
_SOMEBODY: Final = "x"
"""A named reader and a reason, so that only the mask of a reading is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which column, for which purpose."""

    purpose: str
    table: Table
    column: Column


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A column that a purpose may not read, and by which rule."""

    purpose: str
    table: str
    column: str
    rule: int
    promises: tuple[str, ...] = ()
    missing: str | None = None
    """What the map would have to name: ``occasion``, ``consent`` or ``objection``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readable:
    """A column that a purpose may read."""

    column: Column
    promises: tuple[str, ...]
    part: str | None
    by_consent: bool
    occasions: frozenset[str] | None = None
    """Occasions that decide; ``None`` where the occasion does not matter."""
    others: bool = False
    """Whether ``occasions`` are those at which it may not be read, all others permitting."""


def readable(book: RuleBook, asked: Asked) -> Readable | Withheld:
    """Return how the column may be read for the purpose, or why not."""
    if _may_be_objected_to(book, asked) and asked.purpose not in asked.table.objection:
        return _withheld(asked, rule=5, missing="objection")
    occasions = frozenset(each for _, rule in book.rules for each in rule.occasions or ())
    answers = {each: _answer(book, asked, each) for each in (*sorted(occasions), _OTHER)}
    by_consent = False
    if asked.purpose in asked.table.consent:
        # An answer that a consent would change is taken with it, and the row must show it.
        agreed = {each: _answer(book, asked, each, consent=True) for each in answers}
        by_consent = any(agreed[each].permitted > answers[each].permitted for each in answers)
        answers = agreed
    permitted = frozenset(each for each, answer in answers.items() if answer.permitted)
    if not permitted:
        return _refused(asked, answers[_OTHER])
    made = Readable(
        column=asked.column,
        promises=answers[min(permitted)].promises,
        part=_part(book, asked),
        by_consent=by_consent,
    )
    if len(permitted) == len(answers):
        return made
    return _by_occasion(made, asked, answers, permitted)


def _by_occasion(
    made: Readable, asked: Asked, answers: dict[str, Answer], permitted: frozenset[str]
) -> Readable | Withheld:
    """Return the column with the occasions that decide, where the map says where they stand."""
    refused = frozenset(answers) - permitted
    if asked.table.occasion is None:
        refusal = answers[min(refused)].refusals[0]
        return _withheld(asked, rule=refusal.rule, promises=refusal.promises, missing="occasion")
    others = _OTHER in permitted
    return Readable(
        column=made.column,
        promises=made.promises,
        part=made.part,
        by_consent=made.by_consent,
        occasions=refused if others else permitted,
        others=others,
    )


def _answer(book: RuleBook, asked: Asked, occasion: str, *, consent: bool = False) -> Answer:
    """Ask for a use of the column's data that was collected at the occasion."""
    question = Question(
        doing=Doing.USE,
        data=frozenset({asked.column.category}),
        purposes=frozenset({asked.purpose}),
        occasion=occasion,
    )
    consented = frozenset({asked.purpose}) if consent else frozenset()
    return evaluate(book, question, Facts(consented=consented))


def _part(book: RuleBook, asked: Asked) -> str | None:
    """Return the part that may be shown, where a promise masks the data for any reader.

    A login of a purpose's role may show what it reads to staff: what is promised of a reading
    holds here too.
    """
    parts = {
        rule.part
        for _, rule in book.rules
        if Need.MASK in rule.needs and _about(rule, asked) and rule.doings & {*_SHOWING}
    }
    return least(parts) if parts else None


_SHOWING: Final = (Doing.READ, Doing.USE)


def _may_be_objected_to(book: RuleBook, asked: Asked) -> bool:
    """Tell whether a promise lets people object to this use (rule 5).

    The function permits while no objection is known; a database that does not know objections
    would go on after one.
    """
    return any(
        {Need.NO_OBJECTION, Need.OWN_CHOICE} & rule.needs
        and rule.effect in {Effect.PERMIT, Effect.REQUIRE}
        and Doing.USE in rule.doings
        and _about(rule, asked)
        for _, rule in book.rules
    )


def _about(rule: Rule, asked: Asked) -> bool:
    """Tell whether the rule speaks of the column's data and the purpose."""
    return (rule.data is None or asked.column.category in rule.data) and (
        rule.purposes is None or asked.purpose in rule.purposes
    )


def _refused(asked: Asked, answer: Answer) -> Withheld:
    """Say by which rule it is withheld: of a missing consent, that the map names no column."""
    refusal = next((each for each in answer.refusals if each.need is not Need.CONSENT), None)
    if refusal is not None:
        return _withheld(asked, rule=refusal.rule, promises=refusal.promises)
    needed = answer.refusals[0]
    missing = None if asked.purpose in asked.table.consent else "consent"
    return _withheld(asked, rule=needed.rule, promises=needed.promises, missing=missing)


def _withheld(
    asked: Asked, *, rule: int, promises: tuple[str, ...] = (), missing: str | None = None
) -> Withheld:
    return Withheld(
        purpose=asked.purpose,
        table=asked.table.id,
        column=asked.column.name,
        rule=rule,
        promises=promises,
        missing=missing,
    )
