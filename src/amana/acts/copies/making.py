"""Make a copy: a job that goes from place to place, and after a kill goes on with the next.

Each piece is committed by itself, under lock with the person's row: an erasure waits for a piece
at most, and takes what was written; after it nothing is written any more. A place that was not
finished is read again from its beginning.

A source that stays away is left out, and named: the copy of the others is handed out, and a second
one follows, which is handed out only whole.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from amana.acts.act import Actor, Role
from amana.acts.copies.about import about
from amana.acts.copies.own import own
from amana.acts.copies.pieces import cut, head_bytes, head_of, packed
from amana.acts.copies.ready import tell_ready
from amana.acts.copies.rest import follow
from amana.acts.copies.sections import FromSources, Known, Section, SourceAway, of_source
from amana.acts.in_force import in_force, published
from amana.acts.jobs import Handler
from amana.acts.requests.faults import code_of
from amana.domain.copying.plain import common, plain
from amana.domain.copying.portable import portable_categories
from amana.domain.copying.shape import CopyRow, CopySection, Datatype, Missing
from amana.domain.ledger.entry import Entry, Json
from amana.storage.copies import HEAD, CopyKey, Place, PreparedCopy
from amana.storage.database import Storage
from amana.storage.errors import KeyMissing, NotFound, PersonErased
from amana.storage.jobs import Job
from amana.storage.uuid7 import uuid7
from amana.storage.view import View

ACT: Final = "make-copy"
LIES_READY: Final = timedelta(days=14)
"""So long a copy can be fetched; then its key is destroyed."""
PATIENCE: Final = timedelta(minutes=10)
"""So long a source may be away before a copy is made of the others."""
_BY_JOB: Final = Actor(role=Role.OPERATOR, label="copy-job")


class _NotOurs(Exception):
    """The copy is not in this worker's hands any more."""


@dataclass(slots=True, kw_only=True)
class _Making:
    """A copy in the hands of one worker."""

    storage: Storage
    service: str
    key: CopyKey
    claim: UUID
    missing: dict[str, Missing]
    """Sources that could not be read when they were last asked."""
    numbers: dict[int, int] = field(default_factory=dict)
    """Of each table's place, the number of its next piece."""
    seen: dict[tuple[str, str], Datatype] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    before: int = 0
    """Rows of the sections that are whole."""

    def make(self, section: Section, number: int) -> None:
        """Write one section, and note that it is whole.

        Raises ``SourceAway`` where a source could not be read to its end.
        """
        self._make(section, number)
        if self.missing.pop(section.id, None) is not None:
            self._note_missing()

    def leave_out(self, section: Section, number: int) -> None:
        """Write that a source is missing here."""
        nothing = replace(section, tables=(), rows=lambda: iter(()))
        self._make(nothing, number, missing=self.missing[section.id])

    def note_away(self, source: str, why: Exception) -> Missing:
        """Note that a source could not be read, and since when; commits."""
        with self.storage.reading(self.service) as view:
            since = self.missing[source].since if source in self.missing else view.now
        self.missing[source] = Missing(source=source, since=since, fault=code_of(why))
        self._note_missing()
        return self.missing[source]

    def forget_others(self, names: Collection[str]) -> None:
        """Note no more of sources that are none of these: they were taken off the list."""
        gone = [name for name in self.missing if name not in names]
        for name in gone:
            del self.missing[name]
        if gone:
            self._note_missing()

    def _note_missing(self) -> None:
        with self.storage.work(self.service) as work:
            work.people.meet(_held(work, self.key.copy).person_key)
            noted = tuple(self.missing.values())
            if not work.copies.note_missing(self.key.copy, self.claim, noted):
                raise _NotOurs
            work.over()

    def _make(self, section: Section, number: int, missing: Missing | None = None) -> None:
        self.numbers, self.seen, self.rows = {}, {}, {}
        places = {table.id: at for at, table in enumerate(section.tables, start=HEAD + 1)}
        with self.storage.work(self.service) as work:
            work.copies.clear_from(self.key.copy, number)
            work.over()
        for table, piece in cut(self._counted(section.rows())):
            self._put(number, places[table], packed(piece))
        self._put(number, HEAD, head_bytes(self._head(section, missing)), last=True)
        self.before += sum(self.rows.values())

    def _put(self, number: int, place: int, piece: bytes, *, last: bool = False) -> None:
        at = self.numbers.get(place, 0)
        self.numbers[place] = at + 1
        with self.storage.work(self.service) as work:
            work.people.meet(_held(work, self.key.copy).person_key)
            where = Place(section=number, place=place, number=at)
            held = work.copies.put_part(self.key, self.claim, where, piece)
            if held and last:
                rows = self.before + sum(self.rows.values())
                held = work.copies.section_done(
                    self.key.copy, self.claim, done=number + 1, rows=rows
                )
            if not held:
                raise _NotOurs
            work.over()

    def _counted(self, rows: Iterator[CopyRow]) -> Iterator[CopyRow]:
        """Yield the rows with values as JSON has them; note of which types they are."""
        for row in rows:
            values = {}
            for name, value in row.values.items():
                values[name], of = plain(value)
                at = row.table, name
                joined = common(self.seen.get(at), of)
                if joined is not None:
                    self.seen[at] = joined
            self.rows[row.table] = self.rows.get(row.table, 0) + 1
            yield replace(row, values=values)

    def _head(self, section: Section, missing: Missing | None) -> CopySection:
        tables = (
            replace(
                table,
                rows=self.rows.get(table.id, 0),
                columns=tuple(
                    replace(it, datatype=self.seen.get((table.id, it.name), Datatype.STRING))
                    for it in table.columns
                ),
            )
            for table in section.tables
        )
        return CopySection(
            id=section.id, source=section.source, tables=tuple(tables), missing=missing
        )


