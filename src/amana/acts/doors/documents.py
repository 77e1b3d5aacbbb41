"""The doors of documents made from what is in force: by programs, and by who works on it."""

from dataclasses import dataclass
from typing import Any

from amana.acts.documents.processing import register_for_customers, register_of_processing
from amana.acts.permissions import Permission
from amana.acts.staff import Staff
from amana.acts.team.acting import looking
from amana.storage.database import Storage


@dataclass(frozen=True, slots=True)
class DocumentsDoor:
    """The documents, for programs and for who is signed in."""

    storage: Storage

    def register(self, service: str) -> dict[str, Any]:
        """Return the register of processing. Raises ``NoPolicyInForce``."""
        with self.storage.reading(service) as view:
            return register_of_processing(view)

    def register_for(self, staff: Staff, service: str) -> dict[str, Any]:
        """Return the same to a member who may read it."""
        with looking(self.storage, staff, service, Permission.STAFF_DOCUMENT_READ) as view:
            return register_of_processing(view)

    def for_customers(self, service: str) -> dict[str, Any]:
        """Return the register of a processor. Raises ``NoPolicyInForce``."""
        with self.storage.reading(service) as view:
            return register_for_customers(view)

    def for_customers_for(self, staff: Staff, service: str) -> dict[str, Any]:
        """Return the same to a member who may read it."""
        with looking(self.storage, staff, service, Permission.STAFF_DOCUMENT_READ) as view:
            return register_for_customers(view)
