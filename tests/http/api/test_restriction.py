"""Over HTTP: what is restricted is used no more, and still copied, until that is lifted."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.choices.audience import Audiences
from amana.acts.doors.public import PublicDoor
from amana.acts.found_service import found_service
from amana.acts.persons.groups import merge_persons
from amana.acts.records.apply_map import apply_map
from amana.acts.requests.carry_out import begin
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.domain.policy.parse import parse
from amana.http.platform import PublicActs
from amana.storage import ServerAddress, Storage

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  news: {{is: "dpv:DirectMarketing", basis: consent, name: {{ar: "الأخبار", en: "news"}}}}
promises:
  P1: {{collect: [email], from: person, at: [registration], for: [orders, news]}}
  P2: {{use: [email], for: [orders, news]}}
  P3: {{right: [copy, restriction]}}
"""
MAP = """\
amana: 1
service: {service}
records:
  profile:
    fields: {{email: {{is: email, type: email}}}}
"""


@pytest.fixture
def client(
    storage: Storage, service: str, site_of: Callable[[PublicActs], AbstractContextManager[str]]
) -> Iterator[httpx.Client]:
    """Serve a service that holds a record of ``p-1``."""
    source = POLICY.format(service=service)
    key = found_service(storage, parse(source, texts={}), source=source, texts={}).key
    with storage.work(service) as work:
        apply_map(Act(actor=OPERATOR, work=work), MAP.format(service=service))
    with (
        site_of(PublicDoor(storage, Path())) as url,
        httpx.Client(
            base_url=url, headers={"authorization": f"Bearer {key}"}, timeout=60
        ) as client,
    ):
        taken = client.post(
            "/v1/records/collect",
            json={
                "person": "p-1",
                "type": "profile",
                "values": {"email": "p@example.com"},
                "for": ["orders"],
                "at": "registration",
                "origin": "person",
            },
        )
        assert taken.json()["permitted"], taken.text
        yield client


def _use(client: httpx.Client, purpose: str) -> dict[str, Any]:
    body = {"person": "p-1", "data": ["email"], "for": purpose}
    answer = client.post("/v1/use", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _say(client: httpx.Client, word: str) -> None:
    body = {"person": "p-1", "choice": word, "for": ["news"]}
    assert client.post("/v1/choose", json=body).status_code == 200


def _restrict(client: httpx.Client, storage: Storage, service: str) -> str:
    asked = {"kind": "restriction", "person": "p-1", "proven_by": "signed_in"}
    taken = client.post("/v1/requests", json=asked).json()["request"]
    with storage.work(service) as work:
        begin(Act(actor=OPERATOR, work=work), work.requests.one(taken).id)
    return str(taken)


@pytest.mark.promise("A22")
def test_restricted_data_is_refused_in_use_and_still_copied_until_it_is_lifted(
    client: httpx.Client, storage: Storage, service: str, server: ServerAddress
) -> None:
    """With a reason in both languages; a consent of before counts no more, one of since does."""
    _say(client, "consent")
    assert _use(client, "orders")["permitted"]
    assert _use(client, "news")["permitted"]
    request = _restrict(client, storage, service)
    for purpose in ("orders", "news"):
        (why,) = _use(client, purpose)["refused_by"]
        assert why["rule"] == 16
        assert "restricted" in why["why"]["en"]
        assert "قُيِّدت" in why["why"]["ar"]
    _say(client, "consent")
    assert _use(client, "news")["permitted"]
    held = client.post("/v1/records/list", json={"person": "p-1"})
    assert "p@example.com" in held.text
    again = client.post("/v1/requests", json={"kind": "copy", "person": "p-1"})
    assert again.status_code == 200
    early = client.post(f"/v1/requests/{request}/lift", json={})
    assert (early.status_code, early.json()["code"]) == (403, "requests.not_told_yet")
    told = client.post(f"/v1/requests/{request}/announce-lifting", json={}).json()
    assert told["announced_at"] is not None
    assert told["may_lift"] is False
    with psycopg.connect(server.conninfo(), options="-c search_path=amana") as owner:
        owner.execute(
            "update restriction set announced_at = announced_at - interval '8 days'"
            " where service = %s",
            [service],
        )
    assert client.get(f"/v1/requests/{request}").json()["restriction"]["may_lift"] is True
    lifted = client.post(f"/v1/requests/{request}/lift", json={}).json()
    assert lifted["lifted_at"] is not None
    assert (lifted["marks_to_lift"], lifted["marks_lifted"]) == (0, 0)
    assert _use(client, "orders")["permitted"]


@pytest.mark.promise("A22")
def test_sets_and_audiences_leave_out_whose_data_is_restricted(
    client: httpx.Client, storage: Storage, service: str
) -> None:
    """What many get at once is asked for as what one gets is, under every id of theirs."""
    with storage.work(service) as work:
        merge_persons(Act(actor=OPERATOR, work=work), person="p-1", other="p-2")
    with storage.work(service) as work:
        numbers = {work.persons.give_number(work.sealer.person_key(p)) for p in ("p-1", "p-2")}
        work.over()
    question = Question(doing=Doing.USE, data=frozenset({"email"}), purposes=frozenset({"orders"}))
    with storage.reading(service) as view:
        assert set(Audiences().propose(view, question).numbers) == numbers
        assert len(list(view.sets.for_purpose("orders", automated=None))) == 1
    _restrict(client, storage, service)
    with storage.reading(service) as view:
        assert not Audiences().propose(view, question).numbers
        assert not list(view.sets.for_purpose("orders", automated=None))
