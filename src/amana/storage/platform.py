"""What belongs to no service: their list, whose a key is, the people, the rates and tries."""

from dataclasses import dataclass
from uuid import UUID

from amana.domain.key_scope import KeyScope
from amana.storage.accounts import Accounts
from amana.storage.api_keys import scope_in
from amana.storage.job_queue import JobQueue
from amana.storage.rates import Rates
from amana.storage.schedule import Schedule
from amana.storage.service_life import Condition, ServiceState
from amana.storage.tokens import hash_of
from amana.storage.transaction import Transaction
from amana.storage.tries import Tries


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHolder:
    """Which service a key belongs to."""

    id: UUID
    service: str
    label: str
    state: str
    """How the service stands: see ``ServiceState``."""
    reason: str
    """Why, where it is not open."""
    scope: KeyScope
    """What the key may."""


class Platform:
    """Services, people and rates, in one transaction of the platform's role."""

    __slots__ = ("_transaction", "accounts", "jobs", "rates", "schedule", "tries")

    def __init__(self, transaction: Transaction) -> None:
        """Work in the transaction."""
        self.jobs = JobQueue(transaction=transaction)
        self.schedule = Schedule(transaction=transaction)
        self._transaction = transaction
        self.accounts = Accounts(transaction)
        self.rates = Rates(transaction)
        self.tries = Tries(transaction)

    def services(self) -> tuple[str, ...]:
        """Return the names of all services, sorted."""
        return tuple(row["slug"] for row in self._transaction.rows("platform", "services"))

    def conditions(self) -> dict[str, Condition]:
        """Return how each service stands, sorted by name."""
        return {
            row["slug"]: Condition(
                state=ServiceState(row["state"]),
                reason=row["reason"],
                changed_at=row["changed_at"],
            )
            for row in self._transaction.rows("platform", "conditions")
        }

    def holder_of(self, key: str) -> KeyHolder | None:
        """Return whose key it is, and note its use now and then.

        ``None`` for a key that is unknown, revoked, or past its end.
        """
        row = self._transaction.row("platform", "service_of_key", hash=hash_of(key))
        if row is None:
            return None
        if not row.pop("noted"):
            self._transaction.change("platform", "note_key_use", id=row["id"])
        return KeyHolder(scope=scope_in(row), **row)
