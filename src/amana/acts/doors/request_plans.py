"""The door of plans: what requests will do in the sources, how far they are, and one word for many.

The sources are asked here, so this door knows how they are opened; the door of requests does not.
"""

import logging
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.permissions import Permission
from amana.acts.requests.carry_out import begin, carry_out_erasure
from amana.acts.requests.erasable import Choosing
from amana.acts.requests.parts import give_up_part, retry_part
from amana.acts.requests.plan import plan_request
from amana.acts.requests.progress import Progress, progress_of
from amana.acts.requests.sought import (
    Correctable,
    SourceCorrection,
    choosing,
    correctable,
    note_categories,
    note_corrections,
)
from amana.acts.requests.together import MOST, Approved, Joint, joint_plan, unchanged
from amana.acts.sources.opening import OpenSource
from amana.acts.staff import Staff
from amana.acts.taking_part import refuse_absent
from amana.acts.team.acting import acting, looking
from amana.domain.errors import AmanaError, Refused
from amana.domain.request.states import State
from amana.storage.database import Storage
from amana.storage.spans import span

_READ, _WRITE = Permission.STAFF_REQUEST_READ, Permission.STAFF_REQUEST_WRITE
_APPROVE = Permission.STAFF_REQUEST_APPROVE
_log = logging.getLogger(__name__)
_BEGUN = frozenset({State.WAITING_FOR_SOURCES, State.DONE, State.PARTLY_DONE})


@dataclass(frozen=True, slots=True)
class RequestPlansDoor:
    """What staff see of the sources in a request, and approve."""

    storage: Storage
    open_source: OpenSource

    def progress(self, staff: Staff, service: str, request: UUID) -> Progress:
        """Return how far a request is; whose it is is not in it."""
        with looking(self.storage, staff, service, _READ) as view:
            return progress_of(view, request)

    def plan(self, staff: Staff, service: str, requests: Sequence[UUID]) -> None:
        """Make the plan of each of these requests anew; nothing is changed in any source.

        One whose plan cannot be made any more is left as it is, and told by :meth:`joint`.
        """
        with acting(self.storage, staff, service, _WRITE) as act:
            actor = act.actor
        for request in dict.fromkeys(requests[:MOST]):
            if len(requests) == 1:
                plan_request(self.storage, service, request, self.open_source, actor=actor)
            else:
                self._plan(service, request, actor)

    def joint(self, staff: Staff, service: str, requests: Sequence[UUID]) -> Joint:
        """Return one plan over all of these requests."""
        with looking(self.storage, staff, service, _READ) as view:
            return joint_plan(view, requests)

    def approve(self, staff: Staff, service: str, seen: Sequence[tuple[UUID, str]]) -> Approved:
        """Carry out each of these requests that stands as it was seen."""
        begun: list[UUID] = []
        left_out: list[UUID] = []
        for request, mark in dict(seen[:MOST]).items():
            with acting(self.storage, staff, service, _APPROVE) as act:
                there, actor = _begun(act, request, mark), act.actor
            (left_out if there is None else begun).append(request)
            if there:
                self._carry_out(service, request, there, actor)
        return Approved(begun=tuple(begun), left_out=tuple(left_out))

    def _carry_out(self, service: str, request: UUID, person: str, actor: Actor) -> None:
        """Erase our own records; what stops one is logged and taken up by the watch."""
        try:
            carry_out_erasure(self.storage, service, request, person=person, actor=actor)
        except AmanaError as error:
            _log.warning("requests of %s: %s", service, error.code)

    def correctable(self, staff: Staff, service: str) -> tuple[Correctable, ...]:
        """Return what a correction can set in the sources."""
        with looking(self.storage, staff, service, _READ) as view:
            return correctable(view)

    def correct(
        self, staff: Staff, service: str, request: UUID, corrections: Sequence[SourceCorrection]
    ) -> None:
        """Note what a correction is to set in the sources, in place of what was noted before."""
        with acting(self.storage, staff, service, _WRITE) as act:
            note_corrections(act, request, corrections)

    def erasable(self, staff: Staff, service: str, request: UUID) -> Choosing:
        """Return what an erasure in part can name, and what this one names now."""
        with looking(self.storage, staff, service, _READ) as view:
            return choosing(view, request)

    def choose(
        self, staff: Staff, service: str, request: UUID, categories: Collection[str]
    ) -> None:
        """Note which data an erasure in part is to erase, in place of what was noted before."""
        with acting(self.storage, staff, service, _WRITE) as act:
            note_categories(act, request, categories)

    def retry(self, staff: Staff, service: str, request: UUID, source: str) -> State:
        """Try again what failed in a source."""
        with acting(self.storage, staff, service, _WRITE) as act:
            return retry_part(act, request, source)

    def give_up(self, staff: Staff, service: str, request: UUID, source: str) -> State:
        """Say that what failed in a source is not to be done: the request ends in part."""
        with acting(self.storage, staff, service, _APPROVE) as act:
            return give_up_part(act, request, source)

    def _plan(self, service: str, request: UUID, actor: Actor) -> None:
        try:
            plan_request(self.storage, service, request, self.open_source, actor=actor)
        except Refused:
            return


