"""The pages that lead through a demonstration, and the mailbox in which its mail ends."""

import re
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import httpx
import pytest
from pretended import pretended

from amana.channels.letter import Letter, WayOut
from amana.channels.mail import Relay
from amana.cli.errors import PackagesMissing
from amana.cli.showing.changing import next_version
from amana.cli.showing.example import example
from amana.cli.showing.guide import Acts, Guide, with_links
from amana.cli.showing.guiding import guided
from amana.cli.showing.mailbox import Mailbox, mailbox
from amana.cli.showing.players import Phase, Player
from amana.domain.evidence.proof import Level, Standing, State
from amana.domain.policy.parse import parse
from amana.domain.words import ARABIC

NOBODY_SAW = Standing(state=State.UNPROVEN, level=None, count=0, last=None, due=None, findings=())
KEPT = replace(NOBODY_SAW, state=State.KEPT, level=Level.ENFORCED, count=3)
SERVICE = "/services/services_app"


@pytest.fixture
def mail() -> Iterator[Mailbox]:
    """Run a mailbox."""
    with mailbox() as made:
        yield made


@pytest.fixture
def player() -> Player:
    """Take the services app, which is running as far as the pages know."""
    shown = example("services_app")
    app = pretended(shown)
    return Player(example=shown, policy=shown.policy().policy, phase=Phase.RUNNING, app=app)


@contextmanager
def _shown(mail: Mailbox, player: Player, done: list[str]) -> Iterator[httpx.Client]:
    """Show the pages, and note what they do."""
    standings = dict.fromkeys(player.policy.promises, NOBODY_SAW) | {"W1": KEPT}
    guide = Guide(
        amana="http://127.0.0.1:1",
        players={player.name: player},
        acts=Acts(
            open=done.append,
            standings=lambda _: standings,
            enter=lambda: "http://127.0.0.1:1/console/sign-in?token=t",
            is_changed=lambda: "changed" in done,
            change=lambda: done.append("changed"),
        ),
        mailbox=mail,
        language=ARABIC,
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


def test_a_letter_is_shown_as_it_was_written(mail: Mailbox, player: Player) -> None:
    """Lines that begin with a dot stay whole, addresses are links, and it leaves no machine."""
    _sent(mail)
    with _shown(mail, player, []) as browser:
        assert "عرض لك" in browser.get("/letters").text
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


def test_the_change_is_published_once(mail: Mailbox, player: Player) -> None:
    """By the page's own form alone."""
    done: list[str] = []
    with _shown(mail, player, done) as browser:
        token = _token(browser)
        assert browser.post("/change", data={"token": "other"}).status_code == 403
        assert browser.post("/change", content=b"x" * 5_000).status_code == 403
        assert done == []
        for _ in range(2):
            answer = browser.post("/change?lang=en", data={"token": token})
            assert answer.headers["location"] == "/services/services_app?told=changed&lang=en"
        assert done == ["changed"]
        assert "The change is published" in browser.get(f"{SERVICE}?lang=en&told=changed").text


def test_mail_is_ended_as_a_mail_program_does_it(mail: Mailbox, player: Player) -> None:
    """Where nobody answers the page says so; a letter without such a link has no button."""
    _sent(mail, stop="http://127.0.0.1:9/unsubscribe/x")
    with _shown(mail, player, []) as browser:
        token = _token(browser, "/letters/1")
        answer = browser.post("/letters/1/stop", data={"token": token})
        assert answer.headers["location"].startswith("/letters?told=not_stopped")
        assert browser.post("/letters/7/stop", data={"token": token}).status_code == 404


@pytest.mark.parametrize("path", ["/", SERVICE, "/letters", "/letters/1", "/guide.css"])
def test_another_name_of_the_machine_gets_nothing(mail: Mailbox, player: Player, path: str) -> None:
    """A name that was made to lead here would read the mail."""
    with _shown(mail, player, []) as browser:
        assert browser.get(path, headers={"host": "evil.example"}).status_code == 403
        assert browser.get("/nowhere").status_code == 404
        assert "script-src 'self';" in browser.get("/").headers["content-security-policy"]
        for name in ("amana.css", "guide.css"):
            assert browser.get(f"/{name}").headers["content-type"].startswith("text/css")


@pytest.mark.parametrize(("lang", "says"), [("ar", "في خمس دقائق"), ("en", "In five minutes")])
def test_the_guide_speaks_both_languages(
    mail: Mailbox, player: Player, lang: str, says: str
) -> None:
    """It opens in the terminal's, and leads to each service and to its walk."""
    with _shown(mail, player, []) as browser:
        page = browser.get("/", params={"lang": lang}).text
        service = browser.get(SERVICE, params={"lang": lang}).text
    assert says in page
    assert f'lang="{lang}"' in page
    assert f'href="{SERVICE}?lang={lang}"' in page
    assert "http://localhost:3" in service
    assert player.policy.controller.name.say("ar" if lang == "ar" else "en") in service


def test_each_promise_has_its_sentence_its_screen_and_its_state(
    mail: Mailbox, player: Player
) -> None:
    """By the rows of the example; what was published in the language that is read is shown."""
    with _shown(mail, player, []) as browser:
        page = unescape(browser.get(SERVICE, params={"lang": "en"}).text)
    for promise in player.policy.promises.values():
        assert f'id="p-{promise.id}"' in page
        assert promise.quotes["en"][0] in page
    assert 'href="http://127.0.0.1:2/unit"' in page
    assert 'href="http://127.0.0.1:1/services-app/me/received"' in page
    assert 'href="http://127.0.0.1:1/services-app/privacy#p-W9"' in page
    assert 'href="http://127.0.0.1:1/console/services-app/keeping"' in page
    assert 'href="/letters"' in page
    assert page.count("kept 3 times") == 1


@pytest.mark.parametrize("phase", [each for each in Phase if each is not Phase.RUNNING])
def test_an_app_that_does_not_run_says_how_far_it_is(
    mail: Mailbox, player: Player, phase: Phase
) -> None:
    """Its screens open later; where it rests or ended, one button starts it."""
    player.app, player.phase, player.latest, done = None, phase, "Collecting x", list[str]()
    player.fault = PackagesMissing(example="x", file="x.log") if phase is Phase.FAILED else None
    with _shown(mail, player, done) as browser:
        page = unescape(browser.get(SERVICE, params={"lang": "en"}).text)
        token = _token(browser, SERVICE)
        answer = browser.post(f"{SERVICE}/open?lang=en", data={"token": token})
        assert browser.post("/services/other/open", data={"token": token}).status_code == 404
    assert answer.headers["location"] == f"{SERVICE}?lang=en"
    assert done == ["services_app"]
    assert "http://127.0.0.1:2" not in page
    assert ("/open?lang=en" in page) is (phase in {Phase.RESTING, Phase.FAILED})
    assert ("Collecting x" in page) is (phase is Phase.INSTALLING)
    assert ("x.log" in page) is (phase is Phase.FAILED)


def test_the_console_is_entered_by_a_link_made_now(mail: Mailbox, player: Player) -> None:
    """Only by the page's own form."""
    with _shown(mail, player, []) as browser:
        assert browser.post("/console").status_code == 403
        answer = browser.post("/console", data={"token": _token(browser)})
        assert answer.status_code == 303
        policy = browser.get("/").headers["content-security-policy"]
    assert answer.headers["location"] == "http://127.0.0.1:1/console/sign-in?token=t"
    assert "form-action 'self' http://127.0.0.1:1;" in policy


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
