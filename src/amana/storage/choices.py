"""What people chose: every word, the last one about each purpose, and the locks of deciding."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from psycopg.rows import DictRow

from amana.domain.choice.binding import Binding
from amana.domain.choice.word import State
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

    __slots__ = ("_now", "_service", "_transaction")

    def __init__(self, transaction: Transaction, *, service: str, now: datetime) -> None:
        """Work in the transaction, whose instant is ``now``."""
        self._transaction = transaction
        self._service = service
        self._now = now

    def hold(self, members: Sequence[bytes]) -> None:
        """Let no choice of these ids commit before this transaction ends."""
        self._transaction.rows("choices", "hold", service=self._service, members=sorted(members))

    def hold_to_choose(self, person_key: bytes) -> bool:
        """Wait for those who decide about this id under lock, and let no other begin.

        Return whether it was there to be held: nobody was met who is unknown, or erased.
        """
        here = {"service": self._service, "person_key": person_key}
        return self._transaction.row("choices", "hold_to_choose", **here) is not None

    def record(
        self,
        person_key: bytes,
        *,
        purposes: Iterable[tuple[str, State, Binding | None]],
        version: int,
        entry: UUID,
    ) -> None:
        """Record one word about each purpose; what was said before stays as history."""
        for order, (purpose, state, binding) in enumerate(purposes):
            self._transaction.change(
                "choices",
                "record",
                service=self._service,
                person_key=person_key,
                purpose=purpose,
                id=uuid7(self._now, order=order),
                state=state.value,
                policy_version=version,
                promise=None if binding is None else binding.promise,
                wording=None if binding is None else binding.wording,
                entry=entry,
            )

    def last(self, members: Sequence[bytes], purposes: Iterable[str]) -> tuple[ChoiceRow, ...]:
        """Return the last words of these ids about the purposes."""
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
