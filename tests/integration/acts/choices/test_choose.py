"""What people choose holds in every decision from its transaction on, over all of their ids."""

from typing import TYPE_CHECKING

import pytest

from amana.acts.choices.choose import Choosing
from amana.acts.choices.errors import NotConfirmed, NothingOffered, UnknownPurpose
from amana.acts.deciding.asked import Known
from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.choices import ChoicesDoor
from amana.acts.doors.persons import PersonsDoor
from amana.domain.choice.word import Word
from amana.domain.decision.rule import Doing
from amana.domain.vocabulary.collecting import Origin
from amana.storage.errors import PersonErased

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.integration.acts.choices.conftest import Shop


@pytest.mark.promise("M7")
def test_an_opt_out_stops_its_purpose_at_once_and_no_other(shop: "Shop") -> None:
    """The next decision refuses; opting in lets it go on."""
    assert not shop.refusing(Doing.USE, "analysis", data="visits")
    shop.choose(Word.OPT_OUT, "analysis")
    assert shop.refusing(Doing.USE, "analysis", data="visits") == {5}
    assert not shop.refusing(Doing.USE, "orders")
    assert not shop.refusing(Doing.USE, "analysis", data="visits", person="who-2")
    shop.choose(Word.OPT_IN, "analysis")
    assert not shop.refusing(Doing.USE, "analysis", data="visits")


@pytest.mark.promise("W5")
def test_offers_stop_at_an_opt_out_and_the_other_purposes_go_on(shop: "Shop") -> None:
    """Where no law asks for more than the promise."""
    assert not shop.refusing(Doing.MESSAGE, "offers")
    shop.choose(Word.OPT_OUT, "offers")
    assert shop.refusing(Doing.MESSAGE, "offers") == {5}
    assert not shop.refusing(Doing.MESSAGE, "orders")


@pytest.mark.promise("W5")
def test_under_the_law_of_qatar_offers_start_only_after_consent(
    unopened: "Callable[..., Shop]",
) -> None:
    """The promise alone would let them go until an opt-out; the answer names the article."""
    shop = unopened(laws="qatar")
    answer = shop.ask(Doing.MESSAGE, "offers").answer
    assert {refusal.rule for refusal in answer.refusals} == {13}
    assert answer.articles == ("qatar 22",)
    assert not shop.refusing(Doing.MESSAGE, "orders")
    shop.choose(Word.CONSENT, "offers")
    assert not shop.refusing(Doing.MESSAGE, "offers")
    shop.choose(Word.WITHDRAW, "offers")
    assert shop.refusing(Doing.MESSAGE, "offers") == {13}


@pytest.mark.promise("W5")
def test_the_law_is_that_of_the_person_s_own_country(shop: "Shop") -> None:
    """A service of another country asks somebody in Qatar before it sends offers."""
    assert not shop.refusing(Doing.MESSAGE, "offers")
    PersonsDoor(shop.storage).declare(
        shop.service, person="who-1", value=("QA",), origin=Origin.PERSON
    )
    assert shop.refusing(Doing.MESSAGE, "offers") == {13}
    assert not shop.refusing(Doing.MESSAGE, "offers", person="who-2")


def test_a_purpose_by_consent_starts_and_ends_with_it(shop: "Shop") -> None:
    """(4) Its message too."""
    assert 4 in shop.refusing(Doing.MESSAGE, "news")
    shop.choose(Word.CONSENT, "news")
    assert not shop.refusing(Doing.MESSAGE, "news")
    shop.choose(Word.WITHDRAW, "news")
    assert 4 in shop.refusing(Doing.MESSAGE, "news")


def test_the_words_of_all_ids_of_a_person_count(shop: "Shop") -> None:
    """The later one ends the older, whichever id it came under. A split parts them again."""
    persons = PersonsDoor(shop.storage)
    shop.choose(Word.OPT_OUT, "analysis", person="visitor")
    shop.choose(Word.CONSENT, "news", person="account")
    persons.merge(shop.service, person="account", other="visitor")
    assert shop.refusing(Doing.USE, "analysis", data="visits", person="account") == {5}
    assert not shop.refusing(Doing.MESSAGE, "news", person="visitor")
    shop.choose(Word.WITHDRAW, "news", person="visitor")
    assert 4 in shop.refusing(Doing.MESSAGE, "news", person="account")
    persons.split(shop.service, person="account", other="visitor")
    assert not shop.refusing(Doing.MESSAGE, "news", person="account")
    assert not shop.refusing(Doing.USE, "analysis", data="visits", person="account")


def test_an_objection_under_one_id_is_lifted_by_a_later_word_under_another(shop: "Shop") -> None:
    """And comes back with a later one: nobody has to know under which id they objected."""
    shop.choose(Word.OPT_OUT, "offers", person="visitor")
    shop.choose(Word.OPT_IN, "offers", person="account")
    PersonsDoor(shop.storage).merge(shop.service, person="account", other="visitor")
    for person in ("account", "visitor"):
        assert not shop.refusing(Doing.MESSAGE, "offers", person=person)
    shop.choose(Word.OPT_OUT, "offers", person="visitor")
    assert shop.refusing(Doing.MESSAGE, "offers", person="account") == {5}
    shop.choose(Word.OPT_IN, "offers", person="account")
    assert not shop.refusing(Doing.MESSAGE, "offers", person="visitor")


