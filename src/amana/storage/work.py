"""The unit of work: one transaction of one service, whose commit takes its evidence."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from uuid import UUID

from amana.domain.ledger.entry import Entry
from amana.storage.entry_rows import EntryRow, entry_row
from amana.storage.erasures.journal import Journal
from amana.storage.errors import PersonErased
from amana.storage.recorder import Recorder
from amana.storage.uuid7 import uuid7
from amana.storage.view import View

__all__ = ["View", "Work"]


@dataclass(kw_only=True)
class Work(View):
    """What a service can read and change in one transaction. Without a commit nothing happened."""

    journal: Journal
    """Of erasures, apart from the database."""
    recorder: Recorder | None = None
    """Where entries of reads may wait; ``None`` where each is committed with its act."""

    def name_entry(self) -> UUID:
        """Return an id for an entry that other rows of this work have to name."""
        return uuid7(self.now)

    def commit(
        self, first: Entry, *more: Entry, ids: Sequence[UUID] | None = None
    ) -> tuple[UUID, ...]:
        """Write the entries and commit them with everything that this work changed.

        ``ids`` are those that :meth:`name_entry` gave, one for each entry; without them the
        entries get ids in their order.

        Returns the entries' ids in their order. Afterwards the work is over. Raises what
        ``domain.ledger`` raises on an entry that has no public form, and ``PersonErased`` where
        one is about a person who was erased; then nothing is committed.
        """
        entries = (first, *more)
        named = (None,) * len(entries) if ids is None else ids
        put = tuple(
            self._put(self._row(entry, uuid7(self.now, order=order) if given is None else given))
            for order, (entry, given) in enumerate(zip(entries, named, strict=True))
        )
        self.transaction.end(commit=True)
        return put

    def noted(self, entry: Entry, *, identity: UUID | None = None) -> EntryRow:
        """Return the entry ready to be written by the statement of the act itself.

        Where its body names nobody, that statement finds out whom it is about. ``identity`` is
        what :meth:`name_entry` gave. Raises ``PersonErased``.
        """
        return self._row(entry, uuid7(self.now) if identity is None else identity)

    def put(self, entry: Entry, *, identity: UUID) -> None:
        """Write an entry that is committed by :meth:`over`. Raises what :meth:`commit` does."""
        self._put(self._row(entry, identity))

    def meets(self, person: str) -> bool:
        """Tell whether the statement of the act itself is to note the person: nobody has met them.

        Their key is at hand then, made now if need be. An id that is erased in this very moment,
        unmet, keeps a key under which nothing was sealed.
        """
        about = self.sealer.person_key(person)
        if self.sealer.at_hand(about):
            return False
        met = self._seen.met(about)
        if met:
            # Whoever was met has one; without a key at hand the act looks at them under lock.
            self.sealer.persons.find_many(self.service, [about])
        elif met is not None:
            self.sealer.persons.begin(self.service, about)
        return met is False

    def writing_about(self, person: str) -> AbstractContextManager[None]:
        """Let somebody who is met in here for the first time stay unknown where the act fails."""
        if self.sealer.at_hand(self.sealer.person_key(person)):
            return nullcontext()
        return self.transaction.together()

    def over(self) -> None:
        """Commit what statements wrote with their own entries."""
        self.transaction.end(commit=True)

    def commit_about(
        self,
        entry: Entry,
        *,
        persons: Sequence[int] = (),
        person_key: bytes | None = None,
        read: bool = False,
    ) -> UUID:
        """Write one entry as :meth:`commit` does, also about many persons or by a look-up key.

        ``persons`` are numbers; the body then names nobody. ``read`` says that a machine read and
        nothing was changed: where the settings say ``fast``, its entry may be committed together
        with others, a moment later.
        """
        row = self._row(entry, uuid7(self.now), person_key=person_key, persons=persons)
        if read and self.recorder is not None:
            self.transaction.end(commit=False)
            self.recorder.put(self.service, row)
        else:
            self._put(row)
            self.transaction.end(commit=True)
        return row.entry

    def _row(
        self,
        entry: Entry,
        identity: UUID,
        *,
        person_key: bytes | None = None,
        persons: Sequence[int] = (),
    ) -> EntryRow:
        about = person_key
        if entry.person is not None:
            about = self.sealer.person_key(entry.person)
        if about is not None and not self.sealer.at_hand(about):
            self.people.meet(about)
        return entry_row(
            entry,
            identity=identity,
            now=self.now,
            sealer=self.sealer,
            person_key=about,
            persons=persons,
        )

    def _put(self, row: EntryRow) -> UUID:
        """Write one entry: leaf, sealed body, person and promises."""
        values = {name: getattr(row, name) for name in EntryRow.__slots__}
        values["persons"] = list(row.persons)
        if self.transaction.change("entries", "put", service=self.service, **values):
            return row.entry
        # Nothing is written about who is not noted: erased, or met in a transaction that has not
        # committed or never did. Only the tombstone refuses.
        if row.person_key is not None:
            self.people.meet(row.person_key)
        if not self.transaction.change("entries", "put", service=self.service, **values):
            raise PersonErased
        return row.entry
