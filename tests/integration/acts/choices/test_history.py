"""A person's history tells every word, how it was said, and what ended by itself."""

from typing import TYPE_CHECKING

import pytest

from amana.acts.accept import Acceptance
from amana.acts.choices.choosing import Choosing
from amana.acts.choices.errors import (
    GuardianNeeded,
    NotGuardian,
    NothingToConfirm,
    SaidOtherwise,
)
from amana.acts.choices.history import Happened
from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.choices import ChoicesDoor
from amana.acts.doors.persons import PersonsDoor
from amana.domain.choice.binding import WhyLapsed
from amana.domain.choice.circumstances import Circumstances, Means, Place
from amana.domain.choice.word import State, Word
from amana.domain.decision.rule import Doing
from amana.domain.person.facts import BornIn
from amana.domain.vocabulary.collecting import Origin
from amana.storage.persons import TieKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.integration.acts.choices.conftest import Shop

NEWS = frozenset({"news"})


def _news(
    person: str = "who-1", *, word: Word = Word.CONSENT, guardian: str | None = None
) -> Choosing:
    return Choosing(person=person, word=word, purposes=NEWS, guardian=guardian)


def test_a_word_keeps_how_it_was_said(shop: "Shop") -> None:
    """Its language, way, means and the words that were shown."""
    given = Choosing(
        person="who-1",
        word=Word.CONSENT,
        purposes=NEWS,
        language="ar",
        channel=Place.PRIVACY_CENTRE,
        means=Means.BUTTON,
        shown=bytes(32),
    )
    done = ChoicesDoor(shop.storage).choose(shop.service, given)
    (line,) = ChoicesDoor(shop.storage).history(shop.service, person="who-1").lines
    assert (line.happened, line.state, line.entry) == (Happened.SAID, State.CONSENTED, done.entry)
    assert line.how == Circumstances(
        language="ar", through=Place.PRIVACY_CENTRE, means=Means.BUTTON, shown=bytes(32)
    )


@pytest.mark.promise("M7")
def test_a_consent_lapses_in_the_history_on_the_day_other_words_come_into_effect(
    shop: "Shop",
) -> None:
    """Not by a step that was judged minor, and with the reason."""
    door = ChoicesDoor(shop.storage)
    shop.choose(Word.CONSENT, "news")
    shop.publish(material=False, more=", of: both")
    assert door.history(shop.service, person="who-1").now.consented == {"news"}
    shop.publish(material=True, more=", of: sharing")
    found = door.history(shop.service, person="who-1")
    lapsed, said = found.lines
    assert (lapsed.happened, lapsed.version, lapsed.why) == (Happened.LAPSED, 3, WhyLapsed.WORDS)
    assert (said.version, said.holds) == (1, False)
    assert not found.now.consented
    assert door.state_at(shop.service, person="who-1", at=said.at).consented == {"news"}
    assert not door.state_at(shop.service, person="who-1", at=lapsed.at).consented


def test_what_was_taken_back_before_does_not_lapse(shop: "Shop") -> None:
    """A withdrawal ended it already; a consent to a promise that is gone lapses for that."""
    door = ChoicesDoor(shop.storage)
    shop.choose(Word.CONSENT, "news")
    shop.choose(Word.WITHDRAW, "news")
    shop.choose(Word.OPT_IN, "offers")
    shop.publish(material=True, more=", of: both", offered="[analysis]")
    found = door.history(shop.service, person="who-1")
    assert [(line.happened, line.purpose) for line in found.lines] == [
        (Happened.LAPSED, "offers"),
        (Happened.SAID, "offers"),
        (Happened.SAID, "news"),
        (Happened.SAID, "news"),
    ]


def test_how_versions_were_met_stands_in_the_history(shop: "Shop") -> None:
    """Accepted, gone on with, or declined."""
    door = ApplicationDoor(shop.storage)
    door.accept(shop.service, person="who-1", version=1, how=Acceptance.EXPLICIT, language="en")
    (line,) = ChoicesDoor(shop.storage).history(shop.service, person="who-1").lines
    assert (line.happened, line.met, line.version) == (Happened.ACCEPTED, Acceptance.EXPLICIT, 1)
    assert line.how.language == "en"


