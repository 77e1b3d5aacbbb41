"""Events that were told, and the notice under which data came in, count for acts by category."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

from amana.acts.act import Act, Actor, Role
from amana.acts.doors.public import PublicDoor
from amana.acts.found_service import found_service
from amana.acts.records.apply_map import apply_map
from amana.domain.ledger.entry import Entry
from amana.domain.policy.parse import parse
from amana.http.platform import PublicActs
from amana.storage import Storage
from amana.storage.policies import Release

POLICY = """\
amana: 1
service: facts-shop
title: {{en: Notice}}
controller: {{name: {{en: Shop}}, email: privacy@shop.example}}
languages: [en]
data: {{email: {{}}, phone: {{}}}}
purposes:
  orders: {{basis: contract, name: {{en: orders}}}}
  loyalty: {{basis: contract, name: {{en: members}}, who: became_member}}
  draw: {{is: "dpv:CommercialPurpose", basis: contract, name: {{en: the draw}}, who: entered_draw}}
promises:
  P1: {{use: [email], for: [{uses}], through: email}}
  M8: {{use: [phone], for: [draw]}}
"""
MAP = """\
amana: 1
service: facts-shop
records:
  profile:
    fields: {email: {is: email, type: email}}
events: {became_member: {within: P1Y}, entered_draw: {within: P30D}}
"""


@pytest.fixture(scope="module")
def client(
    storage: Storage, site_of: Callable[[PublicActs], AbstractContextManager[str]]
) -> Iterator[httpx.Client]:
    """Serve a shop whose second version lets the orders' address serve a loyalty scheme, too."""
    first, second = (POLICY.format(uses=uses) for uses in ("orders", "orders, loyalty"))
    key = found_service(storage, parse(first, texts={}), source=first, texts={}).key
    with storage.work("facts-shop") as work:
        release = Release(
            source=second,
            languages=("en",),
            texts={},
            passages={"en": ()},
            material=True,
            reason="a new purpose",
        )
        work.policies.publish(release)
        work.commit(Entry(act="publish", promises=(), body={}))
    with storage.work("facts-shop") as work:
        apply_map(Act(actor=Actor(role=Role.OPERATOR, label="test"), work=work), MAP)
    with (
        site_of(PublicDoor(storage, Path())) as url,
        httpx.Client(base_url=url, headers={"authorization": f"Bearer {key}"}) as client,
    ):
        yield client


def _refused_by(client: httpx.Client, act: str, person: str, **more: object) -> set[int]:
    body = {"person": person, "data": ["email"], "for": "loyalty", **more}
    answer = client.post(f"/v1/{act}", json=body)
    assert answer.status_code == 200, answer.text
    return {each["rule"] for each in answer.json()["refused_by"]}


def test_acts_by_category_know_events_and_the_notice_that_data_came_under(
    client: httpx.Client,
) -> None:
    """(15) Who became a member is one, under each id; (14) and data of before is no part of it."""
    message = {"channel": "email"}
    assert _refused_by(client, "use", "p-1") == {15}
    assert _refused_by(client, "message", "p-1", **message) == {15}
    told = client.post("/v1/records/events", json={"person": "p-1", "event": "became_member"})
    assert told.status_code == 200, told.text
    assert _refused_by(client, "use", "p-1") == set()
    assert _refused_by(client, "message", "p-1", **message) == set()
    assert _refused_by(client, "use", "p-2") == {15}
    assert _refused_by(client, "use", "p-1", notice_version=2) == set()
    assert _refused_by(client, "use", "p-1", notice_version=1) == {14}
    assert _refused_by(client, "message", "p-1", notice_version=1, **message) == {14}
    assert _refused_by(client, "use", "p-1", notice_version=9) == {14}
    accepted = {"person": "p-1", "version": 2, "how": "explicit", "language": "en"}
    assert client.post("/v1/accept", json=accepted).status_code == 200
    assert _refused_by(client, "use", "p-1", notice_version=1) == set()


@pytest.mark.promise("M8")
def test_the_draw_is_run_with_the_data_of_those_who_entered_it(client: httpx.Client) -> None:
    """(15) Of anybody else the purpose does not exist, and entering serves no other purpose."""
    draw = {"person": "p-1", "data": ["phone"], "for": "draw"}
    refused = client.post("/v1/use", json=draw).json()
    assert (refused["permitted"], refused["refused_by"][0]["rule"]) == (False, 15)
    told = client.post("/v1/records/events", json={"person": "p-1", "event": "entered_draw"})
    assert told.status_code == 200, told.text
    assert client.post("/v1/use", json=draw).json()["permitted"]
    assert not client.post("/v1/use", json={**draw, "person": "p-2"}).json()["permitted"]
    assert not client.post("/v1/use", json={**draw, "for": "loyalty"}).json()["permitted"]
