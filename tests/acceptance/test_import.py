"""``amana import`` as who runs Amana types it: bad lines, dry run, breaking off, going on."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.probes.traces import traces
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.records.apply_map import apply_map
from amana.assembly import prepared
from amana.cli.importing.errors import HeaderUnfit, PersonColumnMissing
from amana.domain.person.identifiers import IdentifierKind, Why
from amana.settings import Settings
from amana.storage import Storage
from amana.wording.catalogue import explain

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
  name: {{}}
  email: {{is: "pd:EmailAddress"}}
  phone: {{is: "pd:TelephoneNumber"}}
  opinion: {{is: "pd:Opinion", name: {{en: "opinions"}}}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  news: {{is: "dpv:DirectMarketing", basis: consent, name: {{en: "news"}}}}
recipients:
  agency: {{kind: service_providers, name: {{en: "agency"}}, safeguards: [contract]}}
promises:
  P1: {{collect: [name, email, phone, opinion], from: person, at: [registration], for: [orders]}}
  P2:
    collect: [name, phone]
    from: third-party
    at: [registration]
    source: [agency]
    for: [orders]
"""
MAP = """\
amana: 1
service: {service}
records:
  profile:
    fields:
      name: {{is: name, type: text}}
      email: {{is: email, type: email}}
      phone: {{is: phone, type: phone}}
      said: {{is: opinion, type: text}}
"""
AMANA = Path(sys.executable).with_name("amana")
PLANTED = ("planted-زرع-Kq81", "planted.kq82@leak.example", "+97455512983")
HEADER = "Customer,name,email,phone,said\n"
CODES = {"import.header": HeaderUnfit(column=2), "import.person_column": PersonColumnMissing()}


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """An installation that runs, and one of its services with a map in force."""

    storage: Storage
    data: Path
    service: str

    def records(self) -> int:
        """Return how many records there are."""
        with self.storage.reading(self.service) as view:
            stands = view.transaction.row("bench_bulk", "records", service=self.service)
        return 0 if stands is None else int(stands["records"])


@pytest.fixture(scope="module")
def installation(shelf: Path) -> Iterator[tuple[Storage, Path]]:
    """Run a database in a folder of its own, as a server beside the command does."""
    data = shelf / "imports"
    with prepared(Settings(data=data)) as amana:
        yield amana.storage, data


@pytest.fixture
def house(installation: tuple[Storage, Path], folder: Path) -> House:
    """Make a service with a policy and a map in force."""
    storage, data = installation
    service = f"imp-{folder.name}"
    storage.create_service(service)
    with storage.work(service) as work:
        source = POLICY.format(service=service)
        publish_policy(Act(actor=OPERATOR, work=work), Publication(source=source, texts={}))
    with storage.work(service) as work:
        apply_map(Act(actor=OPERATOR, work=work), MAP.format(service=service))
    return House(storage=storage, data=data, service=service)


def _words(house: House, file: Path, *more: str) -> list[str]:
    """Return the command line that imports a file."""
    usual = ["import", str(file), "--service", house.service, "--type", "profile"]
    usual += ["--at", "registration", "--data", str(house.data), "--format", "json"]
    return [*usual, *(more or ("--for", "orders")), "--map", "Customer=person"]


def _listed(file: Path) -> list[tuple[int, str]]:
    """Return lines and codes of the list beside a file."""
    text = file.with_name(f"{file.name}.left-out.ndjson").read_text(encoding="utf-8")
    return [(each["line"], each["code"]) for each in map(json.loads, text.splitlines())]


def test_three_bad_lines_are_left_out_and_the_rest_stored(
    run: "Run", house: House, tmp_path: Path
) -> None:
    """They are told by number and reason; no value stands in any of what is said or listed."""
    name, email, phone = PLANTED
    file = tmp_path / "people.csv"
    good = "".join(f"c-{n},{name} {n},a{n}@house.example,{phone},\n" for n in range(4, 1000))
    file.write_text(
        f"{HEADER}c-2,{name},{email} {name},{phone},\n"
        f"c-3,{name},{email},{phone}{phone},\n{good}c-1000,{name},{email},{phone},a,b\n",
        encoding="utf-8",
    )
    ran = run(*_words(house, file))
    assert ran.code == 1, ran.err
    told = json.loads(ran.out)
    assert (told["stored"], told["left_out"], told["lines"]) == (996, 3, 1000)
    assert house.records() == 996
    assert _listed(file) == [
        (2, "value.unreadable"),
        (3, "value.unreadable"),
        (1000, "import.columns"),
    ]
    said = (ran.out + ran.err).encode()
    said += file.with_name(f"{file.name}.left-out.ndjson").read_bytes()
    assert not [value for value in PLANTED for trace in traces(value) if trace in said]


@pytest.mark.promise("M2", "M15")
def test_no_full_card_number_is_stored_or_said(run: "Run", house: House, tmp_path: Path) -> None:
    """Wherever it stands in a line: cut in free text, refused elsewhere."""
    file = tmp_path / "cards.ndjson"
    lines = [
        {"person": "c-1", "said": "my card ٤١١١ ١١١١ ١١١١ ١١١١ please"},
        {"person": "c-2", "email": "4111111111111111@house.example"},
        {"person": "c-3", "4111111111111111": "x"},
    ]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    ran = run(*_words(house, file))
    assert ran.code == 1
    assert _listed(file) == [(2, "value.card_number"), (3, "record.undeclared_field")]
    assert "4111" not in ran.out + ran.err + file.with_name(
        f"{file.name}.left-out.ndjson"
    ).read_text(encoding="utf-8")
    assert house.records() == 1


