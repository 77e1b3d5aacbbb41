"""The privacy centre: what a person sees of their own, and decides."""

import json
import re
from typing import TYPE_CHECKING

import pytest

from amana.acts.act import OPERATOR
from amana.acts.erase import erase
from amana.acts.me.choices import Switching
from amana.acts.tell_history import every_act

if TYPE_CHECKING:
    from tests.http.centre.conftest import Home

PAGES = (
    "",
    "held",
    "choices",
    "messages",
    "announced",
    "policy",
    "history",
    "requests",
    "sessions",
    "leave",
)
FORMS = {
    "choices": {"about": "newsletter", "on": "yes", "seen": "1"},
    "messages": {"about": "channel:sms", "on": "no", "seen": "1"},
    "announced": {"announcement": "01900000-0000-7000-8000-000000000000", "answer": "no"},
    "announced/standing": {"standing": "never"},
    "policy": {"version": "1", "accepts": "yes"},
    "held": {"after": "x"},
    "entry": {"entry": "01900000-0000-7000-8000-000000000000"},
    "requests": {"kind": "copy", "about": "x"},
    "requests/withdraw": {"asked": "01900000-0000-7000-8000-000000000000"},
    "copy": {},
    "close": {"sure": "yes"},
}


@pytest.mark.promise("W19", "C16", "A34")
@pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("en", "ltr")])
def test_every_page_opens_for_who_is_signed_in(home: "Home", language: str, way: str) -> None:
    """In both languages, with the way to write to the service, and no id in any address."""
    browser = home.enter()
    for part in PAGES:
        answer = home.page(browser, part, lang=language)
        assert answer.status_code == 200, part
        assert f'<html lang="{language}" dir="{way}">' in answer.text
        assert "privacy@house.example" in answer.text
        assert not re.search(rf'(href|action)="[^"]*{home.person}', answer.text)


def test_no_page_opens_for_a_stranger(home: "Home") -> None:
    """Neither without a session nor with a made-up one."""
    browser, forger = home.browse(), home.browse()
    forger.cookies.set(f"amana-me-{home.service}", "x" * 43)
    for part in PAGES:
        for stranger in (browser, forger):
            answer = home.page(stranger, part)
            assert answer.status_code == 303
            assert answer.headers["location"] == f"/{home.service}/me/sign-in?lang=en"


def test_a_form_of_another_hand_changes_nothing(home: "Home") -> None:
    """Without a session, without its token, with a foreign one, and from another site."""
    own, other, stranger = home.enter(), home.enter("customer-8"), home.browse()
    right, theirs = home.token(own), home.token(other)
    foreign = {"origin": "https://elsewhere.example"}
    before = home.acts()
    for part, fields in FORMS.items():
        path = f"/{home.service}/me/{part}"
        assert stranger.post(path, data={**fields, "form_token": right}).status_code == 401
        for token in ("", "0" * 64, theirs):
            assert own.post(path, data={**fields, "form_token": token}).status_code == 403
        sent = own.post(path, data={**fields, "form_token": right}, headers=foreign)
        assert sent.status_code == 403
    assert home.acts() == before


def test_a_session_of_one_service_is_none_at_another(home: "Home", elsewhere: str) -> None:
    """The same browser is a stranger there."""
    browser = home.enter()
    for part, fields in FORMS.items():
        assert browser.post(f"/{elsewhere}/me/{part}", data=fields).status_code == 401


def test_who_was_erased_is_signed_out(home: "Home") -> None:
    """From the erasure on every page refuses, and every form."""
    browser = home.enter()
    token = home.token(browser)
    erase(home.storage, home.service, person=home.person, actor=OPERATOR)
    for part in PAGES:
        assert home.page(browser, part).status_code == 303
    for part, fields in FORMS.items():
        path = f"/{home.service}/me/{part}"
        assert browser.post(path, data={**fields, "form_token": token}).status_code == 401


def test_what_is_held_is_shown_as_the_policy_promises(home: "Home") -> None:
    """Each value with its origin, purpose and time; of an account number the last four signs."""
    browser = home.enter()
    page = home.page(browser, "held").text
    assert "your profile" in page
    assert "noor@people.example" in page
    assert "•••• DEFG" in page
    assert "QA58DOHB" not in page
    for words in ("From you", "when you register", "providing the service", "the courier"):
        assert words in page
    assert "for as long as your account exists" in page
    assert home.acts()[0] == ("list-records", "done")


@pytest.mark.promise("A14")
def test_beside_each_category_stands_until_when_it_is_kept(home: "Home") -> None:
    """Before what its time runs from came that is said; then the day on which it was over."""
    browser = home.enter()
    page = home.page(browser, "held").text
    assert "the closing of your account" in page
    assert "That has not come yet" in page
    assert "Its time was over on" not in page
    home.tell("account_closed")
    page = home.page(browser, "held").text
    assert page.count("Its time was over on") == 4  # as many categories as a profile has
    assert "That has not come yet" not in page


