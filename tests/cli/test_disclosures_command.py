"""Grants and disclosures, as whoever runs Amana meets them on the command line."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.choices.choose import choose
from amana.acts.choices.choosing import Choosing
from amana.acts.found_service import found_service
from amana.acts.records.apply_map import apply_map
from amana.acts.records.asked import Circumstances, Collecting
from amana.acts.records.collect import collect
from amana.acts.sharing.granting import make_grant
from amana.assembly import prepared
from amana.cli.app import run
from amana.cli.exits import Exit
from amana.domain.choice.word import Word
from amana.domain.policy.parse import parse
from amana.domain.sharing.granting import WantedGrant
from amana.settings import Settings
from amana.storage import Storage

SERVICE = "store"
POLICY = """\
amana: 1
service: store
title: {ar: "سياسة الخصوصية", en: "Privacy policy"}
controller: {name: {ar: "الدار", en: "The House"}, email: privacy@house.example}
languages: [ar, en]
laws: [saudi]
data:
  email: {is: "pd:EmailAddress"}
  name: {}
purposes:
  orders: {is: "dpv:ServiceProvision", basis: contract}
recipients:
  courier: {kind: service_providers, name: {ar: "الناقل", en: "courier"}}
promises:
  P1: {collect: [email, name], at: [registration], for: [orders]}
  P2: {share: [email], to: [courier], for: [orders]}
"""
MAP = """\
amana: 1
service: store
records:
  profile: {fields: {email: {is: email, type: email}, name: {is: name, type: text}}}
"""
Amana = Callable[..., str]


@pytest.fixture(scope="module")
def data(place: Path) -> Path:
    """Return the data folder of an installation of its own."""
    return place / "disclosures-command"


@pytest.fixture(scope="module")
def running(data: Path) -> Iterator[Storage]:
    """Run its database, with a service that granted its courier addresses of mail."""
    with prepared(Settings(data=data)) as made:
        found_service(made.storage, parse(POLICY, texts={}), source=POLICY, texts={})
        collecting = Collecting(
            person="layla",
            type="profile",
            values={"email": "layla@people.example", "name": "Layla Haddad"},
            purposes=frozenset({"orders"}),
            how=Circumstances(occasion="registration"),
        )
        wanted = WantedGrant(
            recipient="courier",
            data=frozenset({"email"}),
            purposes=frozenset({"orders"}),
            instruction="Deliver.",
            ends_at=datetime.now(UTC) + timedelta(days=30),
        )
        with made.storage.work(SERVICE) as work:
            apply_map(Act(actor=OPERATOR, work=work), MAP)
        with made.storage.work(SERVICE) as work:
            collect(Act(actor=OPERATOR, work=work), collecting)
        with made.storage.work(SERVICE) as work:
            make_grant(Act(actor=OPERATOR, work=work), wanted)
        yield made.storage


@pytest.fixture
def amana(running: Storage, data: Path, capsys: pytest.CaptureFixture[str]) -> Amana:
    """Return what runs a command beside it and gives what it printed."""
    assert running.services()

    def ran(*words: str, code: int = Exit.OK) -> str:
        assert run([*words, "--service", SERVICE, "--data", str(data)]) == code
        return capsys.readouterr().out

    return ran


def test_a_file_holds_the_granted_fields_and_the_log_nobody(
    amana: Amana, running: Storage, tmp_path: Path
) -> None:
    """It is written once; the log in every form names no person; who is to stop is listed."""
    ids, out = tmp_path / "ids.txt", tmp_path / "parcel.json"
    ids.write_text("layla\n", encoding="utf-8")
    words = ("disclosures", "file", "--recipient", "courier", "--purpose", "orders")
    asked = (*words, "--category", "email", "--person-file", str(ids), "--out", str(out))
    amana(*asked)
    written = out.read_text(encoding="utf-8")
    assert json.loads(written)["persons"][0]["records"][0]["values"] == {
        "email": "layla@people.example"
    }
    assert "Haddad" not in written
    assert out.stat().st_mode & 0o077 == 0
    amana(*asked, code=Exit.USAGE)
    (row,) = csv.DictReader(io.StringIO(amana("disclosures", "list", "--format", "csv")))
    assert (row["recipient"], row["method"], row["persons"]) == ("courier", "file", "1")
    logged = json.loads(amana("disclosures", "list", "--format", "json"))
    assert logged["disclosures"][0]["disclosure"] == row["disclosure"]
    page = amana("disclosures", "list", "--format", "html")
    assert page.startswith("<!doctype html>")
    assert "layla" not in page + json.dumps(logged) + amana("disclosures", "list")
    with running.work(SERVICE) as work:
        said = Choosing(person="layla", word=Word.OBJECT, purposes=frozenset({"orders"}))
        choose(Act(actor=OPERATOR, work=work), said)
    (stop,) = json.loads(amana("disclosures", "stops", "--format", "json"))["stops"]
    assert "courier" in amana("disclosures", "stops")
    amana("disclosures", "told", stop["notice"])
    assert json.loads(amana("disclosures", "stops", "--format", "json"))["stops"] == []


def test_what_is_missing_is_named(amana: Amana, tmp_path: Path) -> None:
    """Each option that a file needs."""
    ids = tmp_path / "ids.txt"
    ids.write_text("layla\n", encoding="utf-8")
    words = ["disclosures", "file"]
    for more in (
        ["--recipient", "courier"],
        ["--purpose", "orders"],
        ["--category", "email"],
        ["--person-file", str(ids)],
    ):
        amana(*words, code=Exit.USAGE)
        words += more
    amana(*words, code=Exit.USAGE)
    amana("disclosures", "told", code=Exit.USAGE)
