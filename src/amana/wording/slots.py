"""What a sentence says about data in words: *e-mail address*, not ``email``."""

from collections.abc import Iterable, Mapping
from typing import Final

from amana.domain.period import Period
from amana.domain.policy.proposal import Slots
from amana.domain.promises import KINDS
from amana.domain.vocabulary import DATA, PURPOSES, RECIPIENTS, Term
from amana.domain.vocabulary.collecting import Origin
from amana.domain.words import Language
from amana.wording.catalogue import say
from amana.wording.duration import say_period

_VOCABULARIES: Final[Mapping[str, Mapping[str, Term]]] = {
    "data": DATA,
    "purposes": PURPOSES,
    "recipients": RECIPIENTS,
}


def say_slots(slots: Slots, language: Language) -> tuple[tuple[str, str], ...]:
    """Return each slot's name and what stands in it, in the order of reading; none empty.

    A term without words, which no closed vocabulary holds, stands as it is.
    """
    said = (
        ("data", _terms(slots.data, DATA, language)),
        ("purposes", _terms(slots.purposes, PURPOSES, language)),
        ("recipients", _terms(slots.recipients, RECIPIENTS, language)),
        ("source", _source(slots.source, language)),
        ("period", _period(slots.period, language)),
        ("condition", slots.condition or ""),
    )
    return tuple((name, value) for name, value in said if value)


def say_terms(slot: str, terms: Iterable[str], language: Language) -> str:
    """Return the terms of one slot in words, listed."""
    return _terms(terms, _VOCABULARIES.get(slot, {}), language)


def say_difference(slot: str, terms: Iterable[str], language: Language) -> str:
    """Return what only one of two texts says in a slot, under the slot's name."""
    if slot == "negated":
        return say("difference.negated", language)
    if slot == "period":
        said = say("list.comma", language).join(_period(each, language) for each in terms)
    elif slot == "kind":
        said = say("list.comma", language).join(KINDS[each].title.say(language) for each in terms)
    else:
        said = say_terms(slot, terms, language)
    return say(f"difference.{slot}", language, terms=said)


def _terms(ids: Iterable[str], known: Mapping[str, Term], language: Language) -> str:
    names = (known[id_].words.say(language) if id_ in known else id_ for id_ in ids)
    return say("list.comma", language).join(names)


def _source(source: str | None, language: Language) -> str:
    known = {origin.value: origin for origin in Origin}
    return known[source].say(language) if source in known else source or ""


def _period(period: str | None, language: Language) -> str:
    if period is None:
        return ""
    try:
        return say_period(Period.parse(period), language)
    except ValueError:
        return period
