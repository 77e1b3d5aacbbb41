"""``right``: what a person may ask for, and how it is answered."""

from dataclasses import dataclass
from typing import Final

from amana.domain.decision.rule import Doing, Effect, Need, Rule
from amana.domain.evidence.freshness import FLOWS
from amana.domain.evidence.proof import Proof
from amana.domain.evidence.question import Flow, FlowBroken, FlowDone, ProbeName, ProbeSaw
from amana.domain.period import Period
from amana.domain.phrases import sentence
from amana.domain.promises.errors import ItemsDisagree, need
from amana.domain.promises.kind import DataId, Kind, PurposeId, Terms, item
from amana.domain.promises.speech import Speech, narrowed
from amana.domain.vocabulary.rights import Answer, Door, Fee, FileFormat, Right, RightLimit
from amana.domain.vocabulary.sharing import THE_PERSON
from amana.domain.words import Language, Words

_SEEING: Final = frozenset({Right.ACCESS, Right.COPY, Right.PORTABILITY})
_STOPPING: Final = frozenset({Right.OBJECTION, Right.WITHDRAWAL})
_ENDING: Final = frozenset({Right.ERASURE, Right.ACCOUNT_DELETION})
_USES: Final = frozenset({Doing.USE, Doing.MESSAGE, Doing.DISCLOSE})


@dataclass(frozen=True, slots=True, kw_only=True)
class RightForm:
    """What a ``right`` promise says."""

    rights: tuple[Right, ...] = item("what one may ask for")
    of: tuple[DataId, ...] = item("the data it is about; all where left out", default=())
    for_: tuple[PurposeId, ...] = item("the purposes that one may object to", default=())
    within: Period | None = item("how soon a request is answered, at the latest", default=None)
    identity: bool = item("whether identity is proven first", default=False)
    fee: Fee | None = item("what a request costs", default=None)
    as_: tuple[FileFormat, ...] = item("formats of a copy", default=())
    through: tuple[Door, ...] = item("where one can ask", default=())
    except_: tuple[RightLimit, ...] = item("how far a request is not met", default=())
    answer: tuple[Answer, ...] = item("what the answer also does", default=())

    def __post_init__(self) -> None:
        """Refuse a right to nothing, and formats or purposes of a right that has none."""
        need(right=self.rights)
        if self.as_ and not _SEEING & set(self.rights):
            raise ItemsDisagree(item="as", other="right")
        if self.for_ and not _STOPPING & set(self.rights):
            raise ItemsDisagree(item="for", other="right")


def _words(form: RightForm, terms: Terms, language: Language) -> str:
    """Say what one may ask for, and how it is answered."""
    say = Speech(terms=terms, language=language)
    return sentence(
        say.of("لك الحق في", "You may"),
        say.choices(form.rights),
        say.purpose(form.for_),
        _scope(form, say),
        _asking(form, say),
        _answering(form, say),
    )


def _scope(form: RightForm, say: Speech) -> str:
    """Say which data it is about, and how far it does not go."""
    data, limits = say.data(form.of), say.choices(form.except_)
    return "".join(
        (
            say.when(data, f"، ويشمل ذلك {data}", f"; this covers {data}"),
            say.when(limits, f"، إلا {limits}", f", except {limits}"),
        )
    )


def _asking(form: RightForm, say: Speech) -> str:
    """Say where one asks, and what is asked of one."""
    doors = say.choices(form.through, either=True)
    return "".join(
        (
            say.when(doors, f". ويمكنك طلب ذلك {doors}", f". You can ask for it {doors}"),
            say.when(form.identity, ". ونتحقق من هويتك أولًا", ". We check your identity first"),
            "" if form.fee is None else f". {form.fee.say(say.language)}",
        )
    )


def _answering(form: RightForm, say: Speech) -> str:
    """Say how soon and how it is answered."""
    within = "" if form.within is None else say.period(form.within)
    files = say.choices(form.as_, either=True)
    return "".join(
        (
            say.when(within, f". ونجيبك خلال {within}", f". We answer within {within}"),
            say.when(
                files,
                f". وتصلك بياناتك في ملف إلكتروني منظم بصيغة {files}",
                f". Your data comes in a structured electronic file: {files}",
            ),
            *(f". {each.say(say.language)}" for each in form.answer),
        )
    )


def _rules(form: RightForm) -> tuple[Rule, ...]:
    """Permit telling people their own data; stop what they object to."""
    rules = []
    if _SEEING & set(form.rights):
        needs = frozenset({Need.IDENTITY} if form.identity else set[Need]())
        rules.append(
            Rule(
                effect=Effect.PERMIT,
                doings=frozenset({Doing.DISCLOSE}),
                data=narrowed(form.of),
                recipients=frozenset({THE_PERSON}),
                needs=needs,
            )
        )
    if _STOPPING & set(form.rights):
        rules.append(
            Rule(
                effect=Effect.REQUIRE,
                doings=_USES,
                data=narrowed(form.of),
                purposes=narrowed(form.for_),
                needs=frozenset({Need.NO_OBJECTION}),
            )
        )
    return tuple(rules)


def _proof(form: RightForm) -> Proof:
    """Ask for requests answered as promised, and for any late or left."""
    asked = set(form.rights)
    flows = [Flow.REQUEST] if asked - _ENDING - _STOPPING else []
    flows += [Flow.ERASURE] if asked & _ENDING else []
    flows += [Flow.CHOICE] if asked & _STOPPING else []
    return Proof(
        shows=tuple(FlowDone(flow=flow) for flow in flows),
        breaks=tuple(FlowBroken(flow=flow) for flow in flows),
        looks=(ProbeSaw(probe=ProbeName.ERASED),) if asked & _ENDING else (),
        fresh_for=FLOWS,
    )


RIGHT: Final = Kind(
    name="right",
    form=RightForm,
    title=Words(ar="حقك", en="Your right"),
    about=Words(
        ar="ما لك أن تطلبه، وكيف نجيب طلبك.",
        en="What a person may ask for, and how it is answered.",
    ),
    words=_words,
    rules=_rules,
    proof=_proof,
)
