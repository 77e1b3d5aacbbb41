"""``amana serve`` from its first line to its last, however it ends."""

import json
import os
import signal
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from tests.acceptance.conftest import Desk, PolicyOf, Run, Served, Serving

ASKED = {"person": "p-1", "data": ["email"], "at": "registration", "for": ["orders"]}


def _ask(served: "Served", service: str) -> dict[str, Any]:
    bearer = {"authorization": f"Bearer {served.key(service)}"}
    answer = httpx.post(f"{served.url}/v1/collect", json=ASKED, headers=bearer, timeout=30)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def _acts(served: "Served", service: str) -> list[str]:
    bearer = {"authorization": f"Bearer {served.key(service)}"}
    answer = httpx.post(
        f"{served.url}/v1/history", json={"person": "p-1"}, headers=bearer, timeout=30
    )
    return [act["entry"] for act in answer.json()["acts"]]


def test_ready_in_words_with_pages_and_api(shop: "Served", api: httpx.Client) -> None:
    """Ready: the address, the page, the key's file and one way into the console."""
    assert f"{shop.url}/rose-shop/privacy" in shop.out
    assert (shop.data / "secrets" / "rose-shop.key").stat().st_mode & 0o777 == 0o600
    assert "rose-shop.key" in shop.err
    assert shop.key("rose-shop") not in shop.out + shop.err
    page = httpx.get(f"{shop.url}/rose-shop/privacy", timeout=30)
    assert 'dir="rtl"' in page.text
    assert api.get("/v1/policy").json()["service"] == "rose-shop"


def test_a_link_of_the_console_works_once(shop: "Served", desk: "Desk") -> None:
    """The link that signed one browser in refuses the next."""
    assert "rose-shop" in desk.get("/console")
    again = httpx.post(
        f"{shop.url}/console/sign-in", data={"token": shop.link()}, headers={"origin": shop.url}
    )
    assert again.status_code == 403


@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGINT])
def test_stopped_in_order_then_killed_and_nothing_is_lost(
    kind: signal.Signals, folder: Path, serving: "Serving", policy_of: "PolicyOf"
) -> None:
    """A stop ends the database too; after a kill the next start goes on with every entry."""
    path = policy_of(folder, "rose-shop")
    data = folder / "data"
    with serving(data, "--policy", path, "--format", "json") as served:
        said = json.loads(served.out)
        assert said == {"url": served.url, "pid": served.process.pid}
        first = _ask(served, "rose-shop")["entry"]
        assert served.databases()
        assert served.stop(kind) == 0
        assert not served.databases()
        assert served.err.count("\n") <= 1
    with serving(data, "--policy", path) as served:
        second = _ask(served, "rose-shop")["entry"]
        served.stop(signal.SIGKILL)
    with serving(data) as served:
        third = _ask(served, "rose-shop")["entry"]
        assert _acts(served, "rose-shop") == [third, second, first]
        page = httpx.get(f"{served.url}/rose-shop/privacy", params={"version": 2}, timeout=30)
        assert page.status_code == 404


def test_what_is_made_is_not_for_others_to_write_even_where_the_shell_lets_them(
    folder: Path, serving: "Serving", policy_of: "PolicyOf"
) -> None:
    """Under an open file mask, nobody else could lay secrets or files of theirs in our place."""
    path, loose = policy_of(folder, "rose-shop"), os.umask(0)
    try:
        with serving(folder / "data", "--policy", path) as served:
            assert served.stop() == 0
            made = [found for found in (folder / "data").rglob("*") if not found.is_symlink()]
            assert [found for found in made if found.stat().st_mode & 0o022] == []
            assert folder / "data" / "ledger" in made
    finally:
        os.umask(loose)


def test_a_second_program_on_the_same_folder_is_refused(shop: "Served", run: "Run") -> None:
    """Whoever starts it twice reads which process to stop, and what else to do."""
    for language, words in (("en", "Stop it first"), ("ar", "أوقفه")):
        ran = run("serve", "--data", shop.data, "--port", "0", "--lang", language)
        assert ran.code == 3
        assert words in ran.err
        assert str(shop.process.pid) in ran.err
    assert httpx.get(shop.url, timeout=30).status_code == 200


def test_a_port_that_is_taken_is_named(folder: Path, run: "Run") -> None:
    """Nothing is made before the port is known to be free."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ran = run("serve", "--data", folder / "data", "--port", port)
    assert ran.code == 5
    assert port in ran.err
    assert "--port" in ran.err
    assert not (folder / "data").exists()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_unknown_setting_stops_the_start(language: str, folder: Path, run: "Run") -> None:
    """In the environment and in the file alike: a misspelt setting is never passed over."""
    folder.mkdir()
    by_variable = run("serve", "--lang", language, cwd=folder, AMANA_PROT="1")
    (folder / "amana.toml").write_text("langauge = 'ar'\n", encoding="utf-8")
    by_file = run("serve", "--lang", language, cwd=folder)
    (folder / "amana.toml").write_text("port = 'many'\n", encoding="utf-8")
    wrong = run("serve", "--lang", language, cwd=folder)
    assert [by_variable.code, by_file.code, wrong.code] == [4, 4, 4]
    assert "prot" in by_variable.err
    assert "langauge" in by_file.err
    assert "65535" in wrong.err
    assert any("\u0621" <= letter <= "\u064a" for letter in by_file.err) == (language == "ar")
    assert [each.name for each in folder.iterdir()] == ["amana.toml"]


def test_a_policy_given_again_is_not_published_again(
    folder: Path, serving: "Serving", policy_of: "PolicyOf"
) -> None:
    """The same policy changes nothing; another one is named, and waits for a person."""
    path = policy_of(folder, "rose-shop")
    data = folder / "data"
    with serving(data, "--policy", path, "--policy", path) as served:
        assert "differs" not in served.err
        assert served.err.count("rose-shop.key") == 1
    changed = path.read_text(encoding="utf-8").replace("data: [phone]", "data: [email]")
    path.write_text(changed.replace("share: [phone]", "share: [email]"), encoding="utf-8")
    with serving(data, "--policy", path) as served:
        assert "differs from the published version 1" in served.err
        version = httpx.get(f"{served.url}/rose-shop/privacy", params={"version": 2}, timeout=30)
        assert version.status_code == 404
