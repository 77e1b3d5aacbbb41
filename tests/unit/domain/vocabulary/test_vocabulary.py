"""The closed vocabularies are complete, after DPV, and can stand in any sentence."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from amana.domain.phrases import oblique
from amana.domain.vocabulary import DATA, PURPOSES, RECIPIENTS, Term
from amana.domain.vocabulary.collecting import EVENTS, OCCASIONS
from amana.domain.vocabulary.named import Named
from amana.domain.vocabulary.people import CHANNELS, PEOPLE
from amana.domain.vocabulary.places import COUNTRIES
from amana.domain.vocabulary.sharing import Nature

ALL = [
    pytest.param(term, id=f"{name}-{term.id}")
    for name, terms in (("data", DATA), ("purposes", PURPOSES), ("recipients", RECIPIENTS))
    for term in terms.values()
]
SIZES = ((DATA, 23), (PURPOSES, 17), (RECIPIENTS, 13))


@pytest.mark.parametrize(("terms", "size"), SIZES)
def test_each_vocabulary_is_closed_and_ends_in_other(terms: Mapping[str, Term], size: int) -> None:
    """Ids are unique, and what fits nowhere has a place."""
    assert len(terms) == size
    assert list(terms)[-1] == "other"
    assert all(key == term.id for key, term in terms.items())


@pytest.mark.parametrize("term", ALL)
def test_each_term_has_a_dpv_term_and_a_name_in_each_language(term: Term) -> None:
    """The DPV term is a prefixed name, the Arabic name is Arabic, the English one has none."""
    assert re.fullmatch(r"(pd|dpv):[A-Z][A-Za-z]+", term.dpv)
    assert re.search(r"[\u0621-\u064a]", term.words.ar)
    assert not re.search(r"[\u0600-\u06ff]", term.words.en)


@pytest.mark.parametrize("term", ALL)
def test_no_arabic_name_changes_its_letters_after_a_preposition(term: Term) -> None:
    """No sound masculine plural in the nominative, so one form serves every case."""
    assert oblique(term.words.ar) == term.words.ar


def test_data_has_the_readers_own_name() -> None:
    """Each category can be called *your* …, and no two in the same words."""
    own = [term.yours for term in DATA.values() if term.yours is not None]
    assert len(own) == len(DATA) == len({words.ar for words in own})
    assert all(words.en.startswith("your ") for words in own)


def test_a_named_choice_is_its_id_and_carries_its_names() -> None:
    """It can be made from the id in a file, and says itself in both languages."""
    by_value: Any = Nature
    assert by_value("sell") is Nature.SELL
    assert f"{Nature.SELL}" == "sell"
    assert (Nature.SELL.say("ar"), Nature.SELL.say("en")) == ("نبيع", "sell")


def test_every_list_of_choices_has_unique_ids_and_both_languages() -> None:
    """No member is an alias of another, and none is silent in a language."""
    for choices in Named.__subclasses__():
        assert len(choices.__members__) == len({member.value for member in choices})
        assert all(member.words.ar and member.words.en for member in choices)


def test_occasions_events_and_countries_are_ids_with_names() -> None:
    """Free ids are lower case with underscores, countries two capitals."""
    assert all(re.fullmatch(r"[a-z_]+", key) for key in (*OCCASIONS, *EVENTS))
    assert all(re.fullmatch(r"[A-Z]{2}", code) for code in COUNTRIES)
    assert all(name.ar and name.en for name in COUNTRIES.values())


def test_people_are_terms_of_dpv_and_ways_are_named_once() -> None:
    """Whom a sentence speaks of is said by the standard's words."""
    assert all(term.startswith("dpv:") for term in PEOPLE.values())
    assert len(set(CHANNELS)) == len(CHANNELS)
