"""The client asks as the contract says, and takes nothing but a clean yes for a yes."""

import json
import logging
from collections.abc import Callable

import httpx
import pytest

from amana.sdk import (
    Amana,
    AmanaMisanswered,
    AmanaRejected,
    AmanaUnreachable,
    Answer,
    InsecureAddress,
    RefusedByPolicy,
    asks,
)

Script = Callable[[httpx.Request], httpx.Response]
Build = Callable[[Script], Amana]

YES: dict[str, object] = {
    "permitted": True,
    "promises": ["M1"],
    "refused_by": [],
    "gaps": [],
    "duties": ["mask"],
    "policy_version": 3,
    "entry": "0190",
}
NO: dict[str, object] = YES | {
    "permitted": False,
    "promises": [],
    "refused_by": [
        {"rule": 2, "promises": ["C10"], "why": {"ar": "لا يُباع", "en": "it is not sold"}}
    ],
}


def sent(body: bytes, status: int = 200) -> httpx.Response:
    """Make a response that is still to be read, as from a socket."""
    return httpx.Response(status, stream=httpx.ByteStream(body))


def answering(body: object, status: int = 200) -> Script:
    """Answer every question alike."""
    return lambda _request: sent(json.dumps(body).encode(), status)


def use(amana: Amana) -> Answer:
    """Ask the plainest question."""
    return amana.use("p1", ["email"], purpose="orders")


def test_a_question_travels_as_the_contract_says(client: Build) -> None:
    """Path, method, key and body stand where the server looks for them."""
    seen: list[httpx.Request] = []

    def script(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return sent(json.dumps(YES).encode())

    answer = client(script).disclose("p1", ["phone"], purpose="orders", recipient="courier")
    assert (seen[0].method, seen[0].url.path) == ("POST", "/v1/disclose")
    assert seen[0].headers["Authorization"] == "Bearer planted-key-5c1"
    assert json.loads(seen[0].content) == {
        "person": "p1",
        "data": ["phone"],
        "for": "orders",
        "recipient": "courier",
        "nature": None,
        "ground": None,
    }
    assert answer.require() is answer
    assert answer.duties == ("mask",)


def test_a_refusal_is_an_answer_that_says_why_in_both_languages(client: Build) -> None:
    """Only requiring it raises, with the promises and the reasons."""
    answer = use(client(answering(NO)))
    assert not answer.permitted
    with pytest.raises(RefusedByPolicy) as refused:
        answer.require()
    assert refused.value.promises == ("C10",)
    assert refused.value.say("ar") == ("لا يُباع",)
    assert refused.value.say("en") == ("it is not sold",)


def test_a_refusal_without_a_reason_still_has_words(client: Build) -> None:
    """A gap names no promise; the person is told so all the same."""
    answer = use(client(answering(NO | {"refused_by": [], "gaps": ["email"]})))
    with pytest.raises(RefusedByPolicy) as refused:
        answer.require()
    assert all(refused.value.say("ar"))


@pytest.mark.parametrize(
    "departure",
    [
        {"permitted": 1},
        {"permitted": "true"},
        {"permitted": None},
        {"gaps": ["email"]},
        {"refused_by": NO["refused_by"]},
        {"refused_by": [{"rule": "2", "promises": [], "why": {"ar": "لا"}}]},
        {"promises": "M1"},
        {"policy_version": -1},
        {"policy_version": True},
        {"entry": None},
        {"entry": "x" * 5_000},
    ],
    ids=lambda departure: str(departure)[:60],
)
def test_an_answer_that_departs_from_the_contract_is_no_yes(
    client: Build, departure: dict[str, object]
) -> None:
    """A wrong type, a contradiction or a missing field is an error, never a guess."""
    with pytest.raises(AmanaMisanswered):
        use(client(answering(YES | departure)))


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"true", b"{", b"[" * 100_000, b"\xff"],
    ids=["empty", "list", "boolean", "broken", "deep", "not-utf8"],
)
def test_a_body_that_is_no_object_is_no_yes(client: Build, body: bytes) -> None:
    """Empty, another type, broken, too deep, not UTF-8."""
    with pytest.raises(AmanaMisanswered):
        use(client(lambda _request: sent(body)))


def test_an_answer_without_end_is_given_up(client: Build) -> None:
    """The client reads at most four megabytes."""
    with pytest.raises(AmanaMisanswered):
        use(client(lambda _request: sent(b" " * (4 * 1024 * 1024 + 1))))


@pytest.mark.parametrize("status", [301, 500, 503])
def test_a_server_that_cannot_answer_permits_nothing(client: Build, status: int) -> None:
    """A redirect is not followed, and a yes in the body of a fault is not a yes."""
    with pytest.raises(AmanaUnreachable):
        use(client(answering(YES, status)))


def test_a_question_that_was_not_taken_names_the_problem(client: Build) -> None:
    """The stable code of the problem is kept; anything else in it is not."""
    with pytest.raises(AmanaRejected) as rejected:
        use(client(answering({"code": "http.unknown_key", "detail": "x"}, 401)))
    assert rejected.value.fields == {"status": 401, "problem": "http.unknown_key"}


