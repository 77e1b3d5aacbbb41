"""What is to be said to people: put out in the act's own transaction, claimed, sent, ended."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from psycopg.rows import DictRow

from amana.domain.ledger import canonical
from amana.domain.ledger.entry import Json
from amana.domain.vocabulary.messages import CHANNELS, CLASSES, Channel
from amana.storage.errors import CannotOpen, KeyMissing
from amana.storage.keys.sealing import Sealer
from amana.storage.outbox_rows import (
    Claimed,
    Counted,
    Ending,
    Going,
    Later,
    MessageRow,
    NewMessage,
    Overdue,
    Series,
    Stop,
    Waiting,
    message_row,
)
from amana.storage.transaction import Transaction
from amana.storage.uuid7 import uuid7_series

JOB: Final = "send_messages"
LONGEST: Final = timedelta(minutes=10)
"""How long a message may be in somebody's hands; after it they count as dead."""
_OF: Final = "outgoing"
_LOOK: Final = "outbox"


class Outbox:
    """The outbox of one service, in one transaction."""

    __slots__ = ("_now", "_sealer", "_service", "_transaction")

    def __init__(
        self, transaction: Transaction, *, service: str, now: datetime, sealer: Sealer
    ) -> None:
        """Work in the transaction, whose instant is ``now``; the sealer seals and opens."""
        self._transaction = transaction
        self._service = service
        self._now = now
        self._sealer = sealer

    def put(self, messages: Sequence[NewMessage]) -> list[UUID | None]:
        """Put messages out, in a few statements; return their ids, ``None`` for the erased.

        Of those with the key of one that is there already, that one's id is returned.
        """
        persons = sorted({each.person for each in messages if each.person is not None})
        self._sealer.persons.obtain_many(self._service, persons)
        self._change("meet", person_keys=persons)
        ids = uuid7_series(self._now, len(messages))
        looks = [self._look(each.key) for each in messages]
        rows = self._rows(
            "put",
            ids=ids,
            person_keys=[each.person for each in messages],
            classes=[each.message_class for each in messages],
            purposes=[each.purpose for each in messages],
            channels=[each.channel for each in messages],
            languages=[each.language for each in messages],
            about_promises=[each.promise for each in messages],
            looks=looks,
            series=[each.series for each in messages],
            sealed=[self._sealed(each, id_) for each, id_ in zip(messages, ids, strict=True)],
            due=[each.due for each in messages],
            expires=[each.expires for each in messages],
        )
        put = {row["id"] for row in rows}
        known = self._known([look for look in looks if look is not None])
        return [
            id_ if id_ in put else known.get(look or b"")
            for id_, look in zip(ids, looks, strict=True)
        ]

    def claim(
        self, *, limit: int, only_own: bool = False, shut: Iterable[Channel] = ()
    ) -> list[Claimed]:
        """Take what is due, opened; what others are taking right now is left to them.

        What the service itself has to say to one person, such as a code that they wait for, comes
        before all else; with ``only_own`` nothing but class service is taken. What would go by a
        channel that is ``shut`` is left where it is.

        The statements of this transaction that name many people use indexes: planned while tables
        were small, they would walk the whole of them.
        """
        self._transaction.rows("intake", "use_indexes")
        rows = self._take("claim_at_once", limit, shut)
        if len(rows) < limit:
            rows += self._take("claim_own" if only_own else "claim", limit - len(rows), shut)
        self._sealer.persons.find_many(
            self._service, {row["person_key"] for row in rows if row["person_key"] is not None}
        )
        return [
            Claimed(
                id=row["id"],
                person=row["person_key"],
                message_class=CLASSES[row["class"]],
                purpose=row["purpose"],
                channel=CHANNELS[row["channel"]],
                language=row["language"],
                promise=row["promise"],
                content=self._opened(row),
                attempts=row["attempts"],
                expires=row["expires_at"],
                intended=row["intended"],
            )
            for row in rows
        ]

    def claimed(self, going: Sequence[Going], *, claim: UUID) -> None:
        """Note that these are being sent."""
        self._change(
            "claimed",
            ids=[each.id for each in going],
            intended=[each.intended for each in going],
            addresses=[each.address for each in going],
            claim=claim,
        )

    def end(self, endings: Sequence[Ending], *, claim: UUID) -> list[Ending]:
        """End messages and forget what they said; return those that were still in these hands."""
        rows = self._rows(
            "end",
            ids=[each.id for each in endings],
            states=[each.state for each in endings],
            entries=[each.entry for each in endings],
            faults=[each.fault for each in endings],
            way_outs=[each.way_out for each in endings],
            claim=claim,
        )
        ended = {row["id"] for row in rows}
        self._count(rows)
        return [each for each in endings if each.id in ended]

    def note_broken(self, messages: Sequence[UUID]) -> int:
        """Keep which of these messages broke a promise about leaving; return how many are new."""
        return self._change("note_broken", ids=list(messages))

    def later(self, messages: Sequence[Later], *, claim: UUID) -> None:
        """Put messages back, each to be tried again after a while."""
        rows = self._rows(
            "later",
            ids=[each.id for each in messages],
            waits=[each.wait for each in messages],
            faults=[each.fault for each in messages],
            again=[each.again for each in messages],
            claim=claim,
        )
        self._count([{**row, "state": "repeated"} for row in rows if row["again"]])

    def unsent(self, messages: Iterable[UUID], *, claim: UUID) -> None:
        """Put back what was claimed and not tried, as if nobody had taken it."""
        self._change("unsent", ids=list(messages), claim=claim)

    def take_up(self, *, claim: UUID) -> int:
        """Put back what was in the hands of who died, and count it as sent again.

        ``claim`` is the one under which they worked; others count as dead after ``LONGEST``.
        """
        rows = self._rows("take_up", claim=claim, longest=LONGEST)
        self._count([{**row, "state": "repeated"} for row in rows])
        return len(rows)

    def is_due(self) -> bool:
        """Tell whether anything is to be sent now, or was left behind by who died."""
        return bool(self._rows("is_due", longest=LONGEST)[0]["due"])

    def overdue(self) -> Overdue:
        """Return how many messages could be sent now, and since when the oldest could."""
        row = self._rows("overdue")[0]
        return Overdue(count=row["count"], oldest=row["oldest"])

    def absorb_jobs(self) -> int:
        """Take the other waiting jobs of sending off the queue; return how many there were.

        Only before a claim in a later transaction: what they were for is seen by that claim.
        """
        return self._change("absorb", name=JOB)

    def unnamed(self, persons: Iterable[bytes]) -> frozenset[bytes]:
        """Return which of these persons' own ids were never kept."""
        rows = self._rows("unnamed", person_keys=list(persons))
        return frozenset(bytes(row["person_key"]) for row in rows)

    def ended_addresses(self, members: Iterable[bytes]) -> frozenset[tuple[bytes, bytes]]:
        """Return the addresses of these ids, by person and hash, that bounced or complained."""
        rows = self._rows("ended_addresses", members=list(members))
        return frozenset((bytes(row["person_key"]), bytes(row["look"])) for row in rows)

    def end_address(
        self, person: bytes, look: bytes, *, why: str, message: UUID | None, entry: UUID
    ) -> bool:
        """Note that an address bounced or complained; tell whether it is news."""
        return bool(
            self._change(
                "end_address", person_key=person, look=look, why=why, message=message, entry=entry
            )
        )

    def stopped(self, members: Iterable[bytes]) -> tuple[Stop, ...]:
        """Return which classes these ids stopped and when, those too that they let come again."""
        return tuple(
            Stop(
                what=(bytes(row["person_key"]), row["purpose"], row["class"]),
                at=row["at"],
                resumed_at=row["resumed_at"],
            )
            for row in self._rows("stopped", members=list(members))
        )

    def stop(self, person: bytes, *, purpose: str, message_class: str, entry: UUID) -> None:
        """Note that a person stopped a class for a purpose, now."""
        here = {"purpose": purpose, "class": message_class, "entry": entry}
        self._change("stop", person_key=person, **here)

    def resume(self, members: Iterable[bytes], *, purpose: str, message_class: str) -> int:
        """Note that a class that these ids stopped comes again, from now on; return of how many."""
        here = {"purpose": purpose, "class": message_class}
        return self._change("resume", members=list(members), **here)

    def whose(self, message: UUID) -> MessageRow | None:
        """Return a message as it stands, with the look-up key of its person."""
        rows = self._rows("whose", id=message)
        return None if not rows else message_row(rows[0])

    def of_state(
        self, states: Iterable[str], *, limit: int, before: UUID | None = None
    ) -> tuple[MessageRow, ...]:
        """Return messages in any of the states, the latest first."""
        rows = self._rows("of_state", states=list(states), before=before, limit=limit)
        return tuple(map(message_row, rows))

    def series(self, series: UUID) -> Series:
        """Return what became of the messages of a series."""
        rows = self._rows("series", series=series)
        return Series(
            counts={row["state"]: row["count"] for row in rows},
            repeats=sum(int(row["repeats"]) for row in rows),
        )

    def standing(self) -> tuple[Waiting, ...]:
        """Return what waits and what is being sent, by class and channel."""
        return tuple(
            Waiting(
                message_class=row["class"],
                channel=row["channel"],
                state=row["state"],
                count=row["count"],
                oldest=row["oldest"],
            )
            for row in self._rows("standing")
        )

    def counts(self) -> tuple[Counted, ...]:
        """Return what became of all messages ever, by class and channel."""
        return tuple(Counted(message_class=row.pop("class"), **row) for row in self._rows("counts"))

    def retry(self, messages: Iterable[UUID]) -> tuple[UUID, ...]:
        """Put messages back that failed or wait for a later try; return which could be."""
        return tuple(row["id"] for row in self._rows("retry", ids=list(messages)))

    def forget(self, *, lasts: timedelta, most: int) -> int:
        """Forget messages that ended long ago; return how many."""
        return int(self._rows("forget", lasts=lasts, most=most)[0]["count"])

    def fade(self, *, lasts: timedelta) -> int:
        """Forget what failed messages said that are too old to be tried again."""
        return self._change("fade", lasts=lasts)

    def _take(self, statement: str, limit: int, shut: Iterable[Channel]) -> list[DictRow]:
        """Return rows that are due, locked."""
        return self._transaction.bytes_rows(
            "outbox",
            statement,
            service=self._service,
            limit=limit,
            shut=[channel.value for channel in shut],
        )

    def _known(self, looks: Sequence[bytes]) -> Mapping[bytes, UUID]:
        if not looks:
            return {}
        return {bytes(row["look"]): row["id"] for row in self._rows("by_looks", looks=looks)}

    def _count(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add what became of messages to the counts."""
        counts: dict[tuple[str, str], dict[str, int]] = {}
        for row in rows:
            sort = counts.setdefault((row["class"], row["channel"]), {})
            sort[row["state"]] = sort.get(row["state"], 0) + 1
        if not counts:
            return
        states = ("sent", "failed", "refused", "repeated")
        self._change(
            "count",
            classes=[sort[0] for sort in counts],
            channels=[sort[1] for sort in counts],
            **{state: [each.get(state, 0) for each in counts.values()] for state in states},
        )

    def _look(self, key: str | None) -> bytes | None:
        return None if key is None else self._sealer.mark(_LOOK, key.encode("utf-8"))

    def _sealed(self, message: NewMessage, identity: UUID) -> bytes:
        # With what it is sent as: a row that calls an offer a notice of the service does not open.
        sent_as = (message.message_class, message.purpose, message.channel)
        plain = canonical.write({"of": _OF, "as": sent_as, **message.content})
        return self._sealer.seal(plain, entry=identity, person=message.person)

    def _opened(self, row: DictRow) -> Mapping[str, Json] | None:
        """Return what a message says; ``None`` where no act of ours wrote the row as it stands.

        Such a row is refused as one of somebody erased is: it holds no other message back.
        """
        try:
            plain = self._sealer.open(row["sealed"], entry=row["id"], person=row["person_key"])
            content = canonical.read(plain)
        except (CannotOpen, KeyMissing, ValueError):
            return None
        sent_as = (row["class"], row["purpose"], row["channel"])
        if (
            not isinstance(content, Mapping)
            or content.get("of") != _OF
            # What was put out by the release before does not say it.
            or content.get("as", sent_as) != sent_as
        ):
            return None
        return content

    def _rows(self, statement: str, /, **values: Any) -> list[DictRow]:  # noqa: ANN401 - what the driver adapts
        return self._transaction.rows("outbox", statement, service=self._service, **values)

    def _change(self, statement: str, /, **values: Any) -> int:  # noqa: ANN401 - what the driver adapts
        return self._transaction.change("outbox", statement, service=self._service, **values)