@pytest.mark.promise("W9")
@pytest.mark.parametrize("origin", [(), ("--from", "third-party", "--source", "agency")])
def test_the_command_brings_no_address_back(
    run: "Run", house: House, tmp_path: Path, origin: tuple[str, ...]
) -> None:
    """Neither by an import of the service's own nor by one that others gave."""
    with house.storage.work(house.service) as work:
        work.suppression.add(IdentifierKind.PHONE, "+97455123456", Why.OPTED_OUT)
        work.transaction.end(commit=True)
    file = tmp_path / "people.csv"
    file.write_text(f"{HEADER}c-1,Ali,,+974 5512 3456,\nc-2,Ali,,+97455123457,\n")
    ran = run(*_words(house, file, "--for", "orders", *origin))
    assert ran.code == 1, ran.err
    assert _listed(file) == [(2, "record.on_the_list")]
    assert house.records() == 1


def test_a_dry_run_stores_nothing_and_the_same_file_comes_in_once(
    run: "Run", house: House, tmp_path: Path
) -> None:
    """Given again, the command finds that all of it is behind."""
    file = tmp_path / "people.csv"
    file.write_text(f"{HEADER}c-1,مريم,,,\nc-2,Ali,,,\n", encoding="utf-8")
    ran = run(*_words(house, file, "--for", "orders", "--dry-run"))
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["stored"] == 2
    assert house.records() == 0
    for _ in range(2):
        ran = run(*_words(house, file))
        assert ran.code == 0, ran.err
        assert json.loads(ran.out)["stored"] == 2
        assert house.records() == 2


def test_what_the_policy_does_not_promise_is_refused_before_anything_is_done(
    run: "Run", house: House, tmp_path: Path
) -> None:
    """Not a million times."""
    file = tmp_path / "people.csv"
    file.write_text(f"{HEADER}c-1,مريم,,,\n", encoding="utf-8")
    ran = run(*_words(house, file, "--for", "news"))
    assert ran.code == 3
    assert house.records() == 0
    assert not file.with_name(f"{file.name}.left-out.ndjson").exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [("Customer,shoe\n1,44\n", "import.header"), ("name\nAli\n", "import.person_column")],
)
def test_a_header_that_does_not_fit_is_said(
    run: "Run", house: House, tmp_path: Path, text: str, code: str
) -> None:
    """Before anything is done."""
    file = tmp_path / "people.csv"
    file.write_text(text, encoding="utf-8")
    ran = run(*_words(house, file))
    assert ran.code == 4
    assert ran.err.strip() == explain(CODES[code], "en")


def test_a_file_that_is_not_there_is_said(run: "Run", house: House, tmp_path: Path) -> None:
    """Before anything is opened."""
    assert run(*_words(house, tmp_path / "nothing.csv")).code == 4


def test_the_result_is_told_in_arabic(run: "Run", house: House, tmp_path: Path) -> None:
    """In words, where no program reads it."""
    file = tmp_path / "people.csv"
    file.write_text(f"{HEADER}c-1,مريم,,,\nc-2,Ali,none,,\n", encoding="utf-8")
    words = [word for word in _words(house, file) if word not in {"--format", "json"}]
    ran = run("--lang", "ar", *words)
    assert ran.code == 1
    assert "السجلات المحفوظة: 1" in ran.out
    assert "value.unreadable" in ran.out


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGKILL])
def test_an_import_that_is_broken_off_goes_on_without_loss_or_doubling(
    run: "Run", house: House, tmp_path: Path, kind: signal.Signals
) -> None:
    """Whether it ends in order or is killed."""
    count = 24_000
    file = tmp_path / "people.csv"
    lines = "".join(f"c-{n},Name {n},a{n}@house.example,,\n" for n in range(count))
    file.write_text(HEADER + lines, encoding="utf-8")
    with subprocess.Popen(
        [AMANA, *_words(house, file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as importing:
        while house.records() == 0 and importing.poll() is None:
            time.sleep(0.01)
        importing.send_signal(kind)
        importing.wait(60)
    assert importing.returncode == (130 if kind is signal.SIGINT else -kind)
    assert 0 < house.records() < count
    ran = run(*_words(house, file))
    assert ran.code == 0, ran.err
    told = json.loads(ran.out)
    assert 0 < told["lines_before"] < told["lines"] == count + 1
    assert told["stored"] == house.records() == count


def _most_held(pid: int) -> int:
    """Return the most memory that a program held since it was loaded, in kilobytes; 0 once over.

    What the system counts for a parent's children holds also what the parent itself held when it
    made them.
    """
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_million_lines_with_three_bad_ones(house: House, tmp_path: Path) -> None:
    """Three errors with their numbers, all the rest stored, in bounded memory."""
    count = 1_000_000
    bad = [7, count // 2, count + 1]
    file = tmp_path / "people.csv"
    with file.open("w", encoding="utf-8") as lines:
        lines.write(HEADER)
        for n in range(2, count + 2):
            name = '"open' if n in bad else "Name"
            lines.write(f"c-{n},{name},a{n}@house.example,,\n")
    words = _words(house, file)
    most = 0
    out = tmp_path / "told.json"
    with out.open("wb") as told_to, subprocess.Popen([AMANA, *words], stdout=told_to) as importing:
        while importing.poll() is None:
            most = max(most, _most_held(importing.pid))
            time.sleep(0.5)
    told = json.loads(out.read_bytes())
    assert (told["stored"], told["left_out"]) == (count - 3, 3)
    assert house.records() == count - 3
    assert [line for line, _ in _listed(file)] == bad
    assert 0 < most < 500_000
