"""Programs put legal holds, lift them with a reason, and list them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.acts.publish_policy import Publication, publish_policy
from amana.domain.key_scope import Ability, KeyScope
from amana.storage import Storage

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
promises:
  P1: {{collect: [email], from: person, at: [registration], for: [orders]}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lawyer:
    """A program with a key for holds, and one without."""

    url: str
    key: str
    other: str

    def send(self, route: str, body: dict[str, Any], key: str | None = None) -> httpx.Response:
        """Send a body to a route of holds."""
        headers = {"authorization": f"Bearer {key or self.key}"}
        return httpx.post(f"{self.url}/v1/holds{route}", json=body, headers=headers)

    def listed(self, **query: str) -> list[dict[str, Any]]:
        """Return the holds."""
        headers = {"authorization": f"Bearer {self.key}"}
        answer = httpx.get(f"{self.url}/v1/holds", params=query, headers=headers)
        found: list[dict[str, Any]] = answer.json()["holds"]
        return found


@pytest.fixture
def lawyer(storage: Storage, service: str, real_site: str) -> Lawyer:
    """Give the service a policy and two keys."""
    keys = []
    with storage.work(service) as work:
        release = Publication(source=POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), release)
    for ability in (Ability.HOLDS, Ability.REQUESTS):
        scope = KeyScope(abilities=frozenset({ability}))
        with storage.work(service) as work:
            new = NewKey(label=ability.value, scope=scope)
            keys.append(make_api_key(Act(actor=OPERATOR, work=work), new))
    return Lawyer(url=real_site, key=keys[0], other=keys[1])


def _again() -> str:
    return (datetime.now(UTC).date() + timedelta(days=90)).isoformat()


@pytest.mark.promise("A24")
def test_a_hold_is_put_listed_and_lifted(lawyer: Lawyer) -> None:
    """Lifted it is out of the list in force, and in that of all."""
    body = {"category": "email", "reason": "Case 12", "again_on": _again()}
    hold = lawyer.send("", body).json()["hold"]
    (listed,) = lawyer.listed()
    assert (listed["hold"], listed["category"], listed["of_one"]) == (hold, "email", False)
    assert lawyer.send(f"/{hold}/lift", {"reason": "settled"}).json() == {"released": 0}
    assert lawyer.listed() == []
    assert [each["hold"] for each in lawyer.listed(all="true")] == [hold]
    again = lawyer.send(f"/{hold}/lift", {"reason": "settled"})
    assert again.status_code == 404


def test_a_hold_without_a_scope_a_reason_or_the_ability_is_refused(lawyer: Lawyer) -> None:
    """Nothing is held then."""
    unfit = lawyer.send("", {"reason": "Case 12", "again_on": _again()})
    assert (unfit.status_code, unfit.json()["code"]) == (422, "holds.unfit")
    body = {"category": "email", "again_on": _again()}
    assert lawyer.send("", body).status_code == 422
    assert lawyer.send("", {**body, "reason": "Case 12"}, lawyer.other).status_code == 403
    assert lawyer.listed() == []
