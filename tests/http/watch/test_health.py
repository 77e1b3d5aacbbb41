"""Health and metrics over HTTP: who is told what."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from amana.acts.watch.metrics import METRICS, Kind
from amana.storage import Storage
from amana.storage.schedule import Schedule

TOKEN = {"authorization": f"Bearer {'t' * 32}"}


@pytest.fixture
def client(real_site: str) -> Iterator[httpx.Client]:
    """Return a stranger's client."""
    with httpx.Client(base_url=real_site, timeout=30) as made:
        yield made


def test_a_living_process_says_so(client: httpx.Client) -> None:
    """It looks at nothing, so that a database that is away restarts no web process."""
    assert client.get("/health/live").json() == {"live": True}


def test_a_stranger_learns_no_more_than_whether_it_is_ready(
    client: httpx.Client, service: str
) -> None:
    """Neither figures nor the names of services are everybody's business."""
    answer = client.get("/health/ready")
    said = answer.json()
    # Other tests leave entries that nobody sequences and jobs that nobody takes: which checks
    # are at fault here is theirs, that a stranger is told their names alone is this test's.
    assert set(said) == {"ready", "failing"}
    assert said["ready"] is not bool(said["failing"])
    names = {it["check"] for it in client.get("/health/ready", headers=TOKEN).json()["checks"]}
    assert set(said["failing"]) <= names
    assert answer.status_code == (200 if said["ready"] else 503)
    assert service not in answer.text


def test_the_operator_is_shown_what_was_looked_at(client: httpx.Client, service: str) -> None:
    """With the token, each check has a state, a reason and figures."""
    assert service
    checks = client.get("/health/ready", headers=TOKEN).json()["checks"]
    assert {"database", "clock", "disk", "ledger", "keys"} <= {it["check"] for it in checks}
    assert {it["state"] for it in checks if it["check"] in {"database", "clock"}} == {"ok"}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": "Bearer wrong"},
        {"authorization": "Basic dDp0"},
        {"x-forwarded-for": "127.0.0.1"},
    ],
)
def test_metrics_are_shut_without_the_token(client: httpx.Client, headers: dict[str, str]) -> None:
    """Loopback alone opens nothing here: the platform of this test trusts it not."""
    assert client.get("/metrics", headers=headers).status_code == 401


def test_every_metric_is_told_in_the_form_of_prometheus(
    client: httpx.Client, storage: Storage, service: str
) -> None:
    """A foreign parser reads it; names, kinds and labels are those that are declared."""
    with storage.working() as transaction:
        Schedule(transaction=transaction).claim(
            service, "look", every=timedelta(days=1), worker=uuid4()
        )
        transaction.end(commit=True)
    client.get("/health/live")
    answer = client.get("/metrics", headers=TOKEN)
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    told = {it.name: it for it in text_string_to_metric_families(answer.text)}
    declared = {it.name: it for it in METRICS}
    assert set(told) == set(declared)
    for name, family in told.items():
        assert family.type == declared[name].kind.value
        allowed = set(declared[name].labels)
        more = {"le"} if declared[name].kind is Kind.HISTOGRAM else set()
        assert {label for it in family.samples for label in it.labels} <= allowed | more


def test_routes_are_counted_by_their_template(client: httpx.Client) -> None:
    """What a stranger writes into an address makes no series of its own."""
    planted = "planted-7f3a-value"
    client.get(f"/{planted}/privacy?q={planted}")
    client.get(f"/{planted}")
    client.request("BREW", "/health/live")
    text = client.get("/metrics", headers=TOKEN).text
    assert planted not in text
    assert 'route="/{service}/privacy"' in text
    assert 'route="unmatched"' in text
    assert "BREW" not in text
