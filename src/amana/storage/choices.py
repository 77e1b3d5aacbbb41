"""What people chose: every word, the last one about each purpose, and the locks of deciding."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

from amana.domain.choice.binding import Binding
from amana.domain.choice.circumstances import MEANS, NOW_HERE, THROUGH, Circumstances
from amana.domain.choice.word import REFUSING, State
from amana.storage.at_hand import AtHand
from amana.storage.entry_rows import EntryRow
from amana.storage.events_out import NewEvent
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
    implied: bool = False
    """Whether nobody said it: an act was taken for consent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRow(ChoiceRow):
    """A word with how it was said, and the entry that says so."""

    entry: UUID
    how: Circumstances
    brought_at: datetime | None
    """Of what was said elsewhere, when it was brought in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingRow:
    """A consent that waits, or waited, for its second step."""

    id: UUID
    person: bytes = field(repr=False)
    purposes: tuple[str, ...]
    version: int
    how: Circumstances
    at: datetime
    expires_at: datetime
    confirmed_at: datetime | None
    entry: UUID


class Choices:
    """The choices of one service's people, in one transaction."""

    __slots__ = ("_ahead", "_held", "_now", "_seen", "_service", "_transaction")

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
        self._ahead: AtHand[ChoiceRow] = AtHand()
        self._held: frozenset[bytes] = frozenset()
        self._transaction = transaction
        self._service = service
        self._now = now

    def hold(self, members: Sequence[bytes]) -> None:
        """Let no choice of these ids commit before this transaction ends."""
        if self._held >= set(members):
            return
        # What was read before the lock may have changed since.
        self._seen = None
        self._ahead.clear()
        self._transaction.rows("choices", "hold", service=self._service, members=sorted(members))

    def hold_to_write(self, members: Sequence[bytes]) -> None:
        """Let nobody else choose or decide about these ids before this transaction ends.

        Whoever is going to choose takes this lock first: two that read before they write would
        each wait for the other to end.
        """
        self._transaction.rows(
            "choices", "hold_to_write", service=self._service, members=sorted(members)
        )

    def foresee(self, members: Collection[bytes]) -> None:
        """Hold many ids at once and read their last words: none is asked for by itself then."""
        self.hold(sorted(members))
        self.bring(members)
        self._held = frozenset(members)

    def bring(self, members: Collection[bytes]) -> None:
        """Read the last words of many ids by one statement, to be asked about one by one."""
        rows = self._transaction.rows(
            "choices", "last_of_all", service=self._service, members=list(members)
        )
        self._ahead.bring(members, map(_row, rows))

    def record(  # noqa: PLR0913 - each is a part of the act
        self,
        purposes: Iterable[tuple[str, Binding | None]],
        *,
        state: State,
        version: int,
        noted: EntryRow,
        how: Circumstances = NOW_HERE,
        event: NewEvent | None = None,
        meets: bool = False,
    ) -> frozenset[str] | None:
        """Record one word of whom the entry is about on each purpose, entry and event with it.

        It waits for those who decide about this id under lock, and lets no other begin. What was
        said before stays as history; a withdrawal lifts no objection. Returns the purposes about
        which it was recorded: all, but where what was said elsewhere is no newer than the last
        word here. ``None`` where the id was not met yet, or was erased. Without any purpose the
        entry is not written either, and nothing is told. ``meets`` notes the id too, with the word.
        """
        about = list(purposes)
        self._ahead.clear()
        row = self._transaction.rows(
            "choices",
            "record",
            service=self._service,
            meets=meets,
            person_key=noted.person_key,
            ids=[uuid7(self._now, order=order) for order in range(len(about))],
            purposes=[purpose for purpose, _ in about],
            about_promises=[None if it is None else it.promise for _, it in about],
            wordings=[None if it is None else it.wording for _, it in about],
            state=state.value,
            kept=[each.value for each in REFUSING] if state is State.WITHDRAWN else [],
            policy_version=version,
            language=how.language,
            channel=how.through.value,
            means=how.means.value,
            guarded=how.guarded,
            shown=how.shown,
            said_at=how.said_at,
            implied=how.implied,
            entry=noted.entry,
            header=noted.header,
            commitment=noted.commitment,
            sealed=noted.sealed,
            promises=noted.promises,
            act=noted.act,
            outcome=noted.outcome,
            event=None if event is None else event.id,
            event_kind=None if event is None else event.kind,
            event_sealed=None if event is None else event.sealed,
            job=None if event is None else event.job,
            job_name=None if event is None else event.name,
        )[0]
        return frozenset(row["recorded"]) if row["alive"] else None

    def last(self, members: Sequence[bytes], purposes: Iterable[str]) -> tuple[ChoiceRow, ...]:
        """Return the last words of these ids about the purposes."""
        if self._ahead.has(members):
            about = frozenset(purposes)
            return tuple(row for row in self._ahead.of(members) if row.purpose in about)
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

    def said(self, members: Sequence[bytes]) -> tuple[SaidRow, ...]:
        """Return every word of these ids, the latest first."""
        rows = self._transaction.rows(
            "choices", "said", service=self._service, members=list(members)
        )
        return tuple(
            SaidRow(
                **_told(row),
                entry=row["entry"],
                how=_how(row, said_at=row["said_at"]),
                brought_at=row["brought_at"],
            )
            for row in rows
        )

    def by_purpose(self, *, limit: int) -> Mapping[str, Mapping[State, int]] | None:
        """Count the last words of each purpose by state; ``None`` where there are more than that.

        Who chose under two ids is counted twice.
        """
        rows = self._transaction.rows(
            "choices", "by_purpose", service=self._service, limit=limit + 1
        )
        if rows and rows[0]["looked"] > limit:
            return None
        counted: dict[str, dict[State, int]] = {}
        for row in rows:
            counted.setdefault(row["purpose"], {})[State(row["state"])] = row["count"]
        return counted

    def ask(  # noqa: PLR0913 - each is a part of the row
        self,
        person_key: bytes,
        purposes: Iterable[str],
        *,
        version: int,
        how: Circumstances,
        expires_at: datetime,
        token_hash: bytes,
        entry: UUID,
    ) -> bool:
        """Keep a consent that waits for its second step; ``False`` of who is unknown or erased."""
        kept = self._transaction.change(
            "choices",
            "ask",
            service=self._service,
            id=uuid7(self._now),
            person_key=person_key,
            purposes=sorted(purposes),
            policy_version=version,
            language=how.language,
            channel=how.through.value,
            means=how.means.value,
            guarded=how.guarded,
            shown=how.shown,
            expires_at=expires_at,
            token_hash=token_hash,
            entry=entry,
        )
        return kept == 1

    def take_pending(self, token_hash: bytes) -> PendingRow | None:
        """Use a token up, and return what waited for it; ``None`` where there is no such, now."""
        row = self._transaction.row(
            "choices", "take_pending", service=self._service, token_hash=token_hash
        )
        return None if row is None else _pending(row)

    def waiting_for(self, token_hash: bytes) -> PendingRow | None:
        """Return what waits for a token, and leave it waiting; ``None`` where nothing does."""
        row = self._transaction.row(
            "choices", "waiting_for", service=self._service, token_hash=token_hash
        )
        return None if row is None else _pending(row)

    def pending(self, members: Sequence[bytes]) -> tuple[PendingRow, ...]:
        """Return what these ids were asked to confirm, confirmed or not, the latest first."""
        rows = self._transaction.rows(
            "choices", "pending", service=self._service, members=list(members)
        )
        return tuple(map(_pending, rows))


