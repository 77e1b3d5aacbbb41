"""Ten thousand personal values go in by the API; each door that others look through is searched."""

import base64
import json
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import pytest

from amana.storage.embedded import running_at
from amana.storage.embedded.binaries import wheel_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.acceptance.conftest import Served
    from tests.acceptance.leaks.conftest import Hunt, Hunting, Someone
    from tests.acceptance.leaks.planted.conftest import World

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
SERVICE = "rose-shop"
OPERATOR = {"authorization": "Bearer a-token-of-the-operator"}


def _until(done: "Callable[[], object]", what: str) -> None:
    deadline = time.monotonic() + 60
    while not done():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def _found(hunt: "Hunt", files: "Sequence[Path]") -> dict[str, list[str]]:
    """Return in which files values stand, and which."""
    found = {}
    for path in files:
        with suppress(FileNotFoundError):
            if names := hunt(path.read_bytes().rstrip(b"\0")):
                found[path.name] = sorted(names)[:5]
    return found


def test_the_search_finds_each_value_in_each_form(
    people: "Sequence[Someone]", hunt: "Hunt", tmp_path: Path
) -> None:
    """One value in a log is found, however it was written: a search that finds nothing is none."""
    assert len({value for each in people for value in each.values.values()}) >= 10_000
    log = tmp_path / "postgresql.log"
    for number in (3, 4):
        for name, value in people[number].values.items():
            ways = [value.encode(), value.upper().encode(), quote(value).encode()]
            ways += [json.dumps(value).encode(), base64.b64encode(b"x" + value.encode() + b"y")]
            ways += [each.encode() for each in people[number].written.get(name, ())]
            for way in ways:
                log.write_bytes(b"2026-11-23 LOG: " * 9_000 + b'"' + way + b'"' + b" rest" * 9_000)
                assert f"{name} {number}" in hunt(log.read_bytes()), (name, ways.index(way))
    assert (
        hunt(b"LOG: a statement of 201055501234x, +97455512345, layla@example.com") == frozenset()
    )


@pytest.mark.promise("A14")
def test_what_the_world_may_read_holds_none(world: "World", hunt: "Hunt") -> None:
    """Public pages, files of the ledger, reports, feeds, figures: nobody is in them."""
    pages = ["", *(f"{SERVICE}/{page}" for page in PUBLIC)]
    said = {page: httpx.get(f"{world.served.url}/{page}", timeout=30) for page in pages}
    assert {page: each.status_code for page, each in said.items() if each.status_code != 200} == {}
    assert {
        page: sorted(hunt(each.content)) for page, each in said.items() if hunt(each.content)
    } == {}
    ledger = [path for path in (world.served.data / "ledger").rglob("*") if path.is_file()]
    assert ledger
    assert _found(hunt, ledger) == {}


CHOSEN = frozenset({"name 201", "name 202", "phone 202"})
"""What its owners chose to have published: it is everybody's to read, so it lies in clear."""
PUBLIC = (
    *("privacy", "privacy?lang=en", "privacy/feed.atom", "privacy/feed.json"),
    *("privacy/report?format=json", "privacy/report?format=text", "privacy/report?format=html"),
    *(f"privacy/promises/R{number}" for number in range(1, 7)),
    *("banner.js", "certificate", "ledger/checkpoint", "ledger/key"),
)


@pytest.mark.promise("K2")
@pytest.mark.promise("M17")
def test_what_is_published_shows_what_its_owner_chose(world: "World", hunt: "Hunt") -> None:
    """One without a name, one with a name, one with a number too, and nothing else of anybody."""
    bearer = dict(world.api.headers)
    pages = [
        httpx.get(f"{world.served.url}/{SERVICE}/published", timeout=30),
        httpx.get(f"{world.served.url}/{SERVICE}/published.json", timeout=30),
        httpx.get(f"{world.served.url}/v1/publications", headers=bearer, timeout=30),
    ]
    for page in pages:
        assert page.status_code == 200
        assert hunt(page.content) == CHOSEN


@pytest.mark.promise("W16")
def test_a_recipient_gets_what_it_was_granted_and_no_more(
    world: "World", people: "Sequence[Someone]", hunt: "Hunt"
) -> None:
    """By a pull and by a push: one field of those who were asked for, by the id it asked by."""
    asked = {f"{name} {each.number}" for each in people[:100] for name in ("person", "address")}
    assert hunt(world.pulled) == asked
    _until(lambda: world.heard, "nothing was pushed")
    sent = {f"{name} {each.number}" for each in people[100:120] for name in ("person", "name")}
    assert hunt(b"\n".join(world.heard)) == sent


