"""A small policy of a fresh service, and what publishes it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import get_ident
from typing import Any

import psycopg
import pytest

from amana.acts.act import Act, Actor, Role
from amana.acts.publish_policy import Publication, publish_policy
from amana.storage import ServerAddress, Storage
from amana.storage.roles import role_of
from amana.storage.transaction import Transaction

_POLICY = """\
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
recipients: {{}}
promises:
{promises}
"""
Write = Callable[..., str]
Publish = Callable[[str], int]


@pytest.fixture
def write(service: str) -> Write:
    """Return what writes a policy of the service out of the lines of its promises."""

    def written(*promises: str, named: str = service) -> str:
        lines = "\n".join(f"  {promise}" for promise in promises)
        return _POLICY.format(service=named, promises=lines)

    return written


@pytest.fixture
def publish(storage: Storage, service: str) -> Publish:
    """Return what publishes a policy file as the next version, judged not material."""

    def published(source: str) -> int:
        with storage.work(service) as work:
            act = Act(actor=Actor(role=Role.OFFICER, label="Layla"), work=work)
            publication = Publication(source=source, texts={}, material=False, reason="wording")
            return publish_policy(act, publication)

    return published


@pytest.fixture
def thief(
    storage: Storage, service: str, server: ServerAddress, place: Path
) -> Iterator[psycopg.Connection]:
    """Connect with the service's own password, beside all of our code."""
    role = role_of(service)
    password = json.loads((place / "secrets" / "database.json").read_text())[role]
    with psycopg.connect(
        server.conninfo(user=role, password=password, database=storage.address.database),
        options="-c search_path=amana",
        autocommit=True,
    ) as connection:
        yield connection


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the text of every statement that a transaction of this thread runs from now on.

    Servers that other tests left running look around in theirs.
    """
    ran: list[str] = []
    own = get_ident()
    run = Transaction._run  # noqa: SLF001 - every statement with an answer goes through it

    def counted(self: Transaction, text: Any, values: Any, **more: Any) -> Any:  # noqa: ANN401 - the driver's
        if get_ident() == own:
            ran.append(text)
        return run(self, text, values, **more)

    monkeypatch.setattr(Transaction, "_run", counted)
    return ran
