"""Put messages out: rows of the act's own transaction, sent by a job once it has committed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.acts.in_force import Parsed, in_force, published
from amana.acts.person_id import check_met
from amana.acts.persons.normal import normal_identifier
from amana.domain.ledger.entry import Json
from amana.domain.message.content import LONGEST_SMS, checked_subject, checked_text
from amana.domain.message.errors import NoPurpose, NoRecipient
from amana.domain.message.promised import Sort, check_sort
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.domain.words import Language
from amana.storage.errors import PersonErased
from amana.storage.outbox import JOB
from amana.storage.outbox_rows import NewMessage
from amana.storage.work import Work

ADDRESSED: Final[Mapping[Channel, IdentifierKind]] = {
    Channel.EMAIL: IdentifierKind.EMAIL,
    Channel.SMS: IdentifierKind.PHONE,
}
"""The channels that need an address, and by what they know people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A message to one person."""

    person: str | None = field(repr=False)
    """The service's own id; ``None`` for somebody who is not known by one, with an address."""
    message_class: MessageClass
    purpose: str | None
    """``None`` only of class service: what the platform itself has to say."""
    channel: Channel
    language: Language
    subject: str = field(repr=False)
    text: str = field(repr=False)
    address: str | None = field(default=None, repr=False)
    """Where to, if not to the person's own identifier, which is looked up when it is sent."""
    key: str | None = field(default=None, repr=False)
    """What whoever puts it out calls it: under one key there is one message."""
    due: datetime | None = None
    expires: datetime | None = None
    """After it the message is not sent any more."""
    series: UUID | None = None
    promise: str | None = None
    """The promise that asks for it, where it has no purpose."""


def put_out(work: Work, given: Outgoing) -> UUID:
    """Put one message out, to be sent once this work commits; return its id.

    Raises ``BadContent``, ``PromotionInEssential``, ``ClassNotPromised``, ``NoPurpose``,
    ``NoRecipient``, ``NoPolicyInForce``, ``UnusablePerson`` and ``PersonErased``.
    """
    (made,) = put_out_many(work, [given])
    if made is None:
        raise PersonErased
    return made


def put_out_many(work: Work, given: Sequence[Outgoing]) -> tuple[UUID | None, ...]:
    """Put many messages out in a few statements; ``None`` stands for who was erased.

    Raises what :func:`put_out` does but ``PersonErased``; nothing is put out then.
    """
    if not given:
        return ()
    policy = published(work, in_force(work)) if any(it.purpose for it in given) else None
    sorts: set[Sort] = set()
    messages = [_checked(work, each, policy, sorts) for each in given]
    made = work.outbox.put(messages)
    _keep_names(work, given, messages, made)
    work.jobs.defer(JOB, at=min((it.due or work.now for it in given), default=None))
    return tuple(made)


def _checked(work: Work, given: Outgoing, policy: Parsed | None, sorts: set[Sort]) -> NewMessage:
    """Return the row of a message that can be sent; ``sorts`` are those that were checked."""
    if given.person is not None:
        check_met(work, given.person)
    own = given.message_class is MessageClass.SERVICE
    if given.person is None and not (own and given.address is not None):
        raise NoRecipient
    if given.purpose is None and not own:
        raise NoPurpose
    if given.purpose is not None and policy is not None:
        sort = Sort(message_class=given.message_class, purpose=given.purpose, channel=given.channel)
        if sort not in sorts:
            check_sort(policy.policy, sort)
            sorts.add(sort)
    return NewMessage(
        person=None if given.person is None else work.sealer.person_key(given.person),
        message_class=given.message_class.value,
        purpose=given.purpose,
        channel=given.channel.value,
        language=given.language,
        content=_content(given),
        promise=given.promise,
        key=given.key,
        series=given.series,
        due=given.due,
        expires=given.expires,
    )


def _content(given: Outgoing) -> Mapping[str, Json]:
    short = given.channel is Channel.SMS
    said: dict[str, Json] = {
        "subject": checked_subject(given.subject),
        "text": checked_text(given.text, longest=LONGEST_SMS)
        if short
        else checked_text(given.text),
    }
    if given.person is not None:
        said["person"] = given.person
    if given.address is not None:
        if given.channel not in ADDRESSED:
            raise NoRecipient
        said["address"] = normal_identifier(ADDRESSED[given.channel], given.address)
    return said


def _keep_names(
    work: Work,
    given: Sequence[Outgoing],
    messages: Sequence[NewMessage],
    made: Sequence[UUID | None],
) -> None:
    """Keep the service's own ids of those who can stop what is sent: a click names a number."""
    own = {
        message.person: each.person
        for each, message, put in zip(given, messages, made, strict=True)
        if put is not None
        and message.person is not None
        and each.person is not None
        and each.message_class.can_be_stopped
    }
    if not own:
        return
    unnamed = work.outbox.unnamed(own)
    if unnamed:
        work.identifiers.note_owns({key: own[key] for key in unnamed}, entry=work.name_entry())
