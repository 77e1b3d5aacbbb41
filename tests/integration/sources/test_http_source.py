"""A service that answers wrongly: what it says is cut off, refused or found out, and named."""

import base64
import json
import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from answering import SECRET, Asked, answering, now

from amana.acts.http_source import question
from amana.acts.http_source.source import AskingLimits, HttpSource
from amana.channels.asking import SignedService
from amana.channels.errors import (
    AnswerTooLong,
    AnswerTooSlow,
    NotTaken,
    PlaceForbidden,
    ReceiptForged,
)
from amana.channels.receipt import receipt_headers
from amana.domain.source.outcome import Sought
from amana.domain.source.parse import parse
from amana.sources.errors import (
    AnswerUnfit,
    NotSeenAgain,
    SourcePending,
    SourceUnreachable,
    StillThere,
)

ONCE = AskingLimits(pauses=())
ANN = Sought(
    person="known to us alone",
    identifiers={"email": ("ann@x.example",)},
    pseudonym="erased-" + "1" * 17,
)


def source(service: SignedService, limits: AskingLimits = ONCE) -> HttpSource:
    """Return the source that asks it."""
    return HttpSource(service, clock=now, limits=limits)


def test_an_answer_of_two_gigabytes_is_cut_off() -> None:
    """No more is read than may be, whatever the length it says or does not say."""
    sent: list[int] = []

    def endless(asked: Asked) -> None:
        headers = receipt_headers(SECRET, b"", message=asked.headers["webhook-id"], at=now())
        asked.plainly(200, headers | {"content-length": str(2 * 1024**3)})
        sent.extend(asked.wfile.write(bytes(1024 * 1024)) for _ in range(2 * 1024))

    with answering(endless) as (service, _), pytest.raises(AnswerTooLong) as cut:
        source(service).find([ANN])
    assert cut.value.fields == {"most": 1024 * 1024}
    assert len(sent) < 64


def test_an_answer_that_drips_is_given_up() -> None:
    """The time holds for the whole answer, its head as well."""

    def dripping(asked: Asked) -> None:
        asked.wfile.write(b"HTTP/1.0 200 OK\r\nx: ")
        for _ in range(1000):
            asked.wfile.write(b"y")
            if hung_up(asked):
                return

    limits = AskingLimits(pauses=(), seconds=0.3)
    with answering(dripping) as (service, _), pytest.raises((AnswerTooSlow, SourceUnreachable)):
        source(service, limits).find([ANN])


def hung_up(asked: Asked) -> bool:
    """Wait a while for the other side to hang up."""
    asked.connection.settimeout(0.05)
    try:
        return not asked.connection.recv(1)
    except TimeoutError:
        return False


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": "whsec_" + base64.b64encode(bytes(32)).decode()},
        {"message": "another-question"},
        {"at": datetime.now(UTC) - timedelta(minutes=6)},
        {"at": datetime.now(UTC) + timedelta(hours=2)},
    ],
    ids=["secret", "question", "stale", "ahead"],
)
def test_a_receipt_that_does_not_hold_is_refused_before_it_is_read(wrong: dict[str, Any]) -> None:
    """Signed with another secret, for another question, too long ago or in time to come."""

    def forged(asked: Asked) -> None:
        asked.signed(b"not even json", **wrong)

    with answering(forged) as (service, _), pytest.raises(ReceiptForged):
        source(service).find([ANN])


def test_the_question_itself_is_no_receipt() -> None:
    """Sent back with its own signature it is refused, as is an answer without any."""

    def echoed(asked: Asked) -> None:
        names = ("webhook-id", "webhook-timestamp", "webhook-signature")
        asked.plainly(200, {name: asked.headers[name] for name in names}, asked.body)

    with answering(echoed) as (service, _), pytest.raises(ReceiptForged):
        source(service).left([ANN])
    with (
        answering(lambda asked: asked.plainly(200, {})) as (service, _),
        pytest.raises(ReceiptForged),
    ):
        source(service).left([ANN])


def test_a_receipt_whose_signature_stands_twice_is_refused() -> None:
    """One who reads the first and one who reads the last would read two answers."""

    def twice(asked: Asked) -> None:
        headers = receipt_headers(SECRET, b"{}", message=asked.headers["webhook-id"], at=now())
        other = {"Webhook-Id": headers["webhook-id"]}
        asked.plainly(200, headers | other, b"{}")

    with answering(twice) as (service, _), pytest.raises(ReceiptForged):
        source(service).find([ANN])


def test_a_service_is_asked_by_tls_under_its_own_name(
    authority: Any,  # noqa: ANN401 - of conftest
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its certificate has to hold for the name, and its authority to be known."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.certificate))
    made = authority.issue()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made.chain, made.key)
    with answering(lambda asked: asked.says(tables=[]), context) as (service, asked):
        there = service.url.replace("http://127.0.0.1", "https://localhost")
        assert source(replace(service, url=there)).find([ANN]) == ()
        monkeypatch.delenv("SSL_CERT_FILE")
        with pytest.raises(SourceUnreachable):
            source(replace(service, url=there)).find([ANN])
    assert len(asked) == 1


def test_no_time_is_no_answer() -> None:
    """The end holds for the first step as well."""
    limits = AskingLimits(pauses=(), seconds=0)
    at_once = answering(lambda asked: asked.says(tables=[]))
    with at_once as (service, asked), pytest.raises(AnswerTooSlow):
        source(service, limits).find([ANN])
    assert not asked


def test_a_redirect_is_not_followed() -> None:
    """It would carry people's addresses to a place that nobody chose."""

    def elsewhere(asked: Asked) -> None:
        asked.plainly(302, {"location": "https://elsewhere.example/"})

    with answering(elsewhere) as (service, asked), pytest.raises(NotTaken) as refused:
        source(service).find([ANN])
    assert refused.value.fields == {"status": 302}
    assert len(asked) == 1


