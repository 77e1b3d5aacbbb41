"""``never``: what is never done with data, whatever else is permitted."""

from dataclasses import dataclass
from typing import Final

from amana.domain.decision.rule import Doing, Effect, Rule
from amana.domain.evidence.freshness import ACTS
from amana.domain.evidence.proof import Proof
from amana.domain.evidence.question import ActsWatched, ActsWithoutPermission, ProbeName, ProbeSaw
from amana.domain.phrases import sentence
from amana.domain.promises.errors import ItemsDisagree, need
from amana.domain.promises.kind import DataId, Kind, PurposeId, RecipientId, Terms, item
from amana.domain.promises.speech import Speech, narrowed
from amana.domain.vocabulary.sharing import Nature
from amana.domain.words import Language, Words

_USES: Final = frozenset({Doing.COLLECT, Doing.READ, Doing.USE, Doing.MESSAGE, Doing.DISCLOSE})
_SHARING: Final = frozenset({Doing.DISCLOSE, Doing.PUBLISH})


@dataclass(frozen=True, slots=True, kw_only=True)
class Never:
    """What a ``never`` promise says. What it names together, it rules out together."""

    data: tuple[DataId, ...] = item("the data that is protected")
    as_: tuple[Nature, ...] = item("natures of disclosure that are ruled out", default=())
    to: tuple[RecipientId, ...] = item("recipients who never get it", default=())
    for_: tuple[PurposeId, ...] = item("purposes it never serves", default=())
    collected: bool = item("whether it is not even collected", default=False)

    def __post_init__(self) -> None:
        """Refuse a promise that rules nothing out, and two bans of which one would be lost."""
        need(never=self.data, as_=self.as_ or self.to or self.for_ or self.collected)
        if self.collected and (self.as_ or self.to):
            raise ItemsDisagree(item="collected", other="as" if self.as_ else "to")


def _words(form: Never, terms: Terms, language: Language) -> str:
    """Say what is never done."""
    say = Speech(terms=terms, language=language)
    return sentence(
        _verbs(form, say),
        say.data(form.data, either=True),
        _recipients(form, say),
        say.purpose(form.for_),
        say.of("أبدًا", ""),
    )


def _verbs(form: Never, say: Speech) -> str:
    """Say the verbs, each denied."""
    if form.as_:
        arabic = " ولا ".join(nature.say("ar") for nature in form.as_)
        return say.of(f"لا {arabic}", f"We never {say.choices(form.as_, either=True)}")
    if form.collected:
        return say.of("لا نجمع", "We never collect")
    if form.to:
        return say.of("لا نشارك", "We never share")
    return say.of("لا نستخدم", "We never use")


def _recipients(form: Never, say: Speech) -> str:
    """Say who never gets it."""
    to = say.recipients(form.to, either=True)
    if not to:
        return ""
    if form.as_:
        return say.of(f"إلى {to}", f"to {to}")
    return say.of(f"مع {to}", f"with {to}")


def _rules(form: Never) -> tuple[Rule, ...]:
    """Forbid it, whatever permits it."""
    return (
        Rule(
            effect=Effect.FORBID,
            doings=_doings(form),
            data=frozenset(form.data),
            purposes=narrowed(form.for_),
            recipients=narrowed(form.to),
            natures=narrowed(form.as_),
        ),
    )


def _doings(form: Never) -> frozenset[Doing]:
    """Return what the ban is about: disclosures, else collection, else every use."""
    if form.as_ or form.to:
        return _SHARING
    return frozenset({Doing.COLLECT}) if form.collected else _USES


def _proof(form: Never) -> Proof:
    """Ask for acts decided under the ban, and for none done without permission.

    What is never published must not show on a public page either, whoever put it there; what is
    never collected must not stand in what is stored.
    """
    doings = _doings(form)
    published = Nature.PUBLISH in form.as_
    return Proof(
        shows=(ActsWatched(doings=doings),),
        breaks=(ActsWithoutPermission(doings=doings),),
        looks=(
            *((ProbeSaw(probe=ProbeName.PUBLIC_PAGES),) if published else ()),
            *((ProbeSaw(probe=ProbeName.STORED_CARDS),) if form.collected else ()),
        ),
        fresh_for=ACTS,
    )


NEVER: Final = Kind(
    name="never",
    form=Never,
    title=Words(ar="ما لا نفعله أبدًا", en="Never"),
    about=Words(
        ar="ما لا يُفعل بالبيانات أبدًا، وإن أجازه وعد آخر.",
        en="What is never done with data, whatever another promise permits.",
    ),
    words=_words,
    rules=_rules,
    proof=_proof,
)