@dataclass(frozen=True, slots=True)
class AskedPlansDoor:
    """The same for a service's own program. The key says which service it is."""

    storage: Storage
    open_source: OpenSource

    def plan(self, service: str, request: UUID) -> Progress:
        """Make the plan of a request anew, and return it."""
        with self.storage.reading(service) as view:
            refuse_absent(service, view.condition.state, view.condition.reason)
        actor = Actor(role=Role.APPLICATION, label=service)
        plan_request(self.storage, service, request, self.open_source, actor=actor)
        return self.progress(service, request)

    def correct(
        self, service: str, request: UUID, corrections: Sequence[SourceCorrection]
    ) -> Progress:
        """Note what a correction is to set in the sources, in place of what was noted before."""
        with self._act(service, "correct") as act:
            note_corrections(act, request, corrections)
        return self.progress(service, request)

    def choose(self, service: str, request: UUID, categories: Collection[str]) -> Progress:
        """Note which data an erasure in part is to erase, in place of what was noted before."""
        with self._act(service, "choose") as act:
            note_categories(act, request, categories)
        return self.progress(service, request)

    def retry(self, service: str, request: UUID, source: str) -> Progress:
        """Try again what failed in a source."""
        with self._act(service, "retry") as act:
            retry_part(act, request, source)
        return self.progress(service, request)

    def give_up(self, service: str, request: UUID, source: str) -> Progress:
        """Say that what failed in a source is not to be done: the request ends in part."""
        with self._act(service, "give_up") as act:
            give_up_part(act, request, source)
        return self.progress(service, request)

    def progress(self, service: str, request: UUID) -> Progress:
        """Return how far a request is."""
        with self.storage.reading(service) as view:
            return progress_of(view, request)

    def approve(self, service: str, request: UUID) -> Progress:
        """Carry a request out, as far as it can be at once; the sources follow.

        Asked again it goes on with what was begun, and begins nothing twice.
        """
        actor = Actor(role=Role.APPLICATION, label=service)
        with span("act", act="approve"), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            state = work.requests.one(request, hold=True).state
            act = Act(actor=actor, work=work)
            person = None if state in _BEGUN else begin(act, request)
        if person is not None:
            carry_out_erasure(self.storage, service, request, person=person, actor=actor)
        return self.progress(service, request)

    @contextmanager
    def _act(self, service: str, name: str) -> Iterator[Act]:
        with span("act", act=name), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            yield Act(actor=Actor(role=Role.APPLICATION, label=service), work=work)


def _begun(act: Act, request: UUID, mark: str) -> str | None:
    """Begin a request that stands as it was seen; return whom to erase, or an empty word.

    ``None`` where it changed, or cannot begin: one that cannot stops no other.
    """
    try:
        act.work.requests.one(request, hold=True)
        if not unchanged(act.work, request, mark):
            return None
        return begin(act, request) or ""
    except AmanaError as error:
        _log.warning("requests: %s", error.code)
        return None
