"""The door of staff who read people's data: each reading under an access, each on the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from amana.acts.access.answer import approve_access, refuse_access, take_back_access
from amana.acts.access.ask import AccessAnswer, AccessAsked, ask_for_access
from amana.acts.access.find import find_person
from amana.acts.access.read import ReadUnder, Seen, read_under_access
from amana.acts.access.show import AccessChoices, AccessList, AccessSeen, choices_of
from amana.acts.permissions import Permission, may
from amana.acts.staff import Staff
from amana.acts.team.acting import acting, looking
from amana.domain.access.access import AccessState
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.staff import StaffRole
from amana.storage.accesses import Kept
from amana.storage.database import Storage
from amana.storage.spans import span
from amana.storage.work import View


@dataclass(frozen=True, slots=True)
class AccessDoor:
    """Asking, approving, reading and ending; nobody is shown a value without an open access."""

    storage: Storage

    def accesses(self, staff: Staff, service: str) -> AccessList:
        """Return the latest accesses, with reasons and categories, and never a value."""
        with looking(self.storage, staff, service, Permission.STAFF_ACCESS_READ) as view:
            role = view.members.role(staff.id)
            shown = tuple(_seen(view, staff, role, kept) for kept in view.accesses.latest())
            choices = choices_of(view)
        return AccessList(
            accesses=shown,
            names=self._names(service),
            choices=choices,
            asks=may(role, Permission.STAFF_ACCESS_ASK),
            reads=may(role, Permission.STAFF_ACCESS_USE),
        )

    def choices(self, staff: Staff, service: str) -> AccessChoices:
        """Return what may be named in asking."""
        with looking(self.storage, staff, service, Permission.STAFF_ACCESS_ASK) as view:
            return choices_of(view)

    def find(
        self, staff: Staff, service: str, *, kind: IdentifierKind, value: str
    ) -> tuple[str, ...]:
        """Return the own ids of those who have an identifier; the look is on the ledger."""
        with acting(self.storage, staff, service, Permission.STAFF_ACCESS_ASK) as act:
            return find_person(act, kind, value)

    def ask(self, staff: Staff, service: str, *, asked: AccessAsked) -> AccessAnswer:
        """Ask for an access: it opens, waits for a second person, or is refused."""
        with (
            span("act", act="ask-for-access"),
            acting(self.storage, staff, service, Permission.STAFF_ACCESS_ASK) as act,
        ):
            return ask_for_access(act, asked)

    def approve(self, staff: Staff, service: str, access: UUID) -> None:
        """Open an access that waits, as its second person."""
        with acting(self.storage, staff, service, Permission.STAFF_ACCESS_APPROVE) as act:
            approve_access(act, access)

    def refuse(self, staff: Staff, service: str, access: UUID) -> None:
        """Refuse an access that waits, as its second person."""
        with acting(self.storage, staff, service, Permission.STAFF_ACCESS_APPROVE) as act:
            refuse_access(act, access)

    def take_back(self, staff: Staff, service: str, access: UUID) -> None:
        """End an access before its time."""
        with acting(self.storage, staff, service, Permission.STAFF_ACCESS_ASK) as act:
            take_back_access(act, access)

    def read(self, staff: Staff, service: str, *, given: ReadUnder) -> Seen:
        """Return what may be seen under an access, after the evidence is committed."""
        with (
            span("act", act="read"),
            acting(self.storage, staff, service, Permission.STAFF_ACCESS_USE) as act,
        ):
            return read_under_access(act, given)

    def _names(self, service: str) -> Mapping[UUID, str]:
        with self.storage.platform() as platform:
            return {each.id: each.name for each in platform.accounts.at(service)}


def _seen(view: View, staff: Staff, role: StaffRole | None, kept: Kept) -> AccessSeen:
    state = kept.access.state(view.now)
    reads = role is not None and kept.access.scope.reads(staff.id, role)
    first = staff.id in {kept.access.asked_by, kept.access.scope.reader}
    approves = may(role, Permission.STAFF_ACCESS_APPROVE)
    lives = state in {AccessState.ASKED, AccessState.OPEN}
    return AccessSeen(
        kept=kept,
        state=state,
        own=reads and state is AccessState.OPEN and may(role, Permission.STAFF_ACCESS_USE),
        person=kept.person if first or reads or approves else None,
        answers=state is AccessState.ASKED and approves and not first,
        ends=lives and may(role, Permission.STAFF_ACCESS_ASK) and (approves or first),
    )
