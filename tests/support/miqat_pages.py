"""Miqat in a browser: how somebody comes in, and goes on into the privacy centre."""

from looking import opened
from miqat import Member, Miqat
from playwright.sync_api import Page


def send(tab: Page) -> None:
    """Send the page's form, and wait for what comes."""
    with tab.expect_navigation():
        tab.click("main form button")


def come_in(tab: Page, whose: Member, miqat: Miqat) -> None:
    """Sign in: by password, or by the letter's code."""
    tab.goto("/enter")
    tab.fill("[name=email]", whose.who.email)
    if whose.owns:
        tab.fill("[name=password]", whose.who.password)
    before = miqat.codes_sent(whose.who.email)
    send(tab)
    if tab.url.endswith("/code"):
        miqat.until(lambda: miqat.codes_sent(whose.who.email) > before)
        tab.fill("[name=code]", miqat.code_for(whose.who.email))
        send(tab)


def centre(tab: Page, miqat: Miqat, part: str, *, at: str = "/privacy") -> str:
    """Go by the app's button into the privacy centre; return what one of its parts says."""
    tab.goto(at)
    with tab.expect_navigation():
        tab.click("form.amana-centre button")
    assert tab.url.startswith(miqat.shown.amana_url)
    return opened(tab, f"{miqat.shown.amana_url}/scheduling/me/{part}")
