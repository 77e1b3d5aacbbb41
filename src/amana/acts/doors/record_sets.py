"""The door of sets of records: what a service's program does to many of them by one act."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from amana.acts.act import Act, Actor, Role
from amana.acts.record_sets.metadata import (
    Chosen,
    Known,
    KnownPage,
    change_records,
    delete_records,
    show_metadata,
    verify_deletion,
)
from amana.acts.record_sets.use_set import Page, UsedSet, use_set
from amana.acts.records.about import about_person
from amana.acts.taking_part import refuse_absent
from amana.storage.database import Storage
from amana.storage.glance import About
from amana.storage.records.sets import MetadataChange
from amana.storage.spans import span


@dataclass(frozen=True, slots=True)
class RecordSetsDoor:
    """Acts on sets of records by a service's own program, each with one entry.

    One statement of each changes anything, and writes the entry too.
    """

    storage: Storage

    def use_set(
        self,
        service: str,
        purpose: str,
        *,
        automated: bool | None = None,
        page: Page | None = None,
    ) -> UsedSet:
        """Hand out all records that may be used for a purpose, or a page of them."""
        with self._act(service, "use_set") as act:
            return use_set(act, purpose, automated=automated, page=page)

    def delete_records(self, service: str, chosen: Chosen) -> int:
        """Delete one record, those of a purpose that has ended, or those past their time."""
        with self._act(service, "delete_records") as act:
            return delete_records(act, chosen)

    def change_records(self, service: str, chosen: Chosen, change: MetadataChange) -> int:
        """Change what is known about records, never what they hold or whose they are."""
        with self._act(service, "change_records", _whose(chosen)) as act:
            return change_records(act, chosen, change)

    def show_metadata(self, service: str, chosen: Chosen, page: KnownPage | None = None) -> Known:
        """Show what is known about one record or a person's, without what they hold."""
        with self._act(service, "show_metadata", _whose(chosen)) as act:
            return show_metadata(act, chosen, page)

    def verify_deletion(self, service: str, *, type_: str, key: str) -> bool:
        """Tell whether a record is gone."""
        with self._act(service, "verify_deletion") as act:
            return verify_deletion(act, type_=type_, key=key)

    @contextmanager
    def _act(self, service: str, name: str, about: About | None = None) -> Iterator[Act]:
        with span("act", act=name), self.storage.glancing(service, about) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            yield Act(actor=Actor(role=Role.APPLICATION, label=service), work=work)


def _whose(chosen: Chosen) -> About | None:
    """Return the person that is named, to be found by the statement that the act begins with."""
    return None if chosen.person is None else about_person(chosen.person)