def test_a_withdrawal_lifts_no_objection(shop: "Shop") -> None:
    """Who objected and then takes a consent back has not changed their mind."""
    shop.choose(Word.OBJECT, "analysis")
    shop.choose(Word.WITHDRAW, "analysis")
    assert shop.refusing(Doing.USE, "analysis", data="visits") == {5}
    shop.choose(Word.OPT_IN, "analysis")
    assert not shop.refusing(Doing.USE, "analysis", data="visits")


@pytest.mark.parametrize(
    ("material", "change", "lasts"),
    [
        (True, {"offered": "[offers]"}, True),
        (False, {"more": ", of: both"}, True),
        (True, {"more": ", of: both"}, False),
    ],
)
def test_a_consent_lasts_through_steps_that_leave_its_promise_or_were_judged_minor(
    shop: "Shop", *, material: bool, change: dict[str, str], lasts: bool
) -> None:
    """(4) It lapses on the day on which other words come into effect by a material step."""
    shop.choose(Word.CONSENT, "news")
    shop.publish(material=material, **change)
    assert (4 not in shop.refusing(Doing.MESSAGE, "news")) is lasts
    (said,) = ChoicesDoor(shop.storage).choices(shop.service, person="who-1").said
    assert (said.purpose, said.policy_version, said.holds) == ("news", 1, lasts)
    shop.choose(Word.CONSENT, "news")
    assert not shop.refusing(Doing.MESSAGE, "news")


def test_data_of_an_earlier_version_serves_what_was_promised_then(
    unopened: "Callable[..., Shop]",
) -> None:
    """(14) And since, where a person judged the step not material, or somebody consented."""
    shop = unopened()
    collected = Known(collected_under=frozenset({1}))
    shop.publish(material=True, more=", of: both}\n  P5: {use: visits, for: news")
    shop.choose(Word.WITHDRAW, "news")
    refused = shop.ask(Doing.USE, "news", data="visits", known=collected).answer.refusals
    assert {refusal.rule for refusal in refused} == {4, 14}
    shop.choose(Word.CONSENT, "news")
    assert shop.ask(Doing.USE, "news", data="visits", known=collected).answer.permitted
    assert shop.ask(Doing.USE, "analysis", data="visits", known=collected).answer.permitted


def test_a_consent_needs_something_to_agree_to(unopened: "Callable[..., Shop]") -> None:
    """A purpose that is declared, that a promise names, and a confirmation where promised."""
    shop = unopened(news="double_opt_in")
    with pytest.raises(UnknownPurpose):
        shop.choose(Word.CONSENT, "resale")
    with pytest.raises(NothingOffered):
        shop.choose(Word.CONSENT, "idle")
    with pytest.raises(NotConfirmed):
        shop.choose(Word.CONSENT, "news")
    shop.choose(Word.OBJECT, "idle")
    shop.choose(Word.CONSENT, "news", confirmed=True)
    assert not shop.refusing(Doing.MESSAGE, "news")


def test_a_refusal_is_taken_of_a_purpose_that_only_another_version_declares(shop: "Shop") -> None:
    """Whoever objects need not know which version is in force; a consent has nothing to bind to."""
    shop.publish(material=True, idle="rest")
    for word in (Word.OBJECT, Word.OPT_OUT, Word.WITHDRAW):
        shop.choose(word, "idle")
    found = ChoicesDoor(shop.storage).choices(shop.service, person="who-1")
    assert found.objected == ("idle",)
    with pytest.raises(UnknownPurpose):
        shop.choose(Word.CONSENT, "idle")
    with pytest.raises(UnknownPurpose):
        shop.choose(Word.OBJECT, "resale")


def test_a_choice_stands_on_the_ledger_with_what_it_binds_to(shop: "Shop") -> None:
    """Under the promise that offers it, and in the person's own history."""
    given = Choosing(person="who-1", word=Word.CONSENT, purposes=frozenset({"news"}))
    done = ChoicesDoor(shop.storage).choose(shop.service, given)
    assert (done.policy_version, done.promises) == (1, ("P4",))
    (told,) = ApplicationDoor(shop.storage).history(shop.service, person="who-1").acts
    assert (told.act, told.promises) == ("choose", ("P4",))
    shown = ChoicesDoor(shop.storage).choices(shop.service, person="who-1")
    assert (shown.consented, shown.objected) == (("news",), ())


def test_who_was_erased_chooses_no_more_and_left_no_choice(shop: "Shop") -> None:
    """Every word goes with the person."""
    shop.choose(Word.CONSENT, "news")
    ApplicationDoor(shop.storage).erase(shop.service, person="who-1")
    with pytest.raises(PersonErased):
        shop.choose(Word.OPT_OUT, "news")
    with pytest.raises(PersonErased):
        ChoicesDoor(shop.storage).choices(shop.service, person="who-1")
    with shop.storage.reading(shop.service) as view:
        assert view.choices.said((view.sealer.person_key("who-1"),)) == ()


def test_a_choice_costs_one_statement_to_know_and_one_to_write(
    shop: "Shop", statements: list[str]
) -> None:
    """The word, its entry, what is told of it and the job of telling it are one statement."""
    shop.choose(Word.CONSENT, "news")
    statements.clear()
    shop.choose(Word.WITHDRAW, "news")
    assert len(statements) == 2
    written = [text for text in statements if "insert into choice_said" in text]
    assert len(written) == 1
    assert "insert into event_out" in written[0]
