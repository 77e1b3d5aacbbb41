"""A worker is killed between the commit of a source and ours: what it did is never told as none."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import pytest
from carried import carry_all
from jsonschema import Draft202012Validator

from amana.acts.act import OPERATOR
from amana.acts.requests.carry_out import begin, carry_out_erasure
from amana.acts.requests.progress import progress_json, progress_of
from amana.assembly.sources import open_source
from amana.cli.request_words import progress_lines
from amana.domain.certificate.reading import statement_of
from amana.domain.certificate.schema import SCHEMA
from amana.domain.certificate.statement import statement_body
from amana.domain.request.states import State
from amana.domain.vocabulary.requests import RequestKind
from amana.settings import Settings

if TYPE_CHECKING:
    from tests.integration.acts.requests.crm.conftest import Crm

PROGRAM: Final = Path(__file__).with_name("programs") / "killed_between.py"
OPEN: Final = open_source(Settings())
FOUND: Final = {"customer": 1, "ticket": 1, "visit": 1}
Kill = Callable[[str], None]


@pytest.fixture
def kill(crm: "Crm", place: Path) -> Kill:
    """Return what carries an erasure through in a process that is killed at a moment."""

    def killed(when: str) -> None:
        order = {
            "address": asdict(crm.house.storage.address),
            "secrets": str(place / "secrets"),
            "service": crm.house.service,
            "when": when,
        }
        done = subprocess.run(
            [sys.executable, PROGRAM], input=json.dumps(order) + "\n", text=True, check=False
        )
        assert done.returncode == -signal.SIGKILL

    return killed


def _begun(crm: "Crm", *people: str) -> list[UUID]:
    requests = []
    crm.house.meet(*people)
    for person in people:
        request = crm.house.ask(RequestKind.ERASURE, proven=True, person=person).request
        who = crm.do(begin, request)
        carry_out_erasure(crm.house.storage, crm.house.service, request, person=who, actor=OPERATOR)
        requests.append(request)
    return requests


def _part(crm: "Crm", request: UUID) -> dict[str, Any]:
    with crm.house.storage.reading(crm.house.service) as view:
        shown: Any = progress_json(progress_of(view, request))
    return dict(shown["parts"][0])


def _deleted(counts: Any) -> dict[str, int]:  # noqa: ANN401 - as the part says it
    return {each["table"]: each["deleted"] for each in counts if each.get("deleted")}


@pytest.mark.promise("A1", "A23", "A29")
def test_what_a_killed_pass_committed_is_told_as_what_it_did_at_most(
    crm: "Crm", kill: Kill
) -> None:
    """The next pass finds nothing; evidence, certificate and desk say what was found before."""
    (request,) = _begun(crm, "p")
    kill("after")
    assert crm.left("customer") == ["q"]
    carry_all(crm.house.storage, crm.house.service, OPEN)
    assert crm.house.row(request).state is State.DONE
    part = _part(crm, request)
    assert _deleted(part["counts"]) == {}
    assert _deleted(part["at_most"]) == FOUND
    with crm.house.storage.reading(crm.house.service) as view:
        lines = "\n".join(progress_lines(progress_of(view, request), "en"))
    assert "ticket: at most 1 deleted, 0 changed" in lines
    assert crm.certified() == 1
    with crm.house.storage.reading(crm.house.service) as view:
        body: Any = view.certificates.body(view.certificates.of_request(request)).body
    stated = statement_of(body)
    crm_place = next(each for each in stated.places if each.place == "crm")
    assert {each.table: each.deleted for each in crm_place.at_most} == FOUND
    assert statement_body(stated)["places"] == body["places"]
    whole: Any = json.loads(json.dumps(SCHEMA))
    Draft202012Validator(whole["properties"]["statement"]).validate(json.loads(json.dumps(body)))


@pytest.mark.promise("A29")
def test_what_a_killed_pass_did_not_commit_is_counted_once(crm: "Crm", kill: Kill) -> None:
    """All that it noted stands there still: the next pass did it, and nothing is in doubt."""
    (request,) = _begun(crm, "p")
    kill("before")
    assert crm.left("customer") == ["p", "q"]
    carry_all(crm.house.storage, crm.house.service, OPEN)
    part = _part(crm, request)
    assert _deleted(part["counts"]) == FOUND
    assert part["at_most"] == ()


@pytest.mark.promise("A29")
def test_passes_that_are_killed_one_after_the_other_add_up(crm: "Crm", kill: Kill) -> None:
    """A row came in between: it is counted beside what the first had done."""
    (request,) = _begun(crm, "p")
    kill("before")
    kill("after")
    crm.run("insert into visit (customer_id, page) values ('p', 'late')")
    kill("after")
    carry_all(crm.house.storage, crm.house.service, OPEN)
    part = _part(crm, request)
    assert _deleted(part["counts"]) == {}
    assert _deleted(part["at_most"]) == {**FOUND, "visit": 2}


@pytest.mark.promise("A29")
def test_who_joins_the_next_pass_does_not_hide_what_the_killed_one_did(
    crm: "Crm", kill: Kill
) -> None:
    """As many rows of somebody else are no sign that what was noted stood there still."""
    (first,) = _begun(crm, "p")
    kill("after")
    (second,) = _begun(crm, "q")
    carry_all(crm.house.storage, crm.house.service, OPEN)
    assert _deleted(_part(crm, first)["at_most"]) == FOUND
    assert _part(crm, second)["at_most"] == ()
    assert _part(crm, first)["set_size"] == 2
