"""``amana grants`` by the policy in force, beside the running program, and on its ledger."""

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import psycopg
import pytest

from amana.storage import ServerAddress

if TYPE_CHECKING:
    from tests.acceptance.conftest import Run, Serving

POLICY = """\
amana: 1
service: tulip-shop
title: {ar: "سياسة متجر التوليب", en: "Privacy policy of the Tulip Shop"}
controller: {name: {ar: "متجر التوليب", en: "The Tulip Shop"}, email: privacy@tulip.example}
languages: [ar, en]
laws: [qatar]
data:
  email: {is: "pd:EmailAddress"}
purposes:
  orders: {is: "dpv:ServiceProvision", basis: contract}
promises:
  U1: {use: [email], for: [orders]}
  A15: {protect: [email], by: [least_privilege]}
"""
MAP = """\
amana: 1
service: tulip-shop
tables:
  customers: {person: id, columns: {email: {is: email, type: email}}}
"""


@pytest.fixture
def own_database(server: ServerAddress, shelf: Path) -> Iterator[tuple[Path, str]]:
    """Make a database of the shop's own, and a file with its address."""
    name = f"tulip_{secrets.token_hex(6)}"
    build = psycopg.sql.Identifier(name)
    with psycopg.connect(server.conninfo(database="postgres"), autocommit=True) as connection:
        connection.execute(psycopg.sql.SQL("create database {}").format(build))
        with psycopg.connect(server.conninfo(database=name), autocommit=True) as shop:
            shop.execute("create table customers (id integer, email text)")
        url = shelf / f"{name}.url"
        secret, host = quote(server.password, safe=""), quote(server.host, safe="")
        url.write_text(f"postgresql://{server.user}:{secret}@{host}:{server.port}/{name}", "utf-8")
        url.chmod(0o600)
        yield url, server.conninfo(database=name)
        connection.execute(psycopg.sql.SQL("drop database {} with (force)").format(build))


@pytest.mark.slow
@pytest.mark.promise("A15")
def test_the_check_of_your_own_database_shows_beside_the_sentence(
    shelf: Path, serving: "Serving", run: "Run", own_database: tuple[Path, str]
) -> None:
    """Not set, the promise is broken; set, it is kept; changed by somebody, broken again."""
    folder = shelf / "grants"
    folder.mkdir()
    policy, map_ = folder / "tulip-shop.yaml", folder / "map.yaml"
    policy.write_text(POLICY, encoding="utf-8")
    map_.write_text(MAP, encoding="utf-8")
    url, shop = own_database
    data = folder / "data"
    line = ("grants", str(map_), "--service", "tulip-shop", "--url-file", str(url), "--data", data)

    with serving(data, "--policy", policy) as served:

        def check() -> tuple[int, str]:
            ended = run(*line, "--check", "--format", "json")
            asked = f"{served.url}/tulip-shop/privacy/report"
            told = httpx.get(asked, params={"format": "json"}).json()["promises"]
            return ended.code, {each["id"]: each["state"] for each in told}["A15"]

        assert check() == (1, "broken")
        applied = run(*line, "--apply")
        assert applied.code == 0, applied.err
        assert check() == (0, "kept")
        with psycopg.connect(shop, autocommit=True) as connection:
            connection.execute("grant select on customers to public")
        assert check() == (1, "broken")
        revoked = run(*line, "--revoke")
        assert revoked.code == 0, revoked.err
