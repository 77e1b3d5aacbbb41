"""Propose a release, and decide about it as another person: two people, never one.

A release by itself gives nothing: it lets the disclosure be made that asks for it
(:class:`amana.acts.deciding.asked.Asked`), for its persons, data, purpose and recipient alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from amana.acts.act import Act, NotPermitted, Role
from amana.acts.in_force import in_force, published
from amana.acts.permissions import Permission
from amana.acts.person_id import check_met
from amana.acts.show_policy import find_version
from amana.domain.decision.rule import Need, Rule
from amana.domain.ledger.entry import Entry, Json
from amana.domain.promises.protect import Protect
from amana.domain.release.errors import ReleaseUnfit
from amana.domain.release.release import (
    LONGEST_OPEN,
    MOST_PERSONS,
    Cut,
    Document,
    ReleaseState,
    Scope,
    check_merger,
    check_silence,
    check_waits,
    cut,
    decided,
)
from amana.domain.vocabulary.sharing import Nature
from amana.storage.releases import ReleaseRow
from amana.storage.uuid7 import uuid7
from amana.storage.work import Work

PROPOSE: Final = "propose-release"
_STEPS: Final = {
    ReleaseState.APPROVED: "approve-release",
    ReleaseState.REFUSED: "refuse-release",
    ReleaseState.WITHDRAWN: "withdraw-release",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A release as somebody proposes it."""

    scope: Scope
    asked: frozenset[str]
    """The categories that the document asks for."""
    persons: tuple[str, ...] = field(repr=False)
    """The service's own ids of those whom the document names."""
    document: Document
    silent_until: date | None = None
    """Until when the law forbids to tell them."""


def propose_release(act: Act, given: Proposed) -> UUID:
    """Propose a release, cut to what was asked and what is promised, and commit.

    Raises ``NotPermitted``, ``NoPolicyInForce``, ``UnusablePerson``, ``PersonErased``, and what
    :mod:`amana.domain.release.errors` names; then nothing is proposed.
    """
    _require_write(act)
    work = act.work
    version = in_force(work)
    policy = published(work, version).policy
    found = cut(policy, given.scope, asked=given.asked)
    check_silence(given.silent_until, today=work.now.date())
    check_merger(policy, given.scope, given.document)
    if found.scope.nature is Nature.MERGER and given.silent_until is not None:
        raise ReleaseUnfit(part="silent_until")
    keys = _concerned(work, given.persons)
    identity, entry = uuid7(work.now), work.name_entry()
    about = work.releases.put(
        identity,
        found,
        version=version.number,
        document=given.document,
        persons=keys,
        silent_until=given.silent_until,
        ends_at=work.now + LONGEST_OPEN,
        proposed_by=act.actor.member,
        entry=entry,
    )
    if about != len(keys):
        raise ReleaseUnfit(part="persons")
    body = _body(act, identity, found) | {
        "sha256": given.document.sha256,
        "people": len(keys),
        "silent_until": None if given.silent_until is None else given.silent_until.isoformat(),
    }
    work.commit(
        Entry(act=PROPOSE, promises=(found.promise,), policy_version=version.number, body=body),
        ids=(entry,),
    )
    return identity


def _concerned(work: Work, given: tuple[str, ...]) -> list[bytes]:
    """Return the look-up keys of those whom the document names, each once."""
    persons = tuple(dict.fromkeys(given))
    if not 0 < len(persons) <= MOST_PERSONS:
        raise ReleaseUnfit(part="persons")
    for person in persons:
        check_met(work, person)
        work.persons.group(person)
    return [work.sealer.person_key(person) for person in persons]


def approve_release(act: Act, release: UUID) -> None:
    """Let a proposed release be used, as its second person, and commit.

    Raises ``NotPermitted``, ``NotFound``, ``NotProposed`` and ``SamePerson``.
    """
    act.require(Permission.STAFF_RELEASE_APPROVE)
    row = act.work.releases.hold(release)
    decided(
        row.state,
        proposed_by=row.proposed_by,
        by=act.actor.member,
        ends_at=row.ends_at,
        at=act.work.now,
    )
    _end(act, row, ReleaseState.APPROVED)


def refuse_release(act: Act, release: UUID) -> None:
    """Refuse a proposed release; who proposed it withdraws it. Raises as approving does."""
    row = act.work.releases.hold(release)
    if row.proposed_by == act.actor.member:
        act.require(Permission.STAFF_RELEASE_WRITE)
        state = ReleaseState.WITHDRAWN
    else:
        act.require(Permission.STAFF_RELEASE_APPROVE)
        state = ReleaseState.REFUSED
    _give_up(act, row, state)


def withdraw_release(act: Act, release: UUID) -> None:
    """Withdraw what one proposed oneself. Raises ``NotPermitted`` for what others did."""
    _require_write(act)
    row = act.work.releases.hold(release)
    if row.proposed_by != act.actor.member:
        raise NotPermitted
    _give_up(act, row, ReleaseState.WITHDRAWN)


def _require_write(act: Act) -> None:
    """Of a program its key was asked, at the door; it is no person, and never approves."""
    if act.actor.role is not Role.APPLICATION:
        act.require(Permission.STAFF_RELEASE_WRITE)


def _give_up(act: Act, row: ReleaseRow, state: ReleaseState) -> None:
    # Nobody needs another to end a proposal: its proposer is not asked about.
    check_waits(row.state, ends_at=row.ends_at, at=act.work.now)
    _end(act, row, state)


def _end(act: Act, row: ReleaseRow, state: ReleaseState) -> None:
    entry = act.work.name_entry()
    act.work.releases.decide(row, state, by=act.actor.member, entry=entry)
    body: dict[str, Json] = {
        "actor": act.actor.identity,
        "release": str(row.id),
        "people": row.people,
    }
    act.work.commit(
        Entry(
            act=_STEPS[state],
            promises=_kept_by(act.work, row, state),
            policy_version=row.version,
            body=body,
        ),
        ids=(entry,),
    )


def _kept_by(work: Work, row: ReleaseRow, state: ReleaseState) -> tuple[str, ...]:
    """Return the promise that lets it out, and of an approval those that ask for two people.

    They are of the version under which it was proposed, which the entry names too.
    """
    if state is not ReleaseState.APPROVED:
        return (row.promise,)
    policy = published(work, find_version(work, row.version)).policy
    guarding = (
        name
        for name, promise in policy.promises.items()
        if isinstance(promise.form, Protect)
        and any(_asks_for_two(rule, row) for rule in promise.kind.rules(promise.form))
    )
    return tuple(dict.fromkeys((row.promise, *guarding)))


def _asks_for_two(rule: Rule, row: ReleaseRow) -> bool:
    """Tell whether a rule asks for a second person where data of the release goes out."""
    of_nature = rule.natures is None or row.nature in rule.natures
    of_data = rule.data is None or not rule.data.isdisjoint(row.data)
    return Need.SECOND_PERSON in rule.needs and of_nature and of_data


def _body(act: Act, release: UUID, found: Cut) -> dict[str, Json]:
    return {
        "actor": act.actor.identity,
        "release": str(release),
        "recipient": found.scope.recipient,
        "purpose": found.scope.purpose,
        "ground": found.scope.ground.value,
        "data": _sorted(found.scope.data),
    }


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names))
