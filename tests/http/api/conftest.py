"""The whole application over the real doors, with a service that has a policy and a key."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from amana.acts.doors.public import PublicDoor
from amana.acts.found_service import found_service
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
