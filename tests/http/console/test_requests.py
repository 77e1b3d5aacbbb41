"""The request desk: the queue, one request, and the buttons."""

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from amana.acts.accept import Acceptance
from amana.acts.act import OPERATOR, Act
from amana.acts.doors.application import ApplicationDoor
from amana.acts.publish_policy import Publication, publish_policy
from amana.domain.words import LANGUAGES, Language
from amana.storage import Storage
from amana.storage.ledger import Sequencer

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
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
promises:
  P1: {{collect: [email], from: person, at: [registration], for: [orders]}}
  A27: {{right: [erasure, complaint], through: [support]}}
"""
Press = Callable[..., httpx.Response]


@pytest.fixture
def press(
    desk: httpx.Client, storage: Storage, service: str, form_token: Callable[[str], str]
) -> Press:
    """Give the service a policy and a person, and return what sends a form of the desk."""
    with storage.work(service) as work:
        release = Publication(source=POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), release)
    ApplicationDoor(storage).accept(
        service, person="p-1", version=1, how=Acceptance.EXPLICIT, language="ar"
    )
    where = f"/console/{service}/requests"
    token = form_token(desk.get(where).text)

    def pressed(part: str = "", **fields: str) -> httpx.Response:
        return desk.post(f"{where}{part}", data={**fields, "form_token": token})

    return pressed


def _only(desk: httpx.Client, service: str) -> str:
    """Return the part of the address of the one request of the queue."""
    page = desk.get(f"/console/{service}/requests").text
    (found,) = set(re.findall(rf"/console/{service}/requests(/[0-9a-f-]{{36}})", page))
    return str(found)


@pytest.mark.promise("A27")
def test_an_oral_request_goes_through_to_the_erasure(
    desk: httpx.Client, press: Press, service: str
) -> None:
    """Noted, proven by a document, carried out; afterwards nobody is named any more."""
    noted = press(kind="erasure", person="p-1", door="oral", about="امحوا كل شيء")
    assert noted.status_code == 303
    asked = _only(desk, service)
    page = desk.get(f"/console/{service}/requests{asked}", params={"lang": "en"}).text
    assert "p-1" in page
    assert "امحوا كل شيء" in page
    assert "National Cyber Security Agency" in page
    assert press(f"{asked}/carry-out").status_code == 403
    assert press(f"{asked}/prove", choice="document").status_code == 303
    assert press(f"{asked}/carry-out").status_code == 303
    after = desk.get(f"/console/{service}/requests{asked}", params={"lang": "en"}).text
    assert "p-1" not in after
    assert "done" in after


def test_a_request_is_refused_and_a_fee_named_at_the_desk(
    desk: httpx.Client, press: Press, service: str
) -> None:
    """In Qatar a fee may be; a term that no law lets be longer stays."""
    press(kind="copy", person="p-1")
    asked = _only(desk, service)
    press(f"{asked}/prove", choice="account_email")
    assert press(f"{asked}/fee", amount="500", currency="qar").status_code == 303
    assert press(f"{asked}/extend", choice="complex").status_code == 403
    assert press(f"{asked}/settle").status_code == 303
    assert press(f"{asked}/finish").status_code == 403
    assert press(f"{asked}/refuse", choice="excessive").status_code == 303
    listed = desk.get(f"/console/{service}/requests", params={"state": "refused"})
    assert asked in listed.text


@pytest.mark.parametrize("choice", ["", "of-no-list"])
@pytest.mark.parametrize("deed", ["prove", "refuse", "extend"])
def test_what_nobody_chose_is_not_noted(
    desk: httpx.Client, press: Press, service: str, deed: str, choice: str
) -> None:
    """Neither a proof of identity nor a reason is guessed."""
    press(kind="erasure", person="p-1")
    asked = _only(desk, service)
    refused = press(f"{asked}/{deed}", choice=choice)
    assert refused.status_code == 422
    assert "اختر واحدًا من القائمة" in refused.text
    page = desk.get(f"/console/{service}/requests{asked}", params={"lang": "en"}).text
    assert "Identity was proven" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_queue_says_what_and_by_when_and_never_whose(
    desk: httpx.Client, press: Press, service: str, language: Language
) -> None:
    """In both languages; a form of another site changes nothing."""
    press(kind="correction", person="p-1", about="my name")
    page = desk.get(f"/console/{service}/requests", params={"lang": language})
    assert page.status_code == 200
    assert "p-1" not in page.text
    assert "my name" not in page.text
    foreign = desk.post(f"/console/{service}/requests", data={"kind": "copy", "person": "p-1"})
    assert foreign.status_code == 403
    assert press(kind="copy", person="\u200b").status_code == 422


def test_the_queue_is_narrowed_and_searched_by_number(
    desk: httpx.Client, press: Press, service: str
) -> None:
    """By kind, door, law and lateness; a number finds what ended too; odd words narrow nothing."""
    press(kind="erasure", person="p-1", door="oral")
    asked = _only(desk, service)
    press(f"{asked}/refuse", choice="unfounded")
    press(kind="correction", person="p-1")
    where = f"/console/{service}/requests"

    def found(**by: str) -> set[str]:
        page = desk.get(where, params=by)
        assert page.status_code == 200
        return set(re.findall(rf"{where}(/[0-9a-f-]{{36}})", page.text))

    for by in ("source", "fault"):
        assert desk.get(where, params={by: "\0"}).status_code == 422
        assert found(**{by: ""}) == found()
    (correction,) = found(kind="correction")
    assert found(kind="erasure") == set()
    assert found(state="refused", door="oral") == {asked}
    assert found(law="qatar") == {correction}
    assert found(law="saudi") == found(late="true") == set()
    assert found(number=asked[-12:]) == found(number=asked[1:].upper()) == {asked}
    assert found(number="0000000") == set()
    assert found(number="'%_", kind="of-no-list") == {correction}


def test_a_decision_is_shown_with_the_answer_before_it_is_taken(
    desk: httpx.Client, press: Press, service: str
) -> None:
    """In the person's language, with the authority; the page itself changes nothing."""
    press(kind="erasure", person="p-1")
    asked = _only(desk, service)
    where = f"/console/{service}/requests{asked}"
    sure = desk.get(f"{where}/sure/refuse", params={"choice": "excessive", "lang": "en"}).text
    assert '<blockquote lang="ar" dir="rtl">' in sure
    assert "لم نقبل طلبك" in sure
    assert "تكرر الطلب نفسه على نحو مفرط" in sure
    assert "الوكالة الوطنية للأمن السيبراني" in sure
    assert "The request ends as refused" in sure
    assert 'name="choice" value="excessive"' in sure
    assert "about-refuse" in desk.get(where).text
    for deed in ("prove", "extend", "settle", "carry-out", "finish"):
        assert desk.get(f"{where}/sure/{deed}").status_code == 200
    assert desk.get(f"{where}/sure/delete").status_code == 422


