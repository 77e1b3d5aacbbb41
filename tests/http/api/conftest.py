"""The whole application over the real doors, with a service that has a policy and a key."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.acts.doors.public import PublicDoor
from amana.acts.found_service import found_service
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.records.apply_map import apply_map
from amana.acts.team.first_owner import first_owner_link
from amana.domain.policy.parse import parse
from amana.http.platform import PublicActs
from amana.storage import Storage

POLICY = """\
amana: 1
service: whole-api
title: {ar: "سياسة الخصوصية", en: "Privacy policy"}
controller: {name: {ar: "الدار", en: "The House"}, email: privacy@house.example}
languages: [ar, en]
laws: [qatar]
data:
  email: {is: "pd:EmailAddress"}
purposes:
  orders: {is: "dpv:ServiceProvision", basis: contract}
promises:
  P1: {collect: [email], at: [registration], for: [orders]}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """Where it is, the key of its service, and the cookie of one of its staff."""

    url: str
    key: str
    cookie: str


@pytest.fixture(scope="session")
def whole_api(
    storage: Storage, site_of: Callable[[PublicActs], AbstractContextManager[str]]
) -> Iterator[Api]:
    """Serve the application."""
    founded = found_service(storage, parse(POLICY, texts={}), source=POLICY, texts={})
    assert founded.key is not None
    with site_of(PublicDoor(storage, Path())) as url:
        token = first_owner_link(
            storage, service="whole-api", name="Layla", email="layla@whole.example"
        )
        with httpx.Client(base_url=url, headers={"origin": url}) as browser:
            browser.post("/console/sign-in", data={"token": token})
            (cookie,) = browser.cookies.items()
        yield Api(url=url, key=founded.key, cookie="=".join(cookie))


SHOP_POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  name: {{}}
  email: {{is: "pd:EmailAddress"}}
  address: {{is: "pd:PhysicalAddress"}}
  opinion: {{is: "pd:Opinion", name: {{en: "opinions"}}}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  news: {{is: "dpv:DirectMarketing", basis: consent, name: {{en: "news"}}}}
recipients:
  courier: {{kind: service_providers, name: {{en: "courier"}}, safeguards: [contract]}}
promises:
  P1: {{collect: [name, email, address, opinion], from: person, at: [registration], for: [orders]}}
  P2: {{use: [name, email, address], for: [orders]}}
  P4:
    collect: [address]
    from: third-party
    at: [delivery]
    source: [courier]
    for: [orders]
    corrects: true
  P5: {{protect: [opinion], by: [not_stored]}}
"""
SHOP_MAP = """\
amana: 1
service: {service}
records:
  profile:
    key: own
    fields:
      name: {{is: name, type: text}}
      email: {{is: email, type: email}}
      address: {{is: address, type: place}}
  note:
    fields:
      said: {{is: name, type: text}}
  review:
    fields:
      said: {{is: opinion, type: text}}
"""


class Ask(Protocol):
    """Asks one route of records."""

    def __call__(self, route: str, body: dict[str, Any], **headers: str) -> httpx.Response:
        """Return the answer."""


@pytest.fixture
def shop_key(storage: Storage, service: str) -> dict[str, str]:
    """Return the header that shows the key of a fresh service with a policy and a map in force."""
    with storage.work(service) as work:
        release = Publication(source=SHOP_POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), release)
    with storage.work(service) as work:
        apply_map(Act(actor=OPERATOR, work=work), SHOP_MAP.format(service=service))
    with storage.work(service) as work:
        key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="shop"))
    return {"authorization": f"Bearer {key}"}


@pytest.fixture
def ask(shop_key: dict[str, str], real_site: str) -> Ask:
    """Return what asks the routes of records for that service."""

    def asking(route: str, body: dict[str, Any], **headers: str) -> httpx.Response:
        return httpx.post(f"{real_site}/v1/records/{route}", json=body, headers=shop_key | headers)

    return asking