def test_what_is_held_about_others_is_not_shown(home: "Home") -> None:
    """Somebody else's page has nothing of it, and a place in another's list opens nothing."""
    other = home.enter("customer-8")
    page = home.page(other, "held").text
    assert "noor@people.example" not in page
    assert "No record about you is held now." in page
    assert home.send(other, "held", after="eyJub25lIjoxfQ").status_code == 400
    entry = home.me.history(home.visitor).acts[0].entry
    answer = home.send(other, "entry", entry=str(entry))
    assert (answer.status_code, "me.no_such_entry" in answer.text) == (403, True)


@pytest.mark.promise("W5", "C7")
def test_a_switch_holds_at_once(home: "Home") -> None:
    """What was off is permitted once it is on, and refused again once it is off."""
    browser = home.enter()
    assert not home.message("email", "newsletter", "email").answer.permitted
    on = home.send(browser, "choices", about="newsletter", on="yes", seen="1")
    assert on.status_code == 303
    assert home.message("email", "newsletter", "email").answer.permitted
    page = home.page(browser, "choices", told="switched").text
    assert "Your choice holds everywhere" in page
    assert 'aria-checked="true" aria-label="Switch off: the newsletter"' in page
    assert "by the words of version" in page
    assert home.send(browser, "choices", about="newsletter", on="no", seen="1").status_code == 303
    assert not home.message("email", "newsletter", "email").answer.permitted


def test_what_is_on_until_somebody_objects_can_be_switched_off_and_on(home: "Home") -> None:
    """An opt-out stops its purpose, and an opt-in lifts it."""
    browser = home.enter()
    seen = {each.about: each.on for each in home.me.switches(home.visitor).switches}
    assert seen == {"newsletter": False, "offers": True, "analysis": True}
    for on, told in (("no", False), ("yes", True)):
        home.send(browser, "choices", about="analysis", on=on, seen="1")
        shown = {each.about: each.on for each in home.me.switches(home.visitor).switches}
        assert shown["analysis"] is told


def test_nobody_agrees_to_words_that_they_did_not_see(home: "Home") -> None:
    """A page of an older version may still stop something, and agrees to nothing."""
    browser = home.enter()
    home.publish(post="ما تنشره")
    answer = home.send(browser, "choices", about="newsletter", on="yes", seen="1")
    assert answer.status_code == 403
    assert "the policy changed since you opened this page" in answer.text
    assert home.send(browser, "choices", about="offers", on="no", seen="1").status_code == 303


@pytest.mark.promise("K7")
def test_what_the_service_needs_has_no_switch(home: "Home") -> None:
    """A form that asks for one is refused, and the page says why it goes on."""
    browser = home.enter()
    for about in ("orders", "notices", "nothing-like-it", "channel:telepathy", "channel:chat"):
        answer = home.send(browser, "choices", about=about, on="no", seen="1")
        assert answer.status_code == 403
        assert "there is no choice about this" in answer.text
        assert "What cannot be switched off, and why" in answer.text
        assert "does not work without it" in answer.text
    messages = home.page(browser, "messages").text
    assert "These cannot be switched off" in messages


@pytest.mark.promise("W8", "K8", "A30")
def test_a_closed_channel_is_closed_to_what_is_not_essential(home: "Home") -> None:
    """No offer comes by text message then; by mail it does, and what is needed comes by both."""
    browser = home.enter()
    home.send(browser, "choices", about="newsletter", on="yes", seen="1")
    assert home.message("sms", "newsletter").answer.permitted
    closed = home.send(browser, "messages", about="channel:sms", on="no", seen="1")
    assert closed.status_code == 303
    assert not home.message("sms", "newsletter").answer.permitted
    assert home.message("email", "newsletter", "email").answer.permitted
    assert home.message("sms", "notices").answer.permitted
    assert "Closed to what is not essential" in home.page(browser, "messages").text
    home.send(browser, "messages", about="channel:sms", on="yes", seen="1")
    assert home.message("sms", "newsletter").answer.permitted


@pytest.mark.promise("K4", "C15", "M22")
def test_posting_waits_for_acceptance_of_the_version_in_force(home: "Home") -> None:
    """Refused before, permitted after, and refused again under the next version."""
    browser = home.enter()
    refused = home.post_ad().answer
    assert [each.need for each in refused.refusals] == ["accepted"]
    assert home.send(browser, "policy", version="1", accepts="yes").status_code == 303
    assert home.post_ad().answer.permitted
    assert "You accepted the version in force" in home.page(browser, "policy").text
    home.publish(post="ما تنشره")
    assert not home.post_ad().answer.permitted
    stale = home.send(browser, "policy", version="1", accepts="yes")
    assert stale.status_code == 409
    assert "waits for your answer" in stale.text


