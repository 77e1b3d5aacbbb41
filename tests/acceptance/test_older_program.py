"""A program of an older release goes on working on what the newer one has migrated for itself."""

import json
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import psycopg
import pytest

import amana
from amana.storage import EmbeddedServer
from amana.storage.migrate import migrations

if TYPE_CHECKING:
    from tests.acceptance.conftest import PolicyOf, Run, Serving

NEWEST = max(each.number for each in migrations())
ADDED = "-- before: the newer program keeps a colour\nalter table service add column colour text;\n"


@pytest.fixture
def foreign(shelf: Path) -> Iterator[str]:
    """Run a server that is the organisation's own, as far as Amana knows; give its address."""
    folder = shelf / f"older-{secrets.token_hex(3)}"
    with EmbeddedServer(folder, durable=False) as address:
        with psycopg.connect(address.conninfo(database="postgres"), autocommit=True) as asked:
            asked.execute("create database amana")
        yield f"postgresql://{address.user}:{address.password}@/amana?host={address.host}"


@pytest.fixture
def newer(shelf: Path) -> Path:
    """Copy the program with one migration more, as its next release will have it."""
    folder = shelf / f"newer-{secrets.token_hex(3)}"
    shutil.copytree(Path(amana.__file__).parent, folder / "amana")
    more = folder / "amana" / "storage" / "migrations" / f"{NEWEST + 1:04}_colour.sql"
    more.write_text(ADDED, encoding="utf-8")
    return folder


@pytest.mark.slow
def test_the_older_program_decides_on_the_newer_schema(  # noqa: PLR0913, PLR0917 - fixtures
    foreign: str, newer: Path, folder: Path, run: "Run", serving: "Serving", policy_of: "PolicyOf"
) -> None:
    """While it runs the newer one migrates; it answers on, and it starts anew."""
    policy, data = policy_of(folder, "rose-shop"), folder / "data"
    asked = {"person": "p-1", "data": ["email"], "at": "registration", "for": ["orders"]}

    def answers(url: str, key: str) -> bool:
        bearer = {"authorization": f"Bearer {key}"}
        answer = httpx.post(f"{url}/v1/collect", json=asked, headers=bearer, timeout=30)
        return answer.status_code == 200

    with serving(data, "--policy", policy, AMANA_DATABASE_URL=foreign) as served:
        key = served.key("rose-shop")
        assert answers(served.url, key)
        migrate = ("migrate", "--before", "--data", data, "--format", "json")
        ran = run(*migrate, AMANA_DATABASE_URL=foreign, PYTHONPATH=str(newer))
        assert ran.code == 0, ran.err
        assert str(NEWEST + 1) in json.dumps(json.loads(ran.out))
        assert answers(served.url, key)
    with serving(data, AMANA_DATABASE_URL=foreign) as served:
        assert answers(served.url, key)
    with serving(data, AMANA_DATABASE_URL=foreign, PYTHONPATH=str(newer)) as served:
        assert answers(served.url, key)