@pytest.mark.promise("C6")
def test_a_consent_in_two_steps_counts_once_its_token_comes_back(
    unopened: "Callable[..., Shop]",
) -> None:
    """Until then it waits; the token is good once."""
    shop = unopened(news="double_opt_in")
    door = ChoicesDoor(shop.storage)
    waiting = door.ask_to_confirm(shop.service, _news())
    assert door.history(shop.service, person="who-1").waiting == ("news",)
    assert 4 in shop.refusing(Doing.MESSAGE, "news")
    with pytest.raises(NothingToConfirm):
        door.confirm(shop.service, token="x" * 43)
    door.confirm(shop.service, token=waiting.token)
    assert not shop.refusing(Doing.MESSAGE, "news")
    found = door.history(shop.service, person="who-1")
    assert [line.happened for line in found.lines] == [Happened.SAID, Happened.ASKED]
    assert (found.lines[0].how.means, found.waiting) == (Means.CODE, ())
    assert found.lines[1].confirmed_at is not None
    with pytest.raises(NothingToConfirm):
        door.confirm(shop.service, token=waiting.token)


def test_a_second_step_does_nothing_after_the_person_said_otherwise(
    unopened: "Callable[..., Shop]",
) -> None:
    """Nor after the words changed."""
    shop = unopened(news="double_opt_in")
    door = ChoicesDoor(shop.storage)
    first = door.ask_to_confirm(shop.service, _news())
    shop.choose(Word.OBJECT, "news")
    with pytest.raises(SaidOtherwise):
        door.confirm(shop.service, token=first.token)
    second = door.ask_to_confirm(shop.service, _news())
    shop.publish(material=True, news="double_opt_in", more=", of: both")
    with pytest.raises(SaidOtherwise):
        door.confirm(shop.service, token=second.token)
    assert {4, 5} <= shop.refusing(Doing.MESSAGE, "news")


def test_a_first_step_of_who_was_erased_waits_no_more(shop: "Shop") -> None:
    """It went with them."""
    door = ChoicesDoor(shop.storage)
    waiting = door.ask_to_confirm(shop.service, _news("gone"))
    shop.erase("gone")
    with pytest.raises(NothingToConfirm):
        door.confirm(shop.service, token=waiting.token)


def test_a_child_agrees_by_a_guardian_and_refuses_alone(
    unopened: "Callable[..., Shop]",
) -> None:
    """One who is known to be theirs."""
    shop = unopened(more="}\n  P9: {children: 18, guardian: true")
    persons, door = PersonsDoor(shop.storage), ChoicesDoor(shop.storage)
    persons.declare(shop.service, person="child", value=BornIn(year=2020), origin=Origin.PERSON)
    with pytest.raises(GuardianNeeded):
        door.choose(shop.service, _news("child"))
    with pytest.raises(NotGuardian):
        door.choose(shop.service, _news("child", guardian="mother"))
    persons.tie(shop.service, person="mother", other="child", kind=TieKind.GUARDIAN)
    door.choose(shop.service, _news("child", guardian="mother"))
    assert not shop.refusing(Doing.MESSAGE, "news", person="child")
    door.choose(shop.service, _news("child", word=Word.WITHDRAW))
    later, first = door.history(shop.service, person="child").lines
    assert (later.how.guarded, first.how.guarded) == (False, True)


@pytest.mark.promise("K8")
def test_an_act_taken_for_consent_is_kept_as_that_and_meets_no_law(
    unopened: "Callable[..., Shop]",
) -> None:
    """The promise lets the newsletter go; where a law asks for consent, it has to be said."""
    shop = unopened(laws="jordan")
    implied = Choosing(
        person="who-1",
        word=Word.CONSENT,
        purposes=frozenset({"news", "offers"}),
        means=Means.IMPLIED,
    )
    door = ChoicesDoor(shop.storage)
    door.choose(shop.service, implied)
    assert not shop.refusing(Doing.MESSAGE, "news")
    assert door.history(shop.service, person="who-1").now.implied == {"news", "offers"}
    PersonsDoor(shop.storage).declare(
        shop.service, person="who-1", value=("QA",), origin=Origin.PERSON
    )
    assert shop.refusing(Doing.MESSAGE, "offers") == {13}
    shop.choose(Word.CONSENT, "offers")
    assert not shop.refusing(Doing.MESSAGE, "offers")
    shop.choose(Word.OPT_OUT, "news")
    assert 5 in shop.refusing(Doing.MESSAGE, "news")
    assert not shop.refusing(Doing.MESSAGE, "offers")


def test_the_application_is_told_of_every_word_in_its_own_transaction(shop: "Shop") -> None:
    """Purposes and states, and nothing of what was shown."""
    shop.choose(Word.OPT_OUT, "offers")
    with shop.storage.reading(shop.service) as view:
        (row,) = view.transaction.rows("events_out", "page", service=shop.service, after=0, most=10)
    assert row["kind"] == "choice.changed"
