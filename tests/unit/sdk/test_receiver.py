"""What an application checks of a message before it believes it."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest

from amana.channels.webhook import signed_headers
from amana.sdk import ForgedMessage, Receiver, Told, take_once

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
OTHER = "whsec_" + base64.b64encode(bytes(32)).decode()
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
BODY = json.dumps(
    {"type": "choice.changed", "timestamp": AT.isoformat(), "data": {"state": "objected"}}
).encode()


def _receiver(*secrets: str, at: datetime = AT) -> Receiver:
    return Receiver(secrets=secrets or (SECRET,), clock=lambda: at)


def _headers(secret: str = SECRET) -> dict[str, str]:
    return signed_headers(secret, BODY, message="m-1", at=AT)


def test_a_message_of_amana_is_read() -> None:
    """With its id, its kind, its instant and what it tells."""
    told = _receiver().read(_headers(), BODY)
    assert told == Told(id="m-1", kind="choice.changed", at=AT, data={"state": "objected"})
    assert "objected" not in repr(told)


def test_while_a_secret_is_replaced_both_hold() -> None:
    """Else messages would be lost on the day of the change."""
    assert _receiver(OTHER, SECRET).read(_headers(), BODY).id == "m-1"


@pytest.mark.parametrize(
    ("headers", "body", "at"),
    [
        (_headers(OTHER), BODY, AT),
        (_headers(), BODY + b" ", AT),
        (_headers(), BODY, AT + timedelta(minutes=6)),
        (_headers(), BODY, AT - timedelta(minutes=6)),
        (_headers() | {"webhook-id": "m-2"}, BODY, AT),
        (_headers() | {"webhook-id": "m 1\n"}, BODY, AT),
        (_headers() | {"webhook-timestamp": "now"}, BODY, AT),
        (_headers() | {"webhook-signature": "v0,AAAA"}, BODY, AT),
        (_headers() | {"webhook-signature": "v1,é"}, BODY, AT),
        ({}, BODY, AT),
        (_headers(), b"x" * 300_000, AT),
    ],
)
def test_what_is_not_amanas_is_refused(headers: dict[str, str], body: bytes, at: datetime) -> None:
    """Whoever finds the address could else opt everybody in."""
    with pytest.raises(ForgedMessage):
        _receiver(at=at).read(headers, body)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"type": 1, "timestamp": "x", "data": {}}'])
def test_a_signed_body_of_another_form_is_refused(body: bytes) -> None:
    """Nothing is guessed."""
    headers = signed_headers(SECRET, body, message="m-1", at=AT)
    with pytest.raises(ForgedMessage):
        _receiver().read(headers, body)


def test_a_secret_that_is_none_is_said() -> None:
    """And not taken for one that makes no signature."""
    with pytest.raises(ForgedMessage):
        _receiver("whsec_!").read(_headers(), BODY)


def test_a_message_that_comes_twice_is_done_once() -> None:
    """The application writes the id down with what it does."""
    seen: set[str] = set()
    done: list[Told] = []

    def remember(name: str) -> bool:
        new = name not in seen
        seen.add(name)
        return new

    took = [
        take_once(_receiver(), _headers(), BODY, remember=remember, do=done.append)
        for _ in range(2)
    ]
    assert took == [True, False]
    assert len(done) == 1