def test_an_act_whose_answer_is_lost_is_sent_again_under_its_key(client: Build) -> None:
    """The server does it once; another act has another key."""
    keys: list[str] = []

    def script(request: httpx.Request) -> httpx.Response:
        keys.append(request.headers["idempotency-key"])
        msg = "lost"
        raise httpx.ReadError(msg)

    for _ in range(2):
        with pytest.raises(AmanaUnreachable):
            use(client(script))
    assert keys == [keys[0]] * 3 + [keys[3]] * 3
    assert keys[0] != keys[3]


def test_an_act_that_is_still_being_done_is_waited_for(client: Build) -> None:
    """Its answer is the one that is given then."""
    busy = b'{"code": "idempotency.in_progress"}'
    answers = [sent(busy, 409), sent(json.dumps(YES).encode())]
    assert use(client(lambda _request: answers.pop(0))).permitted
    with pytest.raises(AmanaRejected):
        use(client(lambda _request: sent(busy, 409)))


def test_a_look_up_is_tried_again_until_a_connection_comes_about(client: Build) -> None:
    """Reading the history twice does no harm."""
    tries: list[str] = []

    def script(request: httpx.Request) -> httpx.Response:
        tries.append(request.url.path)
        if len(tries) < 3:
            msg = "refused"
            raise httpx.ConnectError(msg)
        return sent(b'{"acts": []}')

    assert client(script).history("p1") == ()
    assert len(tries) == 3


def test_a_look_up_that_timed_out_is_not_tried_again(client: Build) -> None:
    """A slow server is not helped by more questions."""
    tries: list[str] = []

    def script(request: httpx.Request) -> httpx.Response:
        tries.append(request.url.path)
        msg = "slow"
        raise httpx.ReadTimeout(msg)

    with pytest.raises(AmanaUnreachable):
        client(script).history("p1")
    assert len(tries) == 1


def test_the_history_keeps_who_looked_and_why(client: Build) -> None:
    """Each act comes with its instant and, where staff looked, with their reason."""
    act = {
        "entry": "0190",
        "act": "read",
        "outcome": "done",
        "at": "2026-11-22T00:30:00+00:00",
        "promises": ["W1"],
        "purpose": "compliance",
        "recipient": None,
        "data": ["address"],
        "staff_reason": "a complaint",
        "staff_role": "support",
    }
    (seen,) = client(answering({"acts": [act]})).history("p1")
    assert (seen.promises, seen.staff_reason, seen.at.hour) == (("W1",), "a complaint", 0)
    assert seen.staff_role == "support"
    naive = act | {"at": "2026-11-22T00:30:00"}
    with pytest.raises(AmanaMisanswered):
        client(answering({"acts": [naive]})).history("p1")


def test_the_key_is_neither_shown_nor_logged(
    client: Build, caplog: pytest.LogCaptureFixture
) -> None:
    """Not in the client's text form, not in an error, not in the most talkative log."""
    caplog.set_level(logging.DEBUG)
    amana = client(answering({"code": "x"}, 401))
    with pytest.raises(AmanaRejected) as rejected:
        use(amana)
    shown = [repr(amana), str(amana), str(rejected.value), repr(rejected.value), caplog.text]
    assert not any("planted-key-5c1" in text for text in shown)


@pytest.mark.promise("W10", "C9", "K19")
@pytest.mark.parametrize(
    "url",
    [
        "http://amana.example.org",
        "http://127.0.0.1.example.org",
        "http://10.0.0.1:8000",
        "http://name:word@127.0.0.1:8000",
        "ftp://127.0.0.1",
        "//127.0.0.1",
        "",
        "https://",
        "http://[::1",
    ],
)
def test_an_address_in_the_clear_is_refused(url: str) -> None:
    """Plain HTTP leaves this machine never; a secret does not belong into an address."""
    with pytest.raises(InsecureAddress):
        Amana(url, "planted-key-5c1")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000", "http://[::1]:8000/", "http://localhost", "https://x.example"]
)
def test_loopback_and_https_are_taken(url: str) -> None:
    """These are the two ways in which nothing can be listened to."""
    with Amana(url, "k") as amana:
        assert "k'" not in repr(amana)


def test_the_guarded_body_runs_only_after_a_yes(client: Build) -> None:
    """As a decorator and as a context manager alike; a fault runs nothing either."""
    ran: list[str] = []

    def guarded(amana: Amana) -> None:
        @asks(lambda person: amana.use(person, ["email"], purpose="orders"))
        def write(person: str) -> None:
            ran.append(person)

        write("p1")

    guarded(client(answering(YES)))
    with asks(lambda: use(client(answering(YES)))) as answer:
        ran.append(answer.entry)
    assert ran == ["p1", "0190"]
    with pytest.raises(RefusedByPolicy):
        guarded(client(answering(NO)))
    with pytest.raises(AmanaUnreachable):
        guarded(client(answering(YES, 503)))
    with pytest.raises(RefusedByPolicy), asks(lambda: use(client(answering(NO)))):
        ran.append("never")
    assert ran == ["p1", "0190"]
