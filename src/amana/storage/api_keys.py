"""The API keys of one service, of which only hashes are stored."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

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


class ApiKeys:
    """The API keys of one service, in one transaction."""

    __slots__ = ("_service", "_transaction")

    def __init__(self, transaction: Transaction, *, service: str) -> None:
        """Work in the transaction."""
        self._transaction = transaction
        self._service = service

    def add(self, *, label: str) -> tuple[UUID, str]:
        """Make a key and return it with its id: the key is shown this once."""
        key, identity = _PREFIX + new_token(), uuid4()
        self._transaction.change(
            "api_keys",
            "add",
            hash=hash_of(key),
            id=identity,
            service=self._service,
            label=label,
        )
        return identity, key

    def all(self) -> tuple[ApiKey, ...]:
        """Return the service's keys, revoked ones too, in the order in which they were made."""
        rows = self._transaction.rows("api_keys", "all", service=self._service)
        return tuple(ApiKey(**row) for row in rows)

    def revoke(self, key: UUID) -> None:
        """Revoke a key of the service, or raise ``NotFound``."""
        if not self._transaction.change("api_keys", "revoke", id=key, service=self._service):
            raise NotFound(what="api key")
