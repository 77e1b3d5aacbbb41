"""The life of a service beside a running server: paused, resumed, its keys, closed for good."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from tests.acceptance.conftest import PolicyOf, Run, Served, Serving

ASKED = {"person": "p-1", "data": ["email"], "at": "registration", "for": ["orders"]}


def _ask(served: "Served", key: str) -> httpx.Response:
    return httpx.post(
        f"{served.url}/v1/collect",
        json=ASKED,
        headers={"authorization": f"Bearer {key}", "accept-language": "en"},
        timeout=30,
    )


@pytest.mark.slow
def test_a_service_is_paused_resumed_and_closed(
    folder: Path, run: "Run", serving: "Serving", policy_of: "PolicyOf"
) -> None:
    """Applications are refused with the reason, others go on; a closed ledger still verifies."""
    policy = policy_of(folder, "rose-shop")
    data = folder / "data"

    def service(*words: str | Path) -> dict[str, Any]:
        ran = run("service", *words, "--data", data, "--format", "json")
        assert ran.code == 0, ran.err
        return dict(json.loads(ran.out))

    with serving(data, "--policy", policy, "--service", "other-shop") as served:
        first = served.key("rose-shop")
        assert _ask(served, first).status_code == 200

        service("pause", "rose-shop", "--reason", "We move house.")
        refused = _ask(served, first)
        assert refused.status_code == 503
        assert refused.json()["code"] == "storage.service_paused"
        assert "We move house." in refused.json()["detail"]
        assert int(refused.headers["retry-after"]) > 0
        page = httpx.get(f"{served.url}/rose-shop/privacy?lang=en", timeout=30)
        assert page.status_code == 200
        service("resume", "rose-shop")
        assert _ask(served, first).status_code == 200

        made = service("add-key", "rose-shop", "--label", "website")
        second = Path(made["key_file"]).read_text(encoding="ascii").strip()
        assert _ask(served, second).status_code == 200
        service("revoke-key", "rose-shop", "--key", made["id"])
        assert _ask(served, second).status_code == 401

        early = run("service", "close", "rose-shop", "--reason", "x", "--data", data)
        assert early.code == 2
        closing = ("close", "rose-shop", "--confirm", "rose-shop")
        closed = service(*closing, "--reason", "Closed on 1 March.")
        assert closed["deleted"]["bodies"] > 0
        export = Path(closed["export"])
        assert (closed["exported"], export.parent) == (True, folder / "data-exports")
        assert (export / "bodies.jsonl").read_text(encoding="utf-8").count("\n") > 0
        assert _ask(served, first).status_code in {401, 410}
        page = httpx.get(f"{served.url}/rose-shop/privacy?lang=en", timeout=30)
        assert "Closed on 1 March." in page.text
        assert "Closed on 1 March." not in httpx.get(served.url, timeout=30).text
        size = int(closed["checkpoint"].splitlines()[1])
        again = service(*closing, "--reason", "Closed twice.")
        assert again["checkpoint"] == closed["checkpoint"]
        assert (again["notice"], again["exported"]) == ("Closed on 1 March.", True)
        assert run("service", "resume", "rose-shop", "--data", data).code == 3
    verified = run("verify", data / "ledger" / "rose-shop", "--format", "json")
    assert verified.code == 0, verified.err
    assert json.loads(verified.out)["size"] == size
    with serving(data) as served:
        assert httpx.get(f"{served.url}/rose-shop/privacy", timeout=30).status_code == 200


def test_a_key_is_not_written_over_another(folder: Path, run: "Run") -> None:
    """Neither by the same label, nor by a label that is a path."""
    run("service", "create", "fresh", "--data", folder)
    assert run("service", "add-key", "fresh", "--label", "web", "--data", folder).code == 0
    assert run("service", "add-key", "fresh", "--label", "web", "--data", folder).code == 3
    assert run("service", "add-key", "fresh", "--label", "../web", "--data", folder).code == 2
    assert run("service", "keys", "fresh", "--data", folder).out.count("web") == 1
