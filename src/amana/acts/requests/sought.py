"""Whom the sources are asked for by a request, and what they are to set: kept till it ends.

It is sealed under a key of the request's own, which outlives the person's, and goes with the last
part (decision 0247).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias
from uuid import UUID

from amana.acts.act import Act
from amana.acts.requests.erasable import Choosing, erasable, offered
from amana.acts.requests.errors import NotedTooLong, UnknownChoice
from amana.acts.requests.stepping import entry_about, person_of
from amana.acts.sources.opening import map_of
from amana.acts.sources.sought import sought_of
from amana.domain.ledger import canonical
from amana.domain.ledger.entry import Json
from amana.domain.person.groups import PersonKey
from amana.domain.person.identifiers import OWN_ID, IdentifierKind
from amana.domain.request.states import State, Step, WrongStep
from amana.domain.source.outcome import Correction, Sought
from amana.domain.vocabulary.requests import RequestKind
from amana.storage.request_parts import Unopened
from amana.storage.requests import RequestRow
from amana.storage.work import View, Work

NOTE: Final = "note-request"
CATEGORIES: Final = "categories"
MOST_CORRECTIONS: Final = 200
LONGEST_VALUE: Final = 4_000
"""Characters of a new value."""
MOST_NOTED: Final = 32_768
"""Bytes of what is noted in one request: beside it, by what the person is sought has to fit."""
_EARLY: Final = frozenset({State.RECEIVED, State.PROVEN, State.FEE_QUOTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCorrection:
    """A new value of a column in a source."""

    source: str
    table: str
    """Its id in the map."""
    column: str
    value: str | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correctable:
    """A column of an approved map that a correction can set, in rows that are the person's own."""

    source: str
    table: str
    column: str
    category: str
    """The data category, which the policy declares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whom a request asks for, and what it wants of the sources."""

    sought: Sought | None = field(default=None, repr=False)
    """``None`` before it begins."""
    corrections: tuple[SourceCorrection, ...] = field(default=(), repr=False)
    categories: tuple[str, ...] = ()

    def of(self, source: str) -> tuple[Correction, ...]:
        """Return what is to be set in a source."""
        return tuple(
            Correction(table=each.table, column=each.column, value=each.value)
            for each in self.corrections
            if each.source == source
        )


def correctable(view: View) -> tuple[Correctable, ...]:
    """Return what a correction can set in the sources, in the order of their maps."""
    return tuple(
        Correctable(source=entry.name, table=table.id, column=column.name, category=column.category)
        for entry in view.sources.listed()
        if entry.approved is not None
        for table in map_of(view, entry.name, entry.approved).tables.values()
        for column in table.columns
    )


def note_corrections(act: Act, request: UUID, corrections: Sequence[SourceCorrection]) -> None:
    """Note what a correction is to set in sources, before it begins, and commit.

    Raises ``NotFound``, ``WrongStep``, ``UnknownChoice`` and ``NotedTooLong``.
    """
    work = act.work
    row = _early(work, request, RequestKind.CORRECTION)
    known = {entry.name: entry.approved for entry in work.sources.listed()}
    for each in corrections:
        version = known.get(each.source)
        table = None
        if version is not None:
            table = map_of(work, each.source, version).tables.get(each.table)
        too_long = len(each.value or "") > LONGEST_VALUE
        if table is None or table.column(each.column) is None or too_long:
            raise UnknownChoice
    if not 0 < len(corrections) <= MOST_CORRECTIONS:
        raise UnknownChoice
    _note(act, row, Wanted(corrections=tuple(corrections)))


def note_categories(act: Act, request: UUID, categories: Collection[str]) -> None:
    """Note which categories of data an erasure in part is to erase, and commit.

    Raises ``NotFound``, ``WrongStep``, ``UnknownChoice`` and ``NotedTooLong``.
    """
    row = _early(act.work, request, RequestKind.PART_ERASURE)
    if not categories:
        raise UnknownChoice
    check_categories(act.work, row.kind, categories)
    _note(act, row, Wanted(categories=tuple(sorted(set(categories)))))


def choosing(view: View, request: UUID) -> Choosing:
    """Return what an erasure in part can name, and what this one names. Raises ``NotFound``."""
    row = view.requests.one(request)
    noted = wanted_of(view, [request]).get(request, Wanted())
    found = erasable(view, person=person_of(view, row))
    return Choosing(erasable=found, chosen=noted.categories)


def check_categories(view: View, kind: RequestKind, categories: Collection[str]) -> None:
    """Raise ``UnknownChoice`` for what cannot be erased by itself, and of another kind of request.

    It is the same for whoever is not known.
    """
    if categories and (kind is not RequestKind.PART_ERASURE or set(categories) - offered(view)):
        raise UnknownChoice


def keep_categories(work: Work, request: UUID, categories: Collection[str]) -> None:
    """Keep which data a request is to erase, as it came in; the caller commits."""
    work.parts.put_sought(request, _json(Wanted(categories=tuple(sorted(categories)))))


def keep_sought(work: Work, row: RequestRow, person: str) -> Wanted:
    """Seal by what the person is asked for, beside what was noted; the caller commits."""
    noted = wanted_of(work, [row.id]).get(row.id, Wanted())
    whole = Wanted(
        sought=sought_of(work, person, name=str(row.id)),
        corrections=noted.corrections,
        categories=noted.categories,
    )
    work.parts.put_sought(row.id, _json(whole))
    return whole


