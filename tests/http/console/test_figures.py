"""The desk's page of figures: how promises stood day by day, and what people chose by purpose."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import httpx
import pytest

from amana.acts.accept import Acceptance
from amana.acts.act import OPERATOR, Act
from amana.acts.choices.choosing import Choosing
from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.choices import ChoicesDoor
from amana.acts.figures.note_standings import ACT, note_standings
from amana.acts.figures.show import Answer, show_figures
from amana.acts.publish_policy import Publication, publish_policy
from amana.domain.choice.word import Word
from amana.domain.evidence.proof import State
from amana.domain.ledger.entry import Entry
from amana.storage import Storage

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  news: {{is: "dpv:DirectMarketing", basis: consent, name: {{ar: "النشرة", en: "The newsletter"}}}}
promises:
  P1: {{collect: [email], from: person, at: [registration], for: [orders]}}
  N1: {{use: [email], for: [news], through: email}}
  N2: {{choice: [news], by: opt_in}}
"""

ZONE = ZoneInfo("Asia/Qatar")
"""That of the pages here: for three hours of each day its day is another than UTC's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A service with a newsletter, and whoever sits at its desk."""

    desk: httpx.Client
    storage: Storage
    service: str

    def page(self, language: str = "en") -> str:
        """Return the page, without the marks around what it quotes."""
        got = self.desk.get(f"/console/{self.service}/figures", params={"lang": language})
        assert got.status_code == 200
        return got.text.replace("<bdi>", "").replace("</bdi>", "")

    def say(self, people: range, *words: Word) -> None:
        """Let people say something about the newsletter."""
        for each in people:
            person = f"p-{each}"
            ApplicationDoor(self.storage).accept(
                self.service, person=person, version=1, how=Acceptance.EXPLICIT, language="ar"
            )
            for word in words:
                given = Choosing(person=person, word=word, purposes=frozenset({"news"}))
                ChoicesDoor(self.storage).choose(self.service, given)


@pytest.fixture
def house(desk: httpx.Client, storage: Storage, service: str) -> House:
    """Return a house whose policy is in force."""
    with storage.work(service) as work:
        release = Publication(source=POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), release)
    return House(desk=desk, storage=storage, service=service)


def test_states_are_drawn_as_they_were_noted(house: House) -> None:
    """The last note of a day counts; before the first one there is only a word of what to do."""
    assert "Nothing has been noted yet" in house.page()
    note_standings(house.storage, house.service)
    with house.storage.reading(house.service) as view:
        (states,) = show_figures(view, zone=ZONE).days.values()
        before = view.now
    assert sum(states.values()) == 3
    assert states[State.BROKEN] == 0
    page = house.page()
    table = page.partition('<table class="chart stack">')[2].partition("</table>")[0]
    days = {at.astimezone(ZONE).date().isoformat() for at in (before, datetime.now(ZONE))}
    assert any(day in table for day in days)
    assert table.count("<tr>") == 2
    drawn = re.findall(r'<rect class="part (\w+)" x="([\d.]+)%" width="([\d.]+)%"', table)
    assert [name for name, _, _ in drawn] == [s.value for s in State if states[s]]
    assert sum(float(width) for _, _, width in drawn) == pytest.approx(100, abs=0.1)
    assert "style=" not in table
    mirrored = house.page("ar").partition('<table class="chart stack">')[2]
    again = re.findall(r'<rect class="part \w+" x="([\d.]+)%" width="([\d.]+)%"', mirrored)
    assert float(again[0][0]) + float(again[0][1]) == pytest.approx(100, abs=0.1)


def test_nothing_is_noted_before_a_policy_is_in_force(storage: Storage, service: str) -> None:
    """Then there is nothing that could stand in any way."""
    note_standings(storage, service)
    with storage.reading(service) as view:
        found = show_figures(view, zone=ZONE)
    assert (found.days, found.purposes) == ({}, ())


def test_no_count_is_so_small_that_a_person_shows(house: House) -> None:
    """Six who agreed are five, and one who withdrew is not told from nobody."""
    house.say(range(6), Word.CONSENT)
    before = house.page().partition("The newsletter")[2]
    house.say(range(6, 7), Word.CONSENT, Word.WITHDRAW)
    with house.storage.reading(house.service) as view:
        _, news = show_figures(view, zone=ZONE).purposes or ()
    assert news.counts == {Answer.GIVEN: 5, Answer.REFUSED: 0}
    after = house.page().partition("The newsletter")[2]
    assert after == before
    assert after.count("Fewer than 5") == 1
    assert "<span>5</span>" in after


def test_who_never_agreed_is_not_shown_as_one_who_withdrew(house: House) -> None:
    """A first *no* is kept as the same word as a withdrawal: the page tells both as a no."""
    house.say(range(5), Word.WITHDRAW)
    with house.storage.reading(house.service) as view:
        _, news = show_figures(view, zone=ZONE).purposes or ()
    assert news.counts == {Answer.GIVEN: 0, Answer.REFUSED: 5}
    assert "Withdrew" not in house.page()


def test_the_last_note_of_a_day_counts(house: House) -> None:
    """Not the sum, and not the first; with the day of the zone, not of UTC."""
    note_standings(house.storage, house.service)
    with house.storage.work(house.service) as work:
        states = dict.fromkeys((state.value for state in State), 0) | {State.KEPT.value: 7}
        work.commit(Entry(act=ACT, policy_version=1, body={"version": 1, "states": states}))
    with house.storage.reading(house.service) as view:
        (day,) = show_figures(view, zone=ZONE).days.values()
        far = view.now.astimezone(timezone(timedelta(hours=14))).date()
        (named,) = show_figures(view, zone=ZoneInfo("Etc/GMT-14")).days
    assert day[State.KEPT] == 7
    assert named == far


def test_too_many_choices_are_not_counted(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page says so, and does not go through all of them."""
    house.say(range(3), Word.CONSENT)
    monkeypatch.setattr("amana.acts.figures.show._MOST_CHOICES", 2)
    assert "more choices than can be counted" in house.page()
