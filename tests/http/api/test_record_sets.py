"""Sets of records by HTTP and the light client: used, ended, changed, looked at, page by page."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.domain.key_scope import Ability, KeyScope
from amana.sdk import Amana, NewRecord
from amana.storage import Storage

Post = Callable[..., httpx.Response]


@pytest.fixture
def amana(shop_key: dict[str, str], real_site: str) -> Iterator[Amana]:
    """Return the client of a fresh service with a policy and a map in force."""
    with Amana(real_site, shop_key["authorization"].removeprefix("Bearer ")) as client:
        yield client


@pytest.fixture
def post(shop_key: dict[str, str], real_site: str) -> Post:
    """Return what asks the routes of sets for that service."""

    def posting(route: str, body: dict[str, Any], **headers: str) -> httpx.Response:
        return httpx.post(
            f"{real_site}/v1/record-sets/{route}", json=body, headers=shop_key | headers
        )

    return posting


def _fill(amana: Amana, persons: int = 5) -> None:
    new = (
        NewRecord(person=f"p-{each}", key=f"p-{each}", values={"email": f"p{each}@example.com"})
        for each in range(persons)
    )
    done = list(amana.records.take_in("profile", new, purposes=["orders"], at="registration"))
    assert all(each.record for each in done)


def test_a_set_comes_page_by_page_and_each_page_is_on_the_ledger(
    amana: Amana, post: Post, real_site: str, shop_key: dict[str, str]
) -> None:
    """The link leads on by the same body; nobody comes twice, and nobody who objected comes."""
    _fill(amana)
    path, found, entries = "use?limit=2", [], set()
    while path:
        answer = post(path, {"for": "orders"})
        page = answer.json()
        found += [each["person"] for each in page["records"]]
        entries.add(page["entry"])
        path = answer.links.get("next", {}).get("url", "").removeprefix("/v1/record-sets/")
        if len(entries) == 1:
            amana.choose("p-4", "object", ["orders"])
    assert found == ["p-0", "p-1", "p-2", "p-3"]
    assert len(entries) == 2
    acts = amana.history("p-0")
    assert amana.history("p-0", at_once=1) == acts
    assert {each.entry for each in acts if each.act == "use"} <= entries
    del real_site, shop_key


def test_the_client_walks_a_whole_set(amana: Amana) -> None:
    """With the values, what is known of them, and whether they are gone after a deletion."""
    _fill(amana, persons=105)
    used = list(amana.record_sets.use("orders"))
    assert {each.values["email"] for each in used} == {f"p{n}@example.com" for n in range(105)}
    assert "example.com" not in repr(used[0])
    (known,) = amana.record_sets.known(person="p-7")
    assert (known.type, known.key, known.purposes) == ("profile", "p-7", ("orders",))
    assert not amana.record_sets.is_gone("profile", "p-7")
    assert amana.record_sets.delete(type="profile", key="p-7") == 1
    assert amana.record_sets.is_gone("profile", "p-7")
    assert list(amana.record_sets.known(type="profile", key="p-7")) == []
    assert amana.record_sets.delete(kept_for="orders") == 104
    assert list(amana.record_sets.use("orders")) == []


def test_what_is_known_changes_and_what_is_past_its_time_goes(amana: Amana) -> None:
    """A recipient, a machine's decision, an end: of one, of a person's, of a purpose's."""
    _fill(amana)
    sets = amana.record_sets
    assert sets.change(kept_for="orders", recipients=["courier"]) == 5
    assert sets.change(type="profile", key="p-1", objected=["orders"]) == 1
    assert sets.change(kept_for="orders", recipient="courier", automated=True) == 5
    (known,) = sets.known(person="p-1")
    assert (known.recipients, known.objected, known.automated) == (("courier",), ("orders",), True)
    assert {each.person for each in sets.use("orders", automated=True)} == {
        "p-0",
        "p-2",
        "p-3",
        "p-4",
    }
    gone = datetime.now(UTC) - timedelta(seconds=1)
    assert sets.change(person="p-2", expires_at=gone) == 1
    assert sets.delete(past_their_time=True) == 1
    assert {each.person for each in sets.use("orders")} == {"p-0", "p-3", "p-4"}


