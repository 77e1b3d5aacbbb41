"""Every page in a real browser: axe finds nothing, nothing overflows, keys reach everything."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from amana.storage import Storage

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PUBLIC = (
    "/",
    "/services-app/privacy",
    "/services-app/privacy/changes?from=1&to=2",
    "/services-app/privacy/promises/W1",
    "/services-app/nothing",
)
WIDTHS = (390, 1280)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Run the system's Chromium."""
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        yield made
        made.close()


def _faults(page: Page) -> list[str]:
    """Return what axe finds, and whether the page is wider than the screen."""
    page.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true })")
    found = Axe().run(page).response["violations"]
    faults = [f"{it['id']}: {it['nodes'][0]['html'][:200]}" for it in found]
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return faults + (["wider than the screen"] if wide else [])


def _look(browser: Browser, address: str, *, width: int, dark: bool = False) -> list[str]:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        bypass_csp=True,  # for axe itself, which is a script
        color_scheme="dark" if dark else "light",
    )
    page = context.new_page()
    page.goto(address)
    faults = _faults(page)
    context.close()
    return faults


def _in(language: str, path: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_public_pages_are_accessible(browser: Browser, site: str, path: str, language: str) -> None:
    """On a phone and on a desk, in light and in dark, axe finds nothing."""
    address = site + _in(language, path)
    assert [_look(browser, address, width=width) for width in WIDTHS] == [[], []]
    assert _look(browser, address, width=1280, dark=True) == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_console_pages_are_accessible(
    browser: Browser, published: httpx.Client, storage: Storage, service: str, language: str
) -> None:
    """Every page of the console, with something in it, on a phone and on a desk."""
    with storage.platform() as wide:
        link = wide.add_sign_in_link("Layla", services=[service])
    for width in WIDTHS:
        context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
        page = context.new_page()
        if width == WIDTHS[0]:
            page.goto(f"{published.base_url}/console/sign-in?token={link}&lang={language}")
            assert _faults(page) == []
            page.locator("main button").click()
            kept = context.storage_state()
            page.goto(_here(published, f"/console/{service}/readings", language))
            page.locator("textarea").fill("We collect your name. We never sell your data.")
            page.locator("main button").click()
            reading = page.url.partition("?")[0]
        else:
            context.close()
            context = browser.new_context(
                viewport={"width": width, "height": 900}, bypass_csp=True, storage_state=kept
            )
            page = context.new_page()
        parts = ("", f"/{service}/readings", f"/{service}/policy", f"/{service}/policy/plan")
        addresses = [_here(published, f"/console{part}", language) for part in parts]
        addresses += [_here(published, f"/console/{service}/attestations", language)]
        for address in (*addresses, f"{reading}?lang={language}"):
            page.goto(address)
            assert (address, _faults(page)) == (address, [])
        context.close()


def _here(client: httpx.Client, path: str, language: str) -> str:
    return f"{str(client.base_url).rstrip('/')}{path}?lang={language}"


def test_a_proof_opens_by_keyboard_alone(browser: Browser, site: str) -> None:
    """Tab reaches the first proof, Enter opens it, and no script was needed."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/services-app/privacy")
    page.locator("details.proof summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details.proof").first.get_attribute("open") is not None
    context.close()


def test_nothing_in_hostile_text_runs_or_overflows(browser: Browser, hostile_site: str) -> None:
    """Script tags show as text, and a word without end does not push the page wide."""
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(f"{hostile_site}/services-app/privacy")
    assert page.locator("script").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert said == []
    context.close()


@pytest.mark.parametrize(("language", "side"), [("ar", "right"), ("en", "left")])
def test_the_text_begins_on_the_reading_side(
    browser: Browser, site: str, language: str, side: str
) -> None:
    """Arabic text stands to the right of its proofs, English to the left."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{site}/services-app/privacy?lang={language}")
    row = page.locator(".row", has=page.locator(".proof")).first
    text, proof = row.locator(".said").bounding_box(), row.locator(".proofs").bounding_box()
    assert text is not None
    assert proof is not None
    assert (text["x"] > proof["x"]) is (side == "right")
    context.close()
