"""Documents that a law asks for, made from what is in force."""

from typing import Any, Protocol

from amana.acts.staff import Staff


class DocumentActs(Protocol):
    """The registers of processing, for programs and for who is signed in."""

    def register(self, service: str) -> dict[str, Any]:
        """Return the register of processing."""

    def register_for(self, staff: Staff, service: str) -> dict[str, Any]:
        """Return the same to a member who may read it."""

    def for_customers(self, service: str) -> dict[str, Any]:
        """Return the register of what is done for customers."""

    def for_customers_for(self, staff: Staff, service: str) -> dict[str, Any]:
        """Return the same to a member who may read it."""
