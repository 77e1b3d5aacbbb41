"""Answer a letter that asked to stop: once a day and address, the same to whoever wrote.

An answer goes to a person alone (RFC 3834): never to a machine, a list or a report, never to what
does not name the service, and it says of itself that a machine wrote it, so that none answers it.
"""

from datetime import timedelta
from typing import Final

from amana.acts.in_force import NoPolicyInForce, in_force, published
from amana.acts.messages.put_out import Outgoing, put_out
from amana.channels.incoming import LetterIn
from amana.domain.errors import Malformed
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.domain.words import ARABIC, ENGLISH, Language
from amana.storage.work import Work
from amana.wording.catalogue import say

_LASTS: Final = timedelta(days=1)
_ARABIC: Final = range(0x600, 0x700)


def answer(work: Work, letter: LetterIn, sender: str, promises: tuple[str, ...]) -> bool:
    """Put an answer out, in this transaction; tell whether the sender gets one.

    It says nothing about whether the address is known.
    """
    if not work.letters_in.may_answer(sender):
        return False
    language = language_of(letter.subject + letter.text)
    name = _name(work, language)
    given = Outgoing(
        person=None,
        message_class=MessageClass.SERVICE,
        purpose=None,
        channel=Channel.EMAIL,
        language=language,
        subject=say("letters.answer.subject", language, name=name),
        text=say("letters.answer.text", language, name=name),
        address=sender,
        key=f"answer-{letter.digest.hex()}",
        expires=work.now + _LASTS,
        promise=promises[0] if promises else None,
    )
    try:
        put_out(work, given)
    except Malformed:
        # An address that mail cannot be sent to gets no answer; what it asked for is done.
        return False
    return True


def language_of(text: str) -> Language:
    """Return Arabic where the writer used its letters, else English."""
    return ARABIC if any(ord(letter) in _ARABIC for letter in text) else ENGLISH


def _name(work: Work, language: Language) -> str:
    try:
        return published(work, in_force(work)).policy.controller.name.say(language)
    except NoPolicyInForce:
        return work.service
