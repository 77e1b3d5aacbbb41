"""What is done with a few messages does not depend on how many others wait.

Each plan is asked for inside one transaction that first makes what the planner knows, and is
taken back: what other tests left, and when the server counted it, decides nothing.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast
from uuid import UUID

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from amana.storage import ServerAddress
from amana.storage.query import queries
from amana.storage.roles import role_of

if TYPE_CHECKING:
    from tests.integration.acts.messages.conftest import Store

WAITING = 3_000
FEW = 10
REFUSED = (
    """insert into person (service, person_key, joined_to)
        select %(service)s, sha256(n::text::bytea),
            case when n %% 2 = 0 then sha256((n + 1)::text::bytea) end
        from generate_series(1, %(count)s) n""",
    """insert into choice (service, person_key, purpose, state, policy_version, entry)
        select %(service)s, sha256(n::text::bytea), 'news', 'withdrawn', 1, gen_random_uuid()
        from generate_series(1, %(count)s) n""",
    """insert into stopped_class (service, person_key, purpose, class, entry)
        select %(service)s, sha256(n::text::bytea), 'news', 'newsletter', gen_random_uuid()
        from generate_series(1, %(count)s) n""",
    """insert into entry_promise (service, promise, act, outcome, entry)
        select %(service)s, 'C7', 'message', 'intended', gen_random_uuid()
        from generate_series(1, %(count)s) n""",
)
"""Persons, half of them joined to the next, all of whom refused and stopped the same."""
MESSAGES = """insert into outbox (service, id, class, channel, language, sealed)
    select %(service)s, gen_random_uuid(), 'service', 'email', 'ar', ''::bytea
    from generate_series(1, %(count)s) n"""
"""Messages that wait."""
NOBODY_COUNTS = "lock table pg_catalog.pg_statistic in share row exclusive mode"
"""The server counts of its own accord, and would wait for us while we wait for it."""
UNCOUNTED = """delete from pg_statistic where starelid in (
    select oid from pg_class where relkind = 'r' and relnamespace = 'amana'::regnamespace)"""
"""The planner knows of no table what it holds, as on a server that nobody counted yet."""
KEYS = {
    "outbox_pkey": ("service", "id"),
    "person_pkey": ("service", "person_key"),
    "person_joined": ("service", "joined_to"),
    "choice_pkey": ("service", "person_key", "purpose"),
    "stopped_class_pkey": ("service", "person_key", "purpose", "class"),
    "entry_promise_entry": ("service", "entry"),
}
"""What serves each step, with as many of its columns as are known."""


@pytest.mark.parametrize("counted", [False, True])
@pytest.mark.parametrize("statement", ["end", "claimed", "later"])
def test_some_messages_are_found_by_their_ids_alone(
    store: "Store", server: ServerAddress, statement: str, *, counted: bool
) -> None:
    """The plan for ten of thousands walks neither the table nor the list of what is due."""
    with _uncounted(server) as connection:
        if counted:
            _count_others(connection, store.service)
        connection.execute(MESSAGES, {"service": store.service, "count": WAITING})
        plan = _plan(connection, store, statement)
    assert {scan["Index Name"] for scan in _scans(plan)} == {"outbox_pkey"}
    assert "Seq Scan" not in json.dumps(plan)


@pytest.mark.parametrize("counted", [False, True])
def test_whether_some_messages_broke_a_promise_is_asked_of_their_persons_alone(
    store: "Store", server: ServerAddress, *, counted: bool
) -> None:
    """The plan for a few walks neither what was ever refused nor all persons, in any state."""
    with _uncounted(server) as connection:
        if counted:
            _count_others(connection, store.service)
        for statement in REFUSED:
            connection.execute(statement, {"service": store.service, "count": WAITING})
        # A table that is small for now is read whole, and rightly: asked is which key else.
        connection.execute("set local enable_seqscan = off")
        plan = _plan(connection, store, "note_broken")
    assert "Seq Scan" not in json.dumps(plan)
    for key, columns in KEYS.items():
        scans = [scan for scan in _scans(plan) if scan["Index Name"] == key]
        assert scans, key
        conditions = [scan.get("Index Cond", "none") for scan in scans]
        assert all(column in each for each in conditions for column in columns), (key, conditions)


@contextmanager
def _uncounted(server: ServerAddress) -> Iterator[psycopg.Connection]:
    """Give a transaction in which no table was ever counted, and take it back."""
    with psycopg.connect(server.conninfo(), options="-c search_path=amana") as connection:
        connection.execute("set local session_replication_role = replica")
        connection.execute(NOBODY_COUNTS)
        connection.execute(UNCOUNTED)
        yield connection
        connection.rollback()


def _count_others(connection: psycopg.Connection, service: str) -> None:
    """Let the planner know of others' messages alone: of the service's it expects hardly one."""
    connection.execute(MESSAGES, {"service": f"{service}-other", "count": WAITING})
    connection.execute("analyze outbox")


def _scans(node: object) -> Iterator[dict[str, str]]:
    """Yield every scan of an index in a plan."""
    if isinstance(node, list):
        for each in node:
            yield from _scans(each)
    elif isinstance(node, dict):
        if "Index Name" in node:
            yield node
        for each in node.values():
            yield from _scans(each)


def _plan(connection: psycopg.Connection, store: "Store", statement: str) -> object:
    """Return the plan that the service's own login gets."""
    few = [UUID(int=number) for number in range(FEW)]
    values = {
        "service": store.service,
        "ids": few,
        "claim": UUID(int=1),
        "entries": few,
        "intended": few,
        "states": ["sent"] * FEW,
        "faults": [None] * FEW,
        "way_outs": [True] * FEW,
        "addresses": [None] * FEW,
        "waits": [None] * FEW,
        "again": [False] * FEW,
    }
    connection.execute(SQL("set local role {}").format(Identifier(role_of(store.service))))
    text = queries("outbox")[statement]
    row = connection.execute(f"explain (format json) {text}", values).fetchone()
    assert row is not None
    return cast("object", row[0])
