"""``locate``: where data is stored, and on what ground it may go there."""

import re
from dataclasses import dataclass
from typing import Final

from amana.domain.decision.rule import Rule
from amana.domain.evidence.proof import Proof
from amana.domain.evidence.question import Attested
from amana.domain.phrases import sentence
from amana.domain.promises.errors import EmptyItem, need
from amana.domain.promises.kind import DataId, Kind, RecipientId, Terms, item
from amana.domain.promises.speech import Speech
from amana.domain.vocabulary.places import COUNTRIES
from amana.domain.vocabulary.sharing import Safeguard
from amana.domain.words import Language, Words

_CODE: Final = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Locate:
    """What a ``locate`` promise says."""

    data: tuple[DataId, ...] = item("the data that is stored there")
    in_: tuple[str, ...] = item("countries, by their ISO 3166 codes of two letters")
    with_: tuple[RecipientId, ...] = item("who stores it", default=())
    under: tuple[Safeguard, ...] = item("on what ground it may go there", default=())

    def __post_init__(self) -> None:
        """Refuse a place that is none, and data that is none."""
        need(locate=self.data, in_=self.in_)
        if not all(_CODE.fullmatch(code) for code in self.in_):
            raise EmptyItem(item="in")


def _words(form: Locate, terms: Terms, language: Language) -> str:
    """Say where it is stored."""
    say = Speech(terms=terms, language=language)
    keeper, under = say.recipients(form.with_), say.choices(form.under)
    places = say.listed([_place(code, language) for code in form.in_])
    return sentence(
        say.of("نخزن", "We store"),
        say.data(form.data),
        say.of(f"في {places}", f"in {places}"),
        say.when(keeper, f"لدى {keeper}", f"with {keeper}"),
        say.when(under, f". وأساس نقل البيانات: {under}", f". The transfer rests on {under}"),
    )


def _place(code: str, language: Language) -> str:
    """Return a country's name, or its code where it has none here."""
    return COUNTRIES[code].say(language) if code in COUNTRIES else code


def _rules(_form: Locate) -> tuple[Rule, ...]:
    """Add nothing: a place is a fact of the storage, not of an act."""
    return ()


def _proof(_form: Locate) -> Proof:
    """Ask for a named person's word and document: no machine sees a building."""
    return Proof(shows=(Attested(),))


LOCATE: Final = Kind(
    name="locate",
    form=Locate,
    title=Words(ar="مكان التخزين", en="Stored in"),
    about=Words(
        ar="أين تُخزن البيانات، وعلى أي أساس تُنقل إليه.",
        en="Where data is stored, and on what ground it may go there.",
    ),
    words=_words,
    rules=_rules,
    proof=_proof,
)
