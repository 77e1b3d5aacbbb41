"""``use``: what data is used for, and for nothing beyond it."""

from dataclasses import dataclass
from typing import Final

from amana.domain.decision.rule import Doing, Effect, Rule
from amana.domain.evidence.freshness import ACTS
from amana.domain.evidence.proof import Proof
from amana.domain.evidence.question import ActsDone, ActsWithoutPermission, ProbeName, ProbeSaw
from amana.domain.phrases import sentence
from amana.domain.promises.errors import need
from amana.domain.promises.kind import DataId, Kind, PurposeId, Terms, item
from amana.domain.promises.speech import Speech
from amana.domain.vocabulary.messages import Channel
from amana.domain.words import Language, Words

DOINGS: Final = frozenset({Doing.USE, Doing.READ})
_MESSAGES: Final = frozenset({Doing.MESSAGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What a ``use`` promise says."""

    data: tuple[DataId, ...] = item("the data that is used")
    for_: tuple[PurposeId, ...] = item("what it is used for")
    through: tuple[Channel, ...] = item(
        "channels, where the use is to talk to the person", default=()
    )
    nothing_else: bool = item("whether this data serves no other purpose", default=False)

    def __post_init__(self) -> None:
        """Refuse a promise that names no data or no purpose."""
        need(use=self.data, for_=self.for_)


def _words(form: Use, terms: Terms, language: Language) -> str:
    """Say what the data is used for."""
    say = Speech(terms=terms, language=language)
    channels = say.choices(form.through)
    return sentence(
        say.of("نستخدم", "We use"),
        say.data(form.data),
        say.purpose(form.for_),
        say.when(form.through, f"عبر {channels}", f"by {channels}"),
        say.when(form.nothing_else, "، لا لغير ذلك", ", and for nothing else"),
    )


def _rules(form: Use) -> tuple[Rule, ...]:
    """Permit use and reading for the purposes, where promised messages too, and nothing else."""
    data, purposes = frozenset(form.data), frozenset(form.for_)
    rules = [Rule(effect=Effect.PERMIT, doings=DOINGS, data=data, purposes=purposes)]
    if form.through:
        rules.append(
            Rule(
                effect=Effect.PERMIT,
                doings=_MESSAGES,
                data=data,
                purposes=purposes,
                channels=frozenset(channel.value for channel in form.through),
            )
        )
    if form.nothing_else:
        doings = DOINGS | _MESSAGES
        rules.append(Rule(effect=Effect.LIMIT, doings=doings, data=data, purposes=purposes))
    return tuple(rules)


def _proof(form: Use) -> Proof:
    """Ask for uses under the promise, and for none without permission.

    Records that are held for a purpose that no promise names break it too.
    """
    doings = DOINGS | _MESSAGES if form.through else DOINGS
    return Proof(
        shows=(ActsDone(doings=doings),),
        breaks=(ActsWithoutPermission(doings=doings),),
        looks=(ProbeSaw(probe=ProbeName.RECORDS),),
        fresh_for=ACTS,
    )


USE: Final = Kind(
    name="use",
    form=Use,
    title=Words(ar="ما نستخدمه لأجله", en="Uses"),
    about=Words(
        ar="الأغراض التي تُستخدم البيانات لأجلها، لا لغيرها.",
        en="The purposes for which data is used, and nothing beyond them.",
    ),
    words=_words,
    rules=_rules,
    proof=_proof,
)
