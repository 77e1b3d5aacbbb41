"""A restored backup does not bring back what was erased in part since."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.acts.accept import Acceptance
from amana.acts.act import OPERATOR, Act
from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.records import RecordsDoor
from amana.acts.found_service import found_service
from amana.acts.records.apply_map import apply_map
from amana.acts.records.asked import Circumstances, Collecting
from amana.acts.requests.carry_out import begin
from amana.acts.requests.receive import Asking, receive
from amana.assembly import opened
from amana.domain.policy.parse import parse
from amana.domain.vocabulary.requests import RequestDoor, RequestKind
from amana.storage import Storage
from amana.storage.archive.manifest import Part
from amana.storage.replay import replay

if TYPE_CHECKING:
    from tests.integration.backup.conftest import Installation

POLICY = """\
amana: 1
service: shop
title: {ar: "سياسة الخصوصية", en: "Privacy policy"}
controller: {name: {ar: "الدار", en: "The House"}, email: privacy@house.example}
languages: [ar, en]
laws: [qatar]
data:
  name: {is: "pd:Name"}
  email: {is: "pd:EmailAddress"}
purposes:
  orders: {is: "dpv:ServiceProvision", basis: contract}
promises:
  P1: {collect: [name, email], from: person, at: [registration], for: [orders]}
"""
MAP = """\
amana: 1
service: shop
records:
  profile:
    key: own
    fields:
      name: {is: name, type: text}
      email: {is: email, type: email}
  address:
    fields:
      email: {is: email, type: email}
"""


def _collect(storage: Storage, person: str, kind: str = "profile") -> None:
    values = {"name": "Amal", "email": f"{person}@mail.example"}
    given = Collecting(
        person=person,
        type=kind,
        key=f"{person}-key" if kind == "profile" else None,
        values=values if kind == "profile" else {"email": values["email"]},
        purposes=frozenset({"orders"}),
        how=Circumstances(occasion="registration"),
    )
    assert RecordsDoor(storage).collect("shop", given).record is not None


def _held(storage: Storage, person: str) -> list[tuple[str, list[str]]]:
    """Return type and fields of what is held of a person, and was."""
    with storage.reading("shop") as view:
        found = view.records.every_version(view.persons.group(person))
        return sorted((each.type, sorted(each.content.values)) for each in found)


def _erase_in_part(storage: Storage, person: str) -> None:
    with storage.work("shop") as work:
        asking = Asking(
            kind=RequestKind.PART_ERASURE,
            door=RequestDoor.API,
            person=person,
            categories=frozenset({"email"}),
            proven_by="signed_in",
        )
        request = receive(Act(actor=OPERATOR, work=work), asking).request
    with storage.work("shop") as work:
        begin(Act(actor=OPERATOR, work=work), request)


@pytest.mark.promise("A29", "A23")
def test_what_was_erased_in_part_since_the_backup_does_not_come_back(
    here: "Installation", shelf: Path
) -> None:
    """Of them alone; and what they give again later stays, whenever the journal is replayed."""
    with opened(here.settings) as storage:
        found_service(storage, parse(POLICY, texts={}), source=POLICY, texts={})
        with storage.work("shop") as work:
            apply_map(Act(actor=OPERATOR, work=work), MAP)
        for person in ("one", "two"):
            ApplicationDoor(storage).accept(
                "shop", person=person, version=1, how=Acceptance.EXPLICIT, language="ar"
            )
            _collect(storage, person)
        _collect(storage, "one", "address")
        here.publish(storage, "shop")
    taken = here.back_up(shelf / "kept")
    with opened(here.settings) as storage:
        _erase_in_part(storage, "one")
        here.publish(storage, "shop")
    restored = here.restore(taken.parts[Part.DATA].parent, replace=True)
    assert [each.replayed for each in restored.services] == [1]
    with opened(here.settings) as storage:
        assert {tuple(fields) for _, fields in _held(storage, "one")} == {("name",)}
        assert _held(storage, "two") == [("profile", ["email", "name"])]
        _collect(storage, "one", "address")
        assert replay(storage, "shop").replayed == 0
        assert ("address", ["email"]) in _held(storage, "one")
