"""What the words of every kind are made of, in one language and a policy's own terms."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from amana.domain.period import Period
from amana.domain.phrases import after_lam, listed, oblique, spelled
from amana.domain.promises.kind import DataId, PurposeId, RecipientId, Terms
from amana.domain.vocabulary import DATA
from amana.domain.vocabulary.collecting import EVENTS, OCCASIONS
from amana.domain.vocabulary.named import Named
from amana.domain.words import ARABIC, Language, Words

_YOURS: Final[Mapping[Language, Mapping[str, str]]] = {
    language: {
        term.words.say(language): term.yours.say(language)
        for term in DATA.values()
        if term.yours is not None
    }
    for language in ("ar", "en")
}
_ALL_FROM: Final = 5
"""From how many categories on a list of all that is held reads *your personal data*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Says things in one language, calling data, purposes and recipients as the policy does."""

    terms: Terms
    language: Language

    def of(self, ar: str, en: str) -> str:
        """Return the words of this language."""
        return ar if self.language == ARABIC else en

    def when(self, holds: object, ar: str, en: str) -> str:
        """Return the words of this language if it holds, else nothing."""
        return self.of(ar, en) if holds else ""

    def listed(self, names: Sequence[str], *, either: bool = False) -> str:
        """Join names by *and*, or by *or*."""
        return listed(names, self.language, either=either)

    def choices(self, members: Iterable[Named], *, either: bool = False) -> str:
        """Join the names of members of a closed list."""
        return self.listed([member.say(self.language) for member in members], either=either)

    def data(self, ids: Sequence[DataId], *, either: bool = False) -> str:
        """Return the data as the reader's own: *your e-mail address and phone number*."""
        if len(ids) >= _ALL_FROM and set(ids) >= set(self.terms.data):
            return self.of("بياناتك الشخصية", "your personal data")
        yours = [self._yours(self.terms.data[key]) for key in ids]
        if self.language != ARABIC:
            yours[1:] = [name.removeprefix("your ") for name in yours[1:]]
        return self.listed(yours, either=either)

    def _yours(self, name: Words) -> str:
        """Return the vocabulary's possessive; a name of the policy's own stands as it is."""
        said = name.say(self.language)
        other = self.of(said, f"your {said}")
        return _YOURS[self.language].get(said, other)

    def purposes(self, ids: Sequence[PurposeId]) -> str:
        """Return the purposes as a list."""
        return self.listed([self.terms.purposes[key].say(self.language) for key in ids])

    def purpose(self, ids: Sequence[PurposeId]) -> str:
        """Return the purposes with their *for*; nothing where none is named."""
        if not ids:
            return ""
        said = self.purposes(ids)
        return self.of(after_lam(said), f"for {said}")

    def names(self, ids: Sequence[RecipientId]) -> str:
        """Return the recipients as a list, as a subject."""
        return self.listed([self.terms.recipients[key].say(self.language) for key in ids])

    def recipients(self, ids: Sequence[RecipientId], *, either: bool = False) -> str:
        """Return the recipients as a list, as it stands after a preposition."""
        names = [self.terms.recipients[key].say(self.language) for key in ids]
        return self.listed([oblique(name) for name in names], either=either)

    def occasions(self, ids: Sequence[str]) -> str:
        """Return when: known occasions in words, others by their own id in quotation marks."""
        return self.listed([self._occasion(key) for key in ids])

    def _occasion(self, key: str) -> str:
        """Return one occasion."""
        if key in OCCASIONS:
            return OCCASIONS[key].say(self.language)
        shown = key.replace("_", " ")
        return self.of(f"عند «{shown}»", f"on “{shown}”")

    def event(self, key: str) -> str:
        """Return an event as a noun, one without words by its own id in quotation marks."""
        if key in EVENTS:
            return EVENTS[key].say(self.language)
        shown = key.replace("_", " ")
        return self.of(f"«{shown}»", f"“{shown}”")

    def period(self, period: Period) -> str:
        """Return the period in words."""
        return spelled(period, self.language)


def narrowed(ids: Sequence[str]) -> frozenset[str] | None:
    """Return the ids as a pattern: an item that was left out narrows nothing."""
    return frozenset(ids) or None
