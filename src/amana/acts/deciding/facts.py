"""What is known at this instant: every decision's facts are gathered here, and nowhere else.

Only what can make a difference to the answer is looked up.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from amana.acts.announcing.sharing_facts import announced_to
from amana.acts.deciding.asked import Asked
from amana.acts.deciding.granted import granted_to
from amana.acts.deciding.history import steps_since
from amana.acts.declared_map import declared_map
from amana.acts.in_force import Parsed
from amana.acts.person_facts import age_limit, facts_of_group
from amana.acts.proven import level_proven
from amana.domain.choice.binding import still_holds
from amana.domain.choice.channels import ABOUT_CHANNELS
from amana.domain.choice.restriction import RESTRICTED, serves_still
from amana.domain.choice.signal import reaches, stopped_by
from amana.domain.choice.word import Chosen, Last, chosen
from amana.domain.decision.duty import LawDuty
from amana.domain.decision.grant import Grant
from amana.domain.decision.question import Facts, Question
from amana.domain.decision.rule import Doing, Need
from amana.domain.person.facts import PersonFacts
from amana.domain.policy.earlier import Chosen as ChosenSince
from amana.domain.policy.earlier import promised_since
from amana.domain.policy.model import Policy
from amana.domain.promises.children import Children
from amana.domain.vocabulary.sharing import Ground
from amana.storage.choices import ChoiceRow
from amana.storage.policies import VersionRow
from amana.storage.signals import GPC
from amana.storage.work import View, Work

CLAIMED = frozenset({Doing.MESSAGE, Doing.DISCLOSE, Doing.PUBLISH})
"""What cannot be taken back: decided while nobody can choose otherwise."""
_DESPITE_RESTRICTION = frozenset(
    each.value for each in (Ground.LAW, Ground.TERMS, Ground.RIGHTS_AND_SAFETY, Ground.FRAUD)
)
"""Grounds of public interest, of legal claims, and of protecting others (GDPR Art. 18(2))."""


def facts_of(view: View, asked: Asked, *, version: VersionRow, known: Parsed) -> Facts:
    """Gather what is known about the person, over all of their ids, the data and the act.

    What is messaged, disclosed or published in a ``Work`` is decided under lock: a choice of the
    person commits before it, and is seen here, or waits until it is on the ledger. Raises
    ``PersonErased``.
    """
    own, group = asked.known, view.persons.group(asked.person)
    if asked.question.doing in CLAIMED and isinstance(view, Work):
        view.choices.hold(group)
    granted = _granted(view, asked, known)
    words = tuple(_last(view, group, _asked_about(asked.question), version=version))
    said = chosen(words)
    person = _person(view, group, asked, known)
    return Facts(
        consented=said.consented,
        implied=said.implied,
        objected=said.objected | own.objected | _signalled(view, group, asked, version, known),
        closed=closed_of(said),
        too_young=person.too_young,
        met=own.met
        | person.met
        | _met(view, group, asked, version=version, known=known, granted=granted is not None),
        events=own.events | _happened(view, group, asked, known),
        granted=granted,
        expired=own.expired,
        held=own.held,
        law=person.law,
        promised=_promised(view, asked, said, version=version),
        serves_still=_serving(view, asked, group, serves_still(words)),
        faults=own.faults,
    )


def _signalled(
    view: View, group: tuple[bytes, ...], asked: Asked, version: VersionRow, known: Parsed
) -> frozenset[str]:
    """Return the purposes that a signal of the person's browser stops (rule 5).

    It is looked for only where the question is about sale or sharing.
    """
    question = asked.question
    reached = reaches(question, known.stopped)
    begun = view.signals.begun(group, GPC) if reached else None
    if begun is None:
        return frozenset()
    words = _last(view, group, reached, version=version)
    return stopped_by(reached, begun=begun, words=words)


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


def _asked_about(question: Question) -> frozenset[str]:
    """Return the words that matter: about the purposes, restriction, and of messages channels."""
    if question.doing is not Doing.MESSAGE:
        return question.purposes | {RESTRICTED}
    return question.purposes | {RESTRICTED} | ABOUT_CHANNELS.keys()


def _serving(
    view: View, asked: Asked, group: tuple[bytes, ...], agreed: frozenset[str] | None
) -> frozenset[str] | None:
    """Return what restricted data may serve: what was agreed to since, and what claims ask for."""
    if agreed is None or asked.release is None:
        return agreed
    if not view.releases.lets(asked.release, asked.question, group):
        return agreed
    ground = view.releases.one(asked.release).ground
    return agreed | asked.question.purposes if ground in _DESPITE_RESTRICTION else agreed


def closed_of(said: Chosen) -> frozenset[str]:
    """Return the channels that the person closed (rule 5)."""
    return frozenset(ABOUT_CHANNELS[it].value for it in said.objected & ABOUT_CHANNELS.keys())


def chosen_by(
    view: View, group: tuple[bytes, ...], purposes: frozenset[str], *, version: VersionRow
) -> Chosen:
    """Return what the person's last words about the purposes come to, in the version in force."""
    return chosen(_last(view, group, purposes, version=version))


def _last(
    view: View, group: tuple[bytes, ...], purposes: frozenset[str], *, version: VersionRow
) -> Iterator[Last]:
    """Yield the last words of each id about the purposes."""
    for row in view.choices.last(group, purposes):
        yield Last(
            purpose=row.purpose,
            state=row.state,
            at=row.at,
            holds=holds(view, row, version=version),
            implied=row.implied,
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


def _granted(view: View, asked: Asked, known: Parsed) -> tuple[Grant, ...] | None:
    """Return the grants in force of whoever asks; ``None`` where the service keeps none (rule 9).

    Of members of staff whoever asks has found them.
    """
    recipient = asked.question.recipient
    if asked.known.granted is not None or asked.question.doing is not Doing.DISCLOSE:
        return asked.known.granted
    if recipient is None or recipient not in known.policy.recipients:
        return None
    return granted_to(view, known.policy, recipient)


def _met(  # noqa: PLR0913 - what is asked, and what is known by now
    view: View,
    group: tuple[bytes, ...],
    asked: Asked,
    *,
    version: VersionRow,
    known: Parsed,
    granted: bool,
) -> set[Need]:
    """Return the needs that are met.

    As long as the service made no grant to anybody, one whose safeguards are declared holds one.
    """
    met: set[Need] = set()
    recipient = known.policy.recipients.get(asked.question.recipient or "")
    if recipient is not None and recipient.safeguards and not granted:
        met.add(Need.GRANT)
    wanted = known.compiled.prepare(asked.question).needs
    if Need.OWN_CHOICE in wanted and asked.question.recipient in view.sharing.linked(group):
        met.add(Need.OWN_CHOICE)
    if Need.ANNOUNCED in wanted and announced_to(view, group, asked.question):
        met.add(Need.ANNOUNCED)
    if asked.release is not None and view.releases.lets(asked.release, asked.question, group):
        met |= {Need.LEGAL_GROUND, Need.SECOND_PERSON}
    if Need.ACCEPTED in wanted and view.people.accepted(asked.person, version=version.number):
        met.add(Need.ACCEPTED)
    if Need.IDENTITY in wanted and level_proven(view, group) is not None:
        met.add(Need.IDENTITY)
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
