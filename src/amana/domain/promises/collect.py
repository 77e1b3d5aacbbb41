"""``collect``: what is collected, where it comes from, when, and what for."""

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
from amana.domain.phrases import sentence
from amana.domain.promises.errors import need
from amana.domain.promises.kind import DataId, Kind, PurposeId, RecipientId, Terms, item
from amana.domain.promises.speech import Speech, narrowed
from amana.domain.vocabulary.collecting import Origin, Part
from amana.domain.words import Language, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Collect:
    """What a ``collect`` promise says."""

    data: tuple[DataId, ...] = item("the data that is collected")
    for_: tuple[PurposeId, ...] = item("what it is collected for")
    from_: Origin = item("where it comes from", default=Origin.PERSON)
    at: tuple[str, ...] = item("occasions at which it is collected, free ids", default=())
    source: tuple[RecipientId, ...] = item(
        "who gives it, where it comes from a third party", default=()
    )
    after: str | None = item("event that must come first, such as telling a caller", default=None)
    keep: Part | None = item("the only part of the value that is stored", default=None)
    corrects: bool = item("whether it corrects what is already held", default=False)
    shown_first: bool = item("whether it is shown to the person before it is taken", default=False)
    apart: bool = item("whether it is kept apart from identity data", default=False)

    def __post_init__(self) -> None:
        """Refuse a promise that names no data or no purpose."""
        need(collect=self.data, for_=self.for_)


def _words(form: Collect, terms: Terms, language: Language) -> str:
    """Say what is collected."""
    say = Speech(terms=terms, language=language)
    return sentence(
        say.of("نجمع", "We collect"),
        say.data(form.data),
        _origin(form, say),
        say.occasions(form.at),
        say.of("، وذلك", ","),
        say.purpose(form.for_),
        _after(form, say),
        _care(form, say),
    )


def _origin(form: Collect, say: Speech) -> str:
    """Say where it comes from; from the person it goes without saying."""
    if form.source:
        return say.of("من ", "from ") + say.recipients(form.source)
    if form.from_ is Origin.PERSON:
        return ""
    return form.from_.say(say.language)


def _after(form: Collect, say: Speech) -> str:
    """Say which event comes first."""
    if form.after is None:
        return ""
    return say.of("، ولا يكون ذلك إلا بعد ", ", and only after ") + say.event(form.after)


def _care(form: Collect, say: Speech) -> str:
    """Say how much of it is stored, and how."""
    kept = "" if form.keep is None else form.keep.say(say.language)
    return "".join(
        (
            say.when(
                kept,
                f". ولا نخزن من هذه البيانات إلا {kept}",
                f". Of this data we store only {kept}",
            ),
            say.when(
                form.corrects,
                ". ونصحح بهذه البيانات ما لدينا عنك",
                ". We correct what we hold about you with this data",
            ),
            say.when(
                form.shown_first,
                ". ونعرض هذه البيانات عليك قبل أن نأخذها",
                ". We show you this data before we take it",
            ),
            say.when(
                form.apart,
                ". ونحفظ هذه البيانات منفصلة عن بيانات هويتك",
                ". We keep this data apart from what identifies you",
            ),
        )
    )


def _rules(form: Collect) -> tuple[Rule, ...]:
    """Permit the collection, of this origin and at these occasions only."""
    return (
        Rule(
            effect=Effect.PERMIT,
            doings=frozenset({Doing.COLLECT}),
            data=frozenset(form.data),
            purposes=frozenset(form.for_),
            occasions=narrowed(form.at),
            origins=frozenset({form.from_.value}),
            sources=narrowed(form.source),
            needs=frozenset() if form.after is None else frozenset({Need.EVENT}),
            event=form.after,
        ),
    )


def _proof(form: Collect) -> Proof:
    """Ask for collections under the promise, and for none without permission.

    A record that came in outside any promise breaks it too. How much of a value is stored, how,
    and what is shown before or mended after is not seen in the collection: somebody has to vouch
    for it.
    """
    doings = frozenset({Doing.COLLECT})
    unseen = form.keep is not None or form.corrects or form.shown_first or form.apart
    return Proof(
        shows=(ActsDone(doings=doings), *((Attested(),) if unseen else ())),
        breaks=(ActsWithoutPermission(doings=doings),),
        looks=(ProbeSaw(probe=ProbeName.RECORDS),),
        fresh_for=ACTS,
    )


COLLECT: Final = Kind(
    name="collect",
    form=Collect,
    title=Words(ar="ما نجمعه", en="Collects"),
    about=Words(
        ar="ما يُجمع من البيانات، ومن أين، ومتى، ولأي غرض.",
        en="What data is collected, where it comes from, when, and what for.",
    ),
    words=_words,
    rules=_rules,
    proof=_proof,
)
