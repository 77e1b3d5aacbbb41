"""Take the marks of a restriction off in the sources once it is lifted, whoever else is marked.

A part that had put the marks takes them off, by the same jobs and in the same tries. Where
something else of the person keeps rows marked, the mark stays, or is put again (decision 0498).
"""

from collections.abc import Collection, Mapping
from datetime import timedelta
from uuid import UUID

from amana.acts.act import Act
from amana.acts.requests.calling import call_for
from amana.acts.requests.sought import Wanted, keep_lifted, wanted_or_why_not
from amana.acts.requests.stepping import person_of
from amana.domain.choice.restriction import RESTRICTED
from amana.domain.choice.word import REFUSING
from amana.domain.request.carrying import PartState
from amana.domain.vocabulary.requests import RequestKind
from amana.storage.request_parts import PartDone, PartRow, Unopened
from amana.storage.requests import RequestRow
from amana.storage.work import View, Work


def take_marks_off(act: Act, request: UUID, person: str) -> None:
    """Let the sources take off what restrictions of the person put; the caller commits.

    No other restriction of theirs is in force. Also what one put that was lifted while this one
    still held. Where an objection or a withdrawal marked the same, the mark stays.
    """
    work = act.work
    group = work.persons.group(person)
    called: list[str] = []
    for each in dict.fromkeys((request, *work.request_doors.lifted_of(group))):
        # Whoever ends a part of it forgets whom it was for: not while they are sealed anew.
        work.requests.one(each, hold=True)
        parts = work.parts.of(each)
        kept = [part.source for part in parts if work.parts.marked_by_others(part.source, group)]
        found = work.parts.lift(each, kept=kept, called=called)
        if found or any(part.state is PartState.RUNNING for part in parts):
            # What is under way is turned when it ends. Sealed anew, it is a change of its own to a
            # service that knows repeated changes.
            keep_lifted(work, each, person)
        called += found
    for source in sorted(called):
        call_for(act, source)


def asked_for(view: View, parts: Collection[PartRow]) -> Mapping[UUID, Wanted | Unopened]:
    """Return what parts of one kind want of their source, or why it does not open."""
    requests = [part.request for part in parts]
    found = dict(wanted_or_why_not(view, requests))
    if any(part.kind is RequestKind.RESTRICTION for part in parts):
        found.update(wanted_or_why_not(view, requests, lifting=True))
    return found


def claim_due(
    work: Work, source: str, *, job: UUID, most: int, lease: timedelta
) -> tuple[PartRow, ...]:
    """Take due parts that go through a source together; none where nothing is due.

    A mark that is to stay after all is put again, not taken off. The caller commits.
    """
    while parts := work.parts.claim(source, job=job, most=most, lease=lease):
        # What takes marks off comes alone.
        if not parts[0].lifting or not is_kept_marked(work, parts[0]):
            return parts
        work.parts.turn(parts[0])
    return ()


def are_marks_lost(view: View, row: RequestRow, part: PartRow, done: PartDone) -> bool:
    """Tell whether marks are to be taken off, and none of the rows that bear them was found.

    By another address than the one by which they were marked, for example. Of who was erased no
    row is left.
    """
    put = any(count.get("changed") for count in part.counts)
    found = any(count.get("changed") for count in done.counts)
    return put and not found and person_of(view, row) is not None


def turn_overtaken(act: Act, row: RequestRow, part: PartRow) -> bool:
    """Turn a part whose source was marked otherwise than it is to be by now; the caller commits.

    Whoever restricts in between marks after this commits, or is seen here.
    """
    restriction = act.work.request_doors.restriction(part.request)
    if restriction is None or restriction.lifted_at is None:
        return False
    turns = is_kept_marked(act.work, part) is part.lifting
    if turns:
        person = person_of(act.work, row)
        if person is not None and not part.lifting:
            # A service that knows repeated changes took marks off for it before.
            keep_lifted(act.work, part.request, person)
        act.work.parts.turn(part)
        call_for(act, part.source)
    return turns


def is_kept_marked(view: View, part: PartRow) -> bool:
    """Tell whether something else keeps the mark that a part put, or is to take off."""
    whose = view.requests.whose([part.request])
    members = [
        key for group in view.persons.groups_of(set(whose.values())).values() for key in group
    ]
    if not members:
        return False
    if view.parts.marked_by_others(part.source, members):
        return True
    # After a restore the last word alone may know of a restriction.
    return any(word.state in REFUSING for word in view.choices.last(members, [RESTRICTED]))
