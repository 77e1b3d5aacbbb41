"""The services app, run as every example is: its traffic goes through Amana, its mail to us."""

import contextlib
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from example import running_example

from amana.sdk import Amana


def test_an_example_runs_whole(
    place: Path, fresh_database: Callable[[], str | None], capfd: pytest.CaptureFixture[str]
) -> None:
    """Its pages open, what it keeps is told at Amana's door, and its people's stories go well."""
    with running_example("services_app", place, fresh_database(), rounds=5) as shown:
        assert httpx.get(shown.app_url, trust_env=False).status_code == 200
        assert shown.app.wait_for_traffic() == 5, capfd.readouterr().err
        assert (shown.data / "courier.key").stat().st_mode & 0o077 == 0
        with Amana(shown.amana_url, shown.key) as amana:
            assert amana.policy().service == shown.service == "services-app"
        url = shown.app_url
    with pytest.raises(httpx.TransportError), contextlib.closing(httpx.Client()) as browser:
        browser.get(url)
