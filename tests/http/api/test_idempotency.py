"""Programs may send a request again, under the key that they gave it."""

import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import psycopg
import pytest

from amana.storage import ServerAddress

if TYPE_CHECKING:
    from tests.http.api.conftest import Api

DOCUMENT = Path(__file__).parents[3] / "docs" / "reference" / "openapi.json"
ASKED = {"person": "p-once", "data": ["email"], "at": "registration", "for": ["orders"]}
LOOKING = {
    "/v1/audience",
    "/v1/audience/all",
    "/v1/record-sets/gone",
    "/v1/record-sets/known",
    "/v1/record-sets/use",
    "/v1/choices",
    "/v1/choices/history",
    "/v1/choices/receipt",
    "/v1/messages/state",
    "/v1/notices",
    "/v1/passwords/check",
    "/v1/history",
    "/v1/persons/find",
    "/v1/persons/show",
    "/v1/persons/suppressed",
    "/v1/persons/use",
    "/v1/records/list",
    "/v1/records/read",
    "/v1/records/use",
    "/v1/customers/{customer}/persons/records",
    "/v1/disclosures/pull",
    "/v1/partner-links/of",
    "/v1/publications/owned",
    "/v1/retention/settings/list",
}
"""What gives values or tells how things stand is done each time, and never kept."""
UNKEYED = LOOKING | {
    "/v1/breaches/{breach}/affected",  # looked for twice, each person is found once
    "/v1/customers",  # of one id there is one customer
    "/v1/customers/{customer}/describe",  # described twice, it is the same
    "/v1/customers/{customer}/end",  # ended twice, it is ended
    "/v1/customers/{customer}/persons",  # joined twice, it is one end user
    "/v1/customers/{customer}/persons/correct",  # corrected twice, it is the same
    "/v1/customers/{customer}/persons/erase",  # as any erasure
    "/v1/customers/{customer}/persons/restrict",  # asked again, it is the request that is open
    "/v1/publications/{publication}/wish",  # said twice, it is the same
    "/v1/publications/{publication}/withdraw",  # withdrawn twice, it is gone
    "/v1/choices/ask",  # its token is told once, and kept nowhere
    "/v1/erase",  # asked twice, an erasure says the same by itself
    "/v1/hand-overs",  # a ticket is told once, and kept nowhere
    "/v1/passwords/change",  # what is kept under a key holds a digest: none of a password is
    "/v1/passwords/remove",  # removed twice, it is gone
    "/v1/requests/{asked}/approve",  # asked again, it says how far the request is
    "/v1/requests/{asked}/categories",  # what is noted takes the place of what was
    "/v1/requests/{asked}/parts/{source}/give-up",  # given up twice, there is none to be given up
    "/v1/requests/{asked}/parts/{source}/retry",  # tried twice, it is tried once
    "/v1/requests/{asked}/corrections",  # what is noted takes the place of what was
    "/v1/requests/{asked}/plan",  # it counts anew, and changes nothing else
    "/v1/sources/{source}/approve",  # asked again, it says how the source stands
    "/v1/sources/{source}/check",  # it looks, and changes nothing
    "/v1/passwords/set",  # as changed; and set twice, it is the same
}


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


@pytest.mark.promise("C1")
def test_a_kept_answer_goes_with_its_person(whole_api: "Api", server: ServerAddress) -> None:
    """Nothing of it is left in the database; asked again, the request is about an erased person."""
    keys = {person: secrets.token_hex(16) for person in ("p-goes", "p-stays")}
    bodies = {person: ASKED | {"person": person} for person in keys}
    for person, key in keys.items():
        assert _post(whole_api, bodies[person], key).status_code == 200
    before = _kept(server)
    headers = {"authorization": f"Bearer {whole_api.key}"}
    erased = httpx.post(
        f"{whole_api.url}/v1/erase", json={"person": "p-goes"}, headers=headers, timeout=30
    )
    assert erased.status_code == 200
    assert _kept(server) == before - 1
    replayed = _post(whole_api, bodies["p-goes"], keys["p-goes"])
    assert (replayed.status_code, replayed.json()["code"]) == (410, "person.erased")
    again = _post(whole_api, bodies["p-stays"], keys["p-stays"])
    assert again.headers["idempotent-replayed"] == "true"


def _kept(server: ServerAddress) -> int:
    with psycopg.connect(server.conninfo()) as connection:
        row = connection.execute("select count(*) from amana.kept_answer").fetchone()
    assert row is not None
    return int(row[0])
