"""``verify``: identity is proven before something is done."""

from dataclasses import dataclass
from typing import Final

from amana.domain.decision.rule import Doing, Effect, Need, Rule
from amana.domain.evidence.freshness import FLOWS
from amana.domain.evidence.proof import Proof
from amana.domain.evidence.question import Flow, FlowBroken, FlowDone, ProbeName, ProbeSaw
from amana.domain.period import Period
from amana.domain.phrases import ATTEMPT, DIGIT, counted, sentence
from amana.domain.promises.errors import ItemsDisagree, need
from amana.domain.promises.kind import DataId, Kind, Terms, item
from amana.domain.promises.speech import Speech
from amana.domain.vocabulary.protecting import IdentityMeans, IdentityMoment
from amana.domain.vocabulary.sharing import THE_PERSON
from amana.domain.words import Language, Words

DISCLOSING: Final = frozenset({IdentityMoment.COPY, IdentityMoment.REQUEST})
"""Moments before which data leaves to the person whose it is."""
_LEAST_DIGITS: Final = 6
"""NIST SP 800-63B, 3.1.3.2: a one-time code has at least six digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verify:
    """What a ``verify`` promise says."""

    before: tuple[IdentityMoment, ...] = item("before what identity is proven")
    by: tuple[IdentityMeans, ...] = item("how it is proven; any of them is enough", default=())
    to: tuple[DataId, ...] = item("contact data to which a code is sent", default=())
    digits: int | None = item("how many digits a code has, at least six", default=None)
    lasts: Period | None = item("how long a code can be used", default=None)
    tries: int | None = item("how many attempts a code allows", default=None)
    at_need: bool = item("whether proof is asked for only where needed", default=False)

    def __post_init__(self) -> None:
        """Refuse a check before nothing, a weak code, and limits of a code that there is not."""
        need(verify=self.before, tries=self.tries is None or self.tries > 0)
        need(digits=self.digits is None or self.digits >= _LEAST_DIGITS)
        coded = self.to or self.digits or self.lasts or self.tries
        if coded and IdentityMeans.ONE_TIME_CODE not in self.by:
            raise ItemsDisagree(item="by", other="one_time_code")


def _words(form: Verify, terms: Terms, language: Language) -> str:
    """Say before what, and how."""
    say = Speech(terms=terms, language=language)
    return sentence(
        _check(form, say),
        say.choices(form.before, either=True),
        say.choices(form.by, either=True),
        _code(form, say),
    )


def _check(form: Verify, say: Speech) -> str:
    """Say that identity is checked, always or where needed."""
    if form.at_need:
        return say.of("قد نطلب منك إثبات هويتك", "We may ask you to prove who you are")
    return say.of("نتحقق من هويتك", "We check who you are")


def _code(form: Verify, say: Speech) -> str:
    """Say what the code is like."""
    parts = []
    if form.to:
        to = say.data(form.to, either=True)
        parts.append(say.of(f". ونرسل الرمز إلى {to}", f". We send the code to {to}"))
    if form.digits:
        digits = counted(form.digits, DIGIT, say.language)
        parts.append(say.of(f". ويتكون الرمز من {digits}", f". The code has {digits}"))
    if form.lasts:
        lasts = say.period(form.lasts)
        parts.append(say.of(f". ويصلح الرمز لمدة {lasts}", f". The code is good for {lasts}"))
    if form.tries:
        tries = counted(form.tries, ATTEMPT, say.language)
        parts.append(
            say.of(f". ولا نقبل أكثر من {tries}", f". We accept no more than {tries}"),
        )
    return "".join(parts)


def _rules(form: Verify) -> tuple[Rule, ...]:
    """Demand the proof before a person's data is disclosed to that person."""
    if not DISCLOSING.intersection(form.before):
        return ()
    return (
        Rule(
            effect=Effect.REQUIRE,
            doings=frozenset({Doing.DISCLOSE}),
            recipients=frozenset({THE_PERSON}),
            needs=frozenset({Need.IDENTITY}),
        ),
    )


def _proof(form: Verify) -> Proof:
    """Ask for checks passed, and for anything done without one; for codes, their limits too."""
    coded = IdentityMeans.ONE_TIME_CODE in form.by
    return Proof(
        shows=(
            FlowDone(flow=Flow.IDENTITY_CHECK),
            *((ProbeSaw(probe=ProbeName.CODE_LIMITS),) if coded else ()),
        ),
        breaks=(FlowBroken(flow=Flow.IDENTITY_CHECK),),
        fresh_for=FLOWS,
    )


VERIFY: Final = Kind(
    name="verify",
    form=Verify,
    title=Words(ar="التحقق من الهوية", en="Checks identity"),
    about=Words(
        ar="متى تُثبَت الهوية، وبأي وسيلة.",
        en="Before what identity is proven, and how.",
    ),
    words=_words,
    rules=_rules,
    proof=_proof,
)