def test_neither_errors_nor_logs_nor_metrics_nor_lists_hold_any(
    world: "World", people: "Sequence[Someone]", hunt: "Hunt"
) -> None:
    """What was refused, printed, counted, listed and reported names nobody."""
    assert world.refused
    assert hunt(world.refused) == frozenset()
    logs = [path for path in (world.served.data / "database").rglob("*.log*") if path.is_file()]
    assert logs
    assert _found(hunt, [*logs, world.served.said, world.served.notices]) == {}
    for path in ("metrics", "health/ready", "health/live"):
        answer = httpx.get(f"{world.served.url}/{path}", headers=OPERATOR, timeout=30)
        assert answer.status_code == 200
        assert hunt(answer.content) == frozenset(), path
    for path in LISTS:
        answer = world.api.get(f"/v1/{path}")
        assert answer.status_code == 200, path
        assert hunt(answer.content) == frozenset(), path
    # The service's own program is told whose request it is, by the id that it gave itself.
    told = hunt(world.api.get("/v1/events").content)
    assert told <= {f"person {each.number}" for each in people}
    assert {
        number: sorted(hunt(each)) for number, each in enumerate(world.told) if hunt(each)
    } == {}


LISTS = (
    *("disclosures", "recipient-grants", "recipients", "announcements", "breaches", "policy"),
    *("holds", "releases", "requests", "retention", "retention/plan", "sources"),
)
COMMANDS = (
    *("disclosures list --format csv", "disclosures list --format html", "disclosures stops"),
    *("breaches register", "requests list", "messages list", "aggregates list"),
    *("retention due", "documents register", "documents register --format csv"),
)


def test_no_command_prints_any(world: "World", hunt: "Hunt") -> None:
    """What an operator lists, reports and looks after names nobody."""
    for words in COMMANDS:
        assert hunt(world.command(*words.split(), "--service", SERVICE)) == frozenset(), words
    for words in ("doctor --format json", "jobs list", "service list"):
        ran = world.run(*words.split(), "--data", world.served.data)
        assert hunt((ran.out + ran.err).encode()) == frozenset(), words


def test_the_list_of_processes_holds_none(world: "World", hunt: "Hunt") -> None:
    """Neither the database's own titles of what it does, nor a command's line."""
    assert any(b"postgres" in line for line in world.processes)
    assert hunt(b"\n".join(world.processes)) == frozenset()


def test_the_database_holds_none_in_clear(world: "World", hunt: "Hunt") -> None:
    """Neither a dump of all rows nor a file of the cluster, its write-ahead log included."""
    assert hunt(_dump(world.served)) == CHOSEN
    founded = (world.served.data / "secrets" / f"{SERVICE}.key").stat().st_mtime
    cluster = world.served.data / "database" / "cluster"
    files = [path for path in cluster.rglob("*") if path.is_file()]
    written = [path for path in files if path.stat().st_mtime >= founded]
    assert any("pg_wal" in path.parts for path in written)
    assert set().union(*_found(hunt, written).values()) <= CHOSEN


def test_an_export_holds_what_belongs_and_no_card(
    world: "World", people: "Sequence[Someone]", hunt: "Hunt", hunting: "Hunting", folder: Path
) -> None:
    """Without bodies it holds nobody; with them all who stay, and no whole card number."""
    folder.mkdir(parents=True)
    world.command("export", "--service", SERVICE, "--to", folder / "closed")
    world.command("backup", "--to", folder / "kept")
    shut = [path for path in folder.rglob("*") if path.is_file()]
    assert len(shut) > 10
    assert _found(hunt, shut) == {"published.jsonl": sorted(CHOSEN)}
    world.command("export", "--service", SERVICE, "--to", folder / "open", "--bodies")
    opened = b"".join(path.read_bytes() for path in (folder / "open").rglob("*.jsonl"))
    assert hunting(people, "card")(opened) == frozenset()
    gone = people[310:320]
    assert hunting(gone)(opened) == frozenset()
    stay = [each for each in people if each not in gone]
    kept = hunting(stay, "email", "called", "name", "note", "address")(opened)
    assert len(kept) == 5 * len(stay)


def _dump(served: "Served") -> bytes:
    """Dump both databases, as a backup holds them."""
    address = running_at(served.data / "database")
    assert address is not None
    return b"".join(
        subprocess.run(
            [str(wheel_folder() / "pg_dump"), "-h", address.host, "-U", address.user, name],
            env={"PGPASSWORD": address.password, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            check=True,
        ).stdout
        for name in (address.database, f"{address.database}_keys")
    )
