"""The pages that lead through a demonstration: in both languages, on a phone and on a desk."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

import pytest
from looking import faults
from playwright.sync_api import Browser
from pretended import pretended

from amana.channels.letter import Letter, WayOut
from amana.channels.mail import Relay
from amana.cli.showing.example import Example, examples
from amana.cli.showing.guide import Acts, Guide
from amana.cli.showing.guiding import guided
from amana.cli.showing.mailbox import mailbox
from amana.cli.showing.players import Phase, Player
from amana.domain.evidence.proof import Level, Standing, State
from amana.domain.words import ARABIC

PHASES: Final = {
    "services_app": Phase.RUNNING,
    "ordering": Phase.RUNNING,
    "store": Phase.INSTALLING,
    "scheduling": Phase.FAILED,
}
"""The others rest."""
UNSEEN: Final = Standing(
    state=State.UNPROVEN, level=None, count=0, last=None, due=None, findings=()
)
STATES: Final = tuple(
    replace(UNSEEN, state=state, level=Level.ENFORCED, count=3) for state in State
)
SIZES: Final = (("ar", 390), ("en", 1280))

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]


def _player(shown: Example) -> Player:
    """Take an application, as far as the pages know how far it is."""
    phase = PHASES.get(shown.name, Phase.RESTING)
    app = pretended(shown)
    return Player(
        example=shown,
        policy=shown.policy().policy,
        phase=phase,
        app=app if phase is Phase.RUNNING else None,
        heard=12,
        latest="Collecting django==5.2",
    )


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Show the pages of all applications, and one letter."""
    players = {shown.name: _player(shown) for shown in examples()}

    def standings(service: str) -> dict[str, Standing]:
        """Let the promises stand in each way that there is."""
        promises = next(it.policy.promises for it in players.values() if it.service == service)
        return {key: STATES[at % len(STATES)] for at, key in enumerate(promises)}

    with mailbox() as mail:
        letter = Letter(
            id="letter-1",
            to=("amal@mail.example",),
            subject="عرض لك",
            text="سطر أول\nhttp://127.0.0.1:1/x",
            language=ARABIC,
            at=datetime(2026, 11, 22, tzinfo=UTC),
            way_out=WayOut(url="http://127.0.0.1:1/stop", mailto="mailto:a@maeen.example"),
        )
        Relay(address=mail.address, sender="a@maeen.example").send(letter)
        guide = Guide(
            amana="http://127.0.0.1:1",
            players=players,
            acts=Acts(
                open=lambda _: None,
                standings=standings,
                enter=lambda: "http://127.0.0.1:1/console/sign-in?token=t",
                is_changed=lambda: False,
                change=lambda: None,
            ),
            mailbox=mail,
            language=ARABIC,
        )
        with guided(guide) as url:
            yield url


@pytest.mark.parametrize(("language", "width"), SIZES)
def test_no_page_of_the_demonstration_has_a_fault(
    site: str, browser: Browser, language: str, width: int
) -> None:
    """The front page, each application's rows in whatever state, and the mailbox."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    wrong: dict[str, list[str]] = {}
    rows = [f"/services/{shown.name}" for shown in examples()]
    assert len(rows) >= len(PHASES)
    for path in ("/", *rows, "/letters", "/letters/1"):
        answer = page.goto(f"{site}{path}?lang={language}")
        assert answer is not None
        assert answer.ok, path
        root = page.locator("html")
        said = (root.get_attribute("lang"), root.get_attribute("dir"))
        assert said == (language, "rtl" if language == ARABIC else "ltr")
        if found := faults(page):
            wrong[path] = found
    page.close()
    assert wrong == {}
