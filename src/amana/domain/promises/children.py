"""``children``: from which age on the service is for someone."""

from dataclasses import dataclass
from typing import Final

from amana.domain.decision.rule import Doing, Effect, Need, Rule
from amana.domain.evidence.freshness import ACTS
from amana.domain.evidence.proof import Proof
from amana.domain.evidence.question import (
    ActsWatched,
    ActsWithoutPermission,
    Attested,
    Flow,
    FlowBroken,
)
from amana.domain.phrases import YEAR, counted, sentence
from amana.domain.promises.errors import need
from amana.domain.promises.kind import Kind, Terms, item
from amana.domain.promises.speech import Speech
from amana.domain.vocabulary.named import Named
from amana.domain.words import Language, Words

_OLDEST: Final = 21
"""No law known here sets a higher age of majority."""
_COLLECTION: Final = frozenset({Doing.COLLECT})


class AgeQuestion(Named):
    """How age is asked, never more exactly than needed; words: a sentence."""

    YES_NO = "yes_no", "ونكتفي بسؤالك هل بلغت هذه السن", "We only ask whether you are of that age"
    YEAR = "year", "ونكتفي بسؤالك عن سنة ميلادك", "We only ask for your year of birth"


@dataclass(frozen=True, slots=True, kw_only=True)
class Children:
    """What a ``children`` promise says."""

    under: int = item("the age in years below which data is not collected")
    guardian: bool = item("whether a guardian's consent admits a child", default=False)
    asked: AgeQuestion = item("how age is asked", default=AgeQuestion.YES_NO)
    erased_if_found: bool = item("whether data found later is erased", default=True)

    def __post_init__(self) -> None:
        """Refuse an age that nobody has, or that no law knows."""
        need(children=0 < self.under <= _OLDEST)


def _words(form: Children, terms: Terms, language: Language) -> str:
    """Say for whom the service is not."""
    say = Speech(terms=terms, language=language)
    age = counted(form.under, YEAR, language)
    return sentence(
        say.of(
            f"لا نجمع عن علمٍ بيانات من لم يبلغ {age}",
            f"We do not knowingly collect data about anyone under {age} of age",
        ),
        say.when(form.guardian, "إلا بموافقة وليه", "without a guardian's consent"),
        f". {form.asked.say(language)}",
        say.when(
            form.erased_if_found,
            ". وإذا تبين لنا خلاف ذلك محونا تلك البيانات",
            ". If we learn otherwise, we erase that data",
        ),
    )


def _rules(_form: Children) -> tuple[Rule, ...]:
    """Demand the age, or where promised a guardian's consent, for every collection (rule 6)."""
    return (Rule(effect=Effect.REQUIRE, doings=_COLLECTION, needs=frozenset({Need.ADULT})),)


def _proof(form: Children) -> Proof:
    """Ask for collections decided under the age, none without permission, and who is not erased.

    How age is asked no collection shows.
    """
    erased = (FlowBroken(flow=Flow.CHILD),) if form.erased_if_found else ()
    return Proof(
        shows=(ActsWatched(doings=_COLLECTION), Attested()),
        breaks=(ActsWithoutPermission(doings=_COLLECTION), *erased),
        fresh_for=ACTS,
    )


CHILDREN: Final = Kind(
    name="children",
    form=Children,
    title=Words(ar="صغار السن", en="Children"),
    about=Words(
        ar="السن التي لا تُجمع دونها البيانات.",
        en="The age below which no data is collected.",
    ),
    words=_words,
    rules=_rules,
    proof=_proof,
)
