"""How long data is kept, as whoever runs Amana sees and sets it on the command line."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from amana.acts.found_service import found_service
from amana.assembly import prepared
from amana.cli.app import run
from amana.cli.exits import Exit
from amana.domain.policy.parse import parse
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
purposes:
  orders: {is: "dpv:ServiceProvision", basis: contract}
promises:
  P1: {collect: [email], at: [registration], for: [orders]}
  R1: {retain: [email], until: account_closed, unless: [law], by_setting: true}
"""
Amana = Callable[..., str]


@pytest.fixture(scope="module")
def data(place: Path) -> Path:
    """Return the data folder of an installation of its own."""
    return place / "retention-command"


@pytest.fixture(scope="module")
def running(data: Path) -> Iterator[Storage]:
    """Run its database, with a service."""
    with prepared(Settings(data=data)) as made:
        found_service(made.storage, parse(POLICY, texts={}), source=POLICY, texts={})
        yield made.storage


@pytest.fixture
def amana(running: Storage, data: Path, capsys: pytest.CaptureFixture[str]) -> Amana:
    """Return what runs the command beside it and gives what it printed."""
    assert running.services()

    def ran(*words: str, code: int = Exit.OK) -> str:
        assert run(["retention", *words, "--service", SERVICE, "--data", str(data)]) == code
        said = capsys.readouterr()
        return said.out + said.err

    return ran


@pytest.fixture
def person_file(tmp_path: Path) -> Path:
    """Return a file that says who is meant."""
    file = tmp_path / "person"
    file.write_text("someone-7", encoding="utf-8")
    return file


@pytest.mark.promise("A18")
def test_a_customers_own_time_is_set_and_ended(
    running: Storage, amana: Amana, person_file: Path
) -> None:
    """Who it is stands in a file, and is never printed."""
    about = ["--person-file", str(person_file), "--promise", "R1"]
    assert "someone-7" not in amana("set", *about, "--from", "booking_over", "--period", "P6M")
    with running.reading(SERVICE) as view:
        (row,) = view.retention.settings_of(view.persons.group("someone-7"))
    assert (str(row.setting.period), row.ended_at) == ("P6M", None)
    amana("end", *about)
    with running.reading(SERVICE) as view:
        (row,) = view.retention.settings_of(view.persons.group("someone-7"))
    assert row.ended_at is not None
    amana("end", *about, code=Exit.REFUSED)


@pytest.mark.promise("A16")
def test_what_is_kept_longer_is_listed_until_it_is_lifted(amana: Amana) -> None:
    """With what it rests on."""
    books = ["--promise", "R1", "--category", "email", "--why", "law", "--from", "account_closed"]
    said = amana("longer", *books, "--period", "P10Y", "--basis", "Article 26")
    assert "Article 26" in said
    (longer,) = json.loads(amana("due", "--format", "json"))["longer"]
    assert (longer["why"], longer["period"]) == ("law", "P10Y")
    amana("lift", "--id", longer["id"])
    assert json.loads(amana("due", "--format", "json"))["longer"] == []


def test_promises_are_started_by_name_or_all_together(running: Storage, amana: Amana) -> None:
    """Each time stands on the ledger; a promise that nobody made is refused."""
    amana("start", "--promise", "R1")
    amana("start")
    with running.reading(SERVICE) as view:
        said = view.evidence.latest_of(["R1"])["R1"]
    assert [each.act for each in said].count("start-keeping") == 2
    amana("start", "--promise", "R9", code=Exit.MALFORMED)


@pytest.mark.parametrize(
    "words",
    [
        ("set", "--promise", "R1", "--from", "booking_over", "--period", "P6M"),
        ("set", "--promise", "R1", "--from", "full_moon", "--period", "P6M"),
        ("set", "--promise", "R1", "--from", "booking_over", "--period", "soon"),
        ("longer", "--promise", "R1"),
        ("lift",),
    ],
)
def test_what_is_missing_or_wrong_is_said(amana: Amana, words: tuple[str, ...]) -> None:
    """Nothing is changed then."""
    said = amana(*words, code=Exit.USAGE)
    assert "--" in said
