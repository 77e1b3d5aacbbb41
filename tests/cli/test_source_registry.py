"""Sources are added, listed, approved and removed at the command line."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from amana.acts.found_service import found_service
from amana.assembly import prepared
from amana.cli.app import run
from amana.cli.exits import Exit
from amana.domain.policy.parse import parse
from amana.settings import Settings
from amana.storage import Storage

POLICY = """\
amana: 1
service: store
title: {ar: "سياسة الخصوصية", en: "Privacy policy"}
controller: {name: {ar: "الدار", en: "The House"}, email: privacy@house.example}
languages: [ar, en]
laws: [saudi]
data:
  email: {is: "pd:EmailAddress"}
purposes:
  orders: {is: "dpv:ServiceProvision", basis: contract}
promises:
  P1: {collect: [email], at: [registration], for: [orders]}
"""
MAP = """\
amana: 1
service: store
source: crm
tables:
  customer:
    erase: delete
    person: {own: id}
    columns: {email: {is: email, type: email}}
"""
Amana = Callable[..., str]


@pytest.fixture(scope="module")
def data(place: Path) -> Path:
    """Return the data folder of an installation of its own."""
    return place / "sources-command"


@pytest.fixture(scope="module")
def running(data: Path) -> Iterator[Storage]:
    """Run its database, with a service."""
    with prepared(Settings(data=data)) as made:
        found_service(made.storage, parse(POLICY, texts={}), source=POLICY, texts={})
        yield made.storage


@pytest.fixture
def amana(running: Storage, data: Path, capsys: pytest.CaptureFixture[str]) -> Amana:
    """Return what runs a command beside it and gives what it printed."""
    assert running.services()

    def ran(*words: str, code: int = Exit.OK) -> str:
        assert run(["sources", *words, "--service", "store", "--data", str(data)]) == code
        said = capsys.readouterr()
        return said.out + said.err

    return ran


@pytest.fixture
def crm(tmp_path: Path) -> str:
    """Return the address of a database that the map fits."""
    file = tmp_path / "sesame.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("create table customer (id text primary key, email text)")
    return f"sqlite:///{file}"


def test_a_source_is_added_approved_listed_and_removed(
    amana: Amana, crm: str, tmp_path: Path
) -> None:
    """Until it is approved it is only read; how it is reached is never printed."""
    file = tmp_path / "crm.yaml"
    file.write_text(MAP, encoding="utf-8")
    assert "no sources" in amana("list")
    amana("add", "--map", str(file), code=Exit.MALFORMED)
    said = amana("add", crm, "--map", str(file))
    assert "waits for approval" in said
    assert "sesame" not in said
    (listed,) = json.loads(amana("list", "--format", "json"))["sources"]
    assert (listed["source"], listed["versions"], listed["approved"]) == ("crm", 1, None)
    assert "is in force, approved by operator" in amana("approve", "crm")
    amana("approve", "crm", code=Exit.REFUSED)
    assert "version 2" in amana("add", "--map", str(file)).casefold()
    (listed,) = json.loads(amana("list", "--format", "json"))["sources"]
    assert (listed["versions"], listed["approved"]) == (2, 1)
    assert "no sources" in amana("remove", "crm")
    amana("approve", "crm", code=Exit.REFUSED)


def test_a_map_of_another_service_is_refused(amana: Amana, crm: str, tmp_path: Path) -> None:
    """It names the service that it should be of."""
    file = tmp_path / "other.yaml"
    file.write_text(MAP.replace("service: store", "service: other"), encoding="utf-8")
    assert "store" in amana("add", crm, "--map", str(file), code=Exit.MALFORMED)


def test_a_map_that_no_more_fits_is_not_approved(amana: Amana, crm: str, tmp_path: Path) -> None:
    """Every difference is found before anything is carried out by it."""
    file = tmp_path / "unfit.yaml"
    file.write_text(
        MAP.replace("source: crm", "source: till").replace("email: {is", "mail: {is"),
        encoding="utf-8",
    )
    amana("add", crm, "--map", str(file))
    assert "mail" in amana("approve", "till", code=Exit.MALFORMED)
    amana("approve", code=Exit.USAGE)
    amana("remove", "till")
