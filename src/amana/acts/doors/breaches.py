"""The doors of breaches: what staff see and decide, and what the service's own program notes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.breaches.case import Case, HandedIn, Phase, read_case
from amana.acts.breaches.documents import authority_form, case_json, register_of
from amana.acts.breaches.drafting import draft
from amana.acts.breaches.finding import Finding, Found, Search
from amana.acts.breaches.given import Letter, facts_from
from amana.acts.breaches.noting import (
    approve_notice,
    begin_sending,
    change_breach,
    close_breach,
    hand_in,
    open_breach,
    tell_otherwise,
)
from amana.acts.permissions import Permission
from amana.acts.sources.opening import OpenSource
from amana.acts.staff import Staff
from amana.acts.taking_part import refuse_absent
from amana.acts.team.acting import acting, looking
from amana.domain.breach.clocks import leading
from amana.domain.promises.law import Law
from amana.domain.words import Language
from amana.storage.database import Storage
from amana.storage.spans import span

_READ, _WRITE = Permission.STAFF_BREACH_READ, Permission.STAFF_BREACH_WRITE


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachSeen:
    """A breach as staff see it."""

    case: Mapping[str, Any]
    letters: Mapping[Language, Letter]
    """As approved; else as drafted."""
    approved: bool
    leading: str | None
    """The name of the clock that ends first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """In which words people are told."""

    letters: Mapping[Language, Letter]
    approved: bool
    """Whether somebody approved them; else they are a draft made from the facts."""


@dataclass(frozen=True, slots=True)
class BreachDeskDoor:
    """What staff see of breaches, and decide about them."""

    storage: Storage
    open_source: OpenSource

    def register(self, staff: Staff, service: str) -> Mapping[str, Any]:
        """Return the register: every breach, and the rehearsals."""
        with looking(self.storage, staff, service, _READ) as view:
            return register_of(view)

    def one(self, staff: Staff, service: str, breach: UUID) -> BreachSeen:
        """Return a breach with its clocks and its notice."""
        with looking(self.storage, staff, service, _READ) as view:
            case = read_case(view, breach)
            return BreachSeen(
                case=case_json(case),
                letters=case.letters or draft(case),
                approved=bool(case.letters),
                leading=_leading(case),
            )

    def form(
        self, staff: Staff, service: str, breach: UUID, law: Law, phase: Phase
    ) -> Mapping[str, Any]:
        """Return the form for the authority of a law."""
        with looking(self.storage, staff, service, _READ) as view:
            return authority_form(read_case(view, breach), law, phase)

    def open(
        self, staff: Staff, service: str, facts: Mapping[str, Any], *, rehearsal: bool
    ) -> UUID:
        """Note a breach."""
        with acting(self.storage, staff, service, _WRITE) as act:
            return open_breach(act, facts_from(facts), rehearsal=rehearsal)

    def change(
        self, staff: Staff, service: str, breach: UUID, facts: Mapping[str, Any], *, learnt: str
    ) -> None:
        """Note the facts as they are known now: whole each time, those before stay in history."""
        with acting(self.storage, staff, service, _WRITE) as act:
            change_breach(act, breach, facts_from(facts), learnt=learnt)

    def find(self, staff: Staff, service: str, breach: UUID, search: Search) -> Found:
        """Look for those affected; return how many there are now, and who was not found."""
        with acting(self.storage, staff, service, _WRITE) as act:
            actor = act.actor
        return _finding(self, service, breach, actor).find(search)

    def tell_otherwise(
        self, staff: Staff, service: str, breach: UUID, *, at: datetime | None, how: str
    ) -> None:
        """Note that those whom no message reaches were told another way; ``None`` for now."""
        with acting(self.storage, staff, service, _WRITE) as act:
            tell_otherwise(act, breach, at=at, how=how)

    def approve(
        self, staff: Staff, service: str, breach: UUID, letters: Mapping[Language, Letter]
    ) -> None:
        """Approve the words in which people are told."""
        with acting(self.storage, staff, service, _WRITE) as act:
            approve_notice(act, breach, letters)

    def send(self, staff: Staff, service: str, breach: UUID) -> None:
        """Let everybody who is found be told; workers do it."""
        with acting(self.storage, staff, service, _WRITE) as act:
            begin_sending(act, breach)

    def hand_in(self, staff: Staff, service: str, breach: UUID, done: HandedIn) -> None:
        """Note that the form was handed in."""
        with acting(self.storage, staff, service, _WRITE) as act:
            hand_in(act, breach, done)

    def close(self, staff: Staff, service: str, breach: UUID, reason: str) -> None:
        """Note that the breach is over."""
        with acting(self.storage, staff, service, _WRITE) as act:
            close_breach(act, breach, reason=reason)


