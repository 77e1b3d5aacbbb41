"""Leave a class of messages by the link that each of them carries: shown first, ended by one click.

No sign-in: who holds the letter may end what it is one of. It can be done again and again.
"""

from dataclasses import dataclass, field

from amana.acts.act import Act, Actor, Role
from amana.acts.choices.choose import choose
from amana.acts.choices.choosing import Choosing
from amana.acts.in_force import in_force, published
from amana.acts.messages.errors import BadToken
from amana.acts.messages.stopped_class import AboutClass, stop_class
from amana.domain.choice.circumstances import Means
from amana.domain.choice.classes import ClassOf
from amana.domain.choice.word import REFUSING, Word
from amana.domain.policy.essential import classes_of
from amana.domain.policy.model import Policy
from amana.domain.vocabulary.messages import Channel, MessageClass
from amana.domain.words import Language
from amana.storage.database import Storage
from amana.storage.keys.way_out import Leaving, read_token
from amana.storage.work import View, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingShown:
    """What a link ends, in words for its page."""

    language: Language
    service: str
    """The service's own name."""
    message_class: MessageClass
    purpose: str
    """The purpose in the policy's words."""
    channel: Channel
    contact: str | None
    over: bool
    """Whether it is ended already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Whom and what a token names."""

    leaving: Leaving
    person: bytes | None = field(repr=False)
    """``None`` where they were erased: then nothing is left to end."""
    policy: Policy
    by_class: bool
    """Whether the purpose has other messages that go on: then the class alone is stopped."""


def show_leaving(view: View, token: str) -> LeavingShown:
    """Say what the link of a letter would end; nothing changes. Raises ``BadToken``."""
    found = _found(view, token)
    leaving, policy = found.leaving, found.policy
    purpose = policy.purposes.get(leaving.purpose)
    return LeavingShown(
        language=leaving.language,
        service=policy.controller.name.say(leaving.language),
        message_class=leaving.message_class,
        purpose=leaving.purpose if purpose is None else purpose.name.say(leaving.language),
        channel=leaving.channel,
        contact=policy.controller.email or policy.controller.phone,
        over=_is_over(view, found),
    )


def leave(storage: Storage, service: str, token: str) -> LeavingShown:
    """End what the link names, at once; a second time changes nothing. Raises ``BadToken``."""
    with storage.work(service) as work:
        found = _found(work, token)
        if not _is_over(work, found):
            _stop(work, found)
    with storage.reading(service) as view:
        return show_leaving(view, token)


def _found(view: View, token: str) -> _Found:
    leaving = read_token(view.sealer, token)
    if leaving is None:
        raise BadToken
    policy = published(view, in_force(view)).policy
    stoppable = {each for each in classes_of(policy, leaving.purpose) if each.can_be_stopped}
    return _Found(
        leaving=leaving,
        person=view.persons.of_numbers([leaving.number]).get(leaving.number),
        policy=policy,
        by_class=len(stoppable | {leaving.message_class}) > 1,
    )


def _is_over(view: View, found: _Found) -> bool:
    """Tell whether nothing is left to end."""
    if found.person is None:
        return True
    group, purpose = view.persons.group_of(found.person), found.leaving.purpose
    words = view.choices.last(group, [purpose])
    latest = max(words, key=lambda word: word.at, default=None)
    if latest is not None and latest.state in REFUSING:
        return True
    stops = view.outbox.stopped(group)
    wanted = {(key, purpose, found.leaving.message_class.value) for key in group}
    standing = (stop.at for stop in stops if stop.what in wanted and stop.resumed_at is None)
    at = max(standing, default=None)
    return at is not None and (latest is None or latest.at <= at)


def _stop(work: Work, found: _Found) -> None:
    """Write down that the person wants no more of it."""
    if found.person is None:
        return
    leaving = found.leaving
    person = work.identifiers.own_ids([found.person]).get(found.person)
    if person is None:
        raise BadToken
    act = Act(actor=Actor(role=Role.APPLICATION, label=work.service), work=work)
    if not found.by_class:
        choose(
            act,
            Choosing(
                person=person,
                word=Word.OPT_OUT,
                purposes=frozenset({leaving.purpose}),
                language=leaving.language,
                channel=leaving.channel,
                means=Means.ONE_CLICK,
            ),
        )
        return
    stop_class(
        act,
        AboutClass(
            person=person,
            what=ClassOf(message_class=leaving.message_class, purpose=leaving.purpose),
            channel=leaving.channel,
            means=Means.ONE_CLICK,
            language=leaving.language,
        ),
    )
    work.over()
