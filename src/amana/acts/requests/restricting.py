"""Restrict a person's data in our own records, and lift that: told before (GDPR Art. 18).

From the transaction of a restriction every decision refuses to use what is held of the person, by
rule 16; what is public of theirs is hidden. It stands among their choices, and is lifted only by
who keeps the service: after the person was told.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.in_force import in_force
from amana.acts.requests.errors import NotMarkedYet, NotRestricted, NotToldYet
from amana.acts.requests.marks_off import take_marks_off
from amana.acts.requests.stepping import entry_about, person_of
from amana.acts.requests.telling import tell_lifting
from amana.domain.choice.circumstances import Circumstances, Place
from amana.domain.choice.restriction import RESTRICTED
from amana.domain.choice.word import REFUSING
from amana.domain.choice.word import State as Chosen
from amana.domain.ledger.entry import Json
from amana.domain.publication.content import PublicationState
from amana.domain.request.states import ENDED
from amana.domain.vocabulary.requests import RequestKind
from amana.storage.erasures.journal import JournaledRestriction
from amana.storage.errors import PersonErased
from amana.storage.publications import Standing
from amana.storage.request_doors import RestrictionRow
from amana.storage.requests import RequestRow
from amana.storage.work import View, Work

RESTRICT: Final = "restrict-person"
ANNOUNCE: Final = "announce-lifting"
LIFT: Final = "lift-restriction"
SEEN_WITHIN: Final = timedelta(days=7)
"""How long the centre shows that a restriction will be lifted, to whom no letter reached."""
_SENT: Final = "sent"
_BATCH: Final = 100
_HOW: Final = Circumstances(through=Place.OPERATOR)


def restrict_here(act: Act, row: RequestRow, person: str) -> None:
    """Restrict the person's data for a request that is carried out; the caller commits.

    It changes nothing for other kinds of request, nor a second time.
    """
    work = act.work
    if row.kind is not RequestKind.RESTRICTION or work.request_doors.restriction(row.id):
        return
    group = work.persons.group(person)
    entry = work.name_entry()
    # Whoever judges what is published holds it before its person: so does this, or both wait.
    hidden = _hide(work, group, entry)
    work.choices.hold_to_write(group)
    # What was approved since the first look; from here on nothing is.
    hidden += _hide(work, group, entry)
    _say(act, row, person, RESTRICT, {"hidden": hidden}, on=True, entry=entry)
    _say_under(act, row, group[1:], RESTRICT, on=True)
    work.request_doors.restrict(row.id, entry=entry)
    for key in group:
        # Before it commits: no restored backup may know of less than was promised.
        _journal(work, row, key, on=True)


def announce_lifting(act: Act, request: UUID) -> RestrictionRow:
    """Tell the person that the restriction will be lifted, and commit; a second time is as one.

    Raises ``NotFound``, and ``NotRestricted`` where the request restricts nothing any more.
    """
    work = act.work
    row, _ = _in_force(work, request)
    person, entry = person_of(work, row), work.name_entry()
    letter = None if person is None else tell_lifting(work, row, person=person, entry=entry)
    if work.request_doors.announce_lifting(request, letter=letter, entry=entry):
        work.put(entry_about(act, row, ANNOUNCE, {}, person), identity=entry)
    done = _in_force(work, request)[1]
    work.over()
    return done


def lift_restriction(act: Act, request: UUID) -> None:
    """Lift a restriction that the person was told about, and commit; a second time is as one.

    As long as another restriction of theirs is in force, their data stays restricted. Else the
    sources take their marks off. Raises ``NotFound``, ``NotRestricted``, and ``NotToldYet`` before
    the letter left; where there is none, or it did not arrive, before the centre showed it for
    seven days; ``NotMarkedYet`` while a source has still to put its marks.
    """
    work = act.work
    row = work.requests.one(request, hold=True)
    held = work.request_doors.restriction(request)
    if held is None:
        raise NotRestricted
    if held.lifted_at is None and not told(work, held):
        raise NotToldYet
    if held.lifted_at is None and row.state not in ENDED:
        # A source that is away would put the marks once it is back.
        raise NotMarkedYet
    person = person_of(work, row)
    marked = _marked(work, row, person)
    # Nobody restricts or lifts beside this: whether another is in force is read under the lock.
    work.choices.hold_to_write(marked)
    free = _lift(act, row, person, marked, again=held.lifted_at is not None)
    work.over()
    for key in free:
        # After it committed: whoever restores a backup in between finds them restricted.
        _journal(work, row, key, on=False)


def _lift(
    act: Act, row: RequestRow, person: str | None, marked: tuple[bytes, ...], *, again: bool
) -> tuple[bytes, ...]:
    """Note that it is lifted, and end it under each id of which no other restriction is in force.

    Returns these ids. ``again`` where it is noted already.
    """
    work, entry = act.work, act.work.name_entry()
    own = None if person is None else work.sealer.person_key(person)
    if not again:
        work.request_doors.lift(row.id, entry=entry)
    free = _free(work, marked)
    over = _refusing(work, free)
    if person is not None and own in free and not again:
        take_marks_off(act, row.id, person)
    if person is not None and own in over:
        _say(act, row, person, LIFT, {}, on=False, entry=entry)
    elif not again:
        still = person is not None and own not in free
        work.put(entry_about(act, row, LIFT, {"still": still}, person), identity=entry)
    _say_under(act, row, tuple(key for key in over if key != own), LIFT, on=False)
    return free


def _marked(work: Work, row: RequestRow, person: str | None) -> tuple[bytes, ...]:
    """Return the ids of the person, and those that were split off since it restricted them."""
    group = () if person is None else work.persons.group(person)
    lines = work.journal.restrictions(work.service)
    noted = (line.person_key for line in lines if line.request == row.id and line.on)
    return tuple(dict.fromkeys((*group, *noted)))


def _free(work: Work, keys: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Return those of whose person no restriction is in force; of who was erased nothing is."""
    found = []
    for key in keys:
        try:
            group = work.persons.group_of(key)
        except PersonErased:
            continue
        if not work.request_doors.restrictions_of(group):
            found.append(key)
    return tuple(found)


