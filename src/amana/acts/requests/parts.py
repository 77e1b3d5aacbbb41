"""The parts of a request, one a source: made when it begins, tried again, given up."""

from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.requests.calling import call_for
from amana.acts.requests.ending import settle
from amana.acts.requests.held_notices import forget_when_told, hold_notices
from amana.acts.requests.sought import Wanted, keep_sought, wanted_of
from amana.acts.requests.stepping import entry_about, person_of
from amana.acts.requests.telling import tell_held_over
from amana.acts.sources.opening import map_of
from amana.domain.ledger.entry import Json, Outcome
from amana.domain.request.states import ENDED, State
from amana.domain.source.in_part import concerned
from amana.domain.source.registry import SourceEntry
from amana.domain.vocabulary.requests import RequestKind
from amana.storage.errors import NotFound
from amana.storage.request_parts import PartRow
from amana.storage.requests import RequestRow
from amana.storage.work import View, Work

RETRY: Final = "retry-part"
GIVE_UP: Final = "give-up-part"
_MARKED: Final = frozenset({RequestKind.OBJECTION, RequestKind.WITHDRAWAL})
"""What a source can do something about only where it can mark rows."""
_EVERYWHERE: Final = frozenset({RequestKind.ERASURE, RequestKind.RESTRICTION})


def parts_of(view: View, request: UUID) -> tuple[PartRow, ...]:
    """Return the parts of a request by source; none where it needs no source."""
    return view.parts.of(request)


def make_parts(work: Work, row: RequestRow, person: str) -> bool:
    """Note what the request is to do in which sources; tell whether there is any.

    Each goes by the map of the plan, else by the one in force; where none is in force it waits
    for one. An erasure's parts wait for our own records. Whom it is to tell is noted, too. The
    caller commits.
    """
    noted = wanted_of(work, [row.id]).get(row.id, Wanted())
    planned = {each.source: each.version for each in work.parts.plan(row.id)}
    entries = [each for each in work.sources.listed() if _is_asked(work, each, row, noted)]
    told = hold_notices(work, row, noted.categories, person=person)
    if entries or told:
        keep_sought(work, row, person)
    for entry in entries:
        version = planned.get(entry.name, entry.approved)
        due = row.kind is not RequestKind.ERASURE
        work.parts.put(row.id, entry.name, row.kind, version=version, due=due)
    return bool(entries)


def retry_part(act: Act, request: UUID, source: str) -> State:
    """Try a part again that failed, by the map that is in force now, and commit.

    Raises ``NotFound``.
    """
    work = act.work
    row = work.requests.one(request, hold=True)
    if not work.parts.again(request, source):
        raise NotFound(what="part")
    call_for(act, source)
    body: dict[str, Json] = {"source": source}
    work.commit(entry_about(act, row, RETRY, body, person_of(work, row)))
    return row.state


def give_up_part(act: Act, request: UUID, source: str) -> State:
    """Say that a part that failed is not to be done: the request then ends in part. Commits.

    Raises ``NotFound``.
    """
    work = act.work
    row = work.requests.one(request, hold=True)
    if not work.parts.give_up(request, source):
        raise NotFound(what="part")
    body: dict[str, Json] = {"source": source}
    entry = entry_about(act, row, GIVE_UP, body, person_of(work, row), outcome=Outcome.FAILED)
    named = work.name_entry()
    work.put(entry, identity=named)
    state = settle(act, request)
    if row.state in ENDED:
        forget_when_told(work, row)
        if row.kind is RequestKind.ERASURE:
            tell_held_over(work, row, entry=named)
    work.over()
    return state


def _is_asked(view: View, entry: SourceEntry, row: RequestRow, noted: Wanted) -> bool:
    """Tell whether a request has something to do in a source."""
    if row.kind in _EVERYWHERE:
        return True
    if row.kind is RequestKind.PART_ERASURE:
        return entry.approved is None or bool(
            concerned(map_of(view, entry.name, entry.approved), noted.categories)
        )
    if row.kind is RequestKind.CORRECTION:
        return bool(noted.of(entry.name))
    if row.kind not in _MARKED or entry.approved is None:
        return False
    tables = map_of(view, entry.name, entry.approved).tables.values()
    return all(table.restrict for table in tables)
