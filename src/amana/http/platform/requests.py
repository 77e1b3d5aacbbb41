"""What people ask for about their data: from programs, at the desk, and at the privacy centre."""

from collections.abc import Collection, Sequence
from typing import Protocol
from uuid import UUID

from amana.acts.doors.sources import MapSeen, SourceSeen
from amana.acts.identity.visitor import Visitor
from amana.acts.recipients.telling_words import Letter
from amana.acts.requests.by_link import LinkShown
from amana.acts.requests.case import Case
from amana.acts.requests.erasable import Choosing, Erasable
from amana.acts.requests.list_requests import RequestPage, RequestShown
from amana.acts.requests.progress import Progress
from amana.acts.requests.receive import Asking, Received
from amana.acts.requests.sought import Correctable, SourceCorrection
from amana.acts.requests.together import Approved, Joint
from amana.acts.sources.by_program import Looked, ServiceReached
from amana.acts.sources.registry import AddedSource
from amana.acts.staff import Staff
from amana.domain.request.states import State
from amana.domain.source.registry import SourceEntry
from amana.domain.vocabulary.protecting import IdentityMeans
from amana.domain.vocabulary.requests import ExtensionReason, RefusalReason, RequestKind
from amana.storage.requests import OPEN, Term, Wanted


class RequestActs(Protocol):
    """What a service's own program does."""

    def receive(self, service: str, asking: Asking) -> Received:
        """Receive a request; the answer is the same for who is not known."""

    def listed(self, service: str, *, after: str | None, limit: int, wanted: Wanted) -> RequestPage:
        """Return a page of requests, by deadline."""

    def one(self, service: str, request: UUID) -> RequestShown:
        """Return one request."""

    def refuse(self, service: str, request: UUID, reason: RefusalReason) -> State:
        """Refuse a request."""

    def extend(self, service: str, request: UUID, reason: ExtensionReason) -> Term:
        """Extend a term."""

    def announce_lifting(self, service: str, request: UUID) -> RequestShown:
        """Tell the person that a restriction will be lifted; return how it stands."""

    def lift(self, service: str, request: UUID) -> RequestShown:
        """Lift a restriction of which the person was told; return how it stands."""