def test_a_place_in_the_own_network_is_asked_only_where_that_was_said() -> None:
    """A name that leads home is refused before anything is sent."""
    with answering(lambda asked: asked.says(tables=[])) as (service, asked):
        public = SignedService(url=service.url, secret=SECRET)
        with pytest.raises(PlaceForbidden):
            source(public).find([ANN])
    assert not asked


def test_a_question_that_did_not_come_through_is_sent_again_under_its_id() -> None:
    """The service can so answer it once; what it does not take is not sent again."""

    def failing(asked: Asked) -> None:
        if len(questions) < 3:
            asked.plainly(503, {})
        else:
            asked.says(tables=[])

    with answering(failing) as (service, questions):
        assert source(service, AskingLimits(pauses=(0, 0))).find([ANN]) == ()
    assert len({asked.headers["webhook-id"] for asked in questions}) == 1
    with (
        answering(lambda asked: asked.plainly(400, {})) as (service, asked),
        pytest.raises(NotTaken),
    ):
        source(service, AskingLimits(pauses=(0, 0))).find([ANN])
    assert len(asked) == 1
    with pytest.raises(SourceUnreachable):
        source(service, AskingLimits(pauses=(0,))).find([ANN])


def test_a_pending_change_is_asked_for_again_under_the_persons_key() -> None:
    """What the service is at is neither done nor failed; the key tells it what it has begun."""

    def at_it(asked: Asked) -> None:
        if len(questions) == 1:
            head = {"amana": 1, "act": "erase", "state": "pending", "after": 3600}
            asked.signed(json.dumps(head).encode(), status=202)
        else:
            asked.says(tables=[])

    with answering(at_it) as (service, questions):
        with pytest.raises(SourcePending) as pending:
            source(service).erase([ANN])
        assert pending.value.fields == {"after": 3600}
        source(service).erase([ANN])
    first, again, looked = (asked.asked["persons"][0] for asked in questions)
    assert first == again
    assert first["key"] == question.change_key(question.Asked.ERASE, ANN.pseudonym, SECRET)
    assert "key" not in looked
    assert not [asked for asked in questions if b"known to us" in asked.body]


@pytest.mark.promise("A25")
def test_a_service_that_says_done_and_is_not_is_found_out() -> None:
    """It is asked anew whether something is left, beside what it keeps with a reason."""
    kept = {"table": "bill", "kept": 1, "reason": "Tax law"}
    there = [{"table": "bill", "fate": "keep", "found": 1}]

    def lying(asked: Asked) -> None:
        tables = {"erase": [{"table": "user", "deleted": 1}, kept], "left": there}
        asked.says(tables=tables[asked.asked["act"]])

    with answering(lying) as (service, _):
        assert source(service).erase([ANN]).read_back == 3
        there.append({"table": "user", "fate": "delete", "found": 1})
        with pytest.raises(StillThere) as found_out:
            source(service).erase([ANN])
    assert found_out.value.fields == {"table": "user", "count": 1}


@pytest.mark.parametrize(("status", "fault"), [(503, NotSeenAgain), (200, ReceiptForged)])
def test_only_who_cannot_be_reached_after_an_erasure_is_asked_again(
    status: int, fault: type[Exception]
) -> None:
    """What was done stays done; a word about it that is forged is named as what it is."""

    def silent(asked: Asked) -> None:
        if asked.asked["act"] == "erase":
            asked.says(tables=[])
        else:
            asked.signed(b"{}", status=status, message="another-question")

    with answering(silent) as (service, _), pytest.raises(fault):
        source(service).erase([ANN])


def test_a_table_that_is_named_twice_is_no_answer() -> None:
    """Which of the two counts would hold could not be told."""
    said = [{"table": "t", "fate": "keep", "found": 1}] * 2
    twice = answering(lambda asked: asked.says(tables=said))
    with twice as (service, _), pytest.raises(AnswerUnfit) as unfit:
        source(service).find([ANN])
    assert unfit.value.fields == {"act": "find", "what": "table"}


MAP = """\
amana: 1
service: shop
source: shop
tables:
  user: {erase: delete, person: {email: email}, columns: {name: {is: name}}}
"""


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        ([{"person": "0", "table": "user", "values": {"name": "Ann"}}], None),
        ([], "line"),
        ([{"person": "1", "table": "user", "values": {}}], "person"),
        ([{"person": "0", "table": "other", "values": {}}], "table"),
        ([{"person": "0", "table": "user", "values": {"card": "1"}}], "values"),
        ([{"person": "0", "table": "user", "values": {}}] * 2, "rows"),
    ],
)
def test_a_copy_holds_only_what_was_asked_for(
    lines: list[dict[str, object]], what: str | None
) -> None:
    """As many rows as it says, of those asked for, in tables and columns that the map has."""
    head = {"amana": 1, "act": "copy", "state": "done", "rows": 1}
    body = "".join(f"{json.dumps(each)}\n" for each in [head, *lines]).encode()
    with answering(lambda asked: asked.signed(body)) as (service, _):
        asking = HttpSource(service, parse(MAP), clock=now, limits=ONCE)
        if what is None:
            assert len(list(source(service).copy([ANN]))) == 1
            ((person, values),) = [(row.person, row.values) for row in asking.copy([ANN])]
            assert (person, values) == (ANN.person, {"name": "Ann"})
        else:
            with pytest.raises(AnswerUnfit) as unfit:
                list(asking.copy([ANN]))
            assert unfit.value.fields == {"act": "copy", "what": what}
