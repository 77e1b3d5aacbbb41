"""Decide about many records at once: one answer for all about whom nothing is known."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from amana.acts.act import Actor
from amana.acts.deciding.answering import answered
from amana.acts.deciding.asked import Asked
from amana.acts.deciding.evidence import body_of
from amana.acts.records.incoming import Ready
from amana.acts.records.intake_errors import NothingKept, NotPromised, OnTheList
from amana.acts.records.making_ready import Rules
from amana.acts.staying_out import by_others, listed
from amana.domain.decision.question import Answer, Question
from amana.domain.decision.rule import Doing
from amana.domain.errors import AmanaError, Refused
from amana.domain.ledger.entry import Json
from amana.storage.errors import PersonErased
from amana.storage.records.intake import Intake, Met
from amana.storage.work import View

_FEWEST: Final = 2
"""Known persons of whom it is worth reading together."""


@dataclass(slots=True, kw_only=True)
class Group:
    """Records that got the same answer: they share an entry."""

    permitted: bool
    answer: Answer | None = None
    """``None`` where no record of the chunk got as far as a decision."""
    ready: list[Ready] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)
    """Of all records together."""


def decide_many(
    view: View,
    intake: Intake,
    rules: Rules,
    ready: Sequence[Ready],
    errors: dict[int, AmanaError],
) -> tuple[Group, ...]:
    """Return the records by the answer they got; why others were left out goes to ``errors``.

    Those whose addresses stay out, and those of persons who were erased, are not asked about.
    """
    wanted = _not_listed(view, rules, ready, errors)
    met = intake.meet({each.person_key for each in wanted})
    _bring_known(view, {each.person_key for each in wanted} & met.alive)
    groups: dict[object, Group] = {}
    of_new: dict[frozenset[str], Answer] = {}
    for each in wanted:
        if each.person_key not in met.new and each.person_key not in met.alive:
            errors[each.number] = PersonErased()
            continue
        try:
            answer = _answer(view, rules, each, met, of_new)
        except Refused as error:
            # Another id of the same person was erased meanwhile: it is this line's matter alone.
            errors[each.number] = error
            continue
        if not answer.permitted:
            errors[each.number] = NotPromised(rules=_numbers(answer))
        elif not each.values:
            errors[each.number] = NothingKept()
        alike = (answer.permitted, answer.promises, answer.refusals)
        group = groups.setdefault(alike, Group(permitted=answer.permitted, answer=answer))
        group.ready.append(each)
        group.fields |= each.fields
    return tuple(groups.values())


def _bring_known(view: View, known: Collection[bytes]) -> None:
    """Read in a few statements what the decisions about known persons will look up.

    Only what a decision asks beside that, acceptances and events, is looked up for each.
    """
    if len(known) < _FEWEST:
        return
    members = view.persons.bring(known)
    view.declared.bring(members)
    view.choices.bring(members)


def question_of(rules: Rules, fields: set[str] | frozenset[str]) -> Question:
    """Return what is asked about these fields of the chunk's type."""
    how = rules.terms.how
    return Question(
        doing=Doing.COLLECT,
        data=rules.type.categories(fields),
        purposes=rules.terms.purposes,
        occasion=how.occasion,
        origin=how.origin.value,
        source=how.source,
    )


def said_of_many(actor: Actor, question: Question, answer: Answer | None) -> Mapping[str, Json]:
    """Return what an entry says of a decision about many: as of one, but nobody's id."""
    given = Answer(permitted=False) if answer is None else answer
    told = body_of(actor, Asked(question=question, person=""), given)
    return {name: value for name, value in told.items() if name != "person"}


def _not_listed(
    view: View, rules: Rules, ready: Sequence[Ready], errors: dict[int, AmanaError]
) -> list[Ready]:
    """Return the records none of whose addresses stays out, where others than the person send."""
    how = rules.terms.how
    if not by_others(how.origin, imported=how.imported):
        return list(ready)
    out = listed(view, (address for each in ready for address in each.addresses))
    if not out:
        return list(ready)
    wanted: list[Ready] = []
    for each in ready:
        if out.isdisjoint(each.addresses):
            wanted.append(each)
        else:
            errors[each.number] = OnTheList()
    return wanted


def _answer(
    view: View, rules: Rules, each: Ready, met: Met, of_new: dict[frozenset[str], Answer]
) -> Answer:
    """Return the answer about one record; of persons met just now, the one of the first."""
    is_new = each.person_key in met.new
    if is_new and each.fields in of_new:
        return of_new[each.fields]
    asked = Asked(question=question_of(rules, each.fields), person=each.person)
    answer = answered(view, asked).answer
    if is_new:
        of_new[each.fields] = answer
    return answer


def _numbers(answer: Answer) -> str:
    return ", ".join(str(number) for number in sorted({r.rule for r in answer.refusals}))
