"""What an application asks of many of its records at once."""

from typing import Protocol

from amana.acts.record_sets.metadata import Chosen, Known, KnownPage
from amana.acts.record_sets.use_set import Page, UsedSet
from amana.storage.records.sets import MetadataChange


class RecordSetActs(Protocol):
    """Acts on sets of records, each with one entry."""

    def use_set(
        self,
        service: str,
        purpose: str,
        *,
        automated: bool | None = None,
        page: Page | None = None,
    ) -> UsedSet:
        """Hand out all records that may be used for a purpose, or a page of them."""

    def delete_records(self, service: str, chosen: Chosen) -> int:
        """Delete one record, those of a purpose that has ended, or those past their time."""

    def change_records(self, service: str, chosen: Chosen, change: MetadataChange) -> int:
        """Change what is known about records, never what they hold or whose they are."""

    def show_metadata(self, service: str, chosen: Chosen, page: KnownPage | None = None) -> Known:
        """Show what is known about one record or a person's, without what they hold."""

    def verify_deletion(self, service: str, *, type_: str, key: str) -> bool:
        """Tell whether a record is gone."""
