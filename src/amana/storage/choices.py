"""What people chose: every word, the last one about each purpose, and the locks of deciding."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from psycopg.rows import DictRow

from amana.domain.choice.binding import Binding
from amana.domain.choice.word import REFUSING, State
from amana.storage.entry_rows import EntryRow
from amana.storage.glance import Glance
from amana.storage.transaction import Transaction
from amana.storage.uuid7 import uuid7


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceRow:
    """A word of one id about one purpose."""

    person: bytes = field(repr=False)
    """The look-up key of the id."""
    purpose: str
    state: State
    version: int
    """Of the policy, in which it was said."""
    binding: Binding | None
    at: datetime


class Choices:
    """The choices of one service's people, in one transaction."""

    __slots__ = ("_now", "_seen", "_service", "_transaction")

    def __init__(
        self,
        transaction: Transaction,
        *,
        service: str,
        now: datetime,
        seen: Glance | None = None,
    ) -> None:
        """Work in the transaction, whose instant is ``now``; ``seen`` is what it began with."""
        self._seen = seen
        self._transaction = transaction
        self._service = service
        self._now = now

    def hold(self, members: Sequence[bytes]) -> None:
        """Let no choice of these ids commit before this transaction ends."""
        self._seen = None
        self._transaction.rows("choices", "hold", service=self._service, members=sorted(members))

    def record(
        self,
        purposes: Iterable[tuple[str, Binding | None]],
        *,
        state: State,
        version: int,
        noted: EntryRow,
    ) -> bool:
        """Record one word of whom the entry is about on each purpose, and the entry.

        It waits for those who decide about this id under lock, and lets no other begin. What was
        said before stays as history; a withdrawal lifts no objection. ``False`` where the id was
        not met yet, or was erased: then nothing was recorded.
        """
        about = list(purposes)
        row = self._transaction.rows(
            "choices",
            "record",
            service=self._service,
            person_key=noted.person_key,
            ids=[uuid7(self._now, order=order) for order in range(len(about))],
            purposes=[purpose for purpose, _ in about],
            about_promises=[None if it is None else it.promise for _, it in about],
            wordings=[None if it is None else it.wording for _, it in about],
            state=state.value,
            kept=[each.value for each in REFUSING] if state is State.WITHDRAWN else [],
            policy_version=version,
            entry=noted.entry,
            header=noted.header,
            commitment=noted.commitment,
            sealed=noted.sealed,
            promises=noted.promises,
            act=noted.act,
            outcome=noted.outcome,
        )[0]
        return bool(row["alive"])

    def last(self, members: Sequence[bytes], purposes: Iterable[str]) -> tuple[ChoiceRow, ...]:
        """Return the last words of these ids about the purposes."""
        if self._seen is not None and set(members) == set(self._seen.group() or ()):
            wanted = frozenset(purposes)
            return tuple(_row(word) for word in self._seen.words() if word["purpose"] in wanted)
        rows = self._transaction.rows(
            "choices",
            "last",
            service=self._service,
            members=list(members),
            purposes=sorted(purposes),
        )
        return tuple(map(_row, rows))

    def said(self, members: Sequence[bytes]) -> tuple[ChoiceRow, ...]:
        """Return every word of these ids, the latest first."""
        rows = self._transaction.rows(
            "choices", "said", service=self._service, members=list(members)
        )
        return tuple(map(_row, rows))


def _row(row: DictRow) -> ChoiceRow:
    promise, words = row["promise"], row["wording"]
    return ChoiceRow(
        person=bytes(row["person_key"]),
        purpose=row["purpose"],
        state=State(row["state"]),
        version=row["policy_version"],
        binding=None if promise is None else Binding(promise=promise, wording=bytes(words)),
        at=row["at"],
    )
