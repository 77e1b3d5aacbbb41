"""The request's page: whom it tells, what to tell them, and that it was done by hand."""

import re
from collections.abc import Callable

import httpx
import pytest

from amana.acts.accept import Acceptance
from amana.acts.act import OPERATOR, Act
from amana.acts.doors.application import ApplicationDoor
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.requests.carry_out import begin, carry_out_erasure
from amana.acts.requests.receive import Asking, receive
from amana.domain.vocabulary.requests import RequestDoor, RequestKind
from amana.storage import Storage

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [gdpr]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
recipients:
  partner:
    kind: service_providers
    name: {{ar: "الشريك", en: "The Partner"}}
    contact: privacy@partner.example
promises:
  P1: {{collect: [email], from: person, at: [registration], for: [orders]}}
  S1: {{share: [email], to: [partner], for: [orders]}}
  A23: {{right: [erasure]}}
"""


@pytest.fixture
def where(storage: Storage, service: str) -> str:
    """Return the page of an erasure that is done, of which a partner is to be told."""
    with storage.work(service) as work:
        release = Publication(source=POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), release)
    ApplicationDoor(storage).accept(
        service, person="p-1", version=1, how=Acceptance.EXPLICIT, language="ar"
    )
    asking = Asking(
        kind=RequestKind.ERASURE, door=RequestDoor.API, person="p-1", proven_by="signed_in"
    )
    with storage.work(service) as work:
        asked = receive(Act(actor=OPERATOR, work=work), asking).request
    with storage.work(service) as work:
        begin(Act(actor=OPERATOR, work=work), asked)
    carry_out_erasure(storage, service, asked, person="p-1", actor=OPERATOR)
    return f"/console/{service}/requests/{asked}"


@pytest.mark.promise("A25")
def test_a_recipient_is_told_by_hand(
    desk: httpx.Client, where: str, form_token: Callable[[str], str]
) -> None:
    """What to tell is shown when it is asked for; told and answered stand on the page."""
    page = desk.get(where, params={"lang": "en"}).text
    assert "The Partner" in page
    assert "privacy@partner.example" in page
    assert "is still to be told" in page
    assert "p-1" not in page
    token = form_token(page)

    def press(part: str) -> httpx.Response:
        fields = {"recipient": "partner", "form_token": token}
        return desk.post(f"{where}/recipients/{part}", data=fields)

    assert "p-1" in press("letter").text
    assert press("answered").status_code == 403
    assert press("told").status_code == 303
    assert "its answer is awaited" in desk.get(where, params={"lang": "en"}).text
    assert press("letter").status_code == 403
    assert press("told").status_code == 403
    assert press("answered").status_code == 303
    after = desk.get(where, params={"lang": "en"}).text
    assert re.search(r"was told and has answered", after)


def test_without_the_form_of_the_page_nothing_is_noted(desk: httpx.Client, where: str) -> None:
    """Nor for another recipient, nor with another word."""
    for part, status in (("letter", 403), ("told", 403), ("answered", 403)):
        got = desk.post(f"{where}/recipients/{part}", data={"recipient": "partner"})
        assert got.status_code == status
    assert "is still to be told" in desk.get(where, params={"lang": "en"}).text
