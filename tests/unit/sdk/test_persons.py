"""What the client takes for an address, and what it does not."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest

from amana.sdk import Address, Amana, AmanaMisanswered

Build = Callable[[Callable[[httpx.Request], httpx.Response]], Amana]
YES: dict[str, object] = {
    "permitted": True,
    "promises": ["M1"],
    "refused_by": [],
    "gaps": [],
    "duties": [],
    "policy_version": 3,
    "entry": "0190",
}
AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def test_addresses_come_in_their_order(client: Build) -> None:
    """Each with the instant at which it was verified, if it was."""
    held = [
        {"value": "a@house.example", "verified_at": AT.isoformat()},
        {"value": "b@house.example", "verified_at": None},
    ]
    body = json.dumps(YES | {"identifiers": held}).encode()
    amana = client(lambda _: httpx.Response(200, stream=httpx.ByteStream(body)))
    assert amana.persons.addresses("p", "email", purpose="orders") == (
        Address(value="a@house.example", verified_at=AT),
        Address(value="b@house.example", verified_at=None),
    )


def test_a_yes_without_its_list_is_no_answer(client: Build) -> None:
    """What the contract names is never guessed."""
    body = json.dumps(YES).encode()
    amana = client(lambda _: httpx.Response(200, stream=httpx.ByteStream(body)))
    with pytest.raises(AmanaMisanswered):
        amana.persons.addresses("p", "email", purpose="orders")
