"""The door of legal holds: staff and programs put them, lift them and look at them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.coming_back.judge import list_back
from amana.acts.holding.holds import lift_hold, list_holds, put_hold
from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.acts.taking_part import refuse_absent
from amana.acts.team.acting import acting, looking
from amana.domain.source.holding import HeldScope
from amana.storage.database import Storage
from amana.storage.erased_looks import CameBack
from amana.storage.holds import Hold
from amana.storage.spans import span

_READ, _WRITE = Permission.STAFF_HOLD_READ, Permission.STAFF_HOLD_WRITE


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldsSeen:
    """What is held, and what came back of those who were erased."""

    holds: tuple[Hold, ...]
    back: tuple[CameBack, ...]
    """What nobody has judged yet."""


@dataclass(frozen=True, slots=True)
class HoldsDoor:
    """What staff do with holds; each is refused to those whose role does not permit it."""

    storage: Storage

    def seen(self, staff: Staff, service: str, *, every: bool = False) -> HoldsSeen:
        """Return the holds in force, or all, and what came back."""
        with looking(self.storage, staff, service, _READ) as view:
            return HoldsSeen(holds=list_holds(view, every=every), back=list_back(view))

    def put(
        self,
        staff: Staff,
        service: str,
        scope: HeldScope,
        *,
        person: str | None = None,
        request: UUID | None = None,
    ) -> UUID:
        """Put a hold."""
        with acting(self.storage, staff, service, _WRITE) as act:
            return put_hold(act, scope, person=person, request=request)

    def lift(self, staff: Staff, service: str, hold: UUID, *, reason: str) -> int:
        """Lift a hold; return in how many sources an erasure that was over goes on."""
        with acting(self.storage, staff, service, _WRITE) as act:
            return lift_hold(act, hold, reason=reason)


@dataclass(frozen=True, slots=True)
class AskedHoldsDoor:
    """The same for a service's own program. The key says which service it is."""

    storage: Storage

    def holds(self, service: str, *, every: bool) -> tuple[Hold, ...]:
        """Return the holds in force, or all."""
        with self.storage.reading(service) as view:
            return list_holds(view, every=every)

    def put(
        self,
        service: str,
        scope: HeldScope,
        *,
        person: str | None = None,
        request: UUID | None = None,
    ) -> UUID:
        """Put a hold."""
        with self._act(service, "put_hold") as act:
            return put_hold(act, scope, person=person, request=request)

    def lift(self, service: str, hold: UUID, *, reason: str) -> int:
        """Lift a hold; return in how many sources an erasure that was over goes on."""
        with self._act(service, "lift_hold") as act:
            return lift_hold(act, hold, reason=reason)

    @contextmanager
    def _act(self, service: str, name: str) -> Iterator[Act]:
        with span("act", act=name), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            yield Act(actor=Actor(role=Role.APPLICATION, label=service), work=work)
