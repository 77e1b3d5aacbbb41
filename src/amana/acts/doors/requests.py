"""The door of requests: people ask at the privacy centre, staff at the desk, programs by API."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.identity.visitor import Visitor
from amana.acts.permissions import Permission
from amana.acts.proven import level_proven
from amana.acts.recipients.by_hand import answered_by_hand, letter_by_hand, told_by_hand
from amana.acts.recipients.telling_words import Letter
from amana.acts.requests.carry_out import begin, carry_out_erasure, finish_by_hand
from amana.acts.requests.case import Case, open_case
from amana.acts.requests.confirm import confirm_request
from amana.acts.requests.erasable import Erasable, erasable
from amana.acts.requests.extend import extend_request
from amana.acts.requests.fee import quote_fee, settle_fee
from amana.acts.requests.list_requests import (
    RequestPage,
    RequestShown,
    list_requests,
    own_requests,
    show_request,
    show_restriction,
)
from amana.acts.requests.means import moment_of
from amana.acts.requests.prove import prove_request
from amana.acts.requests.receive import Asking, Received, receive
from amana.acts.requests.refuse import refuse_request
from amana.acts.requests.restricting import announce_lifting, lift_restriction
from amana.acts.requests.withdraw import withdraw_request
from amana.acts.staff import Staff
from amana.acts.taking_part import refuse_absent
from amana.acts.team.acting import acting, looking
from amana.domain.request.states import State
from amana.domain.vocabulary.protecting import IdentityMeans, IdentityMoment
from amana.domain.vocabulary.requests import (
    ExtensionReason,
    RefusalReason,
    RequestDoor,
    RequestKind,
)
from amana.storage.database import Storage
from amana.storage.requests import OPEN, Term, Wanted
from amana.storage.spans import span

_READ, _WRITE = Permission.STAFF_REQUEST_READ, Permission.STAFF_REQUEST_WRITE
_APPROVE = Permission.STAFF_REQUEST_APPROVE


@dataclass(frozen=True, slots=True)
class OwnRequestDoor:
    """What people ask for at the privacy centre, about themselves."""

    storage: Storage

    def own(self, visitor: Visitor) -> tuple[RequestShown, ...]:
        """Return the person's requests."""
        with self.storage.reading(visitor.service) as view:
            return own_requests(view, person=visitor.person)

    def erasable(self, visitor: Visitor) -> tuple[Erasable, ...]:
        """Return what of the person's data can be erased by itself, and what not, and why."""
        with self.storage.reading(visitor.service) as view:
            return erasable(view, person=visitor.person)

    def ask(
        self,
        visitor: Visitor,
        *,
        kind: RequestKind,
        about: str,
        categories: frozenset[str] = frozenset(),
    ) -> Received:
        """Receive a request; proven at once where their session is proof enough."""
        with self._act(visitor, "ask") as act:
            level = level_proven(
                act.work,
                act.work.persons.group(visitor.person),
                session=visitor.level,
                before={moment_of(kind), IdentityMoment.REQUEST},
            )
            asking = Asking(
                kind=kind,
                door=RequestDoor.CENTRE,
                person=visitor.person,
                about=about,
                categories=categories,
                proven_by=None if level is None else level.value,
            )
            return receive(act, asking)

    def take_back(self, visitor: Visitor, request: UUID) -> State:
        """Withdraw a request of theirs."""
        with self._act(visitor, "take_back") as act:
            return withdraw_request(act, request, person=visitor.person)

    @contextmanager
    def _act(self, visitor: Visitor, name: str) -> Iterator[Act]:
        with span("act", act=name), self.storage.work(visitor.service) as work:
            refuse_absent(visitor.service, work.condition.state, work.condition.reason)
            visitor.check(work)
            yield Act(actor=visitor.actor, work=work)


