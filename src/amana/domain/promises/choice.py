"""``choice``: what a person may agree to or opt out of."""

from dataclasses import dataclass
from typing import Final

from amana.domain.decision.rule import Doing, Effect, Need, Rule
from amana.domain.evidence.freshness import FLOWS
from amana.domain.evidence.proof import Proof
from amana.domain.evidence.question import ActsWithoutPermission, Flow, FlowBroken, FlowDone
from amana.domain.period import Period
from amana.domain.phrases import sentence
from amana.domain.promises.errors import ItemsDisagree, need
from amana.domain.promises.kind import Kind, PurposeId, Terms, item
from amana.domain.promises.speech import Speech
from amana.domain.vocabulary.messages import Channel, ChoiceMode
from amana.domain.vocabulary.named import Named
from amana.domain.words import Language, Words


class ChoiceOf(Named):
    """What the choice is about; words: a verb in the first person, and its noun after *the*."""

    USE = "use", "نستخدم بياناتك", "use your data"
    SHARING = "sharing", "نشارك بياناتك", "share your data"
    BOTH = "both", "نستخدم بياناتك ونشاركها", "use and share your data"


_DOINGS: Final = {
    ChoiceOf.USE: frozenset({Doing.USE, Doing.READ, Doing.MESSAGE}),
    ChoiceOf.SHARING: frozenset({Doing.DISCLOSE}),
    ChoiceOf.BOTH: frozenset({Doing.USE, Doing.READ, Doing.MESSAGE, Doing.DISCLOSE}),
}
_SUBJECTS: Final = {
    ChoiceOf.USE: Words(ar="استخدام بياناتك", en="the use of your data"),
    ChoiceOf.SHARING: Words(ar="مشاركة بياناتك", en="the sharing of your data"),
    ChoiceOf.BOTH: Words(ar="استخدام بياناتك ومشاركتها", en="the use and sharing of your data"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a ``choice`` promise says."""

    for_: tuple[PurposeId, ...] = item("the purposes that one chooses about")
    by: ChoiceMode = item("how one chooses: consent before, or objection at any time")
    of: ChoiceOf = item("whether about use, about sharing, or both", default=ChoiceOf.USE)
    ahead: Period | None = item(
        "how long before a new sharing those concerned are told", default=None
    )
    through: tuple[Channel, ...] = item("ways to make the choice", default=())
    confirmed: bool = item("whether the choice is confirmed to who made it", default=False)

    def __post_init__(self) -> None:
        """Refuse a choice about nothing, and an announcement of no sharing."""
        need(choice=self.for_)
        if self.ahead is not None and self.of is ChoiceOf.USE:
            raise ItemsDisagree(item="ahead", other="of")


def _words(form: Choice, terms: Terms, language: Language) -> str:
    """Say what one may choose, and how."""
    say = Speech(terms=terms, language=language)
    channels = say.choices(form.through, either=True)
    return sentence(
        _announcement(form, say),
        _opt_out(form, say) if form.by is ChoiceMode.OPT_OUT else _opt_in(form, say),
        say.when(
            channels,
            f". ويمكنك إبلاغنا باختيارك عبر {channels}",
            f". You can tell us by {channels}",
        ),
        say.when(form.confirmed, ". ونؤكد لك استلام اختيارك", ". We confirm your choice to you"),
    )


def _announcement(form: Choice, say: Speech) -> str:
    """Say how long before we tell."""
    if form.ahead is None:
        return ""
    period = say.period(form.ahead)
    return say.of(
        f"قبل أن نشارك بياناتك مع جهة جديدة نعلمك بذلك بمدة لا تقل عن {period}.",
        f"Before we share your data with anyone new, we tell you at least {period} ahead.",
    )


def _opt_in(form: Choice, say: Speech) -> str:
    """Say that nothing happens without consent."""
    confirm = say.when(
        form.by is ChoiceMode.DOUBLE_OPT_IN, " ثم أكدت موافقتك", " and then confirm it"
    )
    done, purpose = form.of.say(say.language), say.purpose(form.for_)
    return say.of(
        f"لا {done} {purpose} إلا إذا وافقت على ذلك{confirm}",
        f"We {done} {purpose} only if you agree to it{confirm}",
    )


def _opt_out(form: Choice, say: Speech) -> str:
    """Say that an objection stops it at once."""
    subject, purpose = _SUBJECTS[form.of].say(say.language), say.purpose(form.for_)
    return say.of(
        f"لك أن تعترض في أي وقت على {subject} {purpose}، فنتوقف عن ذلك فورًا",
        f"You may object at any time to {subject} {purpose}, and we stop at once",
    )


def _rules(form: Choice) -> tuple[Rule, ...]:
    """Demand the consent, or that there is no objection."""
    wanted = Need.NO_OBJECTION if form.by is ChoiceMode.OPT_OUT else Need.CONSENT
    purposes = frozenset(form.for_)
    rules = [
        Rule(
            effect=Effect.REQUIRE,
            doings=_DOINGS[form.of],
            purposes=purposes,
            needs=frozenset({wanted}),
        )
    ]
    if form.ahead is not None:
        needs = frozenset({Need.ANNOUNCED})
        doings = frozenset({Doing.DISCLOSE})
        rules.append(Rule(effect=Effect.REQUIRE, doings=doings, purposes=purposes, needs=needs))
    return tuple(rules)


def _proof(form: Choice) -> Proof:
    """Ask for choices that were made and honoured; announced ones for their announcement too."""
    announced = form.ahead is not None
    return Proof(
        shows=(
            FlowDone(flow=Flow.CHOICE),
            *((FlowDone(flow=Flow.ANNOUNCEMENT),) if announced else ()),
        ),
        breaks=(
            FlowBroken(flow=Flow.CHOICE, purposes=frozenset(form.for_)),
            ActsWithoutPermission(doings=_DOINGS[form.of]),
            *((FlowBroken(flow=Flow.ANNOUNCEMENT),) if announced else ()),
        ),
        fresh_for=FLOWS,
    )


CHOICE: Final = Kind(
    name="choice",
    form=Choice,
    title=Words(ar="لك أن تختار", en="Your choice"),
    about=Words(
        ar="ما يتوقف على موافقتك، وما لك أن تعترض عليه.",
        en="What waits for your consent, and what you may opt out of.",
    ),
    words=_words,
    rules=_rules,
    proof=_proof,
)
