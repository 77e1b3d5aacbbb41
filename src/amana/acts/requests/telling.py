"""Write to whom a request is of: that it came in, where it stands, and how it ended.

In their language, as a message of the service itself; nothing that they said and nothing of theirs
stands in it. Who has no address here sees the same at the privacy centre. The address of who is
being erased is kept, sealed, until they are told that it is done; where a legal hold keeps
something of them, until that is gone as well.
"""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from amana.acts.holding.outliving import note_what_outlives
from amana.acts.in_force import in_force, published
from amana.acts.messages.put_out import Outgoing, put_out
from amana.acts.requests.terms import laws_named, zone_of
from amana.domain.law.dealing import DEALINGS
from amana.domain.period import Period
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.request.carrying import OPEN as PENDING
from amana.domain.request.carrying import PartState
from amana.domain.request.states import Step
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.domain.vocabulary.requests import ExtensionReason, RefusalReason, RequestKind
from amana.domain.words import ARABIC, LANGUAGES, Language
from amana.storage.requests import Moved, RequestRow
from amana.storage.work import View, Work
from amana.wording.catalogue import say
from amana.wording.digits import digits
from amana.wording.duration import say_period
from amana.wording.moments import say_date
from amana.wording.money import say_money

_FETCHED: Final = frozenset({RequestKind.COPY, RequestKind.PORTABILITY})
_MOST_KEPT: Final = 20
"""How many reasons a letter names."""
_TICK: Final = timedelta(microseconds=1)
_REFUSALS: Final = {each.value: each for each in RefusalReason}


class Told(StrEnum):
    """What a letter says of a request."""

    RECEIVED = "received"
    PROVEN = "proven"
    FEE = "fee"
    EXTENDED = "extended"
    REFUSED = "refused"
    DONE = "done"
    PARTLY = "partly"
    LIFTING = "lifting"
    """A restriction will be lifted."""
    HELD = "held"
    """What a legal hold had kept is over."""


_AFTER: Final[Mapping[Step, Told]] = {
    Step.PROVE: Told.PROVEN,
    Step.QUOTE: Told.FEE,
    Step.REFUSE: Told.REFUSED,
    Step.FINISH: Told.DONE,
    Step.FINISH_IN_PART: Told.PARTLY,
}


def tell_received(
    work: Work, row: RequestRow, *, person: str | None, language: Language | None = None
) -> bool:
    """Say that it came in, by when it is answered, and what is still to be proven."""
    if person is None:
        return False
    spoken = language or language_of(work, person)
    lines = [
        say("asking.received", spoken, kind=row.kind.say(spoken), day=_day(row, spoken)),
        say("asking.to_prove", spoken) if row.proven_at is None else _next(row, spoken),
    ]
    return _put(work, row, Told.RECEIVED, spoken, lines, person=person, key=row.entry)


def tell_extended(
    work: Work, row: RequestRow, reason: ExtensionReason, *, person: str | None, entry: UUID
) -> bool:
    """Say by when it is answered now, and why."""
    if person is None:
        return False
    spoken = language_of(work, person)
    line = say(
        "asking.extended",
        spoken,
        kind=row.kind.say(spoken),
        reason=reason.say(spoken),
        day=_day(row, spoken),
    )
    lines = [line, _complain(row, spoken)]
    return _put(work, row, Told.EXTENDED, spoken, lines, person=person, key=entry)


def tell_step(  # noqa: PLR0913 - what happened to which request, and whose
    work: Work, row: RequestRow, step: Step, moved: Moved, *, person: str | None, entry: UUID
) -> bool:
    """Say what a step did; of most steps nothing is said. Tell whether something was."""
    if step is Step.BEGIN and row.kind is RequestKind.ERASURE and person is not None:
        _keep_address(work, row, person)
    told = _AFTER.get(step)
    if told is None:
        return False
    kept = _kept_address(work, row, told)
    if person is None and kept is None:
        return False
    spoken = _first_language(work) if person is None else language_of(work, person)
    lines = _in_part(work, row, spoken) if told is Told.PARTLY else _lines(row, told, moved, spoken)
    return _put(work, row, told, spoken, lines, person=person, key=entry, address=kept)


def tell_held_over(work: Work, row: RequestRow, *, entry: UUID) -> bool:
    """Say that what a legal hold had kept of an erasure is erased, once nothing is open any more.

    Where somebody gave a source up it says so. Tell whether it was said; the caller commits.
    """
    parts = work.parts.of(row.id)
    if any(each.state in PENDING for each in parts) or note_what_outlives(work, row.id):
        return False
    address = work.request_doors.take_address(row.id)
    if address is None:
        return False
    spoken = _first_language(work)
    erased = all(each.state is PartState.DONE for each in parts)
    lead = say("asking.held_erased" if erased else "asking.held_over", spoken)
    lines = [lead, *_in_part(work, row, spoken)[1:]]
    return _put(work, row, Told.HELD, spoken, lines, person=None, key=entry, address=address)


def tell_lifting(work: Work, row: RequestRow, *, person: str, entry: UUID) -> UUID | None:
    """Say that the restriction will be lifted; return the letter, if they have an address here."""
    spoken = language_of(work, person)
    lines = [say("asking.lifting", spoken), _complain(row, spoken)]
    return _put_out(work, row, Told.LIFTING, spoken, lines, person=person, key=entry)


