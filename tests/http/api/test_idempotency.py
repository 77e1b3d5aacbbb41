"""Programs may send a request again, under the key that they gave it."""

import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from tests.http.api.conftest import Api

DOCUMENT = Path(__file__).parents[3] / "docs" / "reference" / "openapi.json"
ASKED = {"person": "p-once", "data": ["email"], "at": "registration", "for": ["orders"]}
LOOKING = {
    "/v1/audience",
    "/v1/choices",
    "/v1/history",
    "/v1/persons/find",
    "/v1/persons/show",
    "/v1/persons/suppressed",
    "/v1/persons/use",
    "/v1/records/list",
    "/v1/records/read",
    "/v1/records/use",
}
"""What gives values or tells how things stand is done each time, and never kept."""
UNKEYED = LOOKING | {"/v1/erase"}  # asked twice, an erasure says the same by itself


def _post(api: "Api", body: Mapping[str, object], key: str) -> httpx.Response:
    headers = {"authorization": f"Bearer {api.key}", "idempotency-key": key}
    return httpx.post(f"{api.url}/v1/collect", json=body, headers=headers)


def test_a_request_that_is_sent_again_is_answered_the_same(whole_api: "Api") -> None:
    """Quoted as the draft says, or bare: the key is the same."""
    key = secrets.token_hex(16)
    first, again = _post(whole_api, ASKED, f'"{key}"'), _post(whole_api, ASKED, key)
    assert first.status_code == again.status_code == 200
    assert again.json() == first.json()
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"


def test_another_body_under_the_same_key_is_refused(whole_api: "Api") -> None:
    """With a problem of its own."""
    key = secrets.token_hex(16)
    _post(whole_api, ASKED, key)
    answer = _post(whole_api, ASKED | {"person": "p-other"}, key)
    assert answer.status_code == 422
    assert answer.json()["code"] == "idempotency.reused"


def test_without_a_key_each_request_is_done(whole_api: "Api") -> None:
    """Each leaves its own entry."""
    headers = {"authorization": f"Bearer {whole_api.key}"}
    first, second = (
        httpx.post(f"{whole_api.url}/v1/collect", json=ASKED, headers=headers).json()["entry"]
        for _ in range(2)
    )
    assert first != second


@pytest.mark.parametrize(
    "key", ["1", "", '"open ended', "two words that are long enough", "x" * 201]
)
def test_what_is_no_key_is_refused(whole_api: "Api", key: str) -> None:
    """Nothing is done: whoever sent it believes that it is done once."""
    answer = _post(whole_api, ASKED, key)
    assert answer.status_code == 400
    assert answer.json()["code"] == "idempotency.bad_key"


def test_every_route_that_changes_something_takes_a_key() -> None:
    """Or bears to be asked for twice, and stands on the list of those."""
    paths = json.loads(DOCUMENT.read_text(encoding="utf-8"))["paths"]
    without = {
        path
        for path, item in paths.items()
        if "post" in item
        and not any(
            each["name"].lower() == "idempotency-key" for each in item["post"].get("parameters", ())
        )
    }
    assert without == UNKEYED
