"""Tell a person that their copy is ready: where to fetch it, and nothing of what is in it.

The letter's address leads to the privacy centre, the same for everybody: it opens nothing.
"""

from amana.acts.messages.put_out import Outgoing, put_out
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.storage.copies import PreparedCopy
from amana.storage.work import Work
from amana.wording.catalogue import say


def tell_ready(work: Work, copy: PreparedCopy, *, person: str, site: str | None) -> None:
    """Put out a notice on the service's pages, and a letter where an address is in use.

    Where a source is missing in the copy they say so, and not which.

    ``site`` is where our own pages are found, where that is known.
    """
    part = "_part" if copy.missing else ""
    text = say(f"copies.ready_text{part}", copy.language)
    if site is not None:
        where = f"{site.rstrip('/')}/{work.service}/me/copies"
        text += "\n\n" + say("copies.ready_where", copy.language, address=where)
    for channel in _channels(work, person):
        put_out(
            work,
            Outgoing(
                person=person,
                message_class=MessageClass.SERVICE,
                purpose=None,
                channel=channel,
                language=copy.language,
                subject=say(f"copies.ready_subject{part}", copy.language),
                text=text,
                key=f"copy:{copy.id}:{channel.value}",
                expires=copy.expires_at,
            ),
        )


def _channels(work: Work, person: str) -> tuple[Channel, ...]:
    held = work.identifiers.of(work.persons.group(person))
    mail = any(it.kind is IdentifierKind.EMAIL and it.ended_at is None for it in held)
    return (Channel.IN_SERVICE, Channel.EMAIL) if mail else (Channel.IN_SERVICE,)