class RequestDeskActs(Protocol):
    """What staff do."""

    def queue(
        self, staff: Staff, service: str, *, after: str | None = None, wanted: Wanted = OPEN
    ) -> RequestPage:
        """Return a page of the queue, by deadline."""

    def one(self, staff: Staff, service: str, request: UUID) -> Case:
        """Return one request with its steps and their proofs."""

    def receive(self, staff: Staff, service: str, asking: Asking) -> Received:
        """Note what somebody asked at the desk."""

    def prove(self, staff: Staff, service: str, request: UUID, means: IdentityMeans) -> State:
        """Note how who asks proved who they are."""

    def confirm(self, staff: Staff, service: str, request: UUID) -> State:
        """Note that whoever asked was told that it came in."""

    def refuse(self, staff: Staff, service: str, request: UUID, reason: RefusalReason) -> State:
        """Refuse a request."""

    def extend(self, staff: Staff, service: str, request: UUID, reason: ExtensionReason) -> Term:
        """Extend a term."""

    def quote(
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

    def settle(self, staff: Staff, service: str, request: UUID) -> State:
        """Note that a fee was paid or waived."""

    def carry_out(self, staff: Staff, service: str, request: UUID) -> None:
        """Carry a request out, as far as our own records can."""

    def finish(self, staff: Staff, service: str, request: UUID) -> State:
        """Note that what a request waits for was done by hand."""

    def announce_lifting(self, staff: Staff, service: str, request: UUID) -> None:
        """Tell the person that a restriction will be lifted."""

    def lift(self, staff: Staff, service: str, request: UUID) -> None:
        """Lift a restriction of which the person was told."""

    def recipient_letter(self, staff: Staff, service: str, request: UUID, recipient: str) -> Letter:
        """Return what to tell a recipient, and note that it was read."""

    def recipient_told(self, staff: Staff, service: str, request: UUID, recipient: str) -> None:
        """Note that a recipient was told by hand."""

    def recipient_answered(self, staff: Staff, service: str, request: UUID, recipient: str) -> None:
        """Note that a recipient answered."""


class RequestPlanActs(Protocol):
    """What staff see of the sources in a request, and approve."""

    def progress(self, staff: Staff, service: str, request: UUID) -> Progress:
        """Return how far a request is."""

    def plan(self, staff: Staff, service: str, requests: Sequence[UUID]) -> None:
        """Make the plan of each of these requests anew."""

    def joint(self, staff: Staff, service: str, requests: Sequence[UUID]) -> Joint:
        """Return one plan over all of these requests."""

    def approve(self, staff: Staff, service: str, seen: Sequence[tuple[UUID, str]]) -> Approved:
        """Carry out each of these requests that stands as it was seen."""

    def correctable(self, staff: Staff, service: str) -> tuple[Correctable, ...]:
        """Return what a correction can set in the sources."""

    def correct(
        self, staff: Staff, service: str, request: UUID, corrections: Sequence[SourceCorrection]
    ) -> None:
        """Note what a correction is to set in the sources."""

    def erasable(self, staff: Staff, service: str, request: UUID) -> Choosing:
        """Return what an erasure in part can name, and what this one names now."""

    def choose(
        self, staff: Staff, service: str, request: UUID, categories: Collection[str]
    ) -> None:
        """Note which data an erasure in part is to erase."""

    def retry(self, staff: Staff, service: str, request: UUID, source: str) -> State:
        """Try again what failed in a source."""

    def give_up(self, staff: Staff, service: str, request: UUID, source: str) -> State:
        """Say that what failed in a source is not to be done."""


class AskedPlanActs(Protocol):
    """The same for a service's own program."""

    def plan(self, service: str, request: UUID) -> Progress:
        """Make the plan of a request anew."""

    def correct(
        self, service: str, request: UUID, corrections: Sequence[SourceCorrection]
    ) -> Progress:
        """Note what a correction is to set in the sources."""

    def choose(self, service: str, request: UUID, categories: Collection[str]) -> Progress:
        """Note which data an erasure in part is to erase."""

    def retry(self, service: str, request: UUID, source: str) -> Progress:
        """Try again what failed in a source."""

    def give_up(self, service: str, request: UUID, source: str) -> Progress:
        """Say that what failed in a source is not to be done."""

    def progress(self, service: str, request: UUID) -> Progress:
        """Return how far a request is."""

    def approve(self, service: str, request: UUID) -> Progress:
        """Carry a request out."""


class SourceActs(Protocol):
    """What staff see of sources, and decide about them."""

    def sources(self, staff: Staff, service: str) -> tuple[SourceEntry, ...]:
        """Return the sources of a service, by name."""

    def source(
        self, staff: Staff, service: str, name: str, *, version: int | None = None
    ) -> SourceSeen:
        """Return a source with a version of its map."""

    def check(self, staff: Staff, service: str, name: str, version: int) -> None:
        """Hold a map against the policy and the database itself."""

    def approve(self, staff: Staff, service: str, name: str, version: int) -> None:
        """Approve a map that fits its database."""

    def remove(self, staff: Staff, service: str, name: str) -> None:
        """Take a source off the list."""


class AskedSourceActs(Protocol):
    """What a service's own program does with its sources."""

    def sources(self, service: str) -> tuple[SourceEntry, ...]:
        """Return the sources, by name."""

    def source(self, service: str, name: str, *, version: int | None) -> MapSeen:
        """Return a source with a version of its map."""

    def hand_in(self, service: str, text: str, reached: ServiceReached | None) -> AddedSource:
        """Note a map that nobody has approved yet."""

    def check(self, service: str, name: str, version: int) -> Looked:
        """Say whether a map fits its source."""

    def approve(self, service: str, name: str, version: int) -> SourceEntry:
        """Approve a map that fits."""

    def remove(self, service: str, name: str) -> None:
        """Take a source off the list."""


class OwnRequestActs(Protocol):
    """What people do about themselves."""

    def own(self, visitor: Visitor) -> tuple[RequestShown, ...]:
        """Return the person's requests."""

    def erasable(self, visitor: Visitor) -> tuple[Erasable, ...]:
        """Return what of the person's data can be erased by itself, and what not, and why."""

    def ask(
        self,
        visitor: Visitor,
        *,
        kind: RequestKind,
        about: str,
        categories: frozenset[str] = frozenset(),
    ) -> Received:
        """Receive a request."""

    def take_back(self, visitor: Visitor, request: UUID) -> State:
        """Withdraw a request of theirs."""


class RequestLinkActs(Protocol):
    """What who wrote a letter does with the link that answered it."""

    def show(self, service: str, token: str) -> LinkShown:
        """Show what the link is for."""

    def ask(self, service: str, token: str, *, kind: RequestKind, about: str) -> None:
        """Receive what is asked."""
