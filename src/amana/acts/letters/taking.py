"""Take a letter that came in: end what it asks to end, answer once, put the rest before a person.

A sender's name on a letter proves nothing. A wish to get less is followed unless the service's own
relay found the sender forged: who forges one spares somebody a newsletter, and that somebody is
told. Who asks for what they have a right to is sent a link, whoever they are; nothing else is ever
done on the word of a letter.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from typing import Final
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.in_force import NoPolicyInForce, in_force, published
from amana.acts.letters.answering import answer
from amana.acts.letters.asking import send_link
from amana.acts.letters.stopping import stop_address
from amana.acts.messages.address_ended import Ended, end_address
from amana.acts.messages.errors import NoSuchMessage
from amana.channels.incoming import BadLetter, LetterIn, Proof, ReportKind, read_letter
from amana.domain.ledger.entry import Entry, Outcome
from amana.domain.letters.asking_for import asked_for
from amana.domain.letters.asking_to_stop import asks_to_stop
from amana.domain.vocabulary.requests import RequestKind
from amana.storage.database import Storage
from amana.storage.work import View, Work

ACT: Final = "take-letter"
MAIL: Final = Actor(role=Role.OPERATOR, label="mail")


class LetterKind(StrEnum):
    """What a letter was."""

    STOPPED = "stopped"
    """Its writer asked for no more promotion."""
    ASKED = "asked"
    """Its writer asked for what they have a right to: a link by which they prove it was sent."""
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    AUTOMATIC = "automatic"
    """A machine wrote it: nothing follows, nothing answers."""
    FORGED = "forged"
    """It asked to stop, and the own relay found that its sender is not who it says."""
    OTHER = "other"
    """For a person to read, where the letters lie."""
    UNREADABLE = "unreadable"
    """Beyond the bounds within which letters are read."""


_FOLLOWED: Final = frozenset({LetterKind.STOPPED, LetterKind.ASKED})
FOR_A_PERSON: Final = frozenset({LetterKind.OTHER, LetterKind.FORGED, LetterKind.UNREADABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailroom:
    """What is known of a service's mail."""

    authserv: str | None = None
    """The relay whose word about senders counts."""
    own: frozenset[str] = field(default=frozenset(), repr=False)
    """The service's own addresses: what does not name one is not answered."""
    rights: frozenset[str] = field(default=frozenset(), repr=False)
    """Those of them at which people ask for what they have a right to, whatever their words."""
    site: str | None = None
    """Where people reach the pages; without it no link can be sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """A letter, and what it is."""

    letter: LetterIn | None
    kind: LetterKind
    stops: bool = False
    """Whether it asks for no more promotion."""
    wanted: frozenset[RequestKind] = frozenset()
    """What it asks for beside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """What was done about a letter."""

    kind: LetterKind
    promises: tuple[str, ...] = ()
    answered: bool = False


def take_letter(storage: Storage, service: str, raw: bytes, room: Mailroom) -> LetterKind:
    """Do what a letter asks, once however often it comes; return what it was.

    Nothing that it says is kept or logged.
    """
    seen = _look(raw, room)
    letter = seen.letter
    if letter is not None and letter.report is not None:
        seen = replace(seen, kind=_report(storage, service, letter))
    with storage.work(service) as work:
        name = work.letters_in.name(_digest(raw, seen))
        before = work.letters_in.taken(name)
        if before is not None:
            return LetterKind(before)
        return _follow(work, name, seen, room)


def _look(raw: bytes, room: Mailroom) -> _Seen:
    try:
        letter = read_letter(raw, authserv=room.authserv)
    except BadLetter:
        return _Seen(letter=None, kind=LetterKind.UNREADABLE)
    if letter.automatic or (letter.sender or "").lower() in room.own | room.rights:
        return _Seen(letter=letter, kind=LetterKind.AUTOMATIC)
    stops = asks_to_stop(letter.subject, letter.text)
    wanted = asked_for(letter.subject, letter.text)
    kind = _kind(
        letter, stops=stops, asks=bool(wanted) or bool(letter.to & room.rights and not stops)
    )
    return _Seen(letter=letter, kind=kind, stops=stops, wanted=wanted)


