"""``publish``: what becomes visible to all, under which name, and after which review."""

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
)
from amana.domain.phrases import sentence
from amana.domain.promises.errors import need
from amana.domain.promises.kind import DataId, Kind, PurposeId, Terms, item
from amana.domain.promises.speech import Speech, narrowed
from amana.domain.vocabulary.named import Named
from amana.domain.words import Language, Words

_PUBLICATION: Final = frozenset({Doing.PUBLISH})


class ShownAs(Named):
    """Under which name something is published; words: an adverbial."""

    OWN_NAME = "own_name", "باسمك", "under your name"
    ANONYMOUS = "anonymous", "دون اسمك", "without your name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publish:
    """What a ``publish`` promise says."""

    data: tuple[DataId, ...] = item("the data that is published")
    as_: tuple[ShownAs, ...] = item("under which name; the person picks if there are several")
    for_: tuple[PurposeId, ...] = item("purposes of the publication", default=())
    moderated: bool = item("whether content is approved before it shows", default=False)
    chosen: bool = item("whether it shows only if the person chose so", default=False)

    def __post_init__(self) -> None:
        """Refuse publishing nothing, or under no name."""
        need(publish=self.data, as_=self.as_)


def _words(form: Publish, terms: Terms, language: Language) -> str:
    """Say what is published, as what, and after what."""
    say = Speech(terms=terms, language=language)
    return sentence(
        say.of("ننشر", "We publish"),
        say.data(form.data),
        say.choices(form.as_, either=True),
        say.when(
            len(form.as_) > 1,
            "كما تختار، ولك أن تغير اختيارك",
            "as you prefer, and you may change your mind",
        ),
        say.purpose(form.for_),
        say.when(form.chosen, "، إن اخترت ذلك", ", if you choose so"),
        say.when(
            form.moderated,
            ". ولا ننشر شيئًا قبل أن نراجعه",
            ". We publish nothing before we have reviewed it",
        ),
    )


def _rules(form: Publish) -> tuple[Rule, ...]:
    """Permit the publication, once reviewed or chosen where promised."""
    needs = {
        Need.MODERATED: form.moderated,
        Need.OWN_CHOICE: form.chosen or len(form.as_) > 1,
    }
    return (
        Rule(
            effect=Effect.PERMIT,
            doings=_PUBLICATION,
            data=frozenset(form.data),
            purposes=narrowed(form.for_),
            needs=frozenset(wanted for wanted, holds in needs.items() if holds),
        ),
    )


def _proof(form: Publish) -> Proof:
    """Ask for publications under the promise, and for any unreviewed or without permission.

    Under which name something appeared, its publication does not show.
    """
    unreviewed = (FlowBroken(flow=Flow.MODERATION),) if form.moderated else ()
    return Proof(
        shows=(ActsDone(doings=_PUBLICATION), Attested()),
        breaks=(ActsWithoutPermission(doings=_PUBLICATION), *unreviewed),
        fresh_for=ACTS,
    )


PUBLISH: Final = Kind(
    name="publish",
    form=Publish,
    title=Words(ar="ما ننشره", en="Publishes"),
    about=Words(
        ar="ما يظهر للجميع، وبأي اسم، وبعد أي مراجعة.",
        en="What becomes visible to all, under which name, and after which review.",
    ),
    words=_words,
    rules=_rules,
    proof=_proof,
)
