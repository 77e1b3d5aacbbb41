"""A consent that the policy promises to have confirmed: nothing counts before the letter's code."""

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.http.centre.conftest import Home

TWICE = "  H15: {choice: [newsletter], by: double_opt_in}\n"


def _letters(home: "Home") -> list[tuple[str, str]]:
    """Return language and text of what waits to be sent, and leave it waiting."""
    with home.storage.work(home.service) as work:
        claimed = work.outbox.claim(limit=10)
        return [(it.language, str((it.content or {})["text"])) for it in claimed]


def _code(text: str) -> str:
    found = re.search(r"^[A-Za-z0-9_-]{43}$", text, re.MULTILINE)
    assert found is not None
    return found[0]


def _agreed(home: "Home") -> bool:
    return home.message("email", "newsletter", "email").answer.permitted


@pytest.mark.promise("W5")
@pytest.mark.parametrize(
    ("language", "asked", "done"),
    [
        ("ar", "أرسلنا إليك رسالة بريد فيها رمز", "تأكدت موافقتك"),
        ("en", "A letter with a code went out", "Your consent is confirmed"),
    ],
)
def test_a_consent_counts_once_the_letters_code_came_back(
    home: "Home", language: str, asked: str, done: str
) -> None:
    """The switch sends a letter; a GET of its page changes nothing; the button does, once."""
    home.publish(more=TWICE)
    browser, elsewhere = home.enter(), home.browse()
    fields = {"form_token": home.token(browser), "about": "newsletter", "on": "yes", "seen": "2"}
    path, lang = f"/{home.service}/me", {"lang": language}
    sent = browser.post(f"{path}/choices", params=lang, data=fields)
    assert asked in browser.get(sent.headers["location"]).text
    ((spoken, text),) = _letters(home)
    assert spoken == language
    assert f"{path}/confirm\n" in f"{text}\n".replace("?lang=en", "")
    assert elsewhere.get(f"{path}/confirm", params=lang).status_code == 200
    assert not _agreed(home)
    answer = elsewhere.post(f"{path}/confirm", params=lang, data={"code": f" {_code(text)}\n"})
    assert (answer.status_code, done in answer.text) == (200, True)
    assert _agreed(home)
    again = elsewhere.post(f"{path}/confirm", params=lang, data={"code": _code(text)})
    assert again.status_code == 403


def test_a_code_that_nobody_sent_confirms_nothing(home: "Home") -> None:
    """Made up, empty, too long, of another service, or sent by a form of another site."""
    home.publish(more=TWICE)
    browser = home.enter()
    home.send(browser, "choices", about="newsletter", on="yes", seen="2")
    ((_, text),) = _letters(home)
    path = f"/{home.service}/me/confirm"
    for typed in ("", "x" * 43, _code(text)[:-1]):
        assert browser.post(path, data={"code": typed}).status_code == 403
    assert browser.post(path, data={"code": "x" * 101}).status_code == 422
    foreign = {"origin": "https://elsewhere.example"}
    assert browser.post(path, data={"code": _code(text)}, headers=foreign).status_code == 403
    assert not _agreed(home)


def test_who_withdrew_meanwhile_is_not_brought_back_by_the_letter(home: "Home") -> None:
    """A refusal is the later word; the page says so."""
    home.publish(more=TWICE)
    browser = home.enter()
    home.send(browser, "choices", about="newsletter", on="yes", seen="2")
    ((_, text),) = _letters(home)
    home.send(browser, "choices", about="newsletter", on="no", seen="2")
    answer = browser.post(f"/{home.service}/me/confirm", data={"code": _code(text)})
    assert answer.status_code == 403
    assert not _agreed(home)


def test_without_an_address_there_is_no_letter_and_the_page_says_so(home: "Home") -> None:
    """Nothing waits then."""
    home.publish(more=TWICE)
    stranger = home.enter("customer-8")
    answer = home.send(stranger, "choices", about="newsletter", on="yes", seen="2")
    assert answer.status_code == 403
    assert "no e-mail address of yours is known here" in answer.text
    assert not _letters(home)


@pytest.mark.promise("W5")
@pytest.mark.parametrize(
    ("language", "button"), [("ar", "أؤكد موافقتي"), ("en", "I confirm my consent")]
)
def test_the_letters_link_shows_one_button_and_changes_nothing_by_itself(
    home: "Home", language: str, button: str
) -> None:
    """Scanners may open it as often as they like; the button confirms, without a session."""
    home.publish(more=TWICE)
    browser, elsewhere = home.enter(), home.browse()
    fields = {"form_token": home.token(browser), "about": "newsletter", "on": "yes", "seen": "2"}
    browser.post(f"/{home.service}/me/choices", params={"lang": language}, data=fields)
    ((_, text),) = _letters(home)
    link = re.search(rf"/{home.service}/me/confirm/{_code(text)}\S*", text)
    assert link is not None
    elsewhere.get(link[0])
    page = elsewhere.get(link[0])
    assert button in page.text
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "strict-origin"
    assert not _agreed(home)
    hidden = re.search(r'name="code" value="([^"]+)"', page.text)
    assert hidden is not None
    done = elsewhere.post(f"/{home.service}/me/confirm", data={"code": hidden[1]})
    assert done.status_code == 200
    assert _agreed(home)
    assert elsewhere.get(link[0]).status_code == 403


def test_a_link_that_nobody_sent_shows_nothing(home: "Home") -> None:
    """The page says that nothing waits for it."""
    home.publish(more=TWICE)
    answer = home.browse().get(f"/{home.service}/me/confirm/{'x' * 43}")
    assert answer.status_code == 403
    assert 'name="code" value' not in answer.text


def test_the_code_of_a_letters_link_goes_into_no_referer(home: "Home") -> None:
    """Of the page whose address holds it, a browser tells the next one its origin alone."""
    home.publish(more=TWICE)
    for path in (f"/{home.service}/me/confirm/{'a' * 43}", f"/{home.service}/me/confirm"):
        answer = home.browse().get(path)
        assert answer.headers.get_list("referrer-policy") == ["strict-origin"]
