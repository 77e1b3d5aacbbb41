"""``protect``: a measure of protection, each with evidence of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from amana.domain.decision.rule import Doing, Effect, Need, Rule
from amana.domain.evidence.freshness import PROBES
from amana.domain.evidence.proof import Proof
from amana.domain.evidence.question import (
    ActsWithoutPermission,
    Attested,
    EvidenceQuestion,
    Flow,
    FlowBroken,
    FlowDone,
    ProbeName,
    ProbeSaw,
)
from amana.domain.phrases import sentence
from amana.domain.promises.errors import ItemsDisagree, need
from amana.domain.promises.kind import DataId, Kind, Terms, item
from amana.domain.promises.speech import Speech
from amana.domain.vocabulary.collecting import Part
from amana.domain.vocabulary.protecting import Measure, Threat
from amana.domain.vocabulary.sharing import Nature
from amana.domain.words import Language, Words

_DISCLOSURES: Final = frozenset({Doing.DISCLOSE})
_SEEN: Final[Mapping[Measure, EvidenceQuestion]] = {
    Measure.ENCRYPTION_IN_TRANSIT: ProbeSaw(probe=ProbeName.TRANSPORT),
    Measure.ENCRYPTION_AT_REST: ProbeSaw(probe=ProbeName.RAW_FILES),
    # Amana keeps no passwords, and cannot see those of an application: a named person vouches.
    Measure.HASHED_PASSWORDS: Attested(),
    Measure.TAMPER_EVIDENCE: ProbeSaw(probe=ProbeName.TAMPER),
    Measure.LEAST_PRIVILEGE: ProbeSaw(probe=ProbeName.DATABASE_ROLES),
    # A disclosure says nothing about who approved it: only approvals do.
    Measure.FOUR_EYES: FlowDone(flow=Flow.APPROVAL),
    Measure.MASK: ProbeSaw(probe=ProbeName.SHOWN_VALUES),
    Measure.NOT_STORED: ProbeSaw(probe=ProbeName.STORED_CARDS),
    Measure.NOT_PUBLIC: ProbeSaw(probe=ProbeName.PUBLIC_PAGES),
    Measure.CERTIFIED_PROVIDER: Attested(),
    Measure.SESSION_CONTROL: ProbeSaw(probe=ProbeName.SESSIONS),
    Measure.PHYSICAL: Attested(),
    Measure.PROCEDURES: Attested(),
}
"""What can show a measure. The person's own care and *standards wherever possible* are no acts of
the service that anything could show: alone they are stated, and beside others the others decide."""
_BROKEN: Final = (FlowBroken(flow=Flow.APPROVAL), ActsWithoutPermission(doings=_DISCLOSURES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Protect:
    """What a ``protect`` promise says."""

    data: tuple[DataId, ...] = item("the data that is protected")
    by: tuple[Measure, ...] = item("the measures")
    show: Part | None = item("all that masking leaves to see", default=None)
    against: tuple[Threat, ...] = item("what it is protected against", default=())
    not_absolute: bool = item("whether it is said that no system is wholly secure", default=False)

    def __post_init__(self) -> None:
        """Refuse protection of nothing or by nothing, and a part to show without a mask."""
        need(protect=self.data, by=self.by)
        if self.show is not None and Measure.MASK not in self.by:
            raise ItemsDisagree(item="show", other="by")


def _words(form: Protect, terms: Terms, language: Language) -> str:
    """Say what is protected, against what, and how."""
    say = Speech(terms=terms, language=language)
    return sentence(
        say.of("نحمي", "We protect"),
        say.data(form.data),
        _threats(form, say),
        say.of("بما يأتي:", "as follows:"),
        say.choices(form.by),
        _shown(form, say),
        say.when(
            form.not_absolute,
            ". ولا يخلو نظام من احتمال الاختراق",
            ". No system is wholly secure",
        ),
    )


def _threats(form: Protect, say: Speech) -> str:
    """Say against what."""
    said = say.choices(form.against, either=True)
    return say.when(said, f"من {said} دون إذن،", f"against unauthorised {said},")


def _shown(form: Protect, say: Speech) -> str:
    """Say what masking leaves to see."""
    if form.show is None:
        return ""
    shown = form.show.say(say.language)
    return say.of(f". ولا نُظهر من هذه البيانات إلا {shown}", f". Of this data we show only {shown}")


def _rules(form: Protect) -> tuple[Rule, ...]:
    """Demand the mask, the second person, the person's own choice, where measures say so."""
    data = frozenset(form.data)
    rules = {
        Measure.MASK: Rule(
            effect=Effect.REQUIRE,
            doings=frozenset({Doing.READ}),
            data=data,
            needs=frozenset({Need.MASK}),
            part=None if form.show is None else form.show.value,
        ),
        Measure.FOUR_EYES: Rule(
            effect=Effect.REQUIRE,
            doings=_DISCLOSURES,
            data=data,
            natures=frozenset({Nature.DISCLOSE_BY_LAW.value}),
            needs=frozenset({Need.SECOND_PERSON}),
        ),
        Measure.NOT_PUBLIC: Rule(
            effect=Effect.REQUIRE,
            doings=frozenset({Doing.PUBLISH}),
            data=data,
            needs=frozenset({Need.OWN_CHOICE}),
        ),
    }
    return tuple(rules[measure] for measure in form.by if measure in rules)


def _proof(form: Protect) -> Proof:
    """Ask, for each measure, what can show it: a probe, an approval, or a named person."""
    return Proof(
        shows=tuple(dict.fromkeys(_SEEN[measure] for measure in form.by if measure in _SEEN)),
        breaks=_BROKEN if Measure.FOUR_EYES in form.by else (),
        fresh_for=PROBES,
    )


PROTECT: Final = Kind(
    name="protect",
    form=Protect,
    title=Words(ar="كيف نحمي", en="Protects"),
    about=Words(
        ar="تدابير حماية البيانات، ولكل تدبير دليله.",
        en="Measures that protect data, each with evidence of its own.",
    ),
    words=_words,
    rules=_rules,
    proof=_proof,
)
