"""Stretched passwords of persons: nothing from which one could be read.

Each holds with a mark over whose it is: a login of the database alone gives nobody a password.
"""

import hmac
from collections.abc import Iterable

from amana.domain.person.groups import PersonKey
from amana.storage.keys.sealing import Sealer
from amana.storage.transaction import Transaction


class Passwords:
    """The passwords of one service's persons, in one transaction."""

    __slots__ = ("_sealer", "_service", "_transaction")

    def __init__(self, transaction: Transaction, *, service: str, sealer: Sealer) -> None:
        """Work in the transaction; the sealer marks."""
        self._sealer = sealer
        self._transaction = transaction
        self._service = service

    def of(self, members: Iterable[PersonKey]) -> str | None:
        """Return the stretched password of a person, as PHC writes it."""
        rows = self._transaction.rows(
            "identity", "password", service=self._service, members=list(members)
        )
        for row in rows:
            wanted = self._mark(row["person_key"], row["hash"])
            if hmac.compare_digest(bytes(row["mark"] or b""), wanted):
                return str(row["hash"])
        return None

    def put(self, person: PersonKey, members: Iterable[PersonKey], stretched: str) -> None:
        """Set the person's password; earlier ones, under any of their ids, are gone."""
        self.drop(members)
        self._transaction.change(
            "identity",
            "set_password",
            service=self._service,
            person_key=person,
            hash=stretched,
            mark=self._mark(person, stretched),
        )

    def drop(self, members: Iterable[PersonKey]) -> bool:
        """Remove the person's passwords; tell whether there was one."""
        return bool(
            self._transaction.change(
                "identity", "drop_passwords", service=self._service, members=list(members)
            )
        )

    def any(self) -> bool:
        """Tell whether anybody has one at the service."""
        return self._transaction.row("identity", "any_password", service=self._service) is not None

    def _mark(self, person: PersonKey, stretched: str) -> bytes:
        return self._sealer.mark("password", bytes(person) + stretched.encode("ascii"))
