"""The page of operations: what it shows, to whom, on a telephone and on a desk."""

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Browser, Page

from amana.acts.team.first_owner import first_owner_link
from amana.storage import Storage


@pytest.fixture
def secret(real_site: str, storage: Storage, service: str) -> str:
    """Sign the service's owner in, raise an alarm, and return the cookie's secret."""
    with storage.watching() as watch:
        watch.raise_alarm(
            service, kind="queue", subject=service, why="old", fields={"ready": 3, "age_s": 900}
        )
    token = first_owner_link(storage, service=service, name="Layla", email=f"{service}@dar.example")
    with httpx.Client(base_url=real_site, headers={"origin": real_site}) as client:
        client.post("/console/sign-in", data={"token": token})
        return client.cookies["amana"]


def test_it_shows_alarms_and_names_no_other_service(
    real_site: str, storage: Storage, service: str, secret: str
) -> None:
    """The other service's alarm and ledger are not this one's business."""
    other = f"other-{service[-6:]}"
    storage.create_service(other)
    with storage.watching() as watch:
        watch.raise_alarm(other, kind="jobs", subject="x", why="set_aside", fields={"count": 1})
    with httpx.Client(base_url=real_site, cookies={"amana": secret}, timeout=30) as client:
        page = client.get(f"/console/{service}/operations?lang=en")
        assert page.status_code == 200
        assert "Queue of jobs" in page.text
        assert "Jobs of" in page.text
        assert other not in page.text
        assert client.get(f"/console/{other}/operations").status_code == 403


@pytest.mark.browser
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_it_can_be_read_on_every_screen(  # noqa: PLR0913, PLR0917 - a page, its reader and their screen
    browser: Browser,
    faults: Callable[[Page], list[str]],
    real_site: str,
    service: str,
    secret: str,
    language: str,
    width: int,
) -> None:
    """Nothing is wider than the screen, and nothing shuts a reader out."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.context.add_cookies([{"name": "amana", "value": secret, "url": real_site}])
    page.goto(f"{real_site}/console/{service}/operations?lang={language}")
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert faults(page) == []
    page.close()