@dataclass(frozen=True, slots=True)
class RequestDeskDoor:
    """What staff do with requests; each is refused to those whose role does not permit it."""

    storage: Storage

    def queue(
        self, staff: Staff, service: str, *, after: str | None = None, wanted: Wanted = OPEN
    ) -> RequestPage:
        """Return a page of the queue, by deadline."""
        with looking(self.storage, staff, service, _READ) as view:
            return list_requests(view, after=after, wanted=wanted, at_desk=True)

    def one(self, staff: Staff, service: str, request: UUID) -> Case:
        """Return one request with its steps and their proofs, and note that it was looked at."""
        with acting(self.storage, staff, service, _READ) as act:
            return open_case(act, request)

    def receive(self, staff: Staff, service: str, asking: Asking) -> Received:
        """Note what somebody asked at the desk, in writing or by word of mouth."""
        with acting(self.storage, staff, service, _WRITE) as act:
            return receive(act, asking)

    def prove(self, staff: Staff, service: str, request: UUID, means: IdentityMeans) -> State:
        """Note how who asks proved who they are."""
        with acting(self.storage, staff, service, _WRITE) as act:
            return prove_request(act, request, means=means)

    def confirm(self, staff: Staff, service: str, request: UUID) -> State:
        """Note that whoever asked was told that it came in."""
        with acting(self.storage, staff, service, _WRITE) as act:
            return confirm_request(act, request)

    def refuse(self, staff: Staff, service: str, request: UUID, reason: RefusalReason) -> State:
        """Refuse a request."""
        with acting(self.storage, staff, service, _WRITE) as act:
            return refuse_request(act, request, reason=reason)

    def extend(self, staff: Staff, service: str, request: UUID, reason: ExtensionReason) -> Term:
        """Extend a term."""
        with acting(self.storage, staff, service, _WRITE) as act:
            return extend_request(act, request, reason=reason)

    def quote(  # noqa: PLR0913 - who, which request, and what it costs
        self,
        staff: Staff,
        service: str,
        request: UUID,
        *,
        amount: int,
        currency: str,
        excessive: bool,
    ) -> State:
        """Name a fee."""
        with acting(self.storage, staff, service, _WRITE) as act:
            return quote_fee(act, request, amount=amount, currency=currency, excessive=excessive)

    def settle(self, staff: Staff, service: str, request: UUID) -> State:
        """Note that a fee was paid or waived."""
        with acting(self.storage, staff, service, _WRITE) as act:
            return settle_fee(act, request)

    def carry_out(self, staff: Staff, service: str, request: UUID) -> None:
        """Carry a request out in our own records; the sources follow."""
        with acting(self.storage, staff, service, _APPROVE) as act:
            actor, person = act.actor, begin(act, request)
        if person is not None:
            carry_out_erasure(self.storage, service, request, person=person, actor=actor)

    def finish(self, staff: Staff, service: str, request: UUID) -> State:
        """Note that what a request waits for was done by hand."""
        with acting(self.storage, staff, service, _WRITE) as act:
            return finish_by_hand(act, request)

    def announce_lifting(self, staff: Staff, service: str, request: UUID) -> None:
        """Tell the person that a restriction will be lifted."""
        with acting(self.storage, staff, service, _APPROVE) as act:
            announce_lifting(act, request)

    def lift(self, staff: Staff, service: str, request: UUID) -> None:
        """Lift a restriction of which the person was told."""
        with acting(self.storage, staff, service, _APPROVE) as act:
            lift_restriction(act, request)

    def recipient_letter(self, staff: Staff, service: str, request: UUID, recipient: str) -> Letter:
        """Return what to tell a recipient, and note that it was read."""
        with acting(self.storage, staff, service, _WRITE) as act:
            return letter_by_hand(act, request, recipient)

    def recipient_told(self, staff: Staff, service: str, request: UUID, recipient: str) -> None:
        """Note that a recipient was told by hand."""
        with acting(self.storage, staff, service, _WRITE) as act:
            told_by_hand(act, request, recipient)

    def recipient_answered(self, staff: Staff, service: str, request: UUID, recipient: str) -> None:
        """Note that a recipient answered."""
        with acting(self.storage, staff, service, _WRITE) as act:
            answered_by_hand(act, request, recipient)


@dataclass(frozen=True, slots=True)
class AskedDoor:
    """What a service's own program does with requests. The key says which service it is."""

    storage: Storage

    def receive(self, service: str, asking: Asking) -> Received:
        """Receive a request; the answer has the same form for who is not known."""
        with self._act(service, "receive") as act:
            return receive(act, asking)

    def listed(self, service: str, *, after: str | None, limit: int, wanted: Wanted) -> RequestPage:
        """Return a page of requests, by deadline."""
        with self.storage.reading(service) as view:
            return list_requests(view, after=after, limit=limit, wanted=wanted)

    def one(self, service: str, request: UUID) -> RequestShown:
        """Return one request, and note that it was looked at."""
        with self._act(service, "one") as act:
            return show_request(act, request)

    def refuse(self, service: str, request: UUID, reason: RefusalReason) -> State:
        """Refuse a request."""
        with self._act(service, "refuse") as act:
            return refuse_request(act, request, reason=reason)

    def extend(self, service: str, request: UUID, reason: ExtensionReason) -> Term:
        """Extend a term."""
        with self._act(service, "extend") as act:
            return extend_request(act, request, reason=reason)

    def announce_lifting(self, service: str, request: UUID) -> RequestShown:
        """Tell the person that a restriction will be lifted; return how it stands."""
        with self._act(service, "announce_lifting") as act:
            announce_lifting(act, request)
        with self.storage.reading(service) as view:
            return show_restriction(view, request)

    def lift(self, service: str, request: UUID) -> RequestShown:
        """Lift a restriction of which the person was told; return how it stands."""
        with self._act(service, "lift") as act:
            lift_restriction(act, request)
        with self.storage.reading(service) as view:
            return show_restriction(view, request)

    @contextmanager
    def _act(self, service: str, name: str) -> Iterator[Act]:
        with span("act", act=name), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            yield Act(actor=Actor(role=Role.APPLICATION, label=service), work=work)