def making_copies(
    from_sources: FromSources, *, site: str | None = None, patience: timedelta = PATIENCE
) -> Handler:
    """Return what does the job; ``site`` is where our own pages are found.

    A source that is away for longer than ``patience`` is left out, and follows.
    """

    def make_copy(storage: Storage, job: Job) -> None:
        copy = UUID(str(job.arguments["copy"]))
        try:
            _finish(storage, job, *_make(storage, job, copy, from_sources, patience), site=site)
        except (PersonErased, KeyMissing, _NotOurs):
            """Whose it was is gone, its time is over, or another worker has it: nothing is left."""
        except SourceAway as away:
            # INVARIANT: raised past the clause above: a key that a source misses is none of ours.
            raise away.why from None

    return make_copy


def _held(view: View, copy: UUID) -> PreparedCopy:
    try:
        return view.copies.one(copy)
    except NotFound:
        raise _NotOurs from None


def _make(
    storage: Storage, job: Job, copy: UUID, from_sources: FromSources, patience: timedelta
) -> tuple[CopyKey, UUID]:
    """Write all sections; return the copy's key, and the claim under which it is in our hands."""
    service = job.service
    with storage.reading(service) as view:
        found = _held(view, copy)
        if found.sealed is None:
            raise _NotOurs
        key, claim = view.copies.key_of(found), uuid7(view.now)
        view.persons.group(key.person)
    sections = sections_of(storage, service, key.person, from_sources)
    missing = {each.source: each for each in found.missing}
    if found.follows:
        _check_back(sections, missing)
    with storage.work(service) as work:
        if not work.copies.claim(copy, claim, sections=len(sections)):
            raise _NotOurs
        work.over()
    whole = _whole(storage, service, key, sections)
    before = sum(table.rows for head in whole for table in head.tables)
    making = _Making(
        storage=storage,
        service=service,
        key=key,
        claim=claim,
        missing=missing,
        before=before,
    )
    making.forget_others({each.id for each in sections})
    for number in range(len(whole), len(sections)):
        section = sections[number]
        try:
            making.make(section, number)
        except SourceAway as away:
            waits = None if found.follows else patience
            _leave_out_or_wait(making, section, number, away, waits)
    return key, claim


def _check_back(sections: Sequence[Section], missing: Collection[str]) -> None:
    """Raise ``SourceAway`` where a source that was missing is still away.

    It is asked before the others are read, so that they do not lie there of an older time while it
    stays away. Where another goes away midway, what was read before it stays as it was read.
    """
    for section in sections:
        if section.id in missing:
            next(iter(section.rows()), None)


def _leave_out_or_wait(
    making: _Making, section: Section, number: int, away: SourceAway, patience: timedelta | None
) -> None:
    """Leave a source out that was away for so long; else raise it, so that the job comes again.

    Without ``patience`` it is waited for, however long.
    """
    missing = making.note_away(section.id, away.why)
    with making.storage.reading(making.service) as view:
        waits = patience is None or view.now - missing.since < patience
    if waits:
        raise away
    making.leave_out(section, number)


def _whole(
    storage: Storage, service: str, key: CopyKey, sections: Sequence[Section]
) -> Sequence[CopySection]:
    """Return the sections that are whole already: the first ones, as long as they are the same."""
    with storage.reading(service) as view:
        heads = [head_of(each) for each in view.copies.heads(key)]
    pairs = enumerate(zip(heads, sections, strict=False))
    return heads[: next((at for at, (head, each) in pairs if head.id != each.id), len(heads))]


def sections_of(
    storage: Storage, service: str, person: str, from_sources: FromSources
) -> Sequence[Section]:
    """Return the places that hold something about the person, always in the same order."""
    with storage.reading(service) as view:
        policy = published(view, in_force(view)).policy
        held = view.identifiers.of(view.persons.group(person))
    known = Known(
        categories={name: each.name for name, each in policy.data.items()},
        portable=portable_categories(policy),
        addresses=tuple(each.value for each in held),
    )
    sources = sorted(from_sources(storage, service, person), key=lambda each: each.name)
    return (
        about(storage, service, person),
        own(storage, service, person),
        *(of_source(each, known) for each in sources),
    )


def _finish(storage: Storage, job: Job, key: CopyKey, claim: UUID, *, site: str | None) -> None:
    """Let the copy be fetched, and tell the person, in one transaction.

    Where a source is missing in it, the whole one is to follow.
    """
    with storage.work(job.service) as work:
        work.people.meet(_held(work, key.copy).person_key)
        ends = work.now + LIES_READY
        if not work.copies.finish(key.copy, claim, expires_at=ends):
            raise _NotOurs
        made = work.copies.one(key.copy)
        tell_ready(work, made, person=key.person, site=site)
        work.jobs.end(job)
        entry = work.name_entry()
        body: dict[str, Json] = {
            "actor": _BY_JOB.identity,
            "person": key.person,
            "copy": str(key.copy),
            "rows": made.rows,
            "sections": made.sections or 0,
        }
        if made.missing:
            body["missing"] = tuple(each.plain() for each in made.missing)
            body["follows"] = str(follow(work, made, person=key.person, entry=entry))
        work.commit(Entry(act=ACT, body=body, person=key.person), ids=(entry,))
