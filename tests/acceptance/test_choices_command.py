"""``amana choices`` as who runs Amana types it: consents brought in, listed, and their receipts."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.choices.choosing import Choosing
from amana.acts.doors.choices import ChoicesDoor
from amana.acts.publish_policy import Publication, publish_policy
from amana.assembly import prepared, sequencer_of
from amana.domain.choice.word import Word
from amana.settings import Settings
from amana.storage import Storage

if TYPE_CHECKING:
    from tests.acceptance.conftest import Run

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  news: {{is: "dpv:DirectMarketing", basis: consent, name: {{ar: "النشرة", en: "news"}}}}
promises:
  P1: {{use: email, for: news, through: email}}
  P2: {{choice: news, by: opt_in}}
"""
HEADER = "Customer,choice,for,at,language,channel,means,words,evidence\n"
PLANTED = "planted-زرع-Kq81"


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """An installation that runs, and one of its services with a policy in force."""

    storage: Storage
    settings: Settings
    data: Path
    service: str

    def words(self, *words: str) -> list[str]:
        """Return a command line of this installation."""
        return ["choices", *words, "--service", self.service, "--data", str(self.data)]

    def consented(self, person: str) -> tuple[str, ...]:
        """Return what a person consents to today."""
        return ChoicesDoor(self.storage).choices(self.service, person=person).consented


@pytest.fixture(scope="module")
def installation(shelf: Path) -> Iterator[tuple[Storage, Settings]]:
    """Run a database in a folder of its own, as a server beside the command does."""
    settings = Settings(data=shelf / "choices")
    with prepared(settings) as amana:
        yield amana.storage, settings


@pytest.fixture
def house(installation: tuple[Storage, Settings], folder: Path) -> House:
    """Make a service with a policy in force."""
    storage, settings = installation
    service = f"cho-{folder.name}"
    storage.create_service(service)
    with storage.work(service) as work:
        source = POLICY.format(service=service)
        publish_policy(Act(actor=OPERATOR, work=work), Publication(source=source, texts={}))
    return House(storage=storage, settings=settings, data=settings.data, service=service)


def _listed(file: Path) -> list[tuple[int, str]]:
    text = file.with_name(f"{file.name}.left-out.ndjson").read_text(encoding="utf-8")
    return [(each["line"], each["code"]) for each in map(json.loads, text.splitlines())]


@pytest.mark.promise("C6")
def test_consents_from_elsewhere_come_in_once_marked_and_behind_what_was_said_here(
    run: "Run", house: House, tmp_path: Path
) -> None:
    """Lines that tell nothing sure are left out by number and reason; a dry run records nothing."""
    given = Choosing(person="here", word=Word.OBJECT, purposes=frozenset({"news"}))
    ChoicesDoor(house.storage).choose(house.service, given)
    file, at = tmp_path / "consents.csv", "2024-03-01T10:00:00+03:00"
    file.write_text(
        HEADER
        + f"c-1,consent,news,{at},ar,form,checkbox,{PLANTED},form 7\n"
        + f"here,consent,news,{at},,,,,\n"
        + f"c-2,consent,resale,{at},,,,,\n"
        + "c-3,consent,news,2024-03-01 10:00,,,,,\n"
        + f"c-4,maybe,news,{at},,,,,\n"
        + "c-5,consent,news,2124-03-01T10:00:00Z,,,,,\n"
        + f",consent,news,{at},,,,,\n"
        + "c-1,withdraw,news,2024-02-01T10:00:00Z,,,,,\n"
        + f"c-6,withdraw,news,{at},,,,,\n"
        + "c-6,consent,news,2024-05-01T10:00:00Z,,,,,\n",
        encoding="utf-8",
    )
    words = house.words("import", str(file), "--map", "Customer=person", "--format", "json")
    dry = json.loads(run(*words, "--dry-run").out)
    assert (dry["recorded"], dry["left_out"], house.consented("c-1")) == (3, 7, ())
    ran = run(*words)
    assert ran.code == 1, ran.err
    assert json.loads(ran.out)["recorded"] == 3
    assert _listed(file) == [
        (3, "choice.said_since"),
        (4, "choice.purpose"),
        (5, "import.unfit"),
        (6, "import.unfit"),
        (7, "choice.in_future"),
        (8, "import.no_person"),
        (9, "choice.said_since"),
    ]
    assert (house.consented("c-1"), house.consented("c-6")) == (("news",), ("news",))
    assert house.consented("here") == ()
    assert json.loads(run(*words).out)["recorded"] == 3
    (line,) = ChoicesDoor(house.storage).history(house.service, person="c-1").lines
    assert line.how.imported
    assert line.brought_at is not None
    assert line.at.isoformat() == "2024-03-01T07:00:00+00:00"
    assert PLANTED not in ran.out + ran.err


def test_a_file_of_json_lines_comes_in_too(run: "Run", house: House, tmp_path: Path) -> None:
    """With a list of purposes; a name that is nothing leaves its line out."""
    file = tmp_path / "consents.ndjson"
    good = {"person": 7, "choice": "consent", "for": ["news"], "at": "2024-03-01T10:00:00Z"}
    bad = [good | {"colour": "red"}, good | {"for": []}, good | {"words": 5}]
    file.write_text("".join(json.dumps(each) + "\n" for each in (good, *bad)), encoding="utf-8")
    ran = run(*house.words("import", str(file)))
    assert ran.code == 1
    assert "Words recorded: 1. Lines left out: 3." in ran.out
    assert house.consented("7") == ("news",)


@pytest.mark.promise("C6")
def test_a_receipt_is_listed_written_and_true(run: "Run", house: House, tmp_path: Path) -> None:
    """The file is for its owner alone; of what was brought in it says so."""
    file = tmp_path / "one.csv"
    file.write_text(HEADER + f"c-1,consent,news,2024-03-01T10:00:00Z,ar,form,,{PLANTED},\n")
    assert run(*house.words("import", str(file), "--map", "Customer=person")).code == 0
    folder = house.settings.data / "ledger"
    sequencer = sequencer_of(house.settings, house.storage)
    sequencer.catch_up(house.service)
    person = tmp_path / "person"
    person.write_text("c-1\n")
    who = ("--person-file", str(person))
    ran = run(*house.words("receipts", *who, "--format", "json"))
    (row,) = json.loads(ran.out)["receipts"]
    receipt = tmp_path / "receipt.jsonld"
    ran = run(*house.words("receipt", str(receipt), *who, "--entry", row["entry"]))
    assert ran.code == 0, ran.err
    assert receipt.stat().st_mode & 0o777 == 0o600
    told = json.loads(receipt.read_text(encoding="utf-8"))
    (event,) = told["dpv:hasRecordOfActivity"]["dct:hasPart"]
    assert (event["amana:imported"], event["amana:shown_words"]) == (True, PLANTED)
    public = sequencer.public_folder(house.service).path
    assert public.is_relative_to(folder) or public.exists()
    assert run("verify", str(public), "--receipt", str(receipt)).code == 0
    for missing in (house.words("receipts"), house.words("receipt", *who), house.words("import")):
        assert run(*missing).code == 2
    assert run(*house.words("receipt", str(receipt), *who, "--entry", row["entry"])).code == 2
