"""The page that leads through a demonstration, and the mailbox in which its mail ends."""

import re
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import httpx
import pytest

from amana.channels.letter import Letter, WayOut
from amana.channels.mail import Relay
from amana.cli.showing.changing import next_version
from amana.cli.showing.guide import Guide, Places, guided, with_links
from amana.cli.showing.mailbox import Mailbox, mailbox
from amana.domain.policy.parse import parse
from amana.domain.words import ARABIC

PLACES = Places(
    amana="http://127.0.0.1:1",
    service="services-app",
    app="http://127.0.0.1:2",
    tags="http://localhost:3",
    officer="officer@maeen.example",
    file="/demo/officer.password",
)


@pytest.fixture
def mail() -> Iterator[Mailbox]:
    """Run a mailbox."""
    with mailbox() as made:
        yield made


@contextmanager
def _shown(mail: Mailbox, done: list[str]) -> Iterator[httpx.Client]:
    """Show the guide, and note what it publishes."""
    guide = Guide(
        places=PLACES,
        mailbox=mail,
        language=ARABIC,
        is_changed=lambda: bool(done),
        change=lambda: done.append("changed"),
    )
    with guided(guide) as url, httpx.Client(base_url=url, timeout=20) as browser:
        yield browser


def _sent(mail: Mailbox, *, stop: str | None = None) -> None:
    """Send a letter as workers do."""
    way = None if stop is None else WayOut(url=stop, mailto="mailto:a@maeen.example")
    letter = Letter(
        id="letter-1",
        to=("amal@mail.example",),
        subject="عرض لك",
        text="سطر أول\n.نقطة في أوله\nhttp://127.0.0.1:1/x",
        language=ARABIC,
        at=datetime(2026, 11, 22, tzinfo=UTC),
        way_out=way,
    )
    Relay(address=mail.address, sender="privacy@maeen.example").send(letter)
    assert mail.wait_for(lambda it: it.subject == "عرض لك", at_most_s=20)


def _token(browser: httpx.Client, path: str = "/") -> str:
    found = re.search(r'name="token" value="([^"]+)"', browser.get(path).text)
    assert found is not None
    return found[1]


def test_a_letter_is_shown_as_it_was_written(mail: Mailbox) -> None:
    """Lines that begin with a dot stay whole, addresses are links, and it leaves no machine."""
    _sent(mail)
    with _shown(mail, []) as browser:
        assert "عرض لك" in browser.get("/").text
        page = browser.get("/letters/1").text
    assert ".نقطة في أوله" in page
    assert '<a href="http://127.0.0.1:1/x">' in page
    assert "amal@mail.example" in page


def test_several_letters_go_over_one_connection(mail: Mailbox) -> None:
    """The latest stands first; what is long is cut, and the rest goes on."""
    with smtplib.SMTP("127.0.0.1", mail.port, timeout=20) as relay:
        for number in range(2):
            relay.sendmail("a@b.example", ["c@d.example"], f"Subject: {number}\r\n\r\n{'x' * 3000}")
    assert [letter.subject for letter in mail.latest()] == ["1", "0"]
    assert mail.letter(3) is None


def test_the_change_is_published_once(mail: Mailbox) -> None:
    """By the page's own form alone."""
    done: list[str] = []
    with _shown(mail, done) as browser:
        token = _token(browser)
        assert browser.post("/change", data={"token": "other"}).status_code == 403
        assert browser.post("/change", content=b"x" * 5_000).status_code == 403
        assert done == []
        for _ in range(2):
            answer = browser.post("/change?lang=en", data={"token": token})
            assert answer.headers["location"] == "/?lang=en&told=changed"
        assert done == ["changed"]
        assert "The change is published" in browser.get("/?lang=en&told=changed").text


def test_mail_is_ended_as_a_mail_program_does_it(mail: Mailbox) -> None:
    """Where nobody answers the page says so; a letter without such a link has no button."""
    _sent(mail, stop="http://127.0.0.1:9/unsubscribe/x")
    with _shown(mail, []) as browser:
        token = _token(browser, "/letters/1")
        answer = browser.post("/letters/1/stop", data={"token": token})
        assert answer.headers["location"].endswith("told=not_stopped")
        assert browser.post("/letters/7/stop", data={"token": token}).status_code == 404


@pytest.mark.parametrize("path", ["/", "/letters/1", "/style.css"])
def test_another_name_of_the_machine_gets_nothing(mail: Mailbox, path: str) -> None:
    """A name that was made to lead here would read the mail."""
    with _shown(mail, []) as browser:
        assert browser.get(path, headers={"host": "evil.example"}).status_code == 403
        assert browser.get("/nowhere").status_code == 404
        assert "script" not in browser.get("/").headers["content-security-policy"]
        assert browser.get("/style.css").headers["content-type"].startswith("text/css")


@pytest.mark.parametrize(("lang", "says"), [("ar", "ما الذي تجرّبه"), ("en", "What to try")])
def test_the_guide_speaks_both_languages(mail: Mailbox, lang: str, says: str) -> None:
    """It opens in the terminal's, and leads to each place."""
    with _shown(mail, []) as browser:
        page = browser.get("/", params={"lang": lang}).text
    assert says in page
    assert f'lang="{lang}"' in page
    assert PLACES.tags in page


def test_text_becomes_no_markup() -> None:
    """A letter's text is shown as text."""
    assert str(with_links("<b>https://a.example/x?a=1&b=2</b>.")) == (
        '&lt;b&gt;<a href="https://a.example/x?a=1&amp;b=2">'
        '<bdi dir="ltr">https://a.example/x?a=1&amp;b=2</bdi></a>&lt;/b&gt;.'
    )


def test_the_change_makes_another_policy_of_the_same_promises() -> None:
    """Each replacement is found in its file, and the policy fits its texts."""
    made = next_version()
    policy = parse(made.source, texts=made.texts)
    assert "usage_activity" in str(policy.promises["cookies-campaigns"].form)
    assert made.reason