@dataclass(frozen=True, slots=True)
class AskedBreachesDoor:
    """What the service's own program notes and sees of breaches."""

    storage: Storage
    open_source: OpenSource

    def register(self, service: str) -> Mapping[str, Any]:
        """Return the register."""
        with self.storage.reading(service) as view:
            return register_of(view)

    def one(self, service: str, breach: UUID) -> Mapping[str, Any]:
        """Return a breach with its clocks."""
        with self.storage.reading(service) as view:
            return case_json(read_case(view, breach))

    def open(self, service: str, facts: Mapping[str, Any], *, rehearsal: bool) -> UUID:
        """Note a breach."""
        with self._act(service, "open-breach") as act:
            return open_breach(act, facts_from(facts), rehearsal=rehearsal)

    def find(self, service: str, breach: UUID, search: Search) -> Found:
        """Look for those affected; return how many there are now, and who was not found."""
        with self._act(service, "find-affected") as act:
            actor = act.actor
        return _finding(self, service, breach, actor).find(search)

    def change(self, service: str, breach: UUID, facts: Mapping[str, Any], *, learnt: str) -> None:
        """Note the facts as they are known now."""
        with self._act(service, "change-breach") as act:
            change_breach(act, breach, facts_from(facts), learnt=learnt)

    def notice(self, service: str, breach: UUID) -> Notice:
        """Return the words in which people are told: as approved, else as drafted."""
        with self.storage.reading(service) as view:
            case = read_case(view, breach)
            return Notice(letters=case.letters or draft(case), approved=bool(case.letters))

    def approve(self, service: str, breach: UUID, letters: Mapping[Language, Letter]) -> None:
        """Approve the words in which people are told."""
        with self._act(service, "approve-breach-notice") as act:
            approve_notice(act, breach, letters)

    def send(self, service: str, breach: UUID) -> None:
        """Let everybody who is found be told; workers do it."""
        with self._act(service, "send-breach-notices") as act:
            begin_sending(act, breach)

    def tell_otherwise(self, service: str, breach: UUID, *, at: datetime | None, how: str) -> None:
        """Note that those whom no message reaches were told another way; ``None`` for now."""
        with self._act(service, "tell-breach-otherwise") as act:
            tell_otherwise(act, breach, at=at, how=how)

    def form(self, service: str, breach: UUID, law: Law, phase: Phase) -> Mapping[str, Any]:
        """Return the form for the authority of a law."""
        with self.storage.reading(service) as view:
            return authority_form(read_case(view, breach), law, phase)

    def hand_in(self, service: str, breach: UUID, done: HandedIn) -> None:
        """Note that the form was handed in."""
        with self._act(service, "hand-in-breach-form") as act:
            hand_in(act, breach, done)

    def close(self, service: str, breach: UUID, reason: str) -> None:
        """Note that the breach is over."""
        with self._act(service, "close-breach") as act:
            close_breach(act, breach, reason=reason)

    @contextmanager
    def _act(self, service: str, name: str) -> Iterator[Act]:
        with span("act", act=name), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            yield Act(actor=Actor(role=Role.APPLICATION, label=service), work=work)


def _finding(
    door: BreachDeskDoor | AskedBreachesDoor, service: str, breach: UUID, actor: Actor
) -> Finding:
    return Finding(
        storage=door.storage,
        service=service,
        breach=breach,
        actor=actor,
        open_source=door.open_source,
    )


def _leading(case: Case) -> str | None:
    first = leading(case.clocks, case.view.now)
    return None if first is None else first.name
