"""Groups of ids and ties between persons, in one transaction of a service.

What is held about a person hangs on the id under which it came in; ``group`` gives all ids over
which a read, a decision, a copy or an erasure goes.
"""

import hmac
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from psycopg.rows import DictRow

from amana.domain.person.groups import MOST_IDS, Bond, PersonKey, bond, roots_of
from amana.storage.errors import PersonErased
from amana.storage.keys.sealing import Sealer
from amana.storage.persons.errors import TooManyIds, VisitorTaken
from amana.storage.transaction import Transaction
from amana.storage.uuid7 import uuid7


class TieKind(StrEnum):
    """What ties two persons, or two ids of one."""

    SAME = "same"
    """Two ids of one person."""
    VISITOR = "visitor"
    """A browser's id, and the account that it joined: one person, too."""
    GUARDIAN = "guardian"
    """The first is a guardian of the second."""
    STAFF = "staff"
    """The first acts for the second, a business."""


ONE_PERSON: Final = frozenset({TieKind.SAME, TieKind.VISITOR})
"""Ties by which two ids are one person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A tie that has not ended."""

    id: UUID
    kind: TieKind
    person: PersonKey = field(repr=False)
    other: PersonKey = field(repr=False)
    since: datetime


class Persons:
    """The persons of one service, in one transaction, as groups of ids."""

    __slots__ = ("_known", "_now", "_sealer", "_service", "_ties_at_hand", "_transaction")

    def __init__(
        self,
        transaction: Transaction,
        *,
        service: str,
        now: datetime,
        sealer: Sealer,
        seen: tuple[PersonKey, ...] | None = None,
    ) -> None:
        """Work in the transaction, whose instant is ``now``; ``seen`` is a group known already."""
        self._transaction = transaction
        self._service = service
        self._now = now
        self._sealer = sealer
        # One act asks again and again for the same group; whoever changes groups forgets them.
        known = seen or ()
        self._ties_at_hand: dict[PersonKey, list[Tie]] | None = None
        self._known: dict[PersonKey, tuple[PersonKey, ...]] = {
            own: (own, *(key for key in known if key != own)) for own in known
        }

    def group(self, person: str) -> tuple[PersonKey, ...]:
        """Return the look-up keys of all ids of this person, that of this id first.

        Somebody unknown, or known under one id, has just that one. One who was erased raises
        ``PersonErased``.
        """
        return self.group_of(self._sealer.person_key(person))

    def group_of(self, person_key: PersonKey) -> tuple[PersonKey, ...]:
        """Return what :meth:`group` does, by look-up key."""
        if person_key in self._known:
            return self._known[person_key]
        rows = self._transaction.rows(
            "persons", "group", service=self._service, person_key=person_key
        )
        if rows and rows[0]["erased"]:
            raise PersonErased
        others = (bytes(row["person_key"]) for row in rows)
        self._known[person_key] = (person_key, *(key for key in others if key != person_key))
        return self._known[person_key]

    def groups_of(
        self, person_keys: Collection[PersonKey]
    ) -> Mapping[PersonKey, tuple[PersonKey, ...]]:
        """Return the groups of many ids that were met, each in no order; not of who was erased."""
        found: dict[PersonKey, tuple[PersonKey, ...]] = {}
        for row in self._transaction.rows(
            "persons", "groups", service=self._service, person_keys=list(person_keys)
        ):
            asked = bytes(row["asked"])
            found[asked] = (*found.get(asked, ()), bytes(row["person_key"]))
        return found

    def foresee(
        self, person_keys: Collection[PersonKey]
    ) -> Mapping[PersonKey, tuple[PersonKey, ...]]:
        """Return the groups of many ids as :meth:`group` does, and keep them at hand.

        Who was erased or never met has none.
        """
        found = self.groups_of(person_keys)
        ordered = {
            own: (own, *(key for key in sorted(group) if key != own))
            for own, group in found.items()
        }
        self._known.update(ordered)
        return ordered

    def bring(self, person_keys: Collection[PersonKey]) -> frozenset[PersonKey]:
        """Keep groups and ties of many ids at hand, as :meth:`foresee` does groups.

        Return all ids in the groups.
        """
        members = frozenset(key for group in self.foresee(person_keys).values() for key in group)
        self._ties_at_hand = None
        ties = self.ties(members)
        self._ties_at_hand = {member: [] for member in members}
        for tie in ties:
            for end in {tie.person, tie.other} & members:
                self._ties_at_hand[end].append(tie)
        return members

    def number(self, person_key: PersonKey) -> int | None:
        """Return the person's number, dense from 0 in the service; ``None`` before one was given.

        A number stays for ever, after an erasure too.
        """
        row = self._transaction.row(
            "persons", "number", service=self._service, person_key=person_key
        )
        return None if row is None else row["number"]

    def give_number(self, person_key: PersonKey) -> int:
        """Return the number of a person who was met, given now where there is none.

        Others who need a first number wait until this transaction ends. Who was erased, or never
        met, raises ``PersonErased``.
        """
        here = {"service": self._service, "person_key": person_key}
        known = self.number(person_key)
        given = self._transaction.row("persons", "give_number", **here) if known is None else None
        found = known if given is None else int(given["number"])
        # Somebody else may have given one while this waited.
        found = self.number(person_key) if found is None else found
        if found is None:
            raise PersonErased
        return found

    def give_numbers(self, *, limit: int = 10_000) -> int:
        """Give numbers to those without, the longest known first; return how many got one.

        Whoever is in an act of another transaction right now is left for the next turn.
        """
        return self._transaction.change(
            "persons", "give_numbers", service=self._service, limit=limit
        )

    def give_all_numbers(self) -> int:
        """Give numbers to all without; return how many got one.

        Whoever is in an act of another transaction is waited for: afterwards everybody who was
        met has a number. In a running service that is who came in the last minute.
        """
        return self._transaction.change("persons", "give_all_numbers", service=self._service)

    def give_numbers_to(self, members: Iterable[PersonKey]) -> None:
        """Give numbers to those of these persons who have none; the erased get none.

        All by one statement, the persons first and the count after them, as the others do it: of
        two transactions that do nothing after it none waits for the other in a circle.
        """
        self._transaction.change(
            "persons", "give_numbers_to", service=self._service, members=list(members)
        )

    def numbered(self) -> int:
        """Return how many numbers were given: all of them are below it."""
        row = self._transaction.row("persons", "numbered", service=self._service)
        return 0 if row is None else int(row["count"])

    def numbers_of(self, members: Iterable[PersonKey]) -> Mapping[PersonKey, int]:
        """Return the numbers of these persons, without those who have none or were erased."""
        rows = self._transaction.rows(
            "persons", "numbers_of", service=self._service, members=list(members)
        )
        return {bytes(row["person_key"]): row["number"] for row in rows}

    def of_numbers(self, numbers: Iterable[int]) -> Mapping[int, PersonKey]:
        """Return whose numbers these are, without those who were erased."""
        rows = self._transaction.rows(
            "persons", "of_numbers", service=self._service, numbers=list(numbers)
        )
        return {row["number"]: bytes(row["person_key"]) for row in rows if not row["erased"]}

    def ties(self, members: Iterable[PersonKey]) -> tuple[Tie, ...]:
        """Return the ties of these persons that have not ended, whichever end they are."""
        asked = frozenset(members)
        if self._ties_at_hand is not None and asked <= self._ties_at_hand.keys():
            found = {tie.id: tie for member in asked for tie in self._ties_at_hand[member]}
            return tuple(sorted(found.values(), key=lambda tie: tie.id))
        rows = self._transaction.rows("persons", "ties", service=self._service, members=list(asked))
        return tuple(
            Tie(
                id=row["id"],
                kind=TieKind(row["tie"]),
                person=bytes(row["person_key"]),
                other=bytes(row["other_key"]),
                since=row["since"],
            )
            for row in rows
            if self._is_ours(row)
        )

    def hold(self) -> None:
        """Keep others from changing groups, and from beginning an erasure, until the end."""
        self._forget()
        self._transaction.change("persons", "hold_turn", service=self._service)

    def join(
        self, one: PersonKey, other: PersonKey, *, entry: UUID, kind: TieKind = TieKind.SAME
    ) -> tuple[PersonKey, ...]:
        """Make two ids one person, and return the group; what is joined already stays.

        Both must have been met. ``kind`` is ``VISITOR`` where the first is a browser's id:
        then it raises ``VisitorTaken`` where it belongs to another account. Raises
        ``PersonErased``, and ``TooManyIds``.
        """
        self.hold()
        theirs = self.group_of(other)
        members = {*self.group_of(one), *theirs}
        if len(members) > MOST_IDS:
            raise TooManyIds(most=MOST_IDS)
        if kind is TieKind.VISITOR:
            self._tie_visitor(one, other, theirs, entry=entry)
        else:
            self.tie(*sorted((one, other)), kind=kind, entry=entry)
        self._settle(members)
        return self.group_of(one)

    def part(self, one: PersonKey, other: PersonKey | None, *, entry: UUID) -> int:
        """Take back that two ids are one person; return how many bonds ended.

        Without an ``other`` the id is taken out of its group. Raises ``PersonErased``.
        """
        self.hold()
        members = set(self.group_of(one))
        ended = 0
        for each in self._bonds(members):
            if one in each and (other is None or other in each):
                a, b = sorted(each)
                ended += self.untie(a, b, kinds=ONE_PERSON, entry=entry)
                ended += self.untie(b, a, kinds=ONE_PERSON, entry=entry)
        self._settle(members)
        return ended

    def tie(self, one: PersonKey, other: PersonKey, *, kind: TieKind, entry: UUID) -> bool:
        """Tie two persons; tell whether they were not tied so already."""
        self._ties_at_hand = None
        identity = uuid7(self._now)
        return bool(
            self._transaction.change(
                "persons",
                "tie",
                service=self._service,
                id=identity,
                mark=self._mark(identity, one, other, kind),
                person_key=one,
                other_key=other,
                tie=kind.value,
                entry=entry,
            )
        )

    def untie(
        self, one: PersonKey, other: PersonKey, *, kinds: Iterable[TieKind], entry: UUID
    ) -> int:
        """End the ties of these kinds from one to the other, and return how many there were."""
        self._ties_at_hand = None
        return self._transaction.change(
            "persons",
            "untie",
            service=self._service,
            person_key=one,
            other_key=other,
            ties=[kind.value for kind in kinds],
            entry=entry,
        )

    def settle(self, members: Iterable[PersonKey]) -> None:
        """Bring the roots of these ids to what their bonds say. Only after :meth:`hold`."""
        self._settle(set(members))

    def _forget(self) -> None:
        """Forget what was read of groups: it is about to change."""
        self._known.clear()
        self._ties_at_hand = None

    def _bonds(self, members: Iterable[PersonKey]) -> frozenset[Bond]:
        rows = self._transaction.rows(
            "persons", "bonds", service=self._service, members=list(members)
        )
        return frozenset(
            bond(bytes(row["person_key"]), bytes(row["other_key"]))
            for row in rows
            if self._is_ours(row)
        )

    def _is_ours(self, row: DictRow) -> bool:
        """Tell whether an act of ours tied the two: a login alone ties nobody."""
        one, other = bytes(row["person_key"]), bytes(row["other_key"])
        wanted = self._mark(row["id"], one, other, TieKind(row["tie"]))
        return hmac.compare_digest(bytes(row["mark"] or b""), wanted)

    def _mark(self, identity: UUID, one: PersonKey, other: PersonKey, kind: TieKind) -> bytes:
        """Return the mark of a tie; all its parts but the last are of one length."""
        told = identity.bytes + one + other + kind.value.encode("ascii")
        return self._sealer.mark("tie", told)

    def joined_wrongly(self, *, limit: int) -> tuple[PersonKey, ...]:
        """Return the ids that stand in a group to which no tie of ours leads.

        So many groups are looked at, whole.
        """
        rows = self._transaction.rows("persons", "joined", service=self._service, limit=limit)
        joined = {bytes(row["person_key"]): bytes(row["joined_to"]) for row in rows}
        members = {*joined, *joined.values()}
        roots = roots_of(self._bonds(members), members)
        return tuple(sorted(key for key, root in joined.items() if roots[key] != root))

    def _tie_visitor(
        self, visitor: PersonKey, account: PersonKey, group: tuple[PersonKey, ...], *, entry: UUID
    ) -> None:
        """Tie a browser's id to an account, unless it belongs to the same person already."""
        joined = self._account_of(visitor)
        if joined is None:
            self.tie(visitor, account, kind=TieKind.VISITOR, entry=entry)
        elif joined not in group:
            raise VisitorTaken

    def _account_of(self, visitor: PersonKey) -> PersonKey | None:
        """Return the account that a browser's id joined."""
        joined = (
            tie.other
            for tie in self.ties([visitor])
            if tie.kind is TieKind.VISITOR and tie.person == visitor
        )
        return next(joined, None)

    def _settle(self, members: set[PersonKey]) -> None:
        """Write the roots that follow from the bonds, in the order of the keys."""
        self._forget()
        roots = roots_of(self._bonds(members), members)
        for person in sorted(roots):
            self._transaction.change(
                "persons",
                "join",
                service=self._service,
                person_key=person,
                root=roots[person],
            )
