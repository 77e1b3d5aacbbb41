"""A service's life as its own login sees it: open, paused, or closed for good."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from amana.storage.evidence import NO_PROMISE
from amana.storage.transaction import Transaction

LONGEST_REASON: Final = 500


class ServiceState(StrEnum):
    """Whether a service takes part."""

    OPEN = "open"
    PAUSED = "paused"
    """Its applications are refused for a while; staff and public pages go on."""
    CLOSING = "closing"
    """Nothing is done any more but what closes it."""
    CLOSED = "closed"
    """For good: its public pages and its ledger stay."""

    @property
    def over(self) -> bool:
        """Whether no act of the service is done any more."""
        return self in {ServiceState.CLOSING, ServiceState.CLOSED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """How a service stands, since when and why."""

    state: ServiceState
    reason: str
    """In the words of who runs Amana; applications and, once it is closed, everybody read them."""
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Emptied:
    """What was deleted when a service was closed."""

    bodies: int
    links: int
    acceptances: int
    records: int
    rest: int
    """Whatever else hung on persons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLife:
    """Changes of one service's life, in its own transaction."""

    transaction: Transaction
    service: str

    def become(self, state: ServiceState, *, reason: str) -> None:
        """Change the state; one that was closed refuses by ``NotPermitted``."""
        self.transaction.change(
            "service_life", "become", service=self.service, state=state.value, reason=reason
        )

    def empty(self) -> Emptied:
        """Delete the sealed bodies, links to persons and acceptances of a service being closed."""
        self.transaction.change("kept_answers", "empty", service=self.service)
        row = self.transaction.rows("service_life", "empty")[0]
        return Emptied(**row)

    def made_at(self) -> datetime:
        """Return when the service was created; aware."""
        row = self.transaction.rows("service_life", "made", service=self.service)[0]
        return row["created_at"]  # type: ignore[no-any-return]  # the driver's row

    def revoke_all_keys(self) -> int:
        """Revoke every API key; return how many."""
        return self.transaction.change("service_life", "revoke_all_keys", service=self.service)

    def was_noted(self, act: str) -> bool:
        """Tell whether the service has an entry of this act that stands under no promise."""
        return (
            self.transaction.row(
                "service_life", "noted", service=self.service, promise=NO_PROMISE, act=act
            )
            is not None
        )

    def transaction_id(self) -> int:
        """Return the number of this transaction."""
        return int(self.transaction.rows("service_life", "own_transaction")[0]["xact"])

    def all_before_are_over(self, xact: int) -> bool:
        """Tell whether every transaction up to this one has ended."""
        row = self.transaction.rows("service_life", "oldest_transaction")[0]
        return int(row["xact"]) > xact
