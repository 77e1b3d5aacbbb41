"""End an address to which nothing arrives, or whose person complained: for all that can stop."""

from enum import StrEnum
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.choices.choose import choose
from amana.acts.choices.choosing import Choosing
from amana.acts.messages.errors import NoSuchMessage
from amana.domain.choice.circumstances import Means
from amana.domain.choice.word import Word
from amana.domain.ledger.entry import Entry
from amana.domain.vocabulary.messages import CHANNELS, CLASSES

ACT: Final = "end-address"


class Ended(StrEnum):
    """Why an address is written to no more."""

    BOUNCED = "bounced"
    COMPLAINED = "complained"


def end_address(act: Act, *, message: UUID, why: Ended) -> bool:
    """End the address that the message went to, and commit; tell whether it is news.

    What can be stopped goes there no more; what the service has to say still does. A complaint
    ends the purpose of its message besides, as a word of the person. Of somebody who has no
    address of the channel any more, or is erased, nothing is left to end. Raises ``NoSuchMessage``
    where it is not known (any more) to whom it went.
    """
    work = act.work
    found = work.outbox.whose(message)
    if found is None:
        raise NoSuchMessage
    if found.person is None or not work.persons.groups_of([found.person]):
        return False
    entry, fresh = work.name_entry(), False
    if found.address is not None:
        fresh = work.outbox.end_address(
            found.person, found.address, why=why.value, message=message, entry=entry
        )
    person = work.identifiers.own_ids([found.person]).get(found.person)
    complaint = why is Ended.COMPLAINED and person is not None and found.purpose is not None
    if not fresh and not complaint:
        return False
    body = {
        "actor": act.actor.identity,
        "person": person,
        "message": str(message),
        "why": why.value,
        "channel": found.channel,
    }
    work.put(Entry(act=ACT, body=body, person=person), identity=entry)
    if complaint and CLASSES[found.message_class].can_be_stopped:
        given = Choosing(
            person=person or "",
            word=Word.OPT_OUT,
            purposes=frozenset({found.purpose or ""}),
            language=found.language,
            channel=CHANNELS[found.channel],
            means=Means.REPLY,
        )
        choose(act, given)
    else:
        work.over()
    return True
