"""What an application asks of its records."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from amana.acts.records.asked import Collected, Collecting, Correcting, Reading, Used, Using, Which
from amana.acts.records.incoming import Incoming, Taken, Terms
from amana.acts.records.list_records import Page


class RecordActs(Protocol):
    """Values in, values out: each decided, and on the ledger."""

    def collect(self, service: str, given: Collecting) -> Collected:
        """Take values in as a new record, if that is promised."""

    def use(self, service: str, given: Using) -> Used:
        """Hand values out to a machine for a purpose, if that is promised."""

    def read_record(self, service: str, given: Reading) -> Used:
        """Show values to a member of staff who gives a reason, if that is promised."""

    def correct_record(self, service: str, given: Correcting) -> Collected:
        """Put values in place of those that a record holds, which are kept."""

    def records(
        self, service: str, *, person: str, after: str | None = None, limit: int = 100
    ) -> Page:
        """Return a page of a person's records with their provenance."""

    def note_event(
        self, service: str, *, person: str, event: str, record: Which | None = None
    ) -> UUID:
        """Note that an event happened to a person, or a record of theirs, and return the entry."""

    def take_in(self, service: str, chunk: Sequence[Incoming], terms: Terms) -> tuple[Taken, ...]:
        """Take many records in, all in one transaction, and say of each what became of it."""
