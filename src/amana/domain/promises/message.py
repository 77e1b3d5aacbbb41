"""``message``: a class of messages, how it reaches people, and how it is stopped."""

from dataclasses import dataclass
from typing import Final

from amana.domain.decision.rule import Doing, Effect, Need, Rule
from amana.domain.evidence.freshness import ACTS
from amana.domain.evidence.proof import Proof
from amana.domain.evidence.question import (
    ActsDone,
    ActsWithoutPermission,
    Attested,
    Flow,
    FlowBroken,
    ProbeName,
    ProbeSaw,
)
from amana.domain.period import Period
from amana.domain.phrases import sentence
from amana.domain.promises.errors import ItemsDisagree, need
from amana.domain.promises.kind import DataId, Kind, PurposeId, Terms, item
from amana.domain.promises.speech import Speech, narrowed
from amana.domain.vocabulary.messages import Channel, MessageClass, Unsubscribe
from amana.domain.words import Language, Words

_MESSAGES: Final = frozenset({Doing.MESSAGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a ``message`` promise says."""

    message: tuple[MessageClass, ...] = item("the classes of messages")
    for_: tuple[PurposeId, ...] = item("the purposes that they serve")
    to: tuple[DataId, ...] = item("the contact data that they are sent to")
    by: tuple[Channel, ...] = item("the channels", default=())
    stop: tuple[Unsubscribe, ...] = item("how one stops them", default=())
    after: str | None = item("event that they follow, a free id", default=None)
    delay: Period | None = item("how long after the event", default=None)
    implied: bool = item(
        "whether giving the contact data is taken as consent, and recorded as such", default=False
    )

    def __post_init__(self) -> None:
        """Refuse messages to nowhere, a delay after nothing, and a way out where there is none."""
        need(message=self.message, for_=self.for_, to=self.to)
        if self.delay is not None and self.after is None:
            raise ItemsDisagree(item="delay", other="after")
        if self.stop and not self.can_be_stopped:
            raise ItemsDisagree(item="stop", other="message")

    @property
    def can_be_stopped(self) -> bool:
        """Whether a person can switch these messages off."""
        return all(each.can_be_stopped for each in self.message)

    @property
    def is_plain(self) -> bool:
        """Whether it is said of these messages that they carry no promotion."""
        return not self.can_be_stopped and MessageClass.SERVICE in self.message


def _words(form: Message, terms: Terms, language: Language) -> str:
    """Say what is sent, when, and how it is stopped."""
    say = Speech(terms=terms, language=language)
    return sentence(
        say.of("نرسل إليك", "We send you"),
        say.choices(form.message),
        _channels(form, say),
        _after(form, say),
        say.purpose(form.for_),
        say.of("، ونستخدم لذلك ", ", using ") + say.data(form.to),
        _implied(form, say),
        _stopping(form, say),
    )


def _channels(form: Message, say: Speech) -> str:
    """Say through which channels."""
    by = say.choices(form.by, either=True)
    return say.when(by, f"عبر {by}", f"by {by}")


def _after(form: Message, say: Speech) -> str:
    """Say after which event, and how long after it."""
    if form.after is None:
        return ""
    event = say.event(form.after)
    if form.delay is None:
        return say.of(f"بعد {event}", f"after {event}")
    period = say.period(form.delay)
    return say.of(f"بعد {period} من {event}", f"{period} after {event}")


def _implied(form: Message, say: Speech) -> str:
    """Say what giving the contact data is taken for."""
    return say.when(
        form.implied,
        ". ونعدّ تقديم هذه البيانات موافقة ضمنية، ونسجلها على أنها كذلك",
        ". We take your giving this data as implied consent, and record it as no more than that",
    )


def _stopping(form: Message, say: Speech) -> str:
    """Say how one stops them, or that one cannot."""
    if form.can_be_stopped:
        ways = say.choices(form.stop, either=True)
        how = f" {ways}" if ways else ""
        return say.of(
            f". ويمكنك إلغاء الاشتراك في أي وقت{how}", f". You can unsubscribe at any time{how}"
        )
    if form.is_plain:
        return say.of(
            ". وهي لازمة لتقديم الخدمة فلا يمكن إيقافها، ولا تتضمن أي ترويج",
            ". The service needs them, so they cannot be switched off, and they carry no promotion",
        )
    return say.of(
        ". ويستمر إرسالها وإن ألغيت اشتراكك في غيرها",
        ". They go on even if you unsubscribe from others",
    )


def _rules(form: Message) -> tuple[Rule, ...]:
    """Permit the messages; those that can be stopped need that nobody stopped them."""
    stoppable = {Need.NO_OBJECTION} if form.can_be_stopped else set()
    following = {Need.EVENT} if form.after else set()
    return (
        Rule(
            effect=Effect.PERMIT,
            doings=_MESSAGES,
            data=frozenset(form.to),
            purposes=frozenset(form.for_),
            channels=narrowed(form.by),
            needs=frozenset(stoppable | following),
            event=form.after,
        ),
    )


def _proof(form: Message) -> Proof:
    """Ask for messages sent, none without permission, and what a seeded mailbox got.

    That messages of the service carry no promotion, their sending does not show.
    """
    mailbox = (ProbeSaw(probe=ProbeName.MAILBOX),) if form.stop else ()
    left = FlowBroken(flow=Flow.UNSUBSCRIBE, purposes=frozenset(form.for_))
    unsubscribed = (left,) if form.can_be_stopped else ()
    return Proof(
        shows=(ActsDone(doings=_MESSAGES), *mailbox, *((Attested(),) if form.is_plain else ())),
        breaks=(ActsWithoutPermission(doings=_MESSAGES), *unsubscribed),
        fresh_for=ACTS,
    )


MESSAGE: Final = Kind(
    name="message",
    form=Message,
    title=Words(ar="رسائلنا إليك", en="Messages"),
    about=Words(
        ar="صنف من الرسائل: متى يُرسل، وبأي قناة، وكيف يُوقف.",
        en="A class of messages: when it is sent, by which channel, and how it is stopped.",
    ),
    words=_words,
    rules=_rules,
    proof=_proof,
)
