"""Grants to recipients, disclosures, and who received what of whom."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from psycopg.rows import DictRow

from amana.domain.decision.grant import Grant
from amana.domain.sharing.disclosing import DisclosureState, Method
from amana.domain.sharing.granting import WantedGrant
from amana.storage.errors import KeyMissing, NotFound
from amana.storage.keys.sealing import Sealer
from amana.storage.transaction import Transaction

_QUERIES: Final = "sharing"


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantRow:
    """A grant as it was made, and how it ended."""

    id: UUID
    recipient: str
    data: tuple[str, ...]
    purposes: tuple[str, ...]
    nature: str
    instruction: str = field(repr=False)
    safeguards: tuple[str, ...]
    document: str | None = field(repr=False)
    policy_version: int
    starts_at: datetime
    ends_at: datetime
    made_at: datetime
    entry: UUID
    ended_at: datetime | None

    def in_force(self, now: datetime) -> bool:
        """Tell whether its time runs; whether it gives anything the policy in force says too."""
        return self.ended_at is None and self.starts_at <= now < self.ends_at

    def meets(self, other: WantedGrant) -> bool:
        """Tell whether it gives the same recipient some of the same data at the same time."""
        over = self.ends_at if self.ended_at is None else min(self.ended_at, self.ends_at)
        return (
            self.recipient == other.recipient
            and self.starts_at < other.ends_at
            and (other.starts_at is None or other.starts_at < over)
            and bool(other.data & set(self.data))
            and bool(other.purposes & set(self.purposes))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureRow:
    """A disclosure: to whom, how, what for, of how many. Of whom does not stand in it."""

    id: UUID
    recipient: str
    method: Method
    purpose: str
    nature: str
    ground: str | None = field(repr=False)
    data: tuple[str, ...]
    persons: int
    refused: int
    state: DisclosureState
    attempts: int
    due_at: datetime | None
    fault: str | None
    made_at: datetime
    done_at: datetime | None
    entry: UUID
    maybe: int = 0
    """Persons of whom something was sent, and whether it arrived is not known."""
    outside_release: int = 0
    """Persons of whom something went out that the release which was named does not cover."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What a recipient received of a person, or may have."""

    disclosure: UUID
    recipient: str
    method: Method
    purpose: str
    nature: str
    ground: str | None = field(repr=False)
    fields: tuple[str, ...]
    at: datetime
    entry: UUID
    sure: bool
    """Whether the recipient said that it has it; else it was sent, and no answer came."""
    outside: bool
    """Whether it names a release that does not cover it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenOf:
    """Which fields of a person a disclosure gives, under which entry."""

    person: str = field(repr=False)
    """The service's own id."""
    fields: tuple[str, ...]
    """Names without spaces, sorted."""
    entry: UUID


