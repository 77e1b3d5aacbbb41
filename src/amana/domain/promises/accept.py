"""``accept``: how the policy is accepted, what waits for it, and what declining leads to."""

from dataclasses import dataclass
from typing import Final

from amana.domain.decision.rule import Doing, Effect, Need, Rule
from amana.domain.evidence.freshness import FLOWS
from amana.domain.evidence.proof import Proof
from amana.domain.evidence.question import (
    ActsWithoutPermission,
    Attested,
    Flow,
    FlowBroken,
    FlowDone,
)
from amana.domain.phrases import sentence
from amana.domain.promises.errors import need
from amana.domain.promises.kind import Kind, Terms, item
from amana.domain.promises.speech import Speech, narrowed
from amana.domain.vocabulary.named import Named
from amana.domain.words import Language, Words

_ACTS: Final = frozenset({Doing.COLLECT, Doing.PUBLISH})


class Acceptance(Named):
    """How a policy is accepted; words: an adverbial."""

    EXPLICIT = "explicit", "بموافقتك الصريحة", "by saying so"
    USE = "use", "باستخدامك للخدمة", "by using the service"
    CONTINUED_USE = (
        "continued_use",
        "باستمرارك في استخدام الخدمة بعد تغييرها",
        "by going on using the service after a change",
    )


class Declining(Named):
    """What declining leads to; words: a sentence."""

    STOP_USING = (
        "stop_using",
        "ومن لم يوافق فعليه ألا يستخدم الخدمة",
        "Whoever disagrees must not use the service",
    )
    EXPORT_AND_CLOSE = (
        "export_and_close",
        "ومن لم يوافق فإننا نسلمه نسخة من بياناته ثم نغلق حسابه",
        "Whoever disagrees gets a copy of their data, and then we close their account",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept:
    """What an ``accept`` promise says."""

    by: tuple[Acceptance, ...] = item("how the policy is accepted")
    before: tuple[str, ...] = item(
        "occasions that wait for acceptance; all where left out", default=()
    )
    declining: Declining | None = item("what declining leads to", default=None)

    def __post_init__(self) -> None:
        """Refuse an acceptance that comes about by nothing."""
        need(accept=self.by)


def _words(form: Accept, terms: Terms, language: Language) -> str:
    """Say how it is accepted, what waits for it, and what declining leads to."""
    say = Speech(terms=terms, language=language)
    before = say.occasions(form.before)
    return sentence(
        say.of("تقبل هذه السياسة", "You accept this policy"),
        say.choices(form.by, either=True),
        say.when(
            before,
            f". ولا بد من قبولها {before}",
            f". It has to have been accepted {before}",
        ),
        "" if form.declining is None else f". {form.declining.say(language)}",
        say.of(
            ". ولا نعدّ من رفضها قابلًا لها",
            ". Whoever declined it is not taken to have accepted",
        ),
    )


def _rules(form: Accept) -> tuple[Rule, ...]:
    """Demand that the version in force was accepted."""
    return (
        Rule(
            effect=Effect.REQUIRE,
            doings=_ACTS,
            occasions=narrowed(form.before),
            needs=frozenset({Need.ACCEPTED}),
        ),
    )


def _proof(form: Accept) -> Proof:
    """Ask for acceptances recorded, and for anything done without one.

    What those get who decline, no acceptance shows.
    """
    served = form.declining is Declining.EXPORT_AND_CLOSE
    return Proof(
        shows=(FlowDone(flow=Flow.ACCEPTANCE), *((Attested(),) if served else ())),
        breaks=(FlowBroken(flow=Flow.ACCEPTANCE), ActsWithoutPermission(doings=_ACTS)),
        fresh_for=FLOWS,
    )


ACCEPT: Final = Kind(
    name="accept",
    form=Accept,
    title=Words(ar="قبول السياسة", en="Acceptance"),
    about=Words(
        ar="كيف تُقبل السياسة، وما يتوقف على قبولها، وما يترتب على رفضها.",
        en="How the policy is accepted, what waits for it, and what declining leads to.",
    ),
    words=_words,
    rules=_rules,
    proof=_proof,
)
