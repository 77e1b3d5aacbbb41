"""Holds, certificates and what came back, as whoever runs Amana meets them on the command line."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from amana.acts.act import OPERATOR
from amana.acts.certifying.certify import Elsewhere, certify
from amana.acts.erase import erase
from amana.acts.found_service import found_service
from amana.assembly import prepared
from amana.cli.app import run
from amana.cli.exits import Exit
from amana.domain.policy.parse import parse
from amana.settings import Settings
from amana.storage import Storage
from amana.storage.ledger import Sequencer

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
"""
Amana = Callable[..., str]


@pytest.fixture(scope="module")
def data(place: Path) -> Path:
    """Return the data folder of an installation of its own."""
    return place / "erased-commands"


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
        assert run([*words, "--service", SERVICE, "--data", str(data)]) == code
        said = capsys.readouterr()
        return said.out + said.err

    return ran


@pytest.mark.promise("A24")
def test_a_hold_is_put_listed_and_lifted(running: Storage, amana: Amana, tmp_path: Path) -> None:
    """Whom it is about is never printed; lifted, it is shown on demand alone."""
    file = tmp_path / "person"
    file.write_text("someone-7", encoding="utf-8")
    with running.reading(SERVICE) as view:
        again = (view.now.date() + timedelta(days=30)).isoformat()
    put = ["holds", "put", "--person-file", str(file), "--reason", "Case 12"]
    assert "Case 12" in amana(*put, "--again", again)
    amana(*put, code=Exit.USAGE)
    amana("holds", "lift", "--reason", "over", code=Exit.USAGE)
    told = amana("holds", "list", "--format", "json")
    assert "someone-7" not in told
    (held,) = json.loads(told)["holds"]
    assert (held["of_one"], held["again_on"]) == (True, again)
    nobody = "00000000-0000-7000-8000-000000000000"
    amana("holds", "put", "--request", nobody, "--reason", "x", "--again", again, code=Exit.REFUSED)
    both = [*put, "--request", nobody, "--again", again]
    amana(*both, code=Exit.MALFORMED)
    told = amana("holds", "lift", held["hold"], "--reason", "Case closed")
    assert "without a new request" in told
    assert json.loads(amana("holds", "list", "--format", "json"))["holds"] == []
    whole = json.loads(amana("holds", "list", "--all", "--format", "json"))["holds"]
    assert whole[0]["lifted_at"]


@pytest.mark.promise("A23")
def test_a_certificate_is_printed_once_all_is_done(
    running: Storage, amana: Amana, tmp_path: Path
) -> None:
    """Before that the command says that it is still to come; what came back is listed apart."""
    erasure = erase(running, SERVICE, person="someone-8", actor=OPERATOR).erasure
    amana("erased", "certificate", str(erasure), code=Exit.REFUSED)
    amana("erased", "certificate", code=Exit.USAGE)
    sequencer = Sequencer(running, folder=tmp_path, origin_of="log.example/{}".format)
    sequencer.catch_up(SERVICE)
    certify(running, SERVICE, erasure, elsewhere=lambda _view, _request: Elsewhere())
    sequencer.catch_up(SERVICE)
    file = tmp_path / "certificate.json"
    file.write_text(amana("erased", "certificate", str(erasure)), encoding="utf-8")
    assert run(["verify", "--certificate", str(file), str(tmp_path / SERVICE)]) == Exit.OK
    amana("erased", "back")
    assert json.loads(amana("erased", "back", "--format", "json")) == {"back": []}
    amana("erased", "anew", str(erasure), code=Exit.REFUSED)
