"""Keys are replaced and people erased from the command line, beside a server that goes on."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from tests.acceptance.conftest import PolicyOf, Ran, Run, Served, Serving

ASKED = {"data": ["email"], "for": "orders"}


@pytest.fixture(scope="module")
def running(shelf: Path, serving: "Serving", policy_of: "PolicyOf") -> Iterator["Served"]:
    """Run a server of the module's own."""
    path = policy_of(shelf / "keys", "key-shop")
    with serving(shelf / "keys" / "data", "--policy", path) as served:
        yield served


@pytest.fixture(scope="module")
def client(running: "Served") -> Iterator[httpx.Client]:
    """Ask as the shop's application."""
    bearer = {"authorization": f"Bearer {running.key('key-shop')}"}
    with httpx.Client(base_url=running.url, headers=bearer, timeout=30) as made:
        yield made


def _keys(run: "Run", running: "Served", *words: str) -> "Ran":
    return run("keys", *words, "--data", running.data)


def _told(run: "Run", running: "Served", *words: str) -> Any:  # noqa: ANN401 - what the command printed
    ran = _keys(run, running, *words, "--format", "json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_everything_is_replaced_beside_a_running_server(
    run: "Run", running: "Served", client: httpx.Client
) -> None:
    """Epoch, root key, log's key, passwords: before, between and after, the server answers."""
    people = [f"p-{number}" for number in range(3)]

    def answers(*more: str) -> bool:
        for person in (*people, *more):
            assert client.post("/v1/use", json=ASKED | {"person": person}).status_code == 200
            assert client.post("/v1/history", json={"person": person}).status_code == 200
        return True

    assert answers()
    turned = _told(run, running, "rotate", "epoch", "--service", "key-shop", "--yes")
    assert turned == {"did": "epoch", "count": 3, "epochs": {"key-shop": 2}}
    assert answers("later-1")
    assert _told(run, running, "rotate", "root", "--yes") == {"did": "root", "count": 1}
    assert answers("later-2")
    assert _told(run, running, "rotate", "passwords", "--yes")["count"] >= 5
    assert answers("later-3")
    turned = _told(run, running, "rotate", "ledger", "--service", "key-shop", "--yes")
    assert (turned["did"], turned["count"]) == ("ledger", 1)
    destroy = ("destroy", "epoch", "--service", "key-shop", "--epoch", "1", "--yes")
    assert _told(run, running, *destroy) == {"did": "destroyed", "count": 0}
    assert answers("later-4")
    first, second = _told(run, running, "list")["key-shop"]
    assert (first["state"], first["persons"]) == ("destroyed", 0)
    assert (second["state"], second["persons"]) == ("current", 7)
    verified = run("verify", running.data / "ledger" / "key-shop", "--format", "json")
    assert verified.code == 0, verified.err
    assert json.loads(verified.out)["keys"][1:] == [turned["key"]]


def test_what_would_destroy_is_asked_first(run: "Run", running: "Served") -> None:
    """Without a yes nothing happens, and the current epoch stays in any case."""
    asked = _keys(run, running, "rotate", "root")
    assert asked.code != 0
    refused = _keys(
        run, running, "destroy", "epoch", "--service", "key-shop", "--epoch", "99", "--yes"
    )
    assert refused.code == 3
    assert _keys(run, running, "destroy", "root", "--service", "key-shop", "--epoch", "1").code == 2
    assert _keys(run, running, "destroy", "epoch").code == 2
    assert _keys(run, running, "rotate", "ledger", "--yes").code == 2
    assert _keys(run, running, "list", "--service", "nobody-here").code == 3


def test_a_person_is_erased_by_a_file(
    run: "Run", running: "Served", client: httpx.Client, folder: Path
) -> None:
    """The id stands in no process list; the running server refuses from then on."""
    person = {"person": "leaving-أمينة"}
    assert client.post("/v1/use", json=ASKED | person).status_code == 200
    folder.mkdir()
    (folder / "person.txt").write_text(f"{person['person']}\n", encoding="utf-8")
    words = ("erase", "--service", "key-shop", "--yes", "--data", running.data)
    ran = run(*words, "--person-file", folder / "person.txt", "--format", "json")
    certificate = json.loads(ran.out)
    erased = certificate["erased"]
    assert erased["ids"] == erased["bodies"] == erased["links"] == 1
    assert erased["records"] == erased["acceptances"] == erased["rest"] == 0
    refused = client.post("/v1/use", json=ASKED | person)
    assert (refused.status_code, refused.json()["code"]) == (410, "person.erased")
    again = client.post("/v1/erase", json=person).json()
    assert again["erasure"] == certificate["erasure"]
    by_pipe = run(*words, "--person-file", "-", stdin=f"{person['person']}\n".encode())
    assert certificate["erasure"] in by_pipe.out
    assert run(*words, "--person-file", folder / "nothing.txt").code == 2


def test_erasing_needs_the_services_key(running: "Served") -> None:
    """Nobody erases without it."""
    answer = httpx.post(f"{running.url}/v1/erase", json={"person": "p-1"}, timeout=30)
    assert answer.status_code == 401