def _kind(letter: LetterIn, *, stops: bool, asks: bool) -> LetterKind:
    """Return what a letter is that a person wrote."""
    if not (stops or asks):
        return LetterKind.OTHER
    if letter.proof is Proof.FAILED:
        return LetterKind.FORGED
    return LetterKind.ASKED if asks else LetterKind.STOPPED


def _report(storage: Storage, service: str, letter: LetterIn) -> LetterKind:
    """End the address that a report is about; a report on no letter of ours says nothing."""
    report = letter.report
    if report is None or report.message is None or report.kind is ReportKind.DELAYED:
        return LetterKind.AUTOMATIC
    bounced = report.kind is ReportKind.BOUNCED
    try:
        with storage.work(service) as work:
            act = Act(actor=MAIL, work=work)
            why = Ended.BOUNCED if bounced else Ended.COMPLAINED
            end_address(act, message=report.message, why=why)
    except NoSuchMessage:
        return LetterKind.AUTOMATIC
    return LetterKind.BOUNCED if bounced else LetterKind.COMPLAINED


def _follow(work: Work, name: UUID, seen: _Seen, room: Mailroom) -> LetterKind:
    """Write down what the letter was, with all that follows, in one transaction; return it."""
    letter, kind = seen.letter, seen.kind
    sender = None if letter is None else letter.sender
    proof = Proof.UNKNOWN if letter is None else letter.proof
    done = _Done(kind=kind)
    if letter is not None and sender is not None and kind in _FOLLOWED:
        done = _done(work, letter, sender, seen, room)
    work.letters_in.take(
        name, sender=sender, kind=done.kind.value, proof=proof.value, answered=done.answered
    )
    if done.kind in {*_FOLLOWED, LetterKind.FORGED}:
        entry = Entry(
            act=ACT,
            outcome=Outcome.REFUSED if kind is LetterKind.FORGED else Outcome.DONE,
            promises=done.promises,
            body={"actor": MAIL.identity, "kind": done.kind.value, "proof": proof.value},
        )
        work.commit(entry)
    else:
        work.over()
    return done.kind


def _done(work: Work, letter: LetterIn, sender: str, seen: _Seen, room: Mailroom) -> _Done:
    """Do what a letter asks; what cannot be answered by a link is for a person."""
    promises: tuple[str, ...] = ()
    if seen.stops:
        promises = stop_address(Act(actor=MAIL, work=work), sender)
    named = bool(letter.to & (own_addresses(work, room) | room.rights))
    if seen.kind is LetterKind.STOPPED:
        answered = named and answer(work, letter, sender, promises)
        return _Done(kind=seen.kind, promises=promises, answered=answered)
    sent = send_link(work, letter, sender, wanted=seen.wanted, site=room.site) if named else None
    unsent = LetterKind.STOPPED if seen.stops else LetterKind.OTHER
    return _Done(kind=unsent if sent is None else seen.kind, promises=promises, answered=bool(sent))


def own_addresses(view: View, room: Mailroom) -> frozenset[str]:
    """Return the addresses at which people write to the service, its policy's own included."""
    try:
        stated = published(view, in_force(view)).policy.controller.email
    except NoPolicyInForce:
        stated = None
    return room.own if stated is None else room.own | {stated.lower()}


def _digest(raw: bytes, seen: _Seen) -> bytes:
    """Return by what a letter is known again: who asks twice in one letter sent twice, asks once.

    Two copies that came by two ways differ in their heads, and have one ``Message-ID``.
    """
    letter = seen.letter
    if seen.kind is not LetterKind.ASKED or letter is None or letter.message_id is None:
        return sha256(raw).digest()
    sender = (letter.sender or "").lower()
    return sha256(f"asked\0{letter.message_id}\0{sender}".encode()).digest()
