"""Find who is affected: from records, sources, disclosures, readings on the ledger, or a list.

Each way is gone through in sets, each set in a transaction of its own, and adds to those found
before: it can be stopped and run again. When in doubt somebody counts as affected.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from amana.acts.act import Act, Actor
from amana.acts.breaches.case import NoteKind, read_case
from amana.acts.breaches.known import check_known, is_known_reader
from amana.acts.breaches.noting import JOB, note_found
from amana.acts.declared_map import types_with
from amana.acts.in_force import in_force, published
from amana.acts.person_facts import facts_of_groups
from amana.acts.person_id import check_met
from amana.acts.sources.opening import OpenSource, map_of, opened
from amana.domain.breach.errors import AlreadyClosed, FactsUnfit
from amana.domain.decision.rule import Doing
from amana.domain.law.packs import laws_told_of
from amana.domain.person.facts import PersonFacts
from amana.domain.person.identifiers import OWN_ID
from amana.domain.source.model import SourceMap
from amana.domain.source.outcome import Sought
from amana.storage.bodies import open_body
from amana.storage.database import Storage
from amana.storage.errors import CannotOpen, NotFound
from amana.storage.work import View

_SET: Final = 500
_FIRST: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LAST: Final = datetime(9999, 1, 1, tzinfo=UTC)
_READING: Final = frozenset({Doing.READ.value, Doing.USE.value, Doing.DISCLOSE.value})
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What somebody read between two times."""

    by: str
    """A member's id, the name of staff as the application says it, or ``application``."""
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """By what people are looked for; each way that is given is gone."""

    categories: tuple[str, ...] = ()
    """Who has records that hold data of these."""
    sources: tuple[str, ...] = ()
    """Who stands in these sources; with categories, in tables that hold one of them."""
    recipients: tuple[str, ...] = ()
    """Of whom these received something."""
    readings: Readings | None = None
    persons: tuple[str, ...] = field(default=(), repr=False)
    """The service's own ids."""

    def __post_init__(self) -> None:
        """Refuse a search for nothing, and readings between times in the wrong order."""
        ways = (self.categories, self.sources, self.recipients, self.readings, self.persons)
        if not any(ways):
            raise FactsUnfit(part="search")
        if self.readings is not None and self.readings.since > self.readings.until:
            raise FactsUnfit(part="since")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What came of a search."""

    affected: int
    """How many are affected now, by this search and those before."""
    unknown: int = 0
    """How many of the ids that were given nobody is known by, or who was erased."""
    unread: int = 0
    """How many readings of that time cannot be opened: whose they were nobody can say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Looks for people of one breach."""

    storage: Storage
    service: str
    breach: UUID
    actor: Actor
    open_source: OpenSource
    progress: Progress = lambda _count: None

    def find(self, search: Search) -> Found:
        """Go all ways of a search, and note it; return how many are affected now.

        Raises ``NotFound``, also for what nobody knows by its name, ``AlreadyClosed``,
        ``UnusablePerson`` and what sources raise.
        """
        with self.storage.reading(self.service) as view:
            for person in search.persons:
                check_met(view, person)
            if read_case(view, self.breach).row.closed_at is not None:
                raise AlreadyClosed
            check_known(view, categories=search.categories, recipients=search.recipients)
        if search.readings is not None:
            self._check_reader(search.readings)
        unknown = self._add_own(search.persons)
        if search.categories and not search.sources:
            self._of_records(search.categories)
        for source in search.sources:
            self._of_source(source, search.categories)
        for recipient in search.recipients:
            self._of_recipient(recipient)
        unread = 0 if search.readings is None else self._of_readings(search.readings)
        return self._note(search, unknown, unread)

    def _note(self, search: Search, unknown: int, unread: int) -> Found:
        with self.storage.work(self.service) as work:
            case = read_case(work, self.breach, hold=True)
            if case.row.sending_at is not None:
                work.jobs.defer(JOB, key=str(self.breach), breach=str(self.breach))
            says = {
                "categories": list(search.categories),
                "sources": list(search.sources),
                "recipients": list(search.recipients),
                "listed": len(search.persons),
                "unknown": unknown,
                "readings": search.readings is not None,
                "unread": unread,
                "affected": case.counts.affected,
            }
            note_found(Act(actor=self.actor, work=work), self.breach, NoteKind.SEARCHED, says)
        return Found(affected=case.counts.affected, unknown=unknown, unread=unread)

    def _add_own(self, persons: Collection[str]) -> int:
        """Add those known by these ids; return by how many of them nobody is."""
        with self.storage.reading(self.service) as view:
            keys = sorted({view.sealer.person_key(each) for each in persons})
        unknown = len(keys)
        for start in range(0, len(keys), _SET):
            unknown -= self._add(keys[start : start + _SET], "list")
        return unknown

    def _of_records(self, categories: Collection[str]) -> None:
        """Add who has such records; where one category is in none of the map, everybody."""
        with self.storage.reading(self.service) as view:
            types = types_with(view, categories)
        upto: bytes | None = None
        while True:
            with self.storage.reading(self.service) as view:
                keys = (
                    view.announcements.next_persons(upto, most=_SET)
                    if types is None
                    else view.breaches.held_of(types, upto, most=_SET)
                )
            if not keys:
                return
            self._add(keys, "anybody" if types is None else "records")
            upto = keys[-1]

    def _of_recipient(self, recipient: str) -> None:
        upto: bytes | None = None
        while True:
            with self.storage.reading(self.service) as view:
                keys = view.breaches.received_by(recipient, upto, most=_SET)
            if not keys:
                return
            self._add(keys, f"recipient:{recipient}")
            upto = keys[-1]

    def _of_source(self, name: str, categories: Collection[str]) -> None:
        """Ask a source for everybody who is known here, set by set."""
        upto: bytes | None = None
        while True:
            with self.storage.reading(self.service) as view:
                approved = {it.name: it.approved for it in view.sources.listed()}.get(name)
                if approved is None:
                    raise NotFound(what="source")
                roots = view.announcements.next_persons(upto, most=_SET)
                sought = sought_of_many(view, roots)
                tables = _tables_with(map_of(view, name, approved), categories)
                asked = opened(view, self.open_source, name, approved)
            if not roots:
                return
            there = {it.person for it in asked.source.copy(sought) if it.table in tables}
            self._add([bytes.fromhex(each) for each in sorted(there)], f"source:{name}")
            upto = roots[-1]

    def _of_readings(self, asked: Readings) -> int:
        """Add whom somebody read of; return how many readings could not be opened."""
        unread = 0
        for rows, bodies in self._readings(asked.since, asked.until):
            unread += bodies.count(None)
            self._add(list(_read_by(rows, bodies, asked.by)), "readings")
        return unread

    def _check_reader(self, asked: Readings) -> None:
        """Refuse a name that is no member's, and that no reading was ever by.

        Where readings of the time cannot be opened nobody can say that. Raises ``NotFound``.
        """
        with self.storage.reading(self.service) as view:
            if is_known_reader(view, asked.by):
                return
        for rows, bodies in self._readings(_FIRST, _LAST):
            for row, body in zip(rows, bodies, strict=True):
                if body is None and asked.since <= row["at"] <= asked.until:
                    return
                if next(_read_by([row], [body], asked.by), None) is not None:
                    return
        raise NotFound(what="staff")

    def _readings(
        self, since: datetime, until: datetime
    ) -> Iterator[tuple[list[dict[str, Any]], list[Mapping[str, Any] | None]]]:
        """Yield readings between two times with what is sealed of them, set by set."""
        upto: tuple[UUID, bytes] | None = None
        while True:
            with self.storage.reading(self.service) as view:
                rows = view.breaches.read_between(_READING, since, until, upto, most=_SET)
                bodies = [_body_of(view, row) for row in rows]
            if not rows:
                return
            yield rows, bodies
            upto = (rows[-1]["entry"], bytes(rows[-1]["person_key"]))

    def _add(self, keys: Collection[bytes], how: str) -> int:
        """Add those who live, each once, with the laws that protect them, and commit.

        Return how many of the keys are of somebody who lives.
        """
        if not keys:
            return 0
        with self.storage.work(self.service) as work:
            living = work.breaches.living(keys)
            roots = sorted(set(living.values()))
            work.breaches.add(self.breach, _laws_of(work, roots), how=how)
            work.over()
        self.progress(len(roots))
        return len(living)


def sought_of_many(view: View, roots: Collection[bytes]) -> tuple[Sought, ...]:
    """Return by what these persons are known; who is known by nothing is left out.

    What several are known by is not left out: by it somebody is rather told once too often.
    """
    groups = view.persons.groups_of(tuple(roots))
    members = {key for group in groups.values() for key in group}
    known: dict[bytes, dict[str, set[str]]] = {}
    for key, own in view.identifiers.own_ids(members).items():
        known.setdefault(key, {}).setdefault(OWN_ID, set()).add(own)
    for each in view.identifiers.of(members, only_readable=True):
        known.setdefault(each.person, {}).setdefault(each.kind.value, set()).add(each.value)
    return tuple(
        Sought(person=root.hex(), identifiers=_joined(known.get(key, {}) for key in group))
        for root, group in groups.items()
        if any(key in known for key in group)
    )


def _joined(found: Iterable[Mapping[str, Collection[str]]]) -> dict[str, tuple[str, ...]]:
    joined: dict[str, set[str]] = {}
    for each in found:
        for kind, values in each.items():
            joined.setdefault(kind, set()).update(values)
    return {kind: tuple(sorted(values)) for kind, values in joined.items()}


def _tables_with(mapping: SourceMap, categories: Collection[str]) -> frozenset[str]:
    """Return the tables that hold one of the categories; all where none is named."""
    return frozenset(
        table.id
        for table in mapping.tables.values()
        if not categories or {it.category for it in table.columns} & set(categories)
    )


def _laws_of(view: View, roots: Collection[bytes]) -> Mapping[bytes, tuple[str, ...]]:
    """Return the laws of each: of their own countries, else of the service; and the drafts."""
    policy = published(view, in_force(view)).policy
    groups = view.persons.groups_of(tuple(roots))
    facts = facts_of_groups(view, groups.values(), policy)
    return {
        root: tuple(law.value for law in laws_told_of(_countries(facts[group]), policy.laws))
        for root, group in groups.items()
    }


def _countries(facts: PersonFacts) -> tuple[str, ...]:
    return tuple(each.place for each in facts.jurisdictions if each.origin is not None)


def _body_of(view: View, row: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return what a reading's entry holds; ``None`` where it cannot be opened any more."""
    about = None if row["shared"] else row["person_key"]
    try:
        return open_body(view.sealer, row["sealed"], entry=row["entry"], person=about)
    except CannotOpen:
        return None


def _read_by(
    rows: Iterable[Mapping[str, Any]], bodies: Iterable[Mapping[str, Any] | None], by: str
) -> Iterator[bytes]:
    for row, body in zip(rows, bodies, strict=True):
        if body is not None and by in {body.get("actor"), body.get("staff")}:
            yield bytes(row["person_key"])