def _refusing(work: Work, keys: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Return those under which the last word restricts."""
    words = work.choices.last(keys, [RESTRICTED]) if keys else ()
    return tuple(word.person for word in words if word.state in REFUSING)


def told(view: View, held: RestrictionRow) -> bool:
    """Tell whether the person was told that a restriction will be lifted."""
    if held.announced_at is None:
        return False
    if view.now >= held.announced_at + SEEN_WITHIN:
        return True
    if held.letter is None:
        return False
    sent = view.outbox.whose(held.letter)
    # What is no more in the outbox came to its end there.
    return sent is None or sent.state == _SENT


def _in_force(work: Work, request: UUID) -> tuple[RequestRow, RestrictionRow]:
    row = work.requests.one(request, hold=True)
    held = work.request_doors.restriction(request)
    if held is None or held.lifted_at is not None:
        raise NotRestricted
    return row, held


def _say(  # noqa: PLR0913 - what is said of whom, and what shows it
    act: Act,
    row: RequestRow,
    person: str,
    name: str,
    body: dict[str, Json],
    *,
    on: bool,
    entry: UUID,
) -> None:
    """Note it as the last word about restriction, with its entry, by one statement."""
    work = act.work
    with work.writing_about(person):
        noted = work.noted(entry_about(act, row, name, body, person), identity=entry)
        work.choices.record(
            [(RESTRICTED, None)],
            state=Chosen.OBJECTED if on else Chosen.OPTED_IN,
            version=in_force(work).number,
            noted=noted,
            how=_HOW,
        )


def _say_under(act: Act, row: RequestRow, keys: tuple[bytes, ...], name: str, *, on: bool) -> None:
    """Say the same under other ids of the person: sets and backups know each id by itself."""
    work = act.work
    for key in keys:
        # It names nobody: two ids may turn out to be two persons.
        noted = replace(work.noted(entry_about(act, row, name, {}, None)), person_key=key)
        work.choices.record(
            [(RESTRICTED, None)],
            state=Chosen.OBJECTED if on else Chosen.OPTED_IN,
            version=in_force(work).number,
            noted=noted,
            how=_HOW,
        )


def _hide(work: Work, group: tuple[bytes, ...], entry: UUID) -> int:
    """Let nobody see what is public of the person; once it may be seen it is judged anew."""
    hidden = 0
    while shown := work.publications.hold_approved(group, limit=_BATCH):
        for each in shown:
            again = Standing(state=PublicationState.SUBMITTED, wish=each.wish)
            work.publications.become(each, again, entry=entry)
        hidden += len(shown)
    return hidden


def _journal(work: Work, row: RequestRow, key: bytes, *, on: bool) -> None:
    line = JournaledRestriction(at=work.now, request=row.id, person_key=key, on=on)
    work.journal.append(work.service, line)
