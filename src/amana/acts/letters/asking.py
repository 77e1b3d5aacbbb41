"""Send who asks by letter for what they have a right to a link, by which they prove who they are.

The same to whoever wrote, known or not, and nothing of it says which: a letter says of itself who
sent it, and only who reads the mailbox of an address can open the link. It goes to a person alone
(RFC 3834), once a day to one address until it is used, and to so many addresses an hour: whoever
writes in others' names makes of the service no sender of unwanted mail.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from amana.acts.in_force import NoPolicyInForce, in_force, published
from amana.acts.letters.answering import language_of
from amana.acts.messages.put_out import Outgoing, put_out
from amana.acts.persons.normal import normal_identifier
from amana.channels.incoming import LetterIn
from amana.domain.errors import Malformed
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.domain.vocabulary.requests import RequestKind
from amana.domain.words import ARABIC
from amana.storage.work import Work
from amana.wording.catalogue import say

LASTS: Final = timedelta(days=3)
_MOST: Final = 300
"""Links of an hour that nobody used; with more, letters are for a person to read."""
_HOUR: Final = timedelta(hours=1)


def send_link(
    work: Work,
    letter: LetterIn,
    sender: str,
    *,
    wanted: Collection[RequestKind],
    site: str | None,
) -> bool | None:
    """Put the link out, in this transaction; tell whether the sender gets one now.

    ``None`` where none can be sent: then the letter is for a person to read.
    """
    try:
        name = published(work, in_force(work)).policy.controller.name
        address = normal_identifier(IdentifierKind.EMAIL, sender)
    except (NoPolicyInForce, Malformed):
        return None
    if site is None or work.request_doors.links_since(work.now - _HOUR) >= _MOST:
        return None
    if not work.letters_in.may_ask(address):
        return False
    language = language_of(letter.subject + letter.text)
    only = next(iter(wanted)) if len(wanted) == 1 else None
    token = work.request_doors.make_link(
        address, kind=only, language=language, now=work.now, ends=work.now + LASTS
    )
    tongue = "" if language == ARABIC else "?lang=en"
    who = name.say(language)
    put_out(
        work,
        Outgoing(
            person=None,
            message_class=MessageClass.SERVICE,
            purpose=None,
            channel=Channel.EMAIL,
            language=language,
            subject=say("asking.link_subject", language, name=who),
            text=say(
                "asking.link_text",
                language,
                name=who,
                link=f"{site}/{work.service}/me/confirm/request/{token}{tongue}",
                days=LASTS.days,
            ),
            address=address,
            key=f"asking-{letter.digest.hex()}",
            expires=work.now + LASTS,
        ),
    )
    return True