def _row(row: DictRow) -> ChoiceRow:
    return ChoiceRow(**_told(row))


def _told(row: DictRow) -> dict[str, Any]:
    promise, words = row["promise"], row["wording"]
    return {
        "person": bytes(row["person_key"]),
        "purpose": row["purpose"],
        "state": State(row["state"]),
        "version": row["policy_version"],
        "binding": None if promise is None else Binding(promise=promise, wording=bytes(words)),
        "at": row["at"],
        "implied": row["implied"],
    }


def _how(row: DictRow, *, said_at: datetime | None = None) -> Circumstances:
    """Return how a word was said; one from before that was kept was said to the service."""
    shown = row["shown"]
    return Circumstances(
        language=row["language"],
        through=THROUGH[row["channel"] or NOW_HERE.through.value],
        means=MEANS[row["means"] or NOW_HERE.means.value],
        guarded=row["guarded"],
        shown=None if shown is None else bytes(shown),
        said_at=said_at,
    )


def _pending(row: DictRow) -> PendingRow:
    return PendingRow(
        id=row["id"],
        person=bytes(row["person_key"]),
        purposes=tuple(row["purposes"]),
        version=row["policy_version"],
        how=_how(row),
        at=row["at"],
        expires_at=row["expires_at"],
        confirmed_at=row["confirmed_at"],
        entry=row["entry"],
    )