@pytest.mark.promise("A36", "C15", "K4")
def test_declining_leads_to_a_copy_and_to_closing_the_account(home: "Home") -> None:
    """Who declines cannot post, gets all that is held in full, and may be forgotten at once."""
    browser = home.enter()
    declined = home.send(browser, "policy", version="1", accepts="no")
    assert declined.headers["location"].startswith(f"/{home.service}/me/leave")
    assert not home.post_ad().answer.permitted
    copy = home.send(browser, "copy")
    assert copy.headers["content-disposition"].startswith("attachment")
    assert copy.headers["cache-control"] == "no-store"
    held = json.loads(copy.text)
    assert held["complete"]
    assert [each["how"] for each in held["acceptances"]] == ["declined"]
    fields = held["records"][0]["fields"]
    assert fields["account"]["now"]["value"] == "QA58DOHB00001234567890ABCDEFG"
    unsure = home.send(browser, "close")
    assert (unsure.status_code, "me.closing_not_confirmed" in unsure.text) == (403, False)
    assert "tick the box" in unsure.text
    closed = home.send(browser, "close", sure="yes")
    assert "amana-erasure-certificate-1" in closed.text
    assert "noor@people.example" not in closed.text
    assert home.page(browser).status_code == 303


@pytest.mark.promise("W12")
def test_no_copy_leaves_before_the_check_that_the_policy_names(home: "Home") -> None:
    """Who was only handed over is told to show more; nothing of the copy is in the answer."""
    home.publish(more="  H15: {verify: [copy], by: [one_time_code], to: [email], digits: 6}\n")
    browser = home.enter()
    refused = home.send(browser, "copy")
    assert refused.status_code == 403
    assert "Sign in by a code" in refused.text
    assert "QA58DOHB00001234567890ABCDEFG" not in refused.text


@pytest.mark.promise("C15", "M22")
def test_going_on_after_declining_is_no_acceptance_of_a_later_version(home: "Home") -> None:
    """The page says so, and the person is still asked."""
    browser = home.enter()
    home.send(browser, "policy", version="1", accepts="no")
    home.publish(post="ما تنشره")
    page = home.page(browser, "policy").text
    assert "That you go on using the service is not taken for acceptance" in page


def test_history_names_staff_by_role_and_proves_each_act(home: "Home") -> None:
    """Who looked, why, and by which promise; an act that the tree does not hold yet says so."""
    browser = home.enter()
    home.look("a complaint about a delivery")
    page = home.page(browser, "history").text
    assert "a complaint about a delivery" in page
    assert "staff-17" not in page
    entry = home.me.history(home.visitor).looked[0].entry
    shown = home.send(browser, "entry", entry=str(entry))
    assert "not in the tree yet" in shown.text
    home.sequence()
    proven = home.send(browser, "entry", entry=str(entry)).text
    assert "The public leaf" in proven
    assert "The signed checkpoint" in proven


def test_a_long_history_has_pages(home: "Home") -> None:
    """The next one holds what is older, and nothing is on both; a made-up place is refused."""
    visitor = home.visitor
    for number in range(50):
        on = number % 2 == 0
        home.me.switch(visitor, Switching(about="newsletter", on=on, seen=1))
    first = home.me.history(visitor)
    assert first.next is not None
    older = home.me.history(visitor, after=first.next)
    entries = [it.entry for it in (*first.acts, *older.acts)]
    assert (len(first.acts), len(set(entries))) == (50, first.count)
    assert entries == sorted(entries, reverse=True)
    assert (older.next, older.looked, older.first) == (None, (), False)
    with home.storage.reading(home.service) as view:
        every = [it.entry for it in every_act(view, person=home.person, at_once=7)]
    assert every == entries
    browser = home.enter()
    assert "Older" in home.page(browser, "history").text
    second = home.page(browser, "history", cursor=first.next)
    assert "Latest" in second.text
    assert "Older" not in second.text
    assert home.page(browser, "history", cursor="x" * 43).status_code == 400
    foreign = home.me.history(home.visitor_of("customer-8"))
    assert foreign.count == len(foreign.acts)


def test_more_records_than_a_page_holds_are_shown_by_a_form(home: "Home") -> None:
    """Where to go on stands in the form; the copy holds them all."""
    home.visit(100)
    browser = home.enter()
    first = home.page(browser, "held").text
    after = first.partition('name="after" value="')[2].partition('"')[0]
    assert after
    second = home.send(browser, "held", after=after)
    assert second.status_code == 200
    assert 'name="after"' not in second.text
    assert len(json.loads(home.send(browser, "copy").text)["records"]) == 101
