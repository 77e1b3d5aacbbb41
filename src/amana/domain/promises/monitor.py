"""``monitor``: which staff may look at a person's data, why, and what stays of it."""

from dataclasses import dataclass
from typing import Final

from amana.domain.decision.rule import Doing, Effect, Need, Rule
from amana.domain.evidence.freshness import ACTS
from amana.domain.evidence.proof import Proof
from amana.domain.evidence.question import (
    ActsDone,
    ActsWithoutPermission,
    Attested,
    ProbeName,
    ProbeSaw,
)
from amana.domain.phrases import after_lam, sentence
from amana.domain.promises.errors import need
from amana.domain.promises.kind import DataId, Kind, PurposeId, RecipientId, Terms, item
from amana.domain.promises.speech import Speech
from amana.domain.words import Language, Words

_READS: Final = frozenset({Doing.READ})


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitor:
    """What a ``monitor`` promise says. A reason is always asked for, each read always recorded."""

    data: tuple[DataId, ...] = item("the data that may be looked at")
    for_: tuple[PurposeId, ...] = item("what it may be looked at for")
    by: tuple[RecipientId, ...] = item("who may look; all staff where left out", default=())
    second_person: bool = item("whether a second person has to approve", default=False)

    def __post_init__(self) -> None:
        """Refuse looking at nothing, or for nothing."""
        need(monitor=self.data, for_=self.for_)


def _words(form: Monitor, terms: Terms, language: Language) -> str:
    """Say who may look, at what, and why."""
    say = Speech(terms=terms, language=language)
    return sentence(
        _who(form, say),
        say.data(form.data),
        say.purpose(form.for_),
        say.when(
            form.second_person,
            ". ويوافق على ذلك شخص ثانٍ",
            ". A second person approves it",
        ),
        say.of(
            ". ولا يكون ذلك إلا لسبب مكتوب، ونسجل كل اطلاع، وتجده في نسختك من بياناتك",
            ". A reason has to be stated, each look is recorded, and your copy lists it",
        ),
    )


def _who(form: Monitor, say: Speech) -> str:
    """Say who may look."""
    who = say.recipients(form.by) or say.of("فريق العمل لدينا", "our staff")
    return say.of(
        f"يجوز {after_lam(who)} الاطلاع على",
        f"{who[:1].upper()}{who[1:]} may look at",
    )


def _rules(form: Monitor) -> tuple[Rule, ...]:
    """Permit reading for the purposes, with a reason (rule 10)."""
    second = {Need.SECOND_PERSON} if form.second_person else set()
    return (
        Rule(
            effect=Effect.PERMIT,
            doings=_READS,
            data=frozenset(form.data),
            purposes=frozenset(form.for_),
            needs=frozenset({Need.REASON, *second}),
        ),
    )


def _proof(form: Monitor) -> Proof:
    """Ask for reads under the promise, and for none without permission, reader or reason.

    A read names who looked, but not to which group of staff they belong.
    """
    return Proof(
        shows=(ActsDone(doings=_READS), *((Attested(),) if form.by else ())),
        breaks=(ActsWithoutPermission(doings=_READS),),
        looks=(ProbeSaw(probe=ProbeName.STAFF_READS),),
        fresh_for=ACTS,
    )


MONITOR: Final = Kind(
    name="monitor",
    form=Monitor,
    title=Words(ar="من يطلع عليها", en="Staff access"),
    about=Words(
        ar="من يجوز له من فريق العمل أن يطلع على البيانات، ولماذا، وكيف يُسجَّل ذلك.",
        en="Which staff may look at data, why, and how each look is recorded.",
    ),
    words=_words,
    rules=_rules,
    proof=_proof,
)
