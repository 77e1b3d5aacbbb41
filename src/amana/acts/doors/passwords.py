"""The door of passwords: for a service's program, so that it needs none of its own, and people."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from amana.acts.identity.errors import PasswordNotRight
from amana.acts.identity.limiting import Counted, Limiting
from amana.acts.identity.passwords import (
    SHOWN,
    held_at,
    held_of,
    needs_old,
    note_wrong,
    remove_password,
    set_own_password,
    set_password,
)
from amana.acts.identity.sign_in import PersonComing, begin, note_pass
from amana.acts.identity.trying import Compared, Trying
from amana.acts.identity.visitor import Visitor
from amana.acts.persons.normal import normal_identifier
from amana.acts.taking_part import refuse_absent
from amana.domain.person.identifiers import IdentifierKind
from amana.storage.database import Storage
from amana.storage.spans import span
from amana.storage.stretching import stretched
from amana.storage.work import Work
from amana.values.password import plain_password, usable

_PROGRAM = "application"


@dataclass(frozen=True, slots=True)
class PasswordsDoor:
    """Passwords are stretched here and nowhere kept; each act is one transaction."""

    storage: Storage

    def any(self, service: str) -> bool:
        """Tell whether anybody has a password at the service."""
        with self.storage.reading(service) as view:
            return view.passwords.any()

    def set(self, service: str, *, person: str, password: str) -> None:
        """Set a person's password, as the service's program says; raises ``UnusablePassword``."""
        made = stretched(usable(password))
        with self._open(service, "set-password") as work:
            set_password(work, person=person, stretched=made, actor=_PROGRAM)

    def change(self, service: str, *, person: str, old: str, new: str) -> bool:
        """Set another password for who shows the old one; tell whether it was right."""
        made = stretched(usable(new))
        tried = self._compared(service, person, old)
        with self._open(service, "change-password") as work:
            if tried.right:
                set_password(work, person=person, stretched=made, actor=_PROGRAM, checked=True)
            else:
                note_wrong(work, tried.held, compared=tried.compared)
        return tried.right

    def check(self, service: str, *, person: str, password: str) -> bool:
        """Tell whether it is the person's password; a wrong one stands in their history."""
        tried = self._compared(service, person, password)
        with self._open(service, "check-password") as work:
            if tried.right:
                note_pass(work, person, SHOWN)
            else:
                note_wrong(work, tried.held, compared=tried.compared)
        return tried.right

    def remove(self, service: str, *, person: str) -> bool:
        """Remove a person's password; tell whether there was one."""
        with self._open(service, "remove-password") as work:
            return remove_password(work, person=person, actor=_PROGRAM)

    def sign_in(  # noqa: PLR0913 - whose, which, from where
        self,
        service: str,
        *,
        kind: IdentifierKind,
        address: str,
        password: str,
        coming: PersonComing,
        network: str,
    ) -> str:
        """Return the secret of a new session for who shows their password.

        Raises ``PasswordNotRight``, the same for an address that is nobody's, and
        ``TooManyTries``.
        """
        value = normal_identifier(kind, address)
        Limiting(self.storage).take(Counted.TRY_FROM_NETWORK, service, network)
        with self.storage.reading(service) as view:
            held = held_at(view, kind, value)
        tried = Trying(self.storage).compare(service, held, plain_password(password))
        with self._open(service, "sign-in") as work:
            if tried.right and held.person is not None:
                return begin(work, held.person, SHOWN, coming)
            note_wrong(work, held, compared=tried.compared)
        raise PasswordNotRight

    def needs_old(self, visitor: Visitor) -> bool:
        """Tell whether the person has to show the old password to set another."""
        with self.storage.reading(visitor.service) as view:
            return needs_old(view, visitor)

    def set_own(self, visitor: Visitor, *, old: str, new: str) -> None:
        """Set one's own password. Raises ``PasswordNotRight`` and ``UnusablePassword``."""
        made, wanted = stretched(usable(new)), self.needs_old(visitor)
        tried = self._compared(visitor.service, visitor.person, old) if wanted else None
        with self._open(visitor.service, "set-password") as work:
            if tried is None or tried.right:
                set_own_password(work, visitor, made, checked=wanted)
                return
            note_wrong(work, tried.held, compared=tried.compared)
        raise PasswordNotRight

    def _compared(self, service: str, person: str, password: str) -> Compared:
        """Tell whether it is the person's, outside of any transaction, and what it was held to."""
        with self.storage.reading(service) as view:
            held = held_of(view, person)
        return Trying(self.storage).compare(service, held, plain_password(password))

    @contextmanager
    def _open(self, service: str, name: str) -> Iterator[Work]:
        with span("act", act=name), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            yield work