def test_a_deletion_that_is_sent_again_is_answered_again(amana: Amana, post: Post) -> None:
    """It counts what the first one met."""
    _fill(amana)
    key = {"idempotency-key": "the-same-deletion-again"}
    first = post("delete", {"kept_for": "orders"}, **key)
    again = post("delete", {"kept_for": "orders"}, **key)
    assert first.json() == again.json() == {"records": 5}
    assert again.headers["idempotent-replayed"] == "true"


@pytest.mark.parametrize(
    ("route", "body"),
    [
        ("delete", {}),
        ("delete", {"type": "profile"}),
        ("delete", {"type": "profile", "key": "k", "kept_for": "orders"}),
        ("delete", {"type": "profile", "kept_for": "orders"}),
        ("delete", {"kept_for": "orders", "past_their_time": True}),
        ("delete", {"past_their_time": False}),
        ("delete", {"person": "p-1"}),
        ("change", {"automated": True}),
        ("change", {"kept_for": "orders"}),
        ("change", {"person": "p-1", "kept_for": "orders", "automated": True}),
        ("change", {"person": "p-1", "recipient": "courier", "automated": True}),
        ("change", {"person": "p-1", "objected": ["orders"]}),
        ("change", {"person": "p-1", "type": "profile", "automated": True}),
        ("change", {"person": "p-1", "expires_at": "2031-01-01T00:00:00"}),
        ("known", {}),
        ("known", {"type": "profile"}),
        ("known", {"type": "profile", "person": "p-1"}),
        ("known", {"type": "profile", "key": "k", "person": "p-1"}),
        ("gone", {"type": "profile"}),
        ("use", {}),
        ("use?limit=1001", {"for": "orders"}),
    ],
)
def test_what_might_mean_other_records_is_refused(
    post: Post, route: str, body: dict[str, Any]
) -> None:
    """Records are named in one way, or nothing is done."""
    answer = post(route, body)
    assert answer.json()["code"] == "http.bad_request"


def test_a_cursor_of_another_list_is_refused(amana: Amana, post: Post) -> None:
    """It names a place in the set that it came from only."""
    _fill(amana)
    cursor = post("use?limit=2", {"for": "orders"}).json()["next"]
    assert post(f"use?cursor={cursor}", {"for": "news"}).json()["code"] == "list.wrong_cursor"
    assert post(f"known?cursor={cursor}", {"person": "p-1"}).json()["code"] == "list.wrong_cursor"
    assert post(f"use?cursor={cursor}", {"for": "orders"}).status_code == 200


CALLS: dict[str, dict[str, Any]] = {
    "use": {"for": "orders"},
    "known": {"person": "p-1"},
    "gone": {"type": "profile", "key": "p-1"},
    "delete": {"kept_for": "orders"},
    "change": {"kept_for": "orders", "automated": True},
}


@pytest.mark.parametrize(
    ("scope", "codes"),
    [
        (KeyScope(abilities=frozenset(set(Ability) - {Ability.SETS, Ability.CHANGE_SETS})), {}),
        (
            KeyScope(abilities=frozenset({Ability.SETS})),
            {"use": None, "known": None, "gone": None},
        ),
        (
            KeyScope(abilities=frozenset({Ability.CHANGE_SETS})),
            {"delete": None, "change": None},
        ),
        (
            KeyScope(
                abilities=frozenset({Ability.SETS, Ability.CHANGE_SETS}),
                purposes=frozenset({"orders"}),
            ),
            {"use": None} | dict.fromkeys(set(CALLS) - {"use"}, "key.of_some_purposes"),
        ),
        (
            KeyScope(abilities=frozenset({Ability.SETS}), purposes=frozenset({"news"})),
            {"use": "key.lacks_purpose", "known": "key.of_some_purposes"}
            | {"gone": "key.of_some_purposes"},
        ),
    ],
)
def test_a_key_reaches_sets_only_where_it_was_made_for_them(
    storage: Storage,
    service: str,
    post: Post,
    scope: KeyScope,
    codes: dict[str, str | None],
) -> None:
    """All of a purpose at once is more than one record; without a key nothing is told."""
    with storage.work(service) as work:
        key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="narrow", scope=scope))
    for route, body in CALLS.items():
        answer = post(route, body, authorization=f"Bearer {key}")
        assert answer.json().get("code") == codes.get(route, "key.lacks_ability"), route
        assert post(route, body, authorization="Bearer nobody").status_code == 401
