"""The messages that a person gets, what of them can be stopped, and by which channels they come."""

from dataclasses import dataclass
from datetime import datetime

from amana.acts.act import Act
from amana.acts.deciding.facts import chosen_by, closed_of
from amana.acts.in_force import in_force, published
from amana.acts.me.choices import Switch, Switched, Switching, say, show_switches
from amana.acts.me.errors import NoSuchSwitch
from amana.acts.me.words import names_of_purposes, sentences
from amana.acts.messages.stopped_class import AboutClass, resume_class, stop_class
from amana.domain.choice.channels import ABOUT_CHANNELS, about_channel, channel_of, named_channels
from amana.domain.choice.circumstances import Means, Place
from amana.domain.choice.classes import ClassOf, class_of, stopped_alone
from amana.domain.choice.word import AGREEING, Word
from amana.domain.policy.essential import with_essential
from amana.domain.policy.model import Policy
from amana.domain.promises.message import Message
from amana.domain.promises.use import Use
from amana.domain.vocabulary.messages import CLASSES, Channel, MessageClass
from amana.domain.words import Words
from amana.storage.outbox_rows import Stop
from amana.storage.work import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Messages that one promise speaks of."""

    promise: str
    classes: tuple[MessageClass, ...]
    """Empty where the promise names none."""
    purposes: tuple[Words, ...]
    channels: tuple[Channel, ...]
    says: Words
    can_be_stopped: bool
    switches: tuple[Switch, ...]
    """The switches that stop them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSwitch:
    """A channel: open, or closed to what is not essential."""

    about: str
    channel: Channel
    open: bool
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassSwitch:
    """A class of messages of a purpose that other messages serve too: it comes, or is stopped."""

    about: str
    message_class: MessageClass
    purpose: Words
    on: bool
    since: datetime | None
    """Since when it is stopped, or comes again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesPage:
    """Messages and channels."""

    version: int
    kinds: tuple[Kind, ...]
    channels: tuple[ChannelSwitch, ...]
    classes: tuple[ClassSwitch, ...]
    """What is stopped, and what could be, without all else of its purpose."""
    essential: tuple[Words, ...]
    """What comes by a closed channel too."""


def show_messages(view: View, *, person: str) -> MessagesPage:
    """Return the messages that the policy speaks of, with the switches that stop them.

    Raises ``NoPolicyInForce`` and ``PersonErased``.
    """
    version = in_force(view)
    known = published(view, version)
    page = show_switches(view, person=person)
    switches = {each.about: each for each in page.switches}
    return MessagesPage(
        version=version.number,
        kinds=tuple(_kinds(known.policy, switches, known.book.essential)),
        channels=_channels(view, known.policy, person),
        classes=_classes(view, known.policy, person),
        essential=names_of_purposes(
            known.policy, _messaged(known.policy, with_essential(known.policy))
        ),
    )


def switch_channel(act: Act, given: Switching, *, person: str) -> Switched:
    """Close a channel to what is not essential, or open it again; return the entry."""
    if channel_of(given.about) not in channels_of(published(act.work, in_force(act.work)).policy):
        raise NoSuchSwitch
    word = Word.OPT_IN if given.on else Word.OPT_OUT
    return say(act, given, person=person, word=word)


def switch_class(act: Act, given: Switching, *, person: str) -> Switched:
    """Stop a class of messages, or let it come again; return the entry.

    What was stopped can always be let come again. Raises ``NoSuchSwitch`` for any other class than
    the page shows.
    """
    work, what = act.work, class_of(given.about)
    policy = published(work, in_force(work)).policy
    if what is None or given.about not in {it.about for it in _classes(work, policy, person)}:
        raise NoSuchSwitch
    about = AboutClass(
        person=person,
        what=what,
        channel=Place.PRIVACY_CENTRE,
        means=Means.SWITCH,
        language=given.language,
    )
    entry = resume_class(act, about) if given.on else stop_class(act, about)
    work.over()
    return Switched(entry=entry)


def channels_of(policy: Policy) -> tuple[Channel, ...]:
    """Return the channels by which the policy says that people are written or spoken to."""
    used = {channel for channel, _ in named_channels(policy)}
    return tuple(channel for channel in Channel if channel in used)


def _kinds(policy: Policy, switches: dict[str, Switch], essential: frozenset[str]) -> list[Kind]:
    found = []
    for promise in policy.promises.values():
        form = promise.form
        if isinstance(form, Message):
            classes, channels, stopped = form.message, form.by, form.can_be_stopped
        elif isinstance(form, Use) and form.through:
            classes, channels, stopped = (), form.through, not essential.issuperset(form.for_)
        else:
            continue
        found.append(
            Kind(
                promise=promise.id,
                classes=classes,
                purposes=names_of_purposes(policy, form.for_),
                channels=channels,
                says=sentences(policy, promise),
                can_be_stopped=stopped,
                switches=tuple(switches[it] for it in form.for_ if it in switches),
            )
        )
    return found


def _messaged(policy: Policy, purposes: frozenset[str]) -> tuple[str, ...]:
    """Return those of the purposes for which messages are promised, in the policy's order."""
    forms = [promise.form for promise in policy.promises.values()]
    about = {
        it
        for form in forms
        if isinstance(form, Message) or (isinstance(form, Use) and form.through)
        for it in form.for_
    }
    return tuple(it for it in policy.purposes if it in about & purposes)


def _classes(view: View, policy: Policy, person: str) -> tuple[ClassSwitch, ...]:
    """Return the classes that could be stopped alone, and all that are."""
    group = view.persons.group(person)
    stops: dict[ClassOf, Stop] = {}
    for stop in sorted(view.outbox.stopped(group), key=lambda it: it.resumed_at or it.at):
        _, purpose, name = stop.what
        what = ClassOf(message_class=CLASSES[name], purpose=purpose)
        held = stops.get(what)
        if held is None or held.resumed_at is not None or stop.resumed_at is None:
            stops[what] = stop
    shown = dict.fromkeys(stopped_alone(policy))
    shown |= dict.fromkeys(it for it, stop in stops.items() if stop.resumed_at is None)
    return tuple(_class_switch(view, policy, group, it, stops.get(it)) for it in shown)


def _class_switch(
    view: View, policy: Policy, group: tuple[bytes, ...], what: ClassOf, stop: Stop | None
) -> ClassSwitch:
    """Return how a class stands: who agreed to its purpose since lets it come again."""
    off, since = False, None
    if stop is not None:
        words = view.choices.last(group, [what.purpose])
        agreed = [it.at for it in words if it.state in AGREEING and not it.implied]
        off = stop.resumed_at is None and not any(at > stop.at for at in agreed)
        since = stop.at if off else stop.resumed_at
    (name,) = names_of_purposes(policy, (what.purpose,))
    return ClassSwitch(
        about=what.about,
        message_class=what.message_class,
        purpose=name,
        on=not off,
        since=since,
    )


def _channels(view: View, policy: Policy, person: str) -> tuple[ChannelSwitch, ...]:
    group = view.persons.group(person)
    said = chosen_by(view, group, frozenset(ABOUT_CHANNELS), version=in_force(view))
    last = {row.purpose: row.at for row in reversed(view.choices.said(group))}
    closed = closed_of(said)
    return tuple(
        ChannelSwitch(
            about=about_channel(channel),
            channel=channel,
            open=channel.value not in closed,
            since=last.get(about_channel(channel)),
        )
        for channel in channels_of(policy)
    )