@dataclass(slots=True, kw_only=True)
class Sharing:
    """What one service shares with others, in one transaction."""

    transaction: Transaction
    service: str
    sealer: Sealer

    def put_grant(
        self, identity: UUID, wanted: WantedGrant, *, policy_version: int, entry: UUID
    ) -> None:
        """Note a grant."""
        self._change(
            "put_grant",
            id=identity,
            recipient=wanted.recipient,
            data=sorted(wanted.data),
            purposes=sorted(wanted.purposes),
            nature=wanted.nature.value,
            instruction=wanted.instruction,
            safeguards=sorted(each.value for each in wanted.safeguards),
            document=wanted.document,
            policy_version=policy_version,
            starts_at=wanted.starts_at,
            ends_at=wanted.ends_at,
            entry=entry,
        )

    def end_grant(self, identity: UUID, *, entry: UUID) -> bool:
        """End a grant; tell whether it had not ended."""
        return bool(self._change("end_grant", id=identity, entry=entry))

    def grants(
        self, recipient: str | None = None, *, before: UUID | None = None, limit: int = 1_000
    ) -> tuple[GrantRow, ...]:
        """Return the grants of a recipient, or all, the latest first, older than ``before``."""
        rows = self._rows("grants", recipient=recipient, before=before, limit=limit)
        return tuple(map(_grant, rows))

    def running(self) -> tuple[GrantRow, ...]:
        """Return every grant whose time runs now, the oldest first."""
        return tuple(map(_grant, self._rows("running")))

    def in_force(self, recipient: str) -> tuple[tuple[Grant, tuple[str, ...]], ...] | None:
        """Return a recipient's grants of now, each with the safeguards that it was made with.

        ``None`` where the service never kept a grant.
        """
        rows = self._rows("in_force", recipient=recipient)
        if not rows:
            return None
        return tuple(
            (
                Grant(data=frozenset(row["data"]), purposes=frozenset(row["purposes"])),
                tuple(row["safeguards"]),
            )
            for row in rows
            if row["data"] is not None
        )

    def put(self, disclosure: DisclosureRow, given: Sequence[GivenOf]) -> None:
        """Note a disclosure and whom it is about."""
        self._change(
            "put_disclosure",
            id=disclosure.id,
            recipient=disclosure.recipient,
            method=disclosure.method.value,
            purpose=disclosure.purpose,
            nature=disclosure.nature,
            ground=disclosure.ground,
            data=list(disclosure.data),
            persons=disclosure.persons,
            refused=disclosure.refused,
            state=disclosure.state.value,
            entry=disclosure.entry,
        )
        if given:
            self._change(
                "put_disclosed",
                disclosure=disclosure.id,
                recipient=disclosure.recipient,
                purpose=disclosure.purpose,
                done=disclosure.state is DisclosureState.DONE,
                sealed=[self._seal(each.person, disclosure.id) for each in given],
                **self._columns(given),
            )

    def disclosures(
        self,
        recipient: str | None = None,
        *,
        state: DisclosureState | None = None,
        before: UUID | None = None,
        limit: int = 100,
    ) -> tuple[DisclosureRow, ...]:
        """Return disclosures to a recipient, or to all, in one state or all, the latest first."""
        rows = self._rows(
            "disclosures",
            recipient=recipient,
            state=None if state is None else state.value,
            before=before,
            limit=limit,
        )
        return tuple(map(_disclosure, rows))

    def put_against(self, entry: UUID, promises: Collection[str]) -> None:
        """Note which promises a disclosure concerns that nothing permitted; none means each."""
        self._change("put_against", entry=entry, promises=list(promises))

    def received(self, group: Collection[bytes], *, limit: int = 1_000) -> tuple[Received, ...]:
        """Return who received what of a person, under any of their ids, the latest first."""
        rows = self._rows("received", persons=list(group), limit=limit)
        return tuple(
            Received(**{**row, "fields": tuple(row["fields"]), "method": Method(row["method"])})
            for row in rows
        )

    def persons_of(
        self, recipient: str, *, since: datetime | None = None, until: datetime | None = None
    ) -> tuple[bytes, ...]:
        """Return of whom a recipient received something in that time: their look-up keys."""
        rows = self._rows("persons_of", recipient=recipient, since=since, until=until)
        return tuple(bytes(row["person_key"]) for row in rows)

    def receivers(self, group: Collection[bytes]) -> tuple[str, ...]:
        """Return which recipients received something of a person."""
        return tuple(row["recipient"] for row in self._rows("receivers", persons=list(group)))

    def due(self) -> tuple[str, ...]:
        """Return the recipients to whom something is to be sent now."""
        return tuple(row["recipient"] for row in self._rows("due"))

    def claim(self, recipient: str, *, lease: timedelta) -> DisclosureRow | None:
        """Take the oldest push that is due; it is due again after the lease, whatever happens."""
        rows = self._rows("claim", recipient=recipient, lease=lease)
        return _disclosure(rows[0]) if rows else None

    def meant(self, disclosure: UUID) -> tuple[str, ...]:
        """Return the ids of whom a push is about: without those who were erased since."""
        found: list[str] = []
        for row in self._rows("meant", disclosure=disclosure):
            with suppress(KeyMissing):
                person = bytes(row["person_key"])
                plain = self.sealer.open(bytes(row["sealed"]), entry=disclosure, person=person)
                found.append(plain.decode("utf-8"))
        return tuple(found)

    def sent(self, disclosure: UUID, given: Sequence[GivenOf]) -> None:
        """Note what a push may bring to the recipient from now on."""
        columns = self._columns(given)
        del columns["entries"]
        self._change("sent", disclosure=disclosure, **columns)

    def later(self, disclosure: UUID, *, fault: str, wait: timedelta) -> None:
        """Note why a push could not be made, and when it is tried again."""
        self._change("later", id=disclosure, fault=fault[:63], wait=wait)

    def hold(self, disclosure: UUID) -> None:
        """Keep others from a push until the transaction ends; ``NotFound`` where it is over."""
        if not self._rows("hold", id=disclosure):
            raise NotFound(what="disclosure")

    def over(
        self, disclosure: UUID, state: DisclosureState, *, given: Sequence[GivenOf], refused: int
    ) -> None:
        """Note that a push is done with these fields, or stopped."""
        persons = len(given)
        self._change("over", id=disclosure, state=state.value, persons=persons, refused=refused)
        if given:
            self._change("given", disclosure=disclosure, **self._columns(given))

    def link(self, person_key: bytes, recipient: str, *, entry: UUID) -> bool:
        """Note that a person chose a partner; tell whether that is news."""
        return bool(self._change("link", person_key=person_key, recipient=recipient, entry=entry))

    def unlink(self, group: Collection[bytes], recipient: str, *, entry: UUID) -> bool:
        """End what a person chose; tell whether that is news."""
        return bool(self._change("unlink", persons=list(group), recipient=recipient, entry=entry))

    def linked(self, group: Collection[bytes]) -> Mapping[str, datetime]:
        """Return the partners whom a person chose, and since when."""
        rows = self._rows("linked", persons=list(group))
        return {row["recipient"]: row["since"] for row in rows}

    def _seal(self, person: str, disclosure: UUID) -> bytes:
        key = self.sealer.person_key(person)
        return self.sealer.seal(person.encode("utf-8"), entry=disclosure, person=key)

    def _columns(self, given: Sequence[GivenOf]) -> dict[str, object]:
        return {
            "person_keys": [self.sealer.person_key(each.person) for each in given],
            "fields": [" ".join(each.fields) for each in given],
            "entries": [each.entry for each in given],
        }

    def _rows(self, name: str, **values: object) -> list[DictRow]:
        return self.transaction.rows(_QUERIES, name, service=self.service, **values)

    def _change(self, name: str, **values: object) -> int:
        return self.transaction.change(_QUERIES, name, service=self.service, **values)


def _grant(row: DictRow) -> GrantRow:
    lists = {name: tuple(row[name]) for name in ("data", "purposes", "safeguards")}
    return GrantRow(**{**row, **lists})


def _disclosure(row: DictRow) -> DisclosureRow:
    return DisclosureRow(
        **{
            **row,
            "data": tuple(row["data"]),
            "method": Method(row["method"]),
            "state": DisclosureState(row["state"]),
        }
    )
