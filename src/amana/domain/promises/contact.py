"""``contact``: how one reaches whoever answers for the data."""

from dataclasses import dataclass
from typing import Final

from amana.domain.decision.rule import Rule
from amana.domain.evidence.proof import Proof
from amana.domain.evidence.question import (
    Attested,
    Flow,
    FlowBroken,
    NoticeFact,
    NoticeShows,
)
from amana.domain.period import Period
from amana.domain.phrases import sentence
from amana.domain.promises.errors import need
from amana.domain.promises.kind import Kind, Terms, item
from amana.domain.promises.speech import Speech
from amana.domain.vocabulary.messages import Channel
from amana.domain.words import Language, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """What a ``contact`` promise says; addresses stand once, with the policy's controller."""

    through: tuple[Channel, ...] = item("ways to reach the controller")
    within: Period | None = item("how soon an answer comes, at the latest", default=None)

    def __post_init__(self) -> None:
        """Refuse a contact by no way."""
        need(contact=self.through)


def _words(form: Contact, terms: Terms, language: Language) -> str:
    """Say how one reaches us."""
    say = Speech(terms=terms, language=language)
    ways = say.choices(form.through, either=True)
    within = "" if form.within is None else say.period(form.within)
    return sentence(
        say.of(
            f"يمكنك التواصل معنا بشأن بياناتك عبر {ways}",
            f"You can reach us about your data by {ways}",
        ),
        say.when(within, f". ونجيبك خلال {within}", f". We answer within {within}"),
    )


def _rules(_form: Contact) -> tuple[Rule, ...]:
    """Add nothing: no decision about an act rests on it."""
    return ()


def _proof(form: Contact) -> Proof:
    """Ask whether the notice shows a way to write; how soon an answer comes it does not show.

    Letters that were taken in say more: those that nobody saw to in time break the promise. That
    somebody saw to one is no answer yet, so that a person still has to say that answers come.
    """
    shows = (NoticeShows(fact=NoticeFact.CONTACT),)
    if form.within is None:
        return Proof(shows=shows)
    letters = FlowBroken(flow=Flow.CONTACT, within=form.within)
    watched = Channel.EMAIL in form.through
    return Proof(shows=(*shows, Attested()), looks=(letters,) if watched else ())


CONTACT: Final = Kind(
    name="contact",
    form=Contact,
    title=Words(ar="التواصل معنا", en="Contact"),
    about=Words(
        ar="كيف تصل إلى من يُسأل عن البيانات.",
        en="How one reaches whoever answers for the data.",
    ),
    words=_words,
    rules=_rules,
    proof=_proof,
)
