"""Receive a request: from the privacy centre, the support desk, or an application.

Somebody who is not known is answered in the same form: a request is noted, which is nobody's. Asked
again only a known person's request goes on; what is shown to whoever asks must not tell that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.choices.errors import UnknownPurpose
from amana.acts.in_force import in_force, published
from amana.acts.person_facts import facts_of_group
from amana.acts.person_id import check_met
from amana.acts.persons.normal import normal_identifier
from amana.acts.requests.errors import NotAGuardian, UnusableAbout, WrongMeans
from amana.acts.requests.means import means_are_enough
from amana.acts.requests.prove import ACT as PROVE
from amana.acts.requests.sought import CATEGORIES, check_categories, keep_categories
from amana.acts.requests.stepping import PERSON, step_on, tell_state
from amana.acts.requests.stop_uses import PURPOSES, named_in, stop_uses
from amana.acts.requests.telling import tell_received
from amana.acts.requests.terms import (
    Asked,
    confirm_until,
    first_of,
    right_promises,
    term_of,
)
from amana.domain.law.dealing import laws_for
from amana.domain.ledger.entry import Entry, Json
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.policy.model import Policy
from amana.domain.promises.law import Law
from amana.domain.request.states import State, Step
from amana.domain.vocabulary.protecting import IdentityMeans
from amana.domain.vocabulary.requests import RequestDoor, RequestKind
from amana.domain.words import Language, says_something
from amana.storage.errors import PersonErased
from amana.storage.persons import TieKind
from amana.storage.requests import Moved, RequestRow
from amana.storage.work import View, Work

ACT: Final = "receive-request"
LONGEST_ABOUT: Final = 4_000
_MOST_OPEN: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What somebody asks, and who they say that they are."""

    kind: RequestKind
    door: RequestDoor
    person: str | None = field(default=None, repr=False)
    """The service's own id; else an address by which they are known."""
    address: tuple[IdentifierKind, str] | None = field(default=None, repr=False)
    guardian: str | None = field(default=None, repr=False)
    """The service's own id of who asks for them."""
    about: str = field(default="", repr=False)
    """In their own words: which data, what is wrong with it, to which use they object."""
    purposes: frozenset[str] = frozenset()
    """To which uses they object, or whose consent they withdraw; all that one can, if none."""
    categories: frozenset[str] = frozenset()
    """Which data an erasure in part is to erase."""
    language: Language | None = None
    """In which they asked, where that is known."""
    proven_by: str | None = None
    """How their identity was proven already: a means, or a level of a session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What a program is told. Whoever asked is shown the same whether or not they are known."""

    request: UUID
    state: State
    safe_until: datetime
    latest_until: datetime
    again: bool
    """Whether the same was asked before and is not answered: that request goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whose:
    """Who was found."""

    person: str = field(repr=False)
    group: tuple[bytes, ...] = field(repr=False)


def receive(act: Act, asking: Asking) -> Received:
    """Note a request and commit; the same one, asked again while open, is one request.

    Raises ``UnusablePerson``, ``UnusableAbout``, ``UnknownPurpose``, ``UnknownChoice``,
    ``NotAGuardian``, ``WrongMeans`` and ``NoPolicyInForce``.
    """
    received = take_in(act, asking)
    act.work.over()
    return received


def take_in(act: Act, asking: Asking) -> Received:
    """Note a request as :func:`receive` does; the caller commits. Raises what that does."""
    work = act.work
    _check(work, asking)
    policy = published(work, in_force(work)).policy
    if asking.purposes - policy.purposes.keys():
        raise UnknownPurpose(known=", ".join(sorted(policy.purposes)))
    check_categories(work, asking.kind, asking.categories)
    if asking.proven_by is not None and not _is_enough(work, asking):
        raise WrongMeans
    whose = _whose(work, asking)
    if asking.guardian is not None:
        _check_guardian(work, whose, asking.guardian)
    open_one = None if whose is None else _open_one(work, whose, asking)
    if open_one is not None:
        return _again(act, open_one, asking, whose)
    return _noted(act, policy, asking, whose)


def _check(work: Work, asking: Asking) -> None:
    if asking.person is not None:
        check_met(work, asking.person)
    if asking.about and (len(asking.about) > LONGEST_ABOUT or not says_something(asking.about)):
        raise UnusableAbout


def _is_enough(work: Work, asking: Asking) -> bool:
    means = [each for each in IdentityMeans if each.value == asking.proven_by]
    return not means or means_are_enough(work, means[0], asking.kind)


def _whose(work: Work, asking: Asking) -> _Whose | None:
    """Find who it is; an address that several share says not which of them."""
    person = asking.person
    if person is None and asking.address is not None:
        kind, value = asking.address
        found = work.identifiers.whose(kind, normal_identifier(kind, value))
        own = work.identifiers.own_ids(found)
        person = next(iter(own.values())) if len(own) == len(found) == 1 else None
    if person is None:
        return None
    try:
        group = work.persons.group(person)
    except PersonErased:
        return None
    return _Whose(person=person, group=group) if work.requests.hold_person(group) else None


def _check_guardian(work: Work, whose: _Whose | None, guardian: str) -> None:
    """Let a guardian ask for whom they are known to be the guardian of.

    The answer is the same for a stranger and for somebody else's child.
    """
    check_met(work, guardian)
    try:
        own = set(work.persons.group(guardian))
    except PersonErased:
        own = set()
    ties = () if whose is None else work.persons.ties(whose.group)
    if whose is None or not any(
        tie.kind is TieKind.GUARDIAN and tie.person in own and tie.other in whose.group
        for tie in ties
    ):
        raise NotAGuardian


def _open_one(work: Work, whose: _Whose, asking: Asking) -> RequestRow | None:
    """Return the open request in which the same was asked in the same words, held."""
    held = work.requests.hold_open(whose.group, asking.kind, limit=_MOST_OPEN)
    return next((row for row in held if _same(work.requests.said(row), asking)), None)


def _same(said: Mapping[str, Json], asking: Asking) -> bool:
    """Tell whether it was asked in the same words, about the same uses."""
    named = tuple(sorted(asking.purposes))
    data = said.get(CATEGORIES, ()) == tuple(sorted(asking.categories))
    return said.get("about", "") == asking.about and named_in(said) == named and data


def _named(asking: Asking) -> dict[str, Json]:
    """Return what is named beside what was said in words."""
    named = {PURPOSES: asking.purposes, CATEGORIES: asking.categories}
    return {name: tuple(sorted(given)) for name, given in named.items() if given}


def _again(act: Act, row: RequestRow, asking: Asking, whose: _Whose | None) -> Received:
    """Go on with the request that is open; who proved meanwhile who they are is proven now."""
    state = row.state
    if state is State.RECEIVED and asking.proven_by is not None:
        state = step_on(
            act,
            row,
            Step.PROVE,
            name=PROVE,
            body={"by": asking.proven_by},
            moved=Moved(proven_by=asking.proven_by),
        )
    body: dict[str, Json] = {
        "actor": act.actor.identity,
        "request": str(row.id),
        "kind": row.kind.value,
        "again": True,
    }
    person = None if whose is None else whose.person
    entry = Entry(act=ACT, promises=row.promises, body=body, person=person)
    act.work.put(entry, identity=act.work.name_entry())
    return _received(row.id, state, row.safe_until, row.latest_until, again=True)


def _noted(act: Act, policy: Policy, asking: Asking, whose: _Whose | None) -> Received:
    work = act.work
    countries = () if whose is None else _countries(work, whose, policy)
    laws, country = laws_for(countries, policy.laws), first_of(countries)
    promises = right_promises(policy, asking.kind)
    asked = Asked(kind=asking.kind, laws=laws, country=country, received=work.now)
    term = term_of(work, policy, asked)
    request, entry = work.name_entry(), work.name_entry()
    work.requests.receive(
        request,
        kind=asking.kind,
        door=asking.door,
        by_guardian=asking.guardian is not None,
        linked=whose is not None,
        promises=promises,
        laws=[law.value for law in laws],
        country=country,
        term=term,
        entry=entry,
    )
    work.request_doors.expect(request, confirm_until(work, asked))
    body = _body(act, request, asking, laws, whose)
    work.put(
        Entry(
            act=ACT,
            promises=tuple(promises),
            policy_version=in_force(work).number,
            body=body,
            person=None if whose is None else whose.person,
        ),
        identity=entry,
    )
    state = _begun(act, request, asking, whose)
    return _received(request, state, term.safe_until, term.latest_until, again=False)


def _begun(act: Act, request: UUID, asking: Asking, whose: _Whose | None) -> State:
    """Note whose it is, and that they are proven where they were, and tell where it stands.

    Who objects and is proven has the use stop here. Who sees at the privacy centre that it came
    in, or is written to, has that confirmed.
    """
    work = act.work
    person = None if whose is None else whose.person
    if person is not None:
        said: dict[str, Json] = {PERSON: person, "about": asking.about, **_named(asking)}
        work.requests.link(request, work.sealer.person_key(person), said)
        if asking.categories:
            keep_categories(work, request, asking.categories)
    state = State.RECEIVED
    if asking.proven_by is not None:
        state = State.PROVEN
        work.requests.move(request, state, Moved(proven_by=asking.proven_by))
    row = work.requests.one(request)
    tell_state(work, row, state, person=person)
    if state is State.PROVEN:
        stop_uses(act, row, person=person)
    written = tell_received(work, row, person=person, language=asking.language)
    if written or asking.door is RequestDoor.CENTRE:
        work.request_doors.confirm(request)
    return state


def _countries(view: View, whose: _Whose, policy: Policy) -> tuple[str, ...]:
    facts = facts_of_group(view, whose.group, policy)
    return tuple(each.place for each in facts.jurisdictions if each.origin is not None)


def _body(
    act: Act, request: UUID, asking: Asking, laws: tuple[Law, ...], whose: _Whose | None
) -> dict[str, Json]:
    body: dict[str, Json] = {
        "actor": act.actor.identity,
        "request": str(request),
        "kind": asking.kind.value,
        "door": asking.door.value,
        "laws": tuple(law.value for law in laws),
        "proven_by": asking.proven_by,
        "by_guardian": asking.guardian is not None,
    }
    return body if whose is None else {**body, PERSON: whose.person}


def _received(
    request: UUID, state: State, safe: datetime, latest: datetime, *, again: bool
) -> Received:
    return Received(request=request, state=state, safe_until=safe, latest_until=latest, again=again)
