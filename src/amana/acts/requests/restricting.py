"""Restrict a person's data in our own records, and lift that: told before (GDPR Art. 18).

From the transaction of a restriction every decision refuses to use what is held of the person, by
rule 16; what is public of theirs is hidden. It stands among their choices, and is lifted only by
who keeps the service: after the person was told.
"""

from datetime import timedelta
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.in_force import in_force
from amana.acts.requests.errors import NotRestricted, NotToldYet
from amana.acts.requests.stepping import entry_about, person_of
from amana.acts.requests.telling import tell_lifting
from amana.domain.choice.circumstances import Circumstances, Place
from amana.domain.choice.restriction import RESTRICTED
from amana.domain.choice.word import State as Chosen
from amana.domain.ledger.entry import Json
from amana.domain.publication.content import PublicationState
from amana.domain.vocabulary.requests import RequestKind
from amana.storage.erasures.journal import JournaledRestriction
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
_MOST: Final = 1000
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
    body: dict[str, Json] = {"hidden": _hide(work, group, entry)}
    _say(act, row, person, RESTRICT, body, on=True, entry=entry)
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

    As long as another restriction of theirs is in force, their data stays restricted. Raises
    ``NotFound``, ``NotRestricted``, and ``NotToldYet`` before the letter left; where there is none,
    or it did not arrive, before the centre showed it for seven days.
    """
    work = act.work
    row = work.requests.one(request, hold=True)
    held = work.request_doors.restriction(request)
    if held is None:
        raise NotRestricted
    person = person_of(work, row)
    group = () if person is None else work.persons.group(person)
    if held.lifted_at is None:
        if not told(work, held):
            raise NotToldYet
        _lift(act, row, person, group)
    free = not work.request_doors.restrictions_of(group)
    work.over()
    for key in group if free else ():
        # After it committed: whoever restores a backup in between finds them restricted.
        _journal(work, row, key, on=False)


def _lift(act: Act, row: RequestRow, person: str | None, group: tuple[bytes, ...]) -> None:
    """Note that it is lifted, and say the word that ends it unless another is in force."""
    work = act.work
    entry = work.name_entry()
    work.request_doors.lift(row.id, entry=entry)
    still = bool(work.request_doors.restrictions_of(group))
    if person is None or still:
        work.put(entry_about(act, row, LIFT, {"still": still}, person), identity=entry)
    else:
        _say(act, row, person, LIFT, {}, on=False, entry=entry)


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


def _hide(work: Work, group: tuple[bytes, ...], entry: UUID) -> int:
    """Let nobody see what is public of the person; once it may be seen it is judged anew."""
    shown = [
        each
        for each in work.publications.of(group, limit=_MOST)
        if each.state is PublicationState.APPROVED
    ]
    for each in shown:
        again = Standing(state=PublicationState.SUBMITTED, wish=each.wish)
        work.publications.become(each, again, entry=entry)
    return len(shown)


def _journal(work: Work, row: RequestRow, key: bytes, *, on: bool) -> None:
    line = JournaledRestriction(at=work.now, request=row.id, person_key=key, on=on)
    work.journal.append(work.service, line)
