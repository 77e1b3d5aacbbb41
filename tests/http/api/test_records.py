"""Records by HTTP: values in, values out, corrected, listed page by page."""

from typing import Any, Protocol

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.domain.key_scope import KeyScope
from amana.storage import Storage

PROFILE = {
    "person": "p-1",
    "type": "profile",
    "key": "p-1",
    "values": {"name": "Layla", "email": "Layla@Example.com"},
    "at": "registration",
    "for": ["orders"],
}
SAME = {"person": "p-1", "type": "profile", "key": "p-1"}


class Ask(Protocol):
    """Asks one route of records."""

    def __call__(self, route: str, body: dict[str, Any], **headers: str) -> httpx.Response:
        """Return the answer."""


def test_values_come_in_and_come_out_for_what_was_promised(ask: Ask) -> None:
    """In their usual form, with the record's id and version."""
    taken = ask("collect", PROFILE).json()
    assert taken["permitted"] is True
    assert taken["version"] == 1
    used = ask("use", SAME | {"for": ["orders"]}).json()
    assert used["values"] == {"name": "Layla", "email": "Layla@example.com"}
    assert used["record"] == taken["record"]
    by_id = ask("use", {"id": taken["record"], "fields": ["name"], "for": ["orders"]}).json()
    assert by_id["values"] == {"name": "Layla"}


def test_for_what_was_not_promised_no_value_comes_out(ask: Ask) -> None:
    """A refusal is an answer, with its reasons and its entry."""
    ask("collect", PROFILE)
    refused = ask("use", SAME | {"for": ["news"]}).json()
    assert (refused["permitted"], refused["values"]) == (False, None)
    assert refused["refused_by"]
    assert refused["entry"]


def test_nothing_is_stored_of_what_may_not_be_collected(ask: Ask) -> None:
    """The record is not there afterwards."""
    taken = ask("collect", PROFILE | {"at": "visit"}).json()
    assert (taken["permitted"], taken["record"]) == (False, None)
    answer = ask("use", SAME | {"for": ["orders"]})
    assert answer.status_code == 404
    assert answer.json()["code"] == "record.none"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"values": {"shoe": "38"}}, "record.undeclared_field"),
        ({"type": "shoes"}, "record.undeclared_type"),
        ({"values": {"email": "nobody at all"}}, "value.unreadable"),
        ({"values": {}}, "http.bad_request"),
        ({"values": {"name": {"first": "Layla"}}}, "http.bad_request"),
        ({"values": {"name": "x" * 2_000_000}}, "http.too_much"),
        ({"colour": "blue"}, "http.bad_request"),
        ({"expires_at": "2031-01-01T00:00:00"}, "http.bad_request"),
    ],
)
def test_what_does_not_fit_is_a_problem_that_shows_no_value(
    ask: Ask, change: dict[str, Any], code: str
) -> None:
    """With a stable code, and nothing stored."""
    answer = ask("collect", PROFILE | change)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == code
    assert "nobody at all" not in answer.text


def test_a_record_is_named_in_one_way(ask: Ask) -> None:
    """By type and key, or by id: what could name two names none."""
    both = SAME | {"id": "0b8f8a4e-6c1e-4ed4-8d7c-2a6e4ad0d1f3", "for": ["orders"]}
    for body in (both, {"type": "profile", "for": ["orders"]}, {"for": ["orders"]}):
        assert ask("use", body).json()["code"] == "http.bad_request"


@pytest.mark.promise("W4")
def test_a_provider_corrects_and_the_person_sees_old_and_new(ask: Ask) -> None:
    """Both values, with source and time of each."""
    values = {"name": "Layla", "address": "Zone 1"}
    ask("collect", PROFILE | {"values": values})
    correction = SAME | {
        "seen": 1,
        "values": {"address": "Zone 2"},
        "at": "delivery",
        "origin": "third-party",
        "source": "courier",
        "for": ["orders"],
    }
    assert ask("correct", correction).json()["version"] == 2
    (record,) = ask("list", {"person": "p-1"}).json()["records"]
    address = record["fields"]["address"]
    assert address["now"]["value"] == "Zone 2"
    assert address["now"]["source"] == "courier"
    assert [each["value"] for each in address["earlier"]] == ["Zone 1"]
    assert address["earlier"][0]["origin"] == "person"
    stale = ask("correct", correction)
    assert (stale.status_code, stale.json()["code"]) == (409, "record.changed")


def test_a_record_under_a_key_that_is_taken_is_a_conflict(ask: Ask) -> None:
    """Unless it is the same request again, which is answered as before."""
    key = {"idempotency-key": "the-same-request-again"}
    first = ask("collect", PROFILE, **key)
    assert ask("collect", PROFILE, **key).json() == first.json()
    answer = ask("collect", PROFILE)
    assert (answer.status_code, answer.json()["code"]) == (409, "record.exists")


