"""Made-up subscribers of a service: how each stands to what is promised, and what came to them.

They are signed up at the service's own doors, with addresses that the operator planted, and their
letters come into one maildir: what is seen there came by the way by which it comes to everybody.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from amana.acts.letters.maildir import read_bounded
from amana.acts.persons.normal import normal_identifier
from amana.acts.persons.suppress import BY_REQUEST
from amana.acts.probes.errors import CannotLook, Unseen
from amana.acts.probes.probe import Ground
from amana.channels.incoming import BadLetter, ListLetter, read_list_letter
from amana.domain.choice.circumstances import Means
from amana.domain.choice.word import AGREEING
from amana.domain.errors import Malformed
from amana.domain.person.identifiers import TERMS, IdentifierKind
from amana.domain.promises.message import Message
from amana.storage.choices import SaidRow
from amana.storage.outbox_rows import MessageRow
from amana.storage.work import View

WINDOW: Final = timedelta(days=30)
"""How far back a look reads: whose a message was is known for 35 days."""
_MOST: Final = 5_000
"""Letters of one look."""
_LONGEST_WAY: Final = timedelta(days=1)
"""A letter that says it was written earlier than this before it came is dated by its coming."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A letter that came to a made-up subscriber."""

    letter: ListLetter
    at: datetime
    """When it was written, by its own date as far as that can be; to the second."""
    to: str = field(repr=False)
    message: MessageRow | None
    """The message of Amana's outbox that it is; ``None`` where Amana did not send it to them."""

    @property
    def place(self) -> str:
        """By what it is found again: the message's id, else the head of a hash of its bytes."""
        return self.letter.digest.hex()[:16] if self.message is None else str(self.message.id)

    def sent_after(self, instant: datetime) -> bool:
        """Tell whether it surely left later: its own date is without parts of a second."""
        return self.at > instant or (self.message is not None and self.message.made_at > instant)

    def is_of(self, form: Message) -> bool:
        """Tell whether it is one of the messages that the promise speaks of."""
        row = self.message
        return (
            row is not None
            and row.purpose in form.for_
            and row.message_class in {each.value for each in form.message}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How a subscriber stands to one promise."""

    left: datetime | None
    """Since when nothing of it may come; ``None`` where it may."""
    agreed: bool
    clicked: bool
    """Whether they left by a link's one click, or stopped the class alone, which says no means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A made-up subscriber, by address."""

    address: str = field(repr=False)
    stands: Mapping[str, Stand]
    """By promise."""
    arrived: tuple[Arrived, ...]
    """The earliest first."""


def seeds(ground: Ground) -> tuple[Seed, ...]:
    """Return the subscribers whom the service knows, in the order in which they were planted.

    Raises ``CannotLook`` without a mailbox, without planted addresses, and where the mailbox
    cannot be read whole.
    """
    addresses = _planted(ground)
    if ground.mailbox is None:
        raise CannotLook(Unseen.NO_MAILBOX)
    if not addresses:
        raise CannotLook(Unseen.NOTHING_PLANTED)
    with ground.storage.reading(ground.service) as view:
        now = view.now
    # Outside of a transaction: the server ends one in which nothing is asked for long.
    letters = sorted(_letters(ground.mailbox, now=now), key=lambda it: it[0])
    with ground.storage.reading(ground.service) as view:
        return tuple(_seed(view, ground, address, letters) for address in addresses)


def _planted(ground: Ground) -> tuple[str, ...]:
    """Return the planted e-mail addresses, each in its one form."""
    given = [
        value
        for each in ground.policy.data.values()
        if each.term in TERMS[IdentifierKind.EMAIL]
        for value in ground.values.get(each.id, ())
    ]
    try:
        return tuple(dict.fromkeys(normal_identifier(IdentifierKind.EMAIL, it) for it in given))
    except Malformed as error:
        raise CannotLook(Unseen.PLANTED_FILE) from error


def _letters(folder: Path, *, now: datetime) -> Iterator[tuple[datetime, ListLetter]]:
    """Yield the letters of the window, each with when it was written."""
    since = (now - WINDOW).timestamp()
    try:
        found = [
            (entry.path, entry.stat(follow_symlinks=False).st_mtime)
            for name in ("new", "cur")
            for entry in os.scandir(folder / name)
        ]
        fresh = sorted((it for it in found if it[1] >= since), key=lambda it: it[1])
        if len(fresh) > _MOST:
            raise CannotLook(Unseen.TOO_MUCH)
        for path, came in fresh:
            letter = read_list_letter(read_bounded(Path(path)))
            yield _written(letter, datetime.fromtimestamp(came, UTC)), letter
    except (OSError, BadLetter) as error:
        # What cannot be read may be just what must not come.
        raise CannotLook(Unseen.UNREADABLE) from error


def _written(letter: ListLetter, came: datetime) -> datetime:
    dated = letter.dated
    return dated if dated is not None and came - _LONGEST_WAY <= dated <= came else came


def _seed(
    view: View, ground: Ground, address: str, letters: Sequence[tuple[datetime, ListLetter]]
) -> Seed:
    known = view.identifiers.whose(IdentifierKind.EMAIL, address)
    members = tuple(dict.fromkeys(key for each in known for key in view.persons.group_of(each)))
    hashed = view.suppression.look(IdentifierKind.EMAIL, address)
    arrived = tuple(
        Arrived(letter=letter, at=at, to=address, message=_message(view, letter, members, hashed))
        for at, letter in letters
        if address.lower() in letter.to
    )
    said = view.choices.said(members) if members else ()
    stands = {
        key: _stand(view, promise.form, members=members, address=address, said=said)
        for key, promise in ground.promises.items()
        if isinstance(promise.form, Message) and members
    }
    return Seed(address=address, stands=stands, arrived=arrived)


def _message(
    view: View, letter: ListLetter, members: tuple[bytes, ...], hashed: bytes
) -> MessageRow | None:
    """Return the message of the outbox that the letter is, where it went to them.

    An answer to a letter goes to its address, whose hash the outbox has, and is of no person.
    """
    row = None if letter.message is None else view.outbox.whose(letter.message)
    if row is None:
        return None
    return row if row.person in members or row.address == hashed else None


def _stand(
    view: View,
    form: Message,
    *,
    members: tuple[bytes, ...],
    address: str,
    said: tuple[SaidRow, ...],
) -> Stand:
    """Return since when the person is out: by a word, a stopped class, or the address's own list.

    A word of consent that was said after a class was stopped or the address listed ends both.
    """
    about = [word for word in said if word.purpose in form.for_]
    last = max(about, key=lambda word: word.at, default=None)
    agreed = max((it.at for it in about if it.state in AGREEING and not it.implied), default=None)
    refused = last is not None and last.state not in AGREEING
    out = [(last.at, last.how.means is Means.ONE_CLICK)] if last is not None and refused else []
    classes = {each.value for each in form.message}
    ended = [
        (stop.at, True)
        for stop in view.outbox.stopped(members)
        if stop.resumed_at is None and stop.what[1] in form.for_ and stop.what[2] in classes
    ]
    listed = view.suppression.since_many([(IdentifierKind.EMAIL, address)], BY_REQUEST)
    ended += [(at, False) for at in listed.values()]
    out += [each for each in ended if agreed is None or agreed <= each[0]]
    left, clicked = min(out, default=(None, False))
    return Stand(left=left, agreed=agreed is not None or _implied(about), clicked=clicked)


def _implied(about: Iterable[SaidRow]) -> bool:
    return any(word.implied and word.state in AGREEING for word in about)
