"""``breach``: who is told of a breach, and how soon."""

from dataclasses import dataclass
from typing import Final

from amana.domain.decision.rule import Rule
from amana.domain.evidence.freshness import FLOWS
from amana.domain.evidence.proof import Proof
from amana.domain.evidence.question import Flow, FlowBroken, FlowDone
from amana.domain.period import Period
from amana.domain.phrases import sentence
from amana.domain.promises.errors import need
from amana.domain.promises.kind import Kind, Terms, item
from amana.domain.promises.speech import Speech
from amana.domain.vocabulary.named import Named
from amana.domain.words import Language, Words


class Told(Named):
    """Who is told; words: a noun phrase."""

    AFFECTED = "affected", "كل من تأثرت بياناته", "everyone whose data is affected"
    AUTHORITY = "authority", "الجهة الرقابية المختصة", "the competent supervisory authority"


class ClockStart(Named):
    """From when the clock runs; words: after the period."""

    AWARENESS = "awareness", "من علمنا بذلك", "of our becoming aware of it"
    OCCURRENCE = "occurrence", "من وقوع ذلك", "of its happening"


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """What a ``breach`` promise says."""

    whom: tuple[Told, ...] = item("who is told")
    within: Period = item("how soon, at the latest")
    from_: ClockStart = item("from when the clock runs", default=ClockStart.AWARENESS)
    weakness: bool = item("whether a weakness that may expose data counts too", default=False)

    def __post_init__(self) -> None:
        """Refuse a notice to nobody."""
        need(breach=self.whom)


def _words(form: Breach, terms: Terms, language: Language) -> str:
    """Say who is told, of what, and how soon."""
    say = Speech(terms=terms, language=language)
    within, start = say.period(form.within), form.from_.say(language)
    return sentence(
        say.of("إذا وقع خرق للبيانات", "If there is a breach of data"),
        say.when(
            form.weakness,
            "أو ظهر ضعف في الإعدادات قد يكشفها",
            "or a weakness in configuration that may expose it",
        ),
        say.of("أبلغنا", ", we tell"),
        say.choices(form.whom),
        say.of(f"خلال {within} {start}", f"within {within} {start}"),
    )


def _rules(_form: Breach) -> tuple[Rule, ...]:
    """Add nothing: no decision about an act rests on it."""
    return ()


def _proof(_form: Breach) -> Proof:
    """Ask for notices sent in time, and for any late; a running clock makes it *due*."""
    return Proof(
        shows=(FlowDone(flow=Flow.BREACH_NOTICE),),
        breaks=(FlowBroken(flow=Flow.BREACH_NOTICE),),
        fresh_for=FLOWS,
    )


BREACH: Final = Kind(
    name="breach",
    form=Breach,
    title=Words(ar="عند خرق البيانات", en="Tells of a breach"),
    about=Words(
        ar="من يُبلَّغ عند خرق البيانات، وخلال كم.",
        en="Who is told of a breach of data, and how soon.",
    ),
    words=_words,
    rules=_rules,
    proof=_proof,
)
