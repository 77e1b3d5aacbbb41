"""``share``: with whom data is shared, why, under which conditions and safeguards."""

from dataclasses import dataclass
from typing import Final

from amana.domain.decision.rule import Doing, Effect, Need, Rule
from amana.domain.evidence.freshness import ACTS, FLOWS
from amana.domain.evidence.proof import Proof
from amana.domain.evidence.question import (
    ActsDone,
    ActsWithoutPermission,
    Attested,
    Flow,
    FlowBroken,
)
from amana.domain.phrases import PEOPLE, counted, sentence
from amana.domain.promises.errors import need
from amana.domain.promises.kind import DataId, Kind, PurposeId, RecipientId, Terms, item
from amana.domain.promises.speech import Speech
from amana.domain.vocabulary.sharing import Condition, Ground, Nature, Safeguard
from amana.domain.words import Language, Words

_DISCLOSURES: Final = frozenset({Doing.DISCLOSE})
_NEEDS: Final = {
    Condition.CONSENT: Need.CONSENT,
    Condition.UNLESS_OPTED_OUT: Need.NO_OBJECTION,
    Condition.ANNOUNCED: Need.ANNOUNCED,
    Condition.OWN_CHOICE: Need.OWN_CHOICE,
    Condition.SECOND_PERSON: Need.SECOND_PERSON,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What a ``share`` promise says."""

    data: tuple[DataId, ...] = item("the data that is shared")
    to: tuple[RecipientId, ...] = item("who gets it")
    for_: tuple[PurposeId, ...] = item("what they get it for")
    if_: tuple[Condition, ...] = item("what must come first", default=())
    grounds: tuple[Ground, ...] = item(
        "grounds of a release, each with its document and a second person's approval", default=()
    )
    under: tuple[Safeguard, ...] = item("what binds who gets it", default=())
    only_needed: bool = item("whether they get no more than they need", default=False)
    nothing_else: bool = item("whether they may use it for nothing else", default=False)
    at_least: int | None = item(
        "smallest group: only figures over so many people leave", default=None
    )

    def __post_init__(self) -> None:
        """Refuse a disclosure of nothing, to nobody, or for no purpose."""
        need(share=self.data, to=self.to, for_=self.for_)
        need(at_least=self.at_least is None or self.at_least > 1)


def _words(form: Share, terms: Terms, language: Language) -> str:
    """Say with whom it is shared, and what holds then."""
    say = Speech(terms=terms, language=language)
    return sentence(
        say.of("نشارك", "We share"),
        _figures(form, say),
        say.data(form.data),
        say.when(form.at_least, "،", ","),
        say.of("مع", "with"),
        say.recipients(form.to),
        say.purpose(form.for_),
        _conditions(form, say),
        _grounds(form, say),
        _bounds(form, say),
        _safeguards(form, say),
    )


def _figures(form: Share, say: Speech) -> str:
    """Say that only figures leave."""
    if form.at_least is None:
        return ""
    people = counted(form.at_least, PEOPLE, say.language)
    return say.of(
        f"أرقامًا إجمالية تخص {people} على الأقل ولا تدل على أحد، مأخوذة من",
        f"only figures over at least {people} that identify nobody, drawn from",
    )


def _conditions(form: Share, say: Speech) -> str:
    """Say what must come first."""
    said = say.choices(form.if_)
    return say.when(said, f"، {said}", f", {said}")


def _grounds(form: Share, say: Speech) -> str:
    """Say on which grounds alone it is released."""
    said = say.choices(form.grounds, either=True)
    return say.when(said, f"، إذا {said}", f", where {said}")


def _bounds(form: Share, say: Speech) -> str:
    """Say what they may not do."""
    needed = say.when(
        form.only_needed,
        ". ولا نكشف من هذه البيانات إلا ما يلزم",
        ". We disclose no more of this data than is needed",
    )
    bound = say.when(
        form.nothing_else,
        ". ولا يجوز استخدام هذه البيانات لغير ذلك",
        ". This data may be used for nothing else",
    )
    return needed + bound


def _safeguards(form: Share, say: Speech) -> str:
    """Say what binds them."""
    said = say.choices(form.under)
    return say.when(
        said, f". وضمانات هذه المشاركة: {said}", f". What safeguards this sharing: {said}"
    )


def _rules(form: Share) -> tuple[Rule, ...]:
    """Permit the disclosure, once what it needs is shown."""
    return (
        Rule(
            effect=Effect.PERMIT,
            doings=_DISCLOSURES,
            data=frozenset(form.data),
            purposes=frozenset(form.for_),
            recipients=frozenset(form.to),
            natures=frozenset(_natures(form)),
            needs=frozenset(_needs(form)),
            group_size=form.at_least,
        ),
    )


def _natures(form: Share) -> tuple[str, ...]:
    """Return what the disclosure may be: never a sale, which no ``share`` can permit."""
    released = (Nature.DISCLOSE_BY_LAW,) if form.grounds else ()
    merged = (Nature.MERGER,) if Ground.MERGER in form.grounds else ()
    return tuple(nature.value for nature in (Nature.SHARE, *released, *merged))


def _needs(form: Share) -> set[Need]:
    """Return what must be shown: a grant, or for a release its ground and a second person."""
    needs = {_NEEDS[condition] for condition in form.if_}
    needs |= {Need.LEGAL_GROUND, Need.SECOND_PERSON} if form.grounds else {Need.GRANT}
    return needs | ({Need.AGGREGATE} if form.at_least else set())


def _proof(form: Share) -> Proof:
    """Ask for disclosures under the promise, and for none without permission.

    Whether a recipient gets no more than it needs, does nothing else with it and is bound as
    promised is not seen in the disclosure: somebody has to vouch for it.
    """
    announced = Condition.ANNOUNCED in form.if_
    unseen = form.only_needed or form.nothing_else or bool(form.under)
    return Proof(
        shows=(ActsDone(doings=_DISCLOSURES), *((Attested(),) if unseen else ())),
        breaks=(
            ActsWithoutPermission(doings=_DISCLOSURES),
            *((FlowBroken(flow=Flow.ANNOUNCEMENT),) if announced else ()),
            *((FlowBroken(flow=Flow.RELEASE),) if form.grounds else ()),
        ),
        # Releases to authorities are rare, and a quiet year is no fault.
        fresh_for=FLOWS if form.grounds else ACTS,
    )


SHARE: Final = Kind(
    name="share",
    form=Share,
    title=Words(ar="من نشاركه", en="Shares"),
    about=Words(
        ar="مع من تُشارك البيانات، ولماذا، وبأي شروط وضمانات.",
        en="With whom data is shared, why, and under which conditions and safeguards.",
    ),
    words=_words,
    rules=_rules,
    proof=_proof,
)
