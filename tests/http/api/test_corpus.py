"""The corpus of cases over HTTP: facts are brought about by what people choose and declare."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest

from amana.acts.act import Act, Actor, Role
from amana.acts.choices.fold import fold_choices
from amana.acts.doors.persons import PersonsDoor
from amana.acts.doors.public import PublicDoor
from amana.acts.doors.requests import AskedDoor
from amana.acts.found_service import found_service
from amana.acts.records.apply_map import apply_map
from amana.acts.requests.carry_out import begin
from amana.acts.requests.receive import Asking
from amana.domain.cases.case import Case, FactsForm
from amana.domain.cases.parse import parse_cases
from amana.domain.decision.rule import Doing, Need
from amana.domain.person.facts import OfAge
from amana.domain.policy.parse import parse
from amana.domain.vocabulary.collecting import Origin
from amana.domain.vocabulary.requests import RequestDoor, RequestKind
from amana.http.platform import PublicActs
from amana.sdk.client import Amana
from amana.storage import Storage

CORPUS = Path(__file__).parents[3] / "spec" / "corpus"
SERVICE = "corpus-shop"
BY_DOORS = {
    "consented",
    "implied",
    "objected",
    "closed",
    "too_young",
    "met",
    "events",
    "countries",
    "restricted",
}
"""Facts that an application can bring about."""
MAP = f"""\
amana: 1
service: {SERVICE}
records:
  profile:
    fields: {{email: {{is: email, type: email}}}}
events:
  caller_told: {{within: PT2H}}
  entered_draw: {{within: P1Y}}
"""
NOT_ASKED = {
    7: "acts by category name no record: test_corpus_of_records.py asks its cases of one",
    8: "legal holds are kept nowhere yet",
    9: "grants of recipients are kept nowhere yet",
    12: "a fault is a problem, not an answer: test_corpus_of_records.py brings one about",
    14: "the cases need three versions: test_corpus_of_records.py publishes them",
}
"""Rules whose cases are not asked here, and why."""


def _can_be_asked(case: Case) -> bool:
    """Tell whether the interface takes the question and its facts can be brought about."""
    asked, facts = case.question, case.facts
    plain = FactsForm()
    given = {name for name in FactsForm.__slots__ if getattr(facts, name) != getattr(plain, name)}
    fits = {
        Doing.COLLECT: asked.at is not None,
        Doing.READ: asked.staff is not None and asked.reason is not None,
        Doing.DISCLOSE: asked.recipient is not None,
        Doing.MESSAGE: asked.channel is not None,
        Doing.USE: True,
    }
    return (
        fits.get(asked.doing, False)
        and bool(asked.data)
        and len(asked.for_) == 1
        # Of whom the interface is told nothing else, they gave it themselves.
        and (asked.origin is not None or not facts.restricted or asked.doing is not Doing.COLLECT)
        and given <= BY_DOORS
        and set(facts.met) <= {Need.ADULT, Need.IDENTITY}
        # The last word of one id about a purpose is one.
        and not set(facts.consented) & set(facts.objected)
    )


CASES = {
    f"{path.stem}: {case.name}": case
    for path in sorted(CORPUS.glob("rule-*.yaml"))
    for case in parse_cases(path.read_text(encoding="utf-8")).cases
    if _can_be_asked(case)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """The running shop of the corpus, as its application knows it."""

    client: httpx.Client
    persons: PersonsDoor
    storage: Storage

    def bring_about(self, person: str, facts: FactsForm) -> None:
        """Let the person say what the case takes as known."""
        channels = tuple(f"channel:{channel}" for channel in facts.closed)
        spoken = tuple(each for each in facts.consented if each not in facts.implied)
        said = (
            ("consent", spoken, "switch"),
            ("consent", facts.implied, "implied"),
            ("object", facts.objected, "switch"),
            ("opt_out", channels, "switch"),
        )
        for choice, purposes, means in said:
            if purposes:
                body = {"person": person, "choice": choice, "for": list(purposes), "means": means}
                assert self.client.post("/v1/choose", json=body).status_code == 200
        for event in facts.events:
            told = {"person": person, "event": event}
            assert self.client.post("/v1/records/events", json=told).status_code == 200
        if facts.countries:
            self.persons.declare(
                SERVICE, person=person, value=facts.countries, origin=Origin.PERSON
            )
        if Need.IDENTITY in facts.met:
            secret = {"person": person, "password": "seven green lamps by the sea"}
            for what in ("set", "check"):
                shown = self.client.post(f"/v1/passwords/{what}", json=secret)
                assert shown.json() == {"right": True}
        if Need.ADULT in facts.met or facts.too_young:
            age = OfAge(at_least=16, yes=not facts.too_young)
            self.persons.declare(SERVICE, person=person, value=age, origin=Origin.PERSON)

    def restrict(self, person: str) -> None:
        """Carry out a restriction that the person asked for."""
        asking = Asking(
            kind=RequestKind.RESTRICTION,
            door=RequestDoor.API,
            person=person,
            proven_by="signed_in",
        )
        declared = {"person": person, "version": 1, "how": "explicit", "language": "ar"}
        assert self.client.post("/v1/accept", json=declared).status_code == 200
        request = AskedDoor(self.storage).receive(SERVICE, asking).request
        with self.storage.work(SERVICE) as work:
            begin(Act(actor=Actor(role=Role.OPERATOR, label="test"), work=work), request)

    def ask(self, person: str, case: Case) -> dict[str, Any]:
        """Ask the question of the case."""
        asked = case.question
        single = asked.doing is not Doing.COLLECT
        body = {
            "person": person,
            "data": list(asked.data),
            "for": asked.for_[0] if single else list(asked.for_),
            **{
                name: getattr(asked, name)
                for name in ("at", "origin", "source", "recipient", "nature", "channel", "staff")
                if getattr(asked, name) is not None
            },
        }
        if asked.class_ is not None:
            body["class"] = asked.class_
        if asked.doing is Doing.READ:
            body["reason"] = asked.reason
        answer = self.client.post(f"/v1/{asked.doing.value}", json=body)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


@pytest.fixture(scope="module")
def shop(
    storage: Storage, site_of: Callable[[PublicActs], AbstractContextManager[str]]
) -> Iterator[Shop]:
    """Serve the corpus's policy."""
    source = (CORPUS / "shop.yaml").read_text(encoding="utf-8")
    key = found_service(storage, parse(source, texts={}), source=source, texts={}).key
    with storage.work(SERVICE) as work:
        apply_map(Act(actor=Actor(role=Role.OPERATOR, label="test"), work=work), MAP)
    with (
        site_of(PublicDoor(storage, Path())) as url,
        httpx.Client(base_url=url, headers={"authorization": f"Bearer {key}"}) as client,
    ):
        yield Shop(client=client, persons=PersonsDoor(storage), storage=storage)


