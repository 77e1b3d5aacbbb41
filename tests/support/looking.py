"""What is wrong with a page as a browser shows it: for people who cannot see, and on a phone."""

from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_ALSO: Final = {"rules": {"target-size": {"enabled": True}}}
"""WCAG 2.2 AA asks for it; axe leaves it out unless told."""
_OPEN_ALL: Final = "document.querySelectorAll('details').forEach((it) => { it.open = true })"
_WIDE: Final = "document.documentElement.scrollWidth > window.innerWidth"


def faults(page: Page) -> list[str]:
    """Return what axe finds with all proofs and details open, and whether the page is too wide."""
    page.evaluate(_OPEN_ALL)
    found = Axe().run(page, options=_ALSO).response["violations"]
    told = [f"{it['id']}: {it['nodes'][0]['html'][:200]}" for it in found]
    return told + (["wider than the screen"] if page.evaluate(_WIDE) else [])