def test_a_list_is_walked_page_by_page_by_its_links(ask: Ask) -> None:
    """Each page leads to the next, the last to none; a cursor serves its own list alone."""
    for number in range(5):
        ask("collect", {**PROFILE, "type": "note", "key": None, "values": {"said": f"n{number}"}})
    said, route = [], "list?limit=2"
    for _ in range(3):
        answer = ask(route, {"person": "p-1"})
        said += [each["fields"]["said"]["now"]["value"] for each in answer.json()["records"]]
        following = answer.links.get("next", {}).get("url", "")
        route = following.removeprefix("/v1/records/")
    assert said == [f"n{number}" for number in range(5)]
    assert route == ""
    cursor = ask("list?limit=2", {"person": "p-1"}).json()["next"]
    for body, given in (({"person": "p-2"}, cursor), ({"person": "p-1"}, cursor[::-1])):
        answer = ask(f"list?cursor={given}", body)
        assert (answer.status_code, answer.json()["code"]) == (400, "list.wrong_cursor")


def test_a_key_for_other_purposes_gets_no_values(ask: Ask, storage: Storage, service: str) -> None:
    """Also where the policy would permit them."""
    ask("collect", PROFILE)
    scope = KeyScope(purposes=frozenset({"news"}))
    with storage.work(service) as work:
        key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="news", scope=scope))
    answer = ask("use", SAME | {"for": ["orders"]}, authorization=f"Bearer {key}")
    assert answer.json()["code"] == "key.lacks_purpose"


def test_a_key_for_some_purposes_corrects_only_what_is_held_for_these(
    ask: Ask, storage: Storage, service: str
) -> None:
    """Whichever purposes the request names, or none: a correction counts for all of them."""
    ask("collect", PROFILE)
    bodies = [SAME | {"person": "p-1", "seen": 1, "values": {"name": "Huda"}}]
    bodies.append(bodies[0] | {"for": ["news"]})
    for purposes, wanted in ((frozenset({"news"}), 403), (frozenset({"orders", "news"}), 200)):
        scope = KeyScope(purposes=purposes)
        with storage.work(service) as work:
            key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="news", scope=scope))
        for body in bodies[: 1 if wanted == 200 else 2]:
            answer = ask("correct", body, authorization=f"Bearer {key}")
            assert answer.status_code == wanted, answer.text


def test_of_an_erased_person_every_question_says_that_they_were_erased(
    ask: Ask, real_site: str, shop_key: dict[str, str]
) -> None:
    """A use, and a request that was answered before under its key and is sent again."""
    once = {"idempotency-key": "a-key-of-a-request-7731"}
    assert ask("collect", PROFILE, **once).status_code == 200
    erased = httpx.post(f"{real_site}/v1/erase", json={"person": "p-1"}, headers=shop_key)
    assert erased.status_code == 200
    for answer in (
        ask("collect", PROFILE, **once),
        ask("use", SAME | {"person": "p-1", "for": ["orders"]}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (410, "person.erased")


@pytest.mark.parametrize("seen", [True, 1.0, "1"])
def test_a_version_is_a_whole_number(ask: Ask, seen: object) -> None:
    """A yes is none, though Python would take it for one."""
    ask("collect", PROFILE)
    answer = ask("correct", SAME | {"person": "p-1", "seen": seen, "values": {"name": "Huda"}})
    assert answer.status_code == 422


def test_a_card_number_is_no_id_of_a_person(ask: Ask) -> None:
    """Ids are shown whole, on the ledger and elsewhere."""
    for person in ("4111111111111111", "عميل ٤١١١ ١١١١ ١١١١ ١١١١"):
        answer = ask("collect", PROFILE | {"person": person})
        assert answer.json()["code"] == "decision.person"
    assert ask("collect", PROFILE | {"person": "1849302847561029384"}).status_code == 200


@pytest.mark.parametrize(
    "staff", ["", "s" * 101, "two\nlines", "un\u200bseen", "\u202eturned", None]
)
def test_a_reader_is_named_on_one_line_with_nothing_unseen(ask: Ask, staff: str | None) -> None:
    """The application says who looks: as a name that whoever audits can read as it stands."""
    ask("collect", PROFILE)
    body = SAME | {"for": ["orders"], "reason": "complaint 7", "staff": staff}
    assert ask("read", body).json()["code"] == "http.bad_request"
    named = ask("read", body | {"staff": "ليلى s-7"})
    assert named.status_code == 200


def test_a_use_for_display_is_not_one_of_a_member_of_staff(ask: Ask) -> None:
    """It is asked for with the use; a reading is always for people."""
    ask("collect", PROFILE)
    used = ask("use", SAME | {"for": ["orders"], "display": True})
    assert used.json()["values"]["name"] == "Layla"
    body = SAME | {"for": ["orders"], "reason": "r", "staff": "s-7", "display": True}
    assert ask("read", body).json()["code"] == "http.bad_request"
