"""One-time codes: by a ticket that only the asking browser has, as keyed hashes.

The address stands sealed under the service's key, for as long as the code is good and an hour
more; whose it is, only from the moment on at which a worker has looked it up.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.domain.person.groups import PersonKey
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.words import Language
from amana.storage.keys.sealing import Sealer
from amana.storage.tokens import hash_of, new_token
from amana.storage.transaction import Transaction
from amana.storage.uuid7 import uuid7

_KIND: Final = "one-time-code"
_PROVES: Final = b"\0"
"""Stands before who proves an address; no address begins so."""
_KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedCode:
    """A code that was asked for and is to be made."""

    id: UUID
    ticket: bytes = field(repr=False)
    """The hash of the asking browser's ticket."""
    kind: IdentifierKind
    address: str = field(repr=False)
    language: Language
    expires_at: datetime
    prover: PersonKey | None = field(default=None, repr=False)
    """Who says that the address is theirs, and is to prove it; ``None`` of a code to sign in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedCode:
    """A code that is being tried."""

    id: UUID
    ticket: bytes = field(repr=False)
    kind: IdentifierKind
    address: str = field(repr=False)
    person: PersonKey | None = field(repr=False)
    """``None`` where the address is nobody's: then no code is the right one."""
    prover: PersonKey | None = field(repr=False)
    """As with ``AskedCode``."""
    _code: bytes | None = field(repr=False)

    def is_right(self, marked: bytes) -> bool:
        """Compare in the same time, whether there is a code or not."""
        wanted = self._code or secrets.token_bytes(32)
        return secrets.compare_digest(wanted, marked) and self._code is not None


class Codes:
    """The one-time codes of one service, in one transaction."""

    __slots__ = ("_now", "_sealer", "_service", "_transaction")

    def __init__(
        self, transaction: Transaction, *, service: str, now: datetime, sealer: Sealer
    ) -> None:
        """Work in the transaction, whose instant is ``now``; the sealer seals and marks."""
        self._transaction = transaction
        self._service = service
        self._now = now
        self._sealer = sealer

    def ask(
        self,
        kind: IdentifierKind,
        address: str,
        *,
        language: Language,
        ends: datetime,
        prover: PersonKey | None = None,
    ) -> tuple[UUID, str]:
        """Note that a code was asked for; return its id, and the ticket for the browser.

        ``prover`` is who is signed in and says that the address is theirs. It is sealed with the
        address: a row that was changed makes nobody's code somebody else's.
        """
        identity, ticket = uuid7(self._now, order=0), new_token()
        self._transaction.change("identity", "forget_codes", service=self._service)
        self._transaction.change(
            "identity",
            "ask_code",
            service=self._service,
            id=identity,
            ticket=hash_of(ticket),
            reason="sign_in",
            kind=kind.value,
            sealed=self._sealer.seal(_sealed(address, prover), entry=identity),
            language=language,
            expires_at=ends,
        )
        return identity, ticket

    def asked(self, code: UUID) -> AskedCode | None:
        """Return a code that is to be made, and keep others from making it meanwhile."""
        row = self._transaction.row("identity", "asked_code", service=self._service, id=code)
        if row is None:
            return None
        address, prover = self._opened(row["sealed"], row["id"])
        return AskedCode(
            id=row["id"],
            ticket=bytes(row["ticket"]),
            kind=IdentifierKind(row["kind"]),
            address=address,
            language=row["language"],
            expires_at=row["expires_at"],
            prover=prover,
        )

    def make(self, asked: AskedCode, person: PersonKey, digits: str) -> None:
        """Note whose the code is, and what it is, as a keyed hash."""
        self._transaction.change(
            "identity",
            "make_code",
            service=self._service,
            id=asked.id,
            person_key=person,
            code=self.marked(asked, person, digits),
        )

    def marked(self, code: AskedCode | TriedCode, person: PersonKey | None, digits: str) -> bytes:
        """Return the keyed hash by which these digits are known again as this person's code.

        Bound to browser and person as well: a row that names others is no code of theirs.
        """
        bound = code.id.bytes + code.ticket + (person or bytes(32))
        return self._sealer.mark(_KIND, bound + digits.encode())

    def take_try(self, ticket: str, *, most: int) -> TriedCode | None:
        """Count a try; ``None`` where the ticket has no code that can still be used."""
        row = self._transaction.row(
            "identity", "take_try", service=self._service, ticket=hash_of(ticket), most=most
        )
        if row is None:
            return None
        address, prover = self._opened(row["sealed"], row["id"])
        return TriedCode(
            id=row["id"],
            ticket=bytes(row["ticket"]),
            kind=IdentifierKind(row["kind"]),
            address=address,
            prover=prover,
            person=None if row["person_key"] is None else bytes(row["person_key"]),
            _code=None if row["code"] is None else bytes(row["code"]),
        )

    def use(self, code: UUID) -> bool:
        """Use a code up; tell whether it was not used yet."""
        changed = self._transaction.change("identity", "use_code", service=self._service, id=code)
        return bool(changed)

    def _opened(self, sealed: bytes, code: UUID) -> tuple[str, PersonKey | None]:
        """Return the address, and who is to prove that it is theirs."""
        plain = self._sealer.open(bytes(sealed), entry=code)
        if not plain.startswith(_PROVES):
            return plain.decode(), None
        found = plain.removeprefix(_PROVES)
        return found[_KEY_BYTES:].decode(), found[:_KEY_BYTES]


def _sealed(address: str, prover: PersonKey | None) -> bytes:
    return address.encode() if prover is None else _PROVES + prover + address.encode()