def _kept_address(work: Work, row: RequestRow, told: Told) -> str | None:
    """Return the address that was kept; it stays as long as a hold keeps something of them."""
    if told is Told.PROVEN:
        return None
    if told is Told.PARTLY and note_what_outlives(work, row.id):
        return work.request_doors.address(row.id)
    return work.request_doors.take_address(row.id)


def language_of(view: View, person: str) -> Language:
    """Return the language in which they met the service last, else the policy's first."""
    members = view.persons.group(person)
    known = view.announcements.languages(members)
    return next((known[key] for key in members if key in known), _first_language(view))


def _first_language(view: View) -> Language:
    languages = published(view, in_force(view)).policy.languages
    return next((each for each in LANGUAGES if each == languages[0]), ARABIC)


def _lines(row: RequestRow, told: Told, moved: Moved, spoken: Language) -> list[str]:
    kind = row.kind.say(spoken)
    if told is Told.PROVEN:
        day = _day(row, spoken)
        return [say("asking.proven", spoken, kind=kind, day=day), _next(row, spoken)]
    if told is Told.FEE:
        amount = say_money(moved.fee or 0, moved.currency or "", spoken)
        return [say("asking.fee", spoken, kind=kind, amount=amount), _complain(row, spoken)]
    if told is Told.REFUSED:
        reason = _REFUSALS[moved.reason or ""].say(spoken)
        said = say("asking.refused", spoken, kind=kind, reason=reason)
        return [said, _complain(row, spoken)]
    return [say(f"asking.done.{row.kind.value}", spoken), _complain(row, spoken)]


def _in_part(view: View, row: RequestRow, spoken: Language) -> list[str]:
    """Say what stays, why and for how long, and where nothing was done."""
    kind, parts = row.kind.say(spoken), view.parts.of(row.id)
    undone = ", ".join(each.source for each in parts if each.state is not PartState.DONE)
    kept = dict.fromkeys(
        (str(one["reason"]), None if one["until"] is None else str(one["until"]))
        for each in parts
        for one in each.kept
        if one["reason"]
    )
    lines = [say("asking.partly" if undone or not kept else "asking.kept", spoken, kind=kind)]
    if undone:
        lines.append(say("asking.undone", spoken, places=undone))
    stays = [_stays(reason, until, spoken) for reason, until in kept]
    if stays:
        lines.append("\n".join(stays[:_MOST_KEPT]))
    if len(stays) > _MOST_KEPT:
        lines.append(say("asking.more_stays", spoken))
    return [*lines, _complain(row, spoken)]


def _stays(reason: str, until: str | None, spoken: Language) -> str:
    """Say why something stays, in the words of the source's map, and how long."""
    if until is None:
        return say("asking.stays", spoken, reason=reason)
    period = digits(say_period(Period.parse(until), spoken), spoken)
    return say("asking.stays_for", spoken, reason=reason, period=period)


def _next(row: RequestRow, spoken: Language) -> str:
    """Say what follows now that it is known who asks."""
    return say("asking.to_fetch" if row.kind in _FETCHED else "asking.to_wait", spoken)


def _complain(row: RequestRow, spoken: Language) -> str:
    """Say to whom one can complain, by the laws that count, and that there are courts."""
    found = [DEALINGS[law].authority.say(spoken) for law in laws_named(row.laws)]
    if not found:
        return say("asking.court", spoken)
    return say("asking.complain", spoken, authority=" · ".join(found))


def _day(row: RequestRow, spoken: Language) -> str:
    """Return the last day on which the answer is surely in time."""
    return say_date(row.safe_until - _TICK, spoken, zone_of(row))


def _addresses(view: View, person: str) -> list[str]:
    """Return the addresses of the person, those that are verified first."""
    held = [
        each
        for each in view.identifiers.of(view.persons.group(person), only_readable=True)
        if each.kind is IdentifierKind.EMAIL and each.ended_at is None
    ]
    return [each.value for each in sorted(held, key=lambda each: each.verified_at is None)]


def _keep_address(work: Work, row: RequestRow, person: str) -> None:
    for address in _addresses(work, person)[:1]:
        work.request_doors.keep_address(row.id, address)


def _put(  # noqa: PLR0913 - what is said to whom, in which words
    work: Work,
    row: RequestRow,
    told: Told,
    spoken: Language,
    lines: list[str],
    *,
    person: str | None,
    key: UUID,
    address: str | None = None,
) -> bool:
    sent = _put_out(work, row, told, spoken, lines, person=person, key=key, address=address)
    return sent is not None


def _put_out(  # noqa: PLR0913 - what is said to whom, in which words
    work: Work,
    row: RequestRow,
    told: Told,
    spoken: Language,
    lines: list[str],
    *,
    person: str | None,
    key: UUID,
    address: str | None = None,
) -> UUID | None:
    """Return the message; ``None`` where nobody has an address to be told at."""
    if person is not None and not _addresses(work, person):
        return None
    name = _house(work, spoken)
    return put_out(
        work,
        Outgoing(
            person=person,
            message_class=MessageClass.SERVICE,
            purpose=None,
            channel=Channel.EMAIL,
            language=spoken,
            subject=say(f"asking.subject.{told.value}", spoken, name=name),
            text="\n\n".join([*lines, say("asking.not_you", spoken)]),
            address=address if person is None else None,
            key=f"request-{told.value}-{key}",
            promise=row.promises[0] if row.promises else None,
        ),
    )


def _house(view: View, spoken: Language) -> str:
    return published(view, in_force(view)).policy.controller.name.say(spoken)
