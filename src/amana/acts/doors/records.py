"""The door of records: what a service's program collects, uses, corrects and shows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from amana.acts.access.facts import with_accesses
from amana.acts.act import Act, Actor, Role
from amana.acts.note_event import note_event
from amana.acts.records.about import about_person, about_record
from amana.acts.records.asked import Collected, Collecting, Correcting, Reading, Used, Using, Which
from amana.acts.records.collect import collect
from amana.acts.records.correct_record import correct_record
from amana.acts.records.incoming import Incoming, Taken, Terms
from amana.acts.records.list_records import Page, list_records
from amana.acts.records.take_in import take_in
from amana.acts.records.use import use
from amana.acts.taking_part import refuse_absent
from amana.storage.database import Storage
from amana.storage.glance import About
from amana.storage.spans import span
from amana.storage.work import Work


@dataclass(frozen=True, slots=True)
class RecordsDoor:
    """Acts on records by a service's own program."""

    storage: Storage

    def collect(self, service: str, given: Collecting) -> Collected:
        """Take values in as a new record, if that is promised."""
        with self._act(service, "collect_record", about_person(given.person)) as act:
            return collect(act, given)

    def use(self, service: str, given: Using) -> Used:
        """Hand values out to a machine for a purpose, if that is promised."""
        with self._act(service, "use_record", about_record(given.which)) as act:
            return use(act, given)

    def read_record(self, service: str, given: Reading) -> Used:
        """Show values to a member of staff who gives a reason, if that is promised."""
        with self._act(service, "read_record", about_record(given.which)) as act:
            return use(act, given, asking=with_accesses)

    def correct_record(self, service: str, given: Correcting) -> Collected:
        """Put values in place of those that a record holds, which are kept."""
        with self._act(service, "correct_record", about_record(given.which)) as act:
            return correct_record(act, given)

    def records(
        self, service: str, *, person: str, after: str | None = None, limit: int = 100
    ) -> Page:
        """Return a page of a person's records with their provenance, for their own copy."""
        with self._act(service, "list_records", about_person(person)) as act:
            return list_records(act, person=person, after=after, limit=limit)

    def note_event(
        self, service: str, *, person: str, event: str, record: Which | None = None
    ) -> UUID:
        """Note that an event happened to a person, or a record of theirs, and return the entry."""
        with span("act", act="note_event"), self.storage.work(service) as work:
            act = _act_of(service, work)
            return note_event(act, person=person, event=event, record=record)

    def take_in(self, service: str, chunk: Sequence[Incoming], terms: Terms) -> tuple[Taken, ...]:
        """Take many records in, all in one transaction, and say of each what became of it."""
        actor = Actor(role=Role.APPLICATION, label=service)
        with span("act", act="take_in"):
            return take_in(self.storage, service, chunk, terms, actor=actor)

    @contextmanager
    def _act(self, service: str, name: str, about: About | None) -> Iterator[Act]:
        """Open an act of which one statement changes anything.

        A pause holds from its own transaction on, whoever was let in before.
        """
        with span("act", act=name), self.storage.glancing(service, about) as work:
            yield _act_of(service, work)


def _act_of(service: str, work: Work) -> Act:
    refuse_absent(service, work.condition.state, work.condition.reason)
    return Act(actor=Actor(role=Role.APPLICATION, label=service), work=work)
