"""``cookie``: cookies and like means, for which purposes, and after which choice."""

import re
from dataclasses import dataclass
from typing import Final

from amana.domain.decision.rule import Doing, Effect, Need, Rule
from amana.domain.evidence.freshness import ACTS
from amana.domain.evidence.proof import Proof
from amana.domain.evidence.question import Flow, FlowDone, ProbeName, ProbeSaw
from amana.domain.phrases import sentence
from amana.domain.promises.errors import UnfitCookieName, need
from amana.domain.promises.kind import DataId, Kind, PurposeId, RecipientId, Terms, item
from amana.domain.promises.speech import Speech
from amana.domain.vocabulary.collecting import Origin
from amana.domain.vocabulary.named import Named
from amana.domain.words import Language, Words

_NAME: Final = re.compile(r"[!#$%&'+.^_`|~0-9A-Za-z-]{1,64}\*?")
"""A token (RFC 6265 section 4.1.1), of which the star is kept for the end."""
_COLLECTION: Final = frozenset({Doing.COLLECT})


class Signal(Named):
    """A signal of the browser that is honoured, or passed on; words: a noun phrase."""

    GPC = (
        "gpc",
        "إشارة المتصفح برفض بيع البيانات ومشاركتها",
        "your browser's Global Privacy Control signal",
    )
    CONSENT_MODE = "consent_mode", "إشارات الموافقة لدى مزوّد القياس", "Consent Mode signals"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cookie:
    """What a ``cookie`` promise says: nothing but the essential runs before a choice."""

    for_: tuple[PurposeId, ...] = item("purposes for which one is asked first")
    data: tuple[DataId, ...] = item("what the cookies collect")
    essential: tuple[PurposeId, ...] = item("purposes without which nothing works", default=())
    set_by: tuple[RecipientId, ...] = item("others who set them too", default=())
    signals: tuple[Signal, ...] = item("signals of the browser that are honoured", default=())
    can_disable: bool = item("whether they can be disabled in the browser", default=False)
    scripts: bool = item("whether scripts are used beside cookies", default=False)
    names: tuple[str, ...] = item(
        "names of the cookies, which withdrawal clears; a star ends a name that goes on", default=()
    )

    def __post_init__(self) -> None:
        """Refuse cookies for nothing, without what they collect, or with names that are none."""
        need(cookie=self.for_, data=self.data)
        if not all(map(_NAME.fullmatch, self.names)):
            raise UnfitCookieName(item="names")


def _words(form: Cookie, terms: Terms, language: Language) -> str:
    """Say what cookies are for, and that a choice comes first."""
    say = Speech(terms=terms, language=language)
    return sentence(
        say.of("نستخدم ملفات تعريف الارتباط", "We use cookies"),
        say.when(form.scripts, "والبرامج النصية", "and scripts"),
        say.purpose(form.for_),
        say.of(
            "، ولا يكون ذلك إلا بعد أن تختاره. ونجمع بها",
            ", and only after you have chosen it. With them we collect",
        ),
        say.data(form.data),
        _essential(form, say),
        _others(form, say),
    )


def _essential(form: Cookie, say: Speech) -> str:
    """Say which run without a choice."""
    purposes = say.purpose(form.essential)
    return say.when(
        purposes,
        f". أما الملفات الضرورية {purposes} فتعمل دائمًا",
        f". Cookies that are essential {purposes} always run",
    )


def _others(form: Cookie, say: Speech) -> str:
    """Say who else sets them, which signals are honoured, and how they are disabled."""
    by, signals = say.names(form.set_by), say.choices(form.signals)
    return "".join(
        (
            say.when(by, f". وتضع هذه الملفات كذلك {by}", f". Cookies are also set by {by}"),
            say.when(signals, f". ونلتزم بما تدل عليه {signals}", f". We honour {signals}"),
            say.when(
                form.can_disable,
                ". ويمكنك تعطيل هذه الملفات من متصفحك، وقد يتأثر بذلك عمل بعض أجزاء الخدمة",
                ". You can disable cookies in your browser, though some functions may then fail",
            ),
        )
    )


def _rules(form: Cookie) -> tuple[Rule, ...]:
    """Permit the collection after consent, and the essential one without."""
    data, origins = frozenset(form.data), frozenset({Origin.AUTOMATIC.value})
    asked = Rule(
        effect=Effect.PERMIT,
        doings=_COLLECTION,
        data=data,
        purposes=frozenset(form.for_),
        origins=origins,
        needs=frozenset({Need.CONSENT}),
    )
    if not form.essential:
        return (asked,)
    purposes = frozenset(form.essential)
    essential = Rule(
        effect=Effect.PERMIT, doings=_COLLECTION, data=data, purposes=purposes, origins=origins
    )
    return (asked, essential)


def _proof(_form: Cookie) -> Proof:
    """Ask for choices recorded, and for what a browser was given before one."""
    return Proof(
        shows=(FlowDone(flow=Flow.COOKIE_CHOICE), ProbeSaw(probe=ProbeName.BANNER)),
        fresh_for=ACTS,
    )


COOKIE: Final = Kind(
    name="cookie",
    form=Cookie,
    title=Words(ar="ملفات تعريف الارتباط", en="Cookies"),
    about=Words(
        ar="ملفات تعريف الارتباط وما يماثلها: أغراضها، والاختيار الذي يسبقها.",
        en="Cookies and like means: what they are for, and the choice that comes first.",
    ),
    words=_words,
    rules=_rules,
    proof=_proof,
)
