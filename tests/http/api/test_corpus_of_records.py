"""Cases of the corpus whose facts hang on records, on versions, or on something that is broken."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.doors.persons import PersonsDoor
from amana.acts.doors.public import PublicDoor
from amana.acts.found_service import found_service
from amana.acts.records.apply_map import apply_map
from amana.domain.cases.case import Case
from amana.domain.cases.parse import parse_cases
from amana.domain.decision.rule import Doing
from amana.domain.ledger.entry import Entry
from amana.domain.person.facts import OfAge
from amana.domain.policy.parse import parse
from amana.domain.vocabulary.collecting import Origin
from amana.http.platform import PublicActs
from amana.storage import ServerAddress, Storage
from amana.storage.policies import Release

CORPUS = Path(__file__).parents[3] / "spec" / "corpus"
SHOP = (CORPUS / "shop.yaml").read_text(encoding="utf-8")
SERVICE = "corpus-records"
MAP = f"""\
amana: 1
service: {SERVICE}
records:
  customer: {{key: own, fields: {{name: {{is: name, type: text}}}}}}
"""
Post = Callable[[str, dict[str, Any]], httpx.Response]


def _cases(rule: str) -> Mapping[str, Case]:
    (path,) = CORPUS.glob(f"{rule}-*.yaml")
    return {case.name: case for case in parse_cases(path.read_text(encoding="utf-8")).cases}


def _versions() -> tuple[str, str, str]:
    """Return three versions: nothing about names; all but fraud; the policy of the corpus."""
    shop = SHOP.replace("service: corpus-shop", f"service: {SERVICE}")
    second = shop.replace("for: [orders, enquiries, fraud, draw]", "for: [orders, enquiries, draw]")
    first = second
    for promise in ("collect", "use", "share"):
        first = first.replace(f"{{{promise}: [name, ", f"{{{promise}: [")
    assert first != second != shop
    return first, second, shop


def _published(storage: Storage, source: str) -> None:
    release = Release(
        source=source,
        languages=("ar", "en"),
        texts={},
        passages={"ar": (), "en": ()},
        material=True,
        reason="a new purpose",
    )
    with storage.work(SERVICE) as work:
        work.policies.publish(release)
        work.commit(Entry(act="publish", promises=(), body={}))


@pytest.fixture(scope="module")
def post(
    storage: Storage, site_of: Callable[[PublicActs], AbstractContextManager[str]]
) -> Iterator[Post]:
    """Serve the corpus's policy as the third version of its service."""
    first, *later = _versions()
    key = found_service(storage, parse(first, texts={}), source=first, texts={}).key
    for source in later:
        _published(storage, source)
    with storage.work(SERVICE) as work:
        apply_map(Act(actor=OPERATOR, work=work), MAP)
    with (
        site_of(PublicDoor(storage, Path())) as url,
        httpx.Client(base_url=url, headers={"authorization": f"Bearer {key}"}) as client,
    ):
        yield lambda path, body: client.post(f"/v1/{path}", json=body)


def _collect(storage: Storage, post: Post, person: str) -> httpx.Response:
    """Take in the person's name by their order, as a grown person's."""
    age = OfAge(at_least=16, yes=True)
    PersonsDoor(storage).declare(SERVICE, person=person, value=age, origin=Origin.PERSON)
    body = {"person": person, "type": "customer", "key": person, "values": {"name": "Layla"}}
    return post("records/collect", body | {"at": "order", "for": ["orders"]})


def test_what_is_past_its_time_is_as_if_it_were_not_there(storage: Storage, post: Post) -> None:
    """(7) It is used for nothing, in no set either, and what is new can be taken in."""
    cases = _cases("rule-07")
    assert _collect(storage, post, "p-7").json()["permitted"]
    named = {"type": "customer", "key": "p-7"}
    past = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
    changed = post("record-sets/change", named | {"expires_at": past})
    assert changed.json() == {"records": 1}
    asked = []
    for name, case in cases.items():
        if case.question.doing is Doing.KEEP:
            continue
        asked.append(name)
        if case.question.doing is Doing.COLLECT:
            assert case.answer is not None
            assert case.answer.permitted
            taken = _collect(storage, post, "p-7").json()
            assert (taken["permitted"], taken["promises"]) == (True, list(case.answer.promises))
            continue
        used = post("records/use", named | {"for": list(case.question.for_)})
        assert (used.status_code, used.json()["code"]) == (404, "record.none")
        set_of = post("record-sets/use", {"for": case.question.for_[0]}).json()["records"]
        # Other tests have people of their own in this service.
        assert "p-7" not in {each["person"] for each in set_of}
    assert len(asked) == len(cases) - 1


@pytest.mark.parametrize(
    ("name", "version"),
    [("promised then", 2), ("promised only since", 2), ("nothing was promised for it", 1)],
)
def test_data_serves_what_was_promised_when_it_was_collected(
    post: Post, name: str, version: int
) -> None:
    """(14) Of a version before, with the answers that the corpus gives."""
    case = _cases("rule-14")[name]
    assert case.answer is not None
    asked = case.question
    body = {"person": "p-14", "data": list(asked.data), "for": asked.for_[0]}
    answer = post("use", body | {"notice_version": version}).json()
    assert answer["permitted"] is case.answer.permitted
    assert {each["rule"] for each in answer["refused_by"]} == set(case.answer.refused_by)
    if case.answer.permitted:
        assert answer["promises"] == list(case.answer.promises)
    assert len(_cases("rule-14")) == 3


@contextmanager
def _choices_unreachable(server: ServerAddress) -> Iterator[None]:
    """Keep services from reading what people chose."""
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        connection.execute("revoke select on amana.choice from amana_service")
        try:
            yield
        finally:
            connection.execute("grant select on amana.choice to amana_service")


def test_a_fact_that_cannot_be_found_out_is_no_yes(
    storage: Storage, post: Post, server: ServerAddress
) -> None:
    """(12) What the person chose cannot be read: a problem answers, and no value comes out."""
    case = _cases("rule-12")["a fact that could not be found out"]
    assert _collect(storage, post, "p-12").json()["permitted"]
    asked = case.question
    by_category = {"person": "p-12", "data": list(asked.data), "for": asked.for_[0]}
    record = {"type": "customer", "key": "p-12", "for": list(asked.for_)}
    assert post("use", by_category).json()["permitted"]
    with _choices_unreachable(server):
        for path, body in (("use", by_category), ("records/use", record)):
            answer = post(path, body)
            assert answer.status_code >= 500
            assert answer.headers["content-type"] == "application/problem+json"
            assert "Layla" not in answer.text
    assert post("records/use", record).json()["values"] == {"name": "Layla"}
