"""What is known at this instant: every decision's facts are gathered here, and nowhere else.

Only what can make a difference to the answer is looked up.
"""

from dataclasses import dataclass

from amana.acts.deciding.asked import Asked
from amana.acts.deciding.history import steps_since
from amana.acts.declared_map import declared_map
from amana.acts.in_force import Parsed
from amana.acts.person_facts import age_limit, facts_of_group
from amana.domain.choice.binding import still_holds
from amana.domain.choice.word import Chosen, Last, chosen
from amana.domain.decision.duty import LawDuty
from amana.domain.decision.question import Facts, Question
from amana.domain.decision.rule import Doing, Need
from amana.domain.person.facts import PersonFacts
from amana.domain.policy.earlier import Chosen as ChosenSince
from amana.domain.policy.earlier import promised_since
from amana.domain.policy.model import Policy
from amana.domain.promises.children import Children
from amana.domain.words import says_something
from amana.storage.choices import ChoiceRow
from amana.storage.policies import VersionRow
from amana.storage.work import View, Work

CLAIMED = frozenset({Doing.MESSAGE, Doing.DISCLOSE, Doing.PUBLISH})
"""What cannot be taken back: decided while nobody can choose otherwise."""


def facts_of(view: View, asked: Asked, *, version: VersionRow, known: Parsed) -> Facts:
    """Gather what is known about the person, over all of their ids, the data and the act.

    What is messaged, disclosed or published in a ``Work`` is decided under lock: a choice of the
    person commits before it, and is seen here, or waits until it is on the ledger. Raises
    ``PersonErased``.
    """
    own, group = asked.known, view.persons.group(asked.person)
    if asked.question.doing in CLAIMED and isinstance(view, Work):
        view.choices.hold(group)
    said = chosen_by(view, group, asked.question.purposes, version=version)
    person = _person(view, group, asked, known)
    return Facts(
        consented=said.consented,
        objected=said.objected | own.objected,
        too_young=person.too_young,
        met=own.met | person.met | _met(view, asked, version=version, known=known),
        events=own.events | _happened(view, group, asked, known),
        granted=own.granted,
        expired=own.expired,
        held=own.held,
        law=person.law,
        promised=_promised(view, asked, said, version=version),
        faults=own.faults,
    )


def _happened(view: View, group: tuple[bytes, ...], asked: Asked, known: Parsed) -> frozenset[str]:
    """Return the events that were told of any id of the person and still count (rules 3, 15).

    The map says which events there are, and for how long each counts.
    """
    wanted = known.compiled.prepare(asked.question).events - asked.known.events
    if not wanted:
        return frozenset()
    found = declared_map(view)
    declared = {} if found is None else found.events
    told = view.events.told(group) if declared else {}
    return frozenset(
        event
        for event in wanted & declared.keys() & told.keys()
        if view.now < declared[event].after(told[event])
    )


def chosen_by(
    view: View, group: tuple[bytes, ...], purposes: frozenset[str], *, version: VersionRow
) -> Chosen:
    """Return what the person's last words about the purposes come to, in the version in force."""
    rows = view.choices.last(group, purposes)
    return chosen(
        Last(
            purpose=row.purpose,
            state=row.state,
            at=row.at,
            holds=holds(view, row, version=version),
        )
        for row in rows
    )


def holds(view: View, row: ChoiceRow, *, version: VersionRow) -> bool:
    """Tell whether what a consent binds to is still promised (rule 4)."""
    if row.binding is None or row.version == version.number:
        return row.binding is not None
    _, *later = steps_since(view, version, first=row.version)
    return still_holds(row.binding, later)


def _promised(
    view: View, asked: Asked, said: Chosen, *, version: VersionRow
) -> frozenset[str] | None:
    """Return what the data may serve by rule 14; ``None`` where it is of the version in force."""
    earlier = asked.known.collected_under - {version.number}
    if not earlier:
        return None
    accepted = frozenset(view.people.accepted_versions(asked.person))
    since = ChosenSince(accepted=accepted, consented=said.consented)
    promised = asked.question.purposes
    for number in earlier:
        steps = steps_since(view, version, first=number)
        promised &= promised_since(steps, data=asked.question.data, chosen=since)
    return promised


def _met(view: View, asked: Asked, *, version: VersionRow, known: Parsed) -> set[Need]:
    """Return the needs that are met; a recipient whose safeguards are declared holds a grant."""
    met: set[Need] = set()
    recipient = known.policy.recipients.get(asked.question.recipient or "")
    if recipient is not None and recipient.safeguards and asked.known.granted is None:
        met.add(Need.GRANT)
    if asked.question.doing is Doing.DISCLOSE and says_something(asked.ground):
        met.add(Need.LEGAL_GROUND)
    wanted = known.compiled.prepare(asked.question).needs
    if Need.ACCEPTED in wanted and view.people.accepted(asked.person, version=version.number):
        met.add(Need.ACCEPTED)
    return met


@dataclass(frozen=True, slots=True, kw_only=True)
class OfPerson:
    """What follows for the question from who the person is."""

    law: tuple[LawDuty, ...]
    too_young: bool = False
    met: frozenset[Need] = frozenset()


def _person(view: View, group: tuple[bytes, ...], asked: Asked, known: Parsed) -> OfPerson:
    """Look up age, guardian and places, where a promise asks for an age or a law speaks at all."""
    if not asks_who(asked.question, known):
        return OfPerson(law=known.laws.of())
    return of_person(facts_of_group(view, group, known.policy), known)


def asks_who(question: Question, known: Parsed) -> bool:
    """Tell whether it matters who the person is: how old, and where."""
    return age_limit(known.policy) is not None or known.laws.speak_of(question)


def of_person(found: PersonFacts, known: Parsed) -> OfPerson:
    """Return what follows from who the person is."""
    places = frozenset(each.place for each in found.jurisdictions if each.origin is not None)
    guarded = found.has_guardian and _guardian_admits(known.policy)
    return OfPerson(
        law=known.laws.of(places),
        too_young=found.too_young and not guarded,
        met=frozenset({Need.ADULT}) if found.old_enough or guarded else frozenset(),
    )


def _guardian_admits(policy: Policy) -> bool:
    """Tell whether the policy lets a guardian answer for a child."""
    forms = [promise.form for promise in policy.promises.values()]
    return any(isinstance(form, Children) and form.guardian for form in forms)
