"""Persons by HTTP: known by addresses, joined, declared, and kept out."""

from typing import Any, Protocol

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
  P2: {{use: [email], for: [orders]}}
"""
EMAIL, NEW = "Layla@Example.com", "new@example.com"
ROUTES: dict[str, dict[str, object]] = {
    "identify": {
        "person": "p-1",
        "identifiers": [{"kind": "email", "value": EMAIL}],
        "at": "registration",
        "for": ["orders"],
    },
    "verify": {"person": "p-1", "kind": "email", "value": EMAIL, "by": "code"},
    "drop": {"person": "p-1", "kind": "email", "value": EMAIL},
    "use": {"person": "p-1", "kind": "email", "for": "orders"},
    "find": {"kind": "email", "value": EMAIL},
    "show": {"person": "p-1"},
    "merge": {"person": "p-1", "other": "p-2"},
    "split": {"person": "p-1", "other": "p-2"},
    "join": {"visitor": "v-1", "person": "p-1"},
    "declare": {"person": "p-1", "countries": ["QA"]},
    "tie": {"person": "p-1", "other": "p-3", "as": "guardian"},
    "untie": {"person": "p-1", "other": "p-3", "as": "guardian"},
    "suppress": {"kind": "email", "value": EMAIL, "why": "asked"},
    "lift": {"kind": "email", "value": EMAIL, "why": "asked"},
    "suppressed": {"kind": "email", "value": EMAIL},
}
"""A right body for each route."""


class Ask(Protocol):
    """Asks one route of persons."""

    def __call__(
        self, route: str, *, abilities: frozenset[Ability] | None = None, **more: object
    ) -> httpx.Response:
        """Return the answer."""


@pytest.fixture
def ask(storage: Storage, service: str, real_site: str) -> Ask:
    """Return what asks, for a fresh service with a policy in force."""
    with storage.work(service) as work:
        release = Publication(source=POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), release)

    def key(abilities: frozenset[Ability] | None) -> str:
        with storage.work(service) as work:
            new = NewKey(label="shop", scope=KeyScope(abilities=abilities))
            return make_api_key(Act(actor=OPERATOR, work=work), new)

    whole = key(None)

    def asked(
        route: str, *, abilities: frozenset[Ability] | None = None, **more: object
    ) -> httpx.Response:
        shown = whole if abilities is None else key(abilities)
        return httpx.post(
            f"{real_site}/v1/persons/{route}",
            json=ROUTES[route] | more,
            headers={"authorization": f"Bearer {shown}"},
        )

    return asked


def _fine(answer: httpx.Response) -> Any:  # noqa: ANN401 - JSON
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("route", ROUTES)
def test_no_route_answers_a_stranger(real_site: str, route: str) -> None:
    """Without a key of a service, or with one that is nobody's."""
    for headers in ({}, {"authorization": "Bearer nobody"}):
        answer = httpx.post(f"{real_site}/v1/persons/{route}", json=ROUTES[route], headers=headers)
        assert answer.status_code == 401


@pytest.mark.parametrize("route", ROUTES)
def test_no_route_answers_a_key_that_was_not_made_for_it(ask: Ask, route: str) -> None:
    """A program that may only ask decisions does not learn, or change, who persons are."""
    answer = ask(route, abilities=frozenset({Ability.ASK}))
    assert (answer.status_code, answer.json()["code"]) == (403, "key.lacks_ability")


def test_an_identifier_goes_its_way(ask: Ask) -> None:
    """Taken in, verified, used for a purpose, replaced, dropped; its value in no other answer."""
    done = _fine(ask("identify"))
    assert (done["permitted"], done["added"]) == (True, 1)
    _fine(ask("verify"))
    (used,) = _fine(ask("use"))["identifiers"]
    assert used["value"] == "Layla@example.com"
    assert used["verified_at"]
    assert _fine(ask("find")) == {"persons": ["p-1"]}
    replacing = [{"kind": "email", "value": NEW, "replaces": EMAIL}]
    assert _fine(ask("identify", identifiers=replacing))["added"] == 1
    _fine(ask("drop", value=NEW))
    shown = _fine(ask("show"))
    assert [each["verified_by"] for each in shown["identifiers"]] == ["code", None]
    assert all(each["ended_at"] for each in shown["identifiers"])
    assert "example.com" not in str(shown)
    gone = ask("drop", value=NEW)
    assert (gone.status_code, gone.json()["code"]) == (404, "persons.not_theirs")
    assert NEW not in gone.text


def test_ids_are_merged_and_split(ask: Ask) -> None:
    """Also a visitor's; what does not hold is a conflict."""
    _fine(ask("merge"))
    _fine(ask("join"))
    assert _fine(ask("show"))["ids"] == ["p-1", "p-2", "v-1"]
    taken = ask("join", person="p-9")
    assert (taken.status_code, taken.json()["code"]) == (409, "persons.visitor_taken")
    _fine(ask("split"))
    assert ask("split").json()["code"] == "persons.not_joined"
    assert _fine(ask("split", person="v-1", other=None))["entry"]
    assert _fine(ask("show"))["ids"] == ["p-1"]


def test_what_is_declared_is_shown_with_who_said_so(ask: Ask) -> None:
    """One thing at a time: a place, an age, a kind."""
    _fine(ask("declare"))
    for said in ({"born_in": 1990}, {"age": {"at_least": 18, "yes": True}}, {"kind": "business"}):
        _fine(ask("declare", countries=None, origin="automatic", **said))
    shown = _fine(ask("show"))
    (place,), (age,) = shown["jurisdictions"], shown["ages"]
    assert (place["country"], place["origin"]) == ("QA", "person")
    assert (age["born_in"], age["at_least"], age["yes"]) == (None, 18, True)
    assert shown["kind"] == "business"
    for wrong in ({"born_in": 1990}, {"countries": None}, {"countries": ["Qatar"]}):
        assert ask("declare", **wrong).status_code == 422
    assert _fine(ask("declare", person="p-3", countries=None, born_in=2020))["entry"]
    _fine(ask("tie"))
    assert _fine(ask("show"))["wards"] == ["p-3"]
    assert _fine(ask("show", person="p-3"))["ages"][0]["born_in"] == 2020
    _fine(ask("untie"))
    assert ask("untie").json()["code"] == "persons.not_tied"


def test_an_address_is_kept_out_and_let_in(ask: Ask) -> None:
    """The list says why, never what stands on it."""
    _fine(ask("suppress"))
    assert _fine(ask("suppressed", value="layla@example.com")) == {"why": ["asked"]}
    _fine(ask("lift"))
    assert _fine(ask("suppressed")) == {"why": []}


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": "no address"},
        {"value": "x" * 100_000},
        {"kind": "name"},
        {"value": "a\u202e@example.com"},
        {"value": 7},
        {"more": "x"},
    ],
    ids=str,
)
def test_a_wrong_body_is_not_repeated(ask: Ask, wrong: dict[str, Any]) -> None:
    """The problem names the field, and holds no value."""
    answer = ask("find", **wrong)
    assert answer.status_code == 422
    assert "example.com" not in answer.text
    assert "no address" not in answer.text


def test_an_identifier_that_does_not_fit_is_named_by_its_place_and_kind(ask: Ask) -> None:
    """And its value is not."""
    identifiers = [
        {"kind": "email", "value": "huda@example.com"},
        {"kind": "email", "value": "no address"},
    ]
    answer = ask("identify", identifiers=identifiers)
    assert "identifiers[1].email" in answer.text
    assert "no address" not in answer.text
