"""``retain``: how long data is kept, and what happens to it then."""

from dataclasses import dataclass
from typing import Final

from amana.domain.decision.rule import Doing, Effect, Rule
from amana.domain.evidence.freshness import ACTS, FLOWS
from amana.domain.evidence.proof import Proof
from amana.domain.evidence.question import Flow, FlowBroken, FlowDone, ProbeName, ProbeSaw
from amana.domain.period import Period
from amana.domain.phrases import sentence
from amana.domain.promises.errors import need
from amana.domain.promises.kind import DataId, Kind, Terms, item
from amana.domain.promises.speech import Speech
from amana.domain.vocabulary.named import Named
from amana.domain.words import Language, Words


class Moment(Named):
    """The event from which a period runs, or until which data is kept; words: a noun phrase."""

    COLLECTION = "collection", "جمع البيانات", "the collection of the data"
    LAST_USE = "last_use", "آخر استخدام لك للخدمة", "your last use of the service"
    ORDER_DONE = "order_done", "إتمام الطلب", "the completion of the order"
    BOOKING_OVER = "booking_over", "انتهاء حجزك", "the end of your booking"
    CONSENT_WITHDRAWN = "consent_withdrawn", "سحب موافقتك", "the withdrawal of your consent"
    ACCOUNT_CLOSED = "account_closed", "إغلاق حسابك", "the closing of your account"
    NOT_NEEDED = "not_needed", "انتهاء الحاجة إلى البيانات", "the data is no longer needed"


class Ending(Named):
    """What happens to data when its time is over; words: a sentence after *then*."""

    ERASE = "erase", "نمحو هذه البيانات", "we erase this data"
    ANONYMISE = (
        "anonymise",
        "نزيل من هذه البيانات كل ما يدل عليك",
        "we remove from this data all that points to you",
    )
    REPLACE_PERSON = (
        "replace_person",
        "يبقى المحتوى الذي شاركته مع غيرك دون اسمك",
        "content that you shared with others stays, without your name",
    )


class Longer(Named):
    """What may stay longer; words: a noun clause."""

    LAW = "law", "ما يوجب القانون حفظه", "what the law obliges us to keep"
    DISPUTES = "disputes", "ما يلزم لتسوية النزاعات", "what is needed to settle disputes"
    OTHERS_WORK = (
        "others_work",
        "ما يحتاج إليه مستخدمون عملوا معك",
        "what users who worked with you still need",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Retain:
    """What a ``retain`` promise says."""

    data: tuple[DataId, ...] = item("the data that is kept")
    until: Moment = item("the event until which, or from which on for a period, it is kept")
    period: Period | None = item("how long after the event it is still kept", default=None)
    then: Ending = item("what happens to it then", default=Ending.ERASE)
    unless: tuple[Longer, ...] = item("what may stay longer", default=())
    by_setting: bool = item("whether a customer can set an earlier end", default=False)

    def __post_init__(self) -> None:
        """Refuse keeping nothing, and *after collection* without a period."""
        need(retain=self.data)
        need(period=self.period is not None or self.until is not Moment.COLLECTION)


def _words(form: Retain, terms: Terms, language: Language) -> str:
    """Say how long, and what then."""
    say = Speech(terms=terms, language=language)
    ending, longer = form.then.say(language), say.choices(form.unless)
    return sentence(
        say.of("نحفظ", "We keep"),
        say.data(form.data),
        _length(form, say),
        say.of(f". وبعد ذلك {ending}", f". After that, {ending}"),
        say.when(longer, f". ونحفظ مدة أطول {longer}", f". We keep longer {longer}"),
        say.when(
            form.by_setting,
            ". ويمكن لصاحب الحساب أن يحدد مدة أقصر",
            ". The account's owner can set a shorter time",
        ),
    )


def _length(form: Retain, say: Speech) -> str:
    """Say how long."""
    moment = form.until.say(say.language)
    if form.period is not None:
        period = say.period(form.period)
        linked = "from when" if form.until is Moment.NOT_NEEDED else "from"
        return say.of(f"لمدة {period} من {moment}", f"for {period} {linked} {moment}")
    if form.until is Moment.ACCOUNT_CLOSED:
        return say.of("ما دام حسابك قائمًا", "for as long as your account exists")
    return say.of(f"إلى حين {moment}", f"until {moment}")


def _rules(form: Retain) -> tuple[Rule, ...]:
    """Permit keeping the data; its end is the retention schedule's (rule 7)."""
    return (
        Rule(
            effect=Effect.PERMIT,
            doings=frozenset({Doing.KEEP}),
            data=frozenset(form.data),
        ),
    )


def _proof(form: Retain) -> Proof:
    """Ask for data that ended in time, and for any that outstayed it.

    Content that stays without its person has no end in time: erasures show it, and a look that
    finds somebody erased in a source again speaks against it.
    """
    if form.then is Ending.REPLACE_PERSON:
        return Proof(
            shows=(FlowDone(flow=Flow.REPLACEMENT),),
            looks=(ProbeSaw(probe=ProbeName.ERASED),),
            fresh_for=FLOWS,
        )
    return Proof(
        shows=(FlowDone(flow=Flow.RETENTION),),
        breaks=(FlowBroken(flow=Flow.RETENTION),),
        fresh_for=ACTS,
    )


RETAIN: Final = Kind(
    name="retain",
    form=Retain,
    title=Words(ar="مدة الحفظ", en="Keeps until"),
    about=Words(
        ar="كم تُحفظ البيانات، وما يحدث لها بعد ذلك.",
        en="How long data is kept, and what happens to it then.",
    ),
    words=_words,
    rules=_rules,
    proof=_proof,
)
