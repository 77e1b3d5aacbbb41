"""The API keys of one service, of which only hashes are stored."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from psycopg.rows import DictRow

from amana.domain.key_scope import UNLIMITED, Ability, KeyScope
from amana.storage.errors import NotFound
from amana.storage.tokens import hash_of, new_token
from amana.storage.transaction import Transaction

_PREFIX: Final = "amana_"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """An API key as it is known afterwards: never the key itself."""

    id: UUID
    label: str
    created_at: datetime
    revoked_at: datetime | None
    scope: KeyScope
    expires_at: datetime | None
    """From here on it opens nothing; ``None`` where it does not end by itself."""
    last_used_at: datetime | None
    """To within some minutes."""


def scope_of(
    abilities: list[str] | None,
    purposes: list[str] | None,
    recipient: str | None = None,
    customer: str | None = None,
) -> KeyScope:
    """Return the scope that a row holds. An ability that this release does not know is none."""
    known = None
    if abilities is not None:
        known = frozenset(each for each in Ability if each.value in abilities)
    serves = None if purposes is None else frozenset(purposes)
    return KeyScope(abilities=known, purposes=serves, recipient=recipient, customer=customer)


def scope_in(row: DictRow) -> KeyScope:
    """Take the scope out of a row."""
    return scope_of(
        row.pop("abilities"), row.pop("purposes"), row.pop("recipient"), row.pop("customer")
    )


class ApiKeys:
    """The API keys of one service, in one transaction."""

    __slots__ = ("_service", "_transaction")

    def __init__(self, transaction: Transaction, *, service: str) -> None:
        """Work in the transaction."""
        self._transaction = transaction
        self._service = service

    def add(
        self, *, label: str, scope: KeyScope = UNLIMITED, expires_at: datetime | None = None
    ) -> tuple[UUID, str]:
        """Make a key and return it with its id: the key is shown this once."""
        key, identity = _PREFIX + new_token(), uuid4()
        self._transaction.change(
            "api_keys",
            "add",
            hash=hash_of(key),
            id=identity,
            service=self._service,
            label=label,
            abilities=None if scope.abilities is None else sorted(scope.abilities),
            purposes=None if scope.purposes is None else sorted(scope.purposes),
            recipient=scope.recipient,
            customer=scope.customer,
            expires_at=expires_at,
        )
        return identity, key

    def all(self) -> tuple[ApiKey, ...]:
        """Return the service's keys, revoked ones too, in the order in which they were made."""
        rows = self._transaction.rows("api_keys", "all", service=self._service)
        return tuple(
            ApiKey(
                scope=scope_in(row),
                **row,
            )
            for row in rows
        )

    def revoke(self, key: UUID) -> None:
        """Revoke a key of the service, or raise ``NotFound``."""
        if not self._transaction.change("api_keys", "revoke", id=key, service=self._service):
            raise NotFound(what="api_key")
