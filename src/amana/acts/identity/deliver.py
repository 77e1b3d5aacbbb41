"""Codes go out as messages of the platform itself: asked for by their reader, and at once."""

from typing import Final

from amana.acts.identity.codes import CodeLetter
from amana.acts.messages.put_out import Outgoing, put_out
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.storage.work import Work

_CHANNELS: Final = {IdentifierKind.EMAIL: Channel.EMAIL, IdentifierKind.PHONE: Channel.SMS}


def put_out_code(work: Work, letter: CodeLetter) -> None:
    """Put the code out in the work's own transaction; past its life it is not sent any more."""
    put_out(
        work,
        Outgoing(
            person=letter.person,
            message_class=MessageClass.SERVICE,
            purpose=None,
            channel=_CHANNELS[letter.kind],
            language=letter.language,
            subject=letter.subject,
            text=letter.text,
            address=letter.address,
            key=f"code:{letter.code}",
            expires=letter.expires_at,
        ),
    )
