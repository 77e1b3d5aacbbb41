"""Sets of people propose, and never leave out what was said a moment ago; the claim decides."""

from typing import TYPE_CHECKING

import pytest
from pyroaring import BitMap

from amana.acts.choices.fold import fold_choices
from amana.acts.doors.choices import ChoicesDoor
from amana.assembly.watching import scheduled
from amana.domain.choice.word import Word
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.settings import Settings
from amana.storage.choice_sets import CHUNK, NO, YES, PurposeSets

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.integration.acts.choices.conftest import Shop

PEOPLE = ("who-1", "who-2", "c-3", "c-4")


def _message(purpose: str) -> Question:
    return Question(
        doing=Doing.MESSAGE,
        data=frozenset({"email"}),
        purposes=frozenset({purpose}),
        channel="email",
    )


def _numbers(shop: "Shop") -> dict[str, int]:
    """Let the task of every minute number people who were met and chose nothing; return them."""
    for person in PEOPLE:
        shop.refusing(Doing.USE, "orders", person=person)
    (task,) = (each for each in scheduled(Settings()) if each.name == "choices.fold")
    task.run(shop.storage, shop.service)
    with shop.storage.reading(shop.service) as view:
        found = {one: view.persons.number(view.sealer.person_key(one)) for one in PEOPLE}
    return {person: number for person, number in found.items() if number is not None}


@pytest.mark.promise("M7")
def test_who_opted_out_is_proposed_no_more_before_the_sets_know_it_and_after(
    shop: "Shop",
) -> None:
    """The list of changes counts from the choice on; folding it in changes nothing."""
    number, door = _numbers(shop), ChoicesDoor(shop.storage)
    everybody = BitMap(number.values())
    assert door.audience(shop.service, _message("offers")).numbers == everybody
    shop.choose(Word.OPT_OUT, "offers", person="who-2")
    expected = everybody - BitMap([number["who-2"]])
    for _ in range(2):
        found = door.audience(shop.service, _message("offers"))
        assert (found.numbers, found.promises) == (expected, ("P1",))
        assert ChoicesDoor(shop.storage).audience(shop.service, _message("offers")) == found
        fold_choices(shop.storage, shop.service)
    shop.choose(Word.OPT_IN, "offers", person="who-2")
    assert door.audience(shop.service, _message("offers")).numbers == everybody


def test_a_purpose_by_consent_proposes_those_who_gave_it(shop: "Shop") -> None:
    """And none who withdrew or objected since."""
    number, door = _numbers(shop), ChoicesDoor(shop.storage)
    for person in ("who-1", "who-2", "c-3"):
        shop.choose(Word.CONSENT, "news", person=person)
    shop.choose(Word.WITHDRAW, "news", person="who-2")
    fold_choices(shop.storage, shop.service)
    shop.choose(Word.OBJECT, "news", person="c-3")
    assert door.audience(shop.service, _message("news")).numbers == BitMap([number["who-1"]])


def test_the_law_of_the_service_proposes_only_who_consented(
    unopened: "Callable[..., Shop]",
) -> None:
    """Offers that the promise would let go until an opt-out."""
    shop = unopened(laws="qatar")
    number, door = _numbers(shop), ChoicesDoor(shop.storage)
    shop.choose(Word.CONSENT, "offers", person="c-4")
    assert door.audience(shop.service, _message("offers")).numbers == BitMap([number["c-4"]])


def test_what_no_promise_permits_proposes_nobody_and_says_why(shop: "Shop") -> None:
    """Whatever they chose."""
    _numbers(shop)
    shop.choose(Word.OBJECT, "analysis")
    found = ChoicesDoor(shop.storage).audience(shop.service, _message("analysis"))
    assert (len(found.numbers), found.promises, found.refused_by) == (0, (), (1,))


def test_many_purposes_propose_who_may_get_all(shop: "Shop") -> None:
    """Those who refused one of them are left out."""
    number, door = _numbers(shop), ChoicesDoor(shop.storage)
    shop.choose(Word.CONSENT, "news", person="who-1")
    shop.choose(Word.CONSENT, "news", "offers", person="who-2")
    shop.choose(Word.OPT_OUT, "offers", person="who-1")
    both = Question(
        doing=Doing.MESSAGE,
        data=frozenset({"email"}),
        purposes=frozenset({"news", "offers"}),
        channel="email",
    )
    assert door.audience(shop.service, both).numbers == BitMap([number["who-2"]])


def test_whom_the_sets_propose_too_late_the_claim_refuses(shop: "Shop") -> None:
    """A message is decided by the person's own row."""
    number = _numbers(shop)
    stale = ChoicesDoor(shop.storage).audience(shop.service, _message("offers"))
    shop.choose(Word.OPT_OUT, "offers", person="who-1")
    assert number["who-1"] in stale.numbers
    assert shop.refusing(Doing.MESSAGE, "offers", person="who-1") == {5}
    assert not shop.refusing(Doing.MESSAGE, "offers", person="who-2")


def test_numbers_beyond_the_first_chunk_stay_what_they_are(shop: "Shop") -> None:
    """A chunk holds the numbers within it; a set the persons' own."""
    with shop.storage.work(shop.service) as work:
        work.choice_sets.keep("offers", 3, {YES: BitMap([1]), NO: BitMap([0, CHUNK - 1])})
        held = PurposeSets()
        work.choice_sets.refresh("offers", held)
        assert held.who(YES) == BitMap([3 * CHUNK + 1])
        assert held.who(NO) == BitMap([3 * CHUNK, 4 * CHUNK - 1])


def test_who_was_erased_before_a_number_came_holds_nothing_up(shop: "Shop") -> None:
    """Their words went with them."""
    shop.choose(Word.OPT_OUT, "offers", person="gone")
    with shop.storage.reading(shop.service) as view:
        assert len(view.choice_sets.unnumbered()) == 1
    shop.erase("gone")
    fold_choices(shop.storage, shop.service)
    with shop.storage.reading(shop.service) as view:
        assert view.choice_sets.unnumbered() == ()