def keep_lifted(work: Work, request: UUID, person: str) -> None:
    """Seal by what the person is asked for whose marks are taken off; the caller commits."""
    wanted = Wanted(sought=sought_of(work, person, name=str(request)))
    work.parts.put_sought(request, _json(wanted), lifting=True)


def sought_in(view: View, request: UUID) -> Sought | None:
    """Return whom a request asks for, while it is carried out; ``None`` before and after."""
    found = wanted_of(view, [request]).get(request)
    return None if found is None else found.sought


def wanted_of(view: View, requests: Collection[UUID]) -> Mapping[UUID, Wanted]:
    """Return what requests want of the sources, of those that are not over.

    Raises ``CannotUnwrap``, ``KeyMissing`` and ``RecordSealBroken``.
    """
    found: dict[UUID, Wanted] = {}
    for name, wanted in wanted_or_why_not(view, requests).items():
        if not isinstance(wanted, Wanted):
            raise wanted
        found[name] = wanted
    return found


def wanted_or_why_not(
    view: View, requests: Collection[UUID], *, lifting: bool = False
) -> Mapping[UUID, Wanted | Unopened]:
    """Return what requests want of the sources, or why it does not open.

    With ``lifting`` of those restrictions alone whose marks are taken off.
    """
    return {
        name: _wanted(name, said) if isinstance(said, Mapping) else said
        for name, said in view.parts.sought(requests, lifting=lifting).items()
    }


def still_theirs(view: View, wanted: Mapping[UUID, Wanted]) -> Mapping[UUID, Wanted]:
    """Leave out what somebody else is known by since each request began, asked for all at once.

    Who comes back under the same address is another person: by it their rows would be found.
    """
    whose = view.requests.whose(list(wanted))
    groups = view.persons.groups_of(set(whose.values()))
    known = view.identifiers.whose_many(
        [each for one in wanted.values() for each in _looked_for(one)]
    )
    return {
        request: _without(one, _of_others(one, known, groups.get(whose.get(request, b""), ())))
        for request, one in wanted.items()
    }


_Identifier: TypeAlias = tuple[IdentifierKind, str]


def _looked_for(wanted: Wanted) -> tuple[_Identifier, ...]:
    """Return the identifiers that somebody else may have as well."""
    if wanted.sought is None:
        return ()
    return tuple(
        (IdentifierKind(kind), value)
        for kind, values in wanted.sought.identifiers.items()
        if kind != OWN_ID
        for value in values
    )


def _of_others(
    wanted: Wanted,
    known: Mapping[_Identifier, frozenset[PersonKey]],
    group: Collection[PersonKey],
) -> frozenset[_Identifier]:
    return frozenset(each for each in _looked_for(wanted) if known[each].difference(group))


def _without(wanted: Wanted, others: Collection[_Identifier]) -> Wanted:
    sought = wanted.sought
    if sought is None or not others:
        return wanted
    identifiers = {
        kind: tuple(
            each for each in values if kind == OWN_ID or (IdentifierKind(kind), each) not in others
        )
        for kind, values in sought.identifiers.items()
    }
    return replace(wanted, sought=replace(sought, identifiers=identifiers))


def _early(work: Work, request: UUID, kind: RequestKind) -> RequestRow:
    row = work.requests.one(request, hold=True)
    if row.kind is not kind or row.state not in _EARLY:
        raise WrongStep(state=row.state.value, step=Step.BEGIN.value)
    return row


def _note(act: Act, row: RequestRow, wanted: Wanted) -> None:
    noted = _json(wanted)
    if len(canonical.write(noted)) > MOST_NOTED:
        raise NotedTooLong(most=MOST_NOTED)
    act.work.parts.put_sought(row.id, noted)
    sources = sorted({each.source for each in wanted.corrections})
    body: dict[str, Json] = {"sources": tuple(sources), "categories": wanted.categories}
    act.work.commit(entry_about(act, row, NOTE, body, person_of(act.work, row)))


def _json(wanted: Wanted) -> dict[str, Json]:
    sought = wanted.sought
    return {
        "identifiers": None if sought is None else dict(sought.identifiers),
        "pseudonym": "" if sought is None else sought.pseudonym,
        "categories": wanted.categories,
        "corrections": tuple(
            {"source": each.source, "table": each.table, "column": each.column, "value": each.value}
            for each in wanted.corrections
        ),
    }


def _wanted(request: UUID, said: Mapping[str, Json]) -> Wanted:
    """Return what was sealed; only :func:`_json` writes it."""
    identifiers = said["identifiers"]
    corrections = said["corrections"]
    categories = said["categories"]
    sought = None
    if isinstance(identifiers, Mapping):
        kinds = {str(kind): _texts(values) for kind, values in identifiers.items()}
        pseudonym = str(said["pseudonym"])
        sought = Sought(person=str(request), identifiers=kinds, pseudonym=pseudonym)
    return Wanted(
        sought=sought,
        categories=_texts(categories),
        corrections=tuple(
            SourceCorrection(
                source=str(each["source"]),
                table=str(each["table"]),
                column=str(each["column"]),
                value=None if each["value"] is None else str(each["value"]),
            )
            for each in (corrections if isinstance(corrections, Sequence) else ())
            if isinstance(each, Mapping)
        ),
    )


def _texts(values: Json) -> tuple[str, ...]:
    found = values if isinstance(values, Sequence) and not isinstance(values, str) else ()
    return tuple(str(each) for each in found)