@pytest.mark.parametrize(("name", "case"), CASES.items(), ids=CASES)
def test_the_case_is_answered_as_expected(shop: Shop, name: str, case: Case) -> None:
    """With the same rules, promises, parts, articles and duties."""
    person = f"p-{sha256(name.encode()).hexdigest()[:32]}"
    shop.bring_about(person, case.facts)
    if case.facts.restricted:
        shop.restrict(person)
    answer, expected = shop.ask(person, case), case.answer
    assert expected is not None
    assert answer["permitted"] is expected.permitted
    assert {each["rule"] for each in answer["refused_by"]} == set(expected.refused_by)
    because = {promise for each in answer["refused_by"] for promise in each["promises"]}
    assert because == set(expected.because_of)
    assert set(answer["gaps"]) == set(expected.gaps)
    assert answer["masks"] == {mask.data: mask.show.value for mask in expected.masks}
    assert set(answer["articles"]) == set(expected.articles)
    assert set(answer["warnings"]) == set(expected.warnings)
    assert set(answer["duties"]) == set(expected.duties)


def test_every_rule_is_asked_over_http_or_stands_on_the_list() -> None:
    """A rule whose cases can be asked no more fails here."""
    asked = {int(name[5:7]) for name in CASES}
    rules = {int(path.stem[5:7]) for path in CORPUS.glob("rule-*.yaml")}
    assert asked == rules - NOT_ASKED.keys()


def test_a_choice_of_a_purpose_that_is_not_declared_is_refused_by_name(shop: Shop) -> None:
    """With the purposes that are; nothing is recorded."""
    body = {"person": "p-9", "choice": "consent", "for": ["selling"]}
    answer = shop.client.post("/v1/choose", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "choice.purpose")


def test_choices_are_for_keys_that_may(shop: Shop) -> None:
    """Without a key nobody says or sees what people chose."""
    body = {"person": "p-9", "choice": "consent", "for": ["newsletter"]}
    nobody = {"authorization": "Bearer nobody"}
    for path, asked in (("/v1/choose", body), ("/v1/choices", {"person": "p-9"})):
        assert shop.client.post(path, json=asked, headers=nobody).status_code == 401
    assert shop.client.post("/v1/choose", json=body).status_code == 200
    found = shop.client.post("/v1/choices", json={"person": "p-9"}).json()
    assert (found["consented"], found["objected"]) == (["newsletter"], [])
    assert [each["state"] for each in found["said"]] == ["consented"]


def test_an_audience_is_proposed_of_those_who_are_named(shop: Shop, storage: Storage) -> None:
    """Who refused is not in it, nor whom nobody met; keys that may not are refused."""
    for person in ("a-1", "a-2"):
        body = {"person": person, "data": ["email"], "for": "offers"}
        assert shop.client.post("/v1/use", json=body).status_code == 200
    fold_choices(storage, SERVICE)
    said = {"person": "a-2", "choice": "opt_out", "for": ["offers"]}
    assert shop.client.post("/v1/choose", json=said).status_code == 200
    about = {"doing": "use", "data": ["email"], "for": "offers", "at": "purchase"}
    asked = about | {"persons": ["a-1", "a-2", "a-9"]}
    answer = shop.client.post("/v1/audience", json=asked)
    assert answer.status_code == 200, answer.text
    assert answer.json()["persons"] == ["a-1"], answer.json()
    key = shop.client.headers["authorization"].removeprefix("Bearer ")
    with Amana(str(shop.client.base_url), key) as amana:
        # No occasion is said, so that a limit that follows one holds; nobody is proposed then.
        assert amana.audience(["a-1", "a-2"], ["email"], purpose="offers") == ()
        assert amana.audience(["a-1", "a-2"], ["visits"], purpose="analysis") == ("a-1", "a-2")
    nobody = {"authorization": "Bearer nobody"}
    assert shop.client.post("/v1/audience", json=asked, headers=nobody).status_code == 401
    crowd = asked | {"persons": ["a"] * 10_001}
    assert shop.client.post("/v1/audience", json=crowd).status_code == 422