def test_every_step_of_a_request_is_shown_with_its_proof(
    desk: httpx.Client, press: Press, service: str, storage: Storage, tmp_path: Path
) -> None:
    """Each an entry of the ledger; of who was erased the first and the last are left."""
    press(kind="erasure", person="p-1")
    asked = _only(desk, service)
    press(f"{asked}/prove", choice="document")
    where = f"/console/{service}/requests{asked}"
    page = desk.get(where, params={"lang": "en"}).text
    assert re.findall(r"<li><strong>([^<]+)</strong>", page) == [
        "The request came in",
        "Identity was proven",
    ]
    assert "Public leaf number" not in page
    press(f"{asked}/carry-out")
    Sequencer(storage, folder=tmp_path, origin_of=lambda name: f"dar.example/{name}").catch_up(
        service
    )
    ended = desk.get(where, params={"lang": "en"}).text
    assert re.findall(r"<li><strong>([^<]+)</strong>", ended) == [
        "The request came in",
        "It was carried out",
    ]
    assert ended.count("Public leaf number") == 4


def test_open_requests_are_counted_by_the_time_that_is_left(
    desk: httpx.Client, press: Press, storage: Storage, service: str
) -> None:
    """Under the first number of days that is enough, in a table that needs no eyes for its bars."""
    press(kind="erasure", person="p-1")
    page = desk.get(f"/console/{service}/requests", params={"lang": "en"}).text
    table = page.partition('<table class="chart">')[2].partition("</table>")[0]
    assert "Open requests by the time that is left" in table
    assert sum(int(each) for each in re.findall(r"<span>(\d+)</span>", table)) == 1
    assert table.count('class="part"') == 1
    assert "style=" not in table
    with storage.reading(service) as view:
        assert view.requests.ageing((3, 400, 500), limit=10) == {400: 1}
        assert view.requests.ageing((3,), limit=10) == {None: 1}
        assert view.requests.ageing((3,), limit=0) == {}
