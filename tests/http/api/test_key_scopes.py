"""A limited key reaches as far as it was made for, on every route of programs."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.acts.key_permissions import OF_ABILITY
from amana.acts.permissions import Permission
from amana.domain.key_scope import Ability, KeyScope
from amana.storage import Storage

if TYPE_CHECKING:
    from tests.http.api.conftest import Api

SERVICE = "whole-api"
SAMPLES: dict[str, Any] = {
    "person": "p-1",
    "data": ["email"],
    "at": "registration",
    "channel": "email",
    "recipient": "courier",
    "staff": "s-1",
    "reason": "complaint",
    "type": "profile",
    "key": "k-1",
    "seen": 1,
    "choice": "object",
    "doing": "use",
    "method": "outside",
    "persons": ["p-1"],
    "identifiers": [{"kind": "email", "value": "someone@example.org"}],
    "kind": "email",
    "class": "promotional",
    "words": {"en": {"subject": "A word", "text": "To you."}},
    "values": {"email": "someone@example.org"},
}
"""A right value for each field that a route may need beside the purpose."""

NAMES_THEIRS = frozenset(
    {
        "/v1/requests",
        "/v1/aggregates",
        "/v1/recipient-grants",
        "/v1/announcements",
        "/v1/releases",
        "/v1/publications",
        "/v1/customers/{customer}/describe",
        "/v1/customers/{customer}/persons/correct",
    }
)
"""Here the purposes are those that a person objects to, a recipient's, or what a person publishes
for; the program takes it for none of its own, so that its key needs an ability."""

KeyOf = Callable[[KeyScope], dict[str, str]]


@pytest.fixture
def key_of(storage: Storage, whole_api: "Api") -> KeyOf:
    """Return what makes a key of this scope, as the header that shows it."""
    del whole_api

    def make(scope: KeyScope) -> dict[str, str]:
        with storage.work(SERVICE) as work:
            key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="narrow", scope=scope))
        return {"authorization": f"Bearer {key}"}

    return make


def test_a_key_that_may_only_erase_asks_nothing(key_of: KeyOf, whole_api: "Api") -> None:
    """The refusal says that the key is at fault, not the question."""
    headers = key_of(KeyScope(abilities=frozenset({Ability.ERASE})))
    asked = {"person": "p-1", "data": ["email"], "for": "orders"}
    answer = httpx.post(f"{whole_api.url}/v1/use", json=asked, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["code"] == "key.lacks_ability"
    assert httpx.get(f"{whole_api.url}/v1/policy", headers=headers).status_code == 200


def test_a_key_for_other_purposes_is_refused_by_every_question_of_a_purpose(
    key_of: KeyOf, whole_api: "Api"
) -> None:
    """Whatever route takes purposes looks whether they are the key's, before anything is done."""
    headers = key_of(KeyScope(purposes=frozenset({"newsletter"})))
    paths = httpx.get(f"{whole_api.url}/v1/openapi.json", timeout=60).json()
    asking = dict(_asking_for_purposes(paths))
    assert len(asking) >= 5
    for path, body in asking.items():
        answer = httpx.post(f"{whole_api.url}{path}", json=body, headers=headers, timeout=60)
        assert answer.json()["code"] == "key.lacks_purpose", path
        assert answer.status_code == 403


def test_a_key_for_purposes_alone_gets_through_no_route_that_names_none(
    key_of: KeyOf, whole_api: "Api"
) -> None:
    """Each route of programs refuses it, or looks at purposes; the policy is public."""
    headers = key_of(KeyScope(purposes=frozenset({"newsletter"})))
    document = httpx.get(f"{whole_api.url}/v1/openapi.json", timeout=60).json()
    asking = dict(_asking_for_purposes(document))
    paths = [path for path, item in document["paths"].items() if "post" in item]
    assert len(paths) > len(asking)
    for path in paths:
        answer = httpx.post(
            f"{whole_api.url}{path}",
            params={"type": "profile", "for": "orders"} if path.endswith("/import") else None,
            json=asking.get(path, {"person": "p-1"}),
            headers=headers,
            timeout=60,
        )
        assert answer.status_code == 403, path
        by_purpose = path in asking or path.endswith("/import")
        wanted = "key.lacks_purpose" if by_purpose else "key.lacks_ability"
        assert answer.json()["code"] == wanted, path


def test_what_staff_may_see_is_not_the_persons_own_copy(key_of: KeyOf, whole_api: "Api") -> None:
    """A key that may read for staff, who see masks, gives no list of everything."""
    headers = key_of(KeyScope(abilities=frozenset({Ability.READ})))
    for path in ("/v1/records/list", "/v1/history"):
        answer = httpx.post(f"{whole_api.url}{path}", json={"person": "p-1"}, headers=headers)
        assert answer.json()["code"] == "key.lacks_ability", path
    copying = key_of(KeyScope(abilities=frozenset({Ability.COPY})))
    answer = httpx.post(f"{whole_api.url}/v1/history", json={"person": "p-1"}, headers=copying)
    assert answer.status_code == 200


def test_a_key_for_this_purpose_is_answered(key_of: KeyOf, whole_api: "Api") -> None:
    """Within its purposes and abilities it does what every key does."""
    scope = KeyScope(abilities=frozenset({Ability.ASK}), purposes=frozenset({"orders"}))
    body = {"person": "p-1", "data": ["email"], "at": "registration", "for": ["orders"]}
    answer = httpx.post(f"{whole_api.url}/v1/collect", json=body, headers=key_of(scope))
    assert answer.json()["permitted"] is True


def test_no_ability_reaches_what_staff_do() -> None:
    """A key of a program is none of a person."""
    for permissions in OF_ABILITY.values():
        assert all(Permission(each).startswith("service:") for each in permissions)


def _asking_for_purposes(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return the routes whose body names purposes, with a right body for another's purpose."""
    schemas = document["components"]["schemas"]
    found = []
    for path, item in document["paths"].items():
        if path in NAMES_THEIRS:
            continue
        kinds = item.get("post", {}).get("requestBody", {}).get("content", {})
        form = kinds.get("application/json", {}).get("schema", {}).get("$ref", "")
        schema = schemas.get(Path(form).name, {})
        named = {"for", "purpose", "purposes"} & set(schema.get("properties", {}))
        if named:
            wanted = set(schema["required"]) | ({"type", "key"} & set(schema["properties"]))
            body = {key: SAMPLES[key] for key in wanted - named}
            for each in named:
                many = schema["properties"][each].get("type") == "array"
                body[each] = ["orders"] if many else "orders"
            found.append((path, body))
    return found
