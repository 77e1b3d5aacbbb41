"""Staff access through the console's forms: what is refused, and where no value ever stands."""

import logging
import re
from collections.abc import Callable

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.doors.application import ApplicationDoor
from amana.acts.persons.identify import GivenIdentifier, Identifying, identify
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.staff import StaffRole
from amana.storage import Storage

Come = Callable[[StaffRole], httpx.Client]
ASKED = {"person": "customer-7", "data": "email", "purpose": "compliance", "reason": "a complaint"}


@pytest.fixture
def send(service: str, form_token: Callable[[str], str]) -> Callable[..., httpx.Response]:
    """Return what sends a form of the pages of access, and follows to where it leads."""

    def sent(client: httpx.Client, path: str, **fields: str) -> httpx.Response:
        token = form_token(client.get(f"/console/{service}/access").text)
        return client.post(
            f"/console/{service}/access/{path}",
            data={"form_token": token, **fields},
            follow_redirects=True,
        )

    return sent


def access_of(page: httpx.Response, deed: str) -> str:
    """Return the id of the first access that the page offers this for."""
    (found, *_) = re.findall(rf"/access/([0-9a-f-]{{36}})/{deed}", page.text)
    return str(found)


@pytest.mark.promise("W1")
def test_plain_data_is_read_at_once_masked_and_no_value_stands_in_an_address_or_log(
    come: Come,
    send: Callable[..., httpx.Response],
    held: dict[str, str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Find, ask, read; the forms' bodies carry what is personal, nothing else does."""
    caplog.set_level(logging.DEBUG)
    support = come(StaffRole.SUPPORT)
    found = send(support, "person", by="own", value="customer-7")
    listed = send(support, "ask", **ASKED)
    read = send(support, f"{access_of(listed, 'read')}/read")
    assert "n••••@mail.example" in read.text
    assert held["email"] not in read.text
    whole = send(support, f"{access_of(listed, 'read')}/read", whole="true")
    assert whole.status_code == 403
    for answer in (found, listed, read, whole):
        told = f"{answer.url} {answer.headers} {re.findall('<title>.*</title>', answer.text)}"
        assert not [value for value in (*held.values(), "customer-7") if value in told]
        assert answer.headers["cache-control"] == "no-store"
    assert not [value for value in (*held.values(), "customer-7") if value in caplog.text]


@pytest.mark.promise("W14")
def test_what_the_policy_does_not_promise_is_refused_with_the_reason(
    come: Come, send: Callable[..., httpx.Response]
) -> None:
    """What was typed stays, and the rule is said; no access came of it."""
    support = come(StaffRole.SUPPORT)
    refused = send(support, "ask", **{**ASKED, "purpose": "orders"})
    assert 'role="alert"' in refused.text
    assert "a complaint" in refused.text
    missing = send(support, "ask", **{**ASKED, "reason": "…"})
    assert missing.status_code == 422
    assert "/read" not in send(support, "person", by="own", value="x").text


def test_nobody_approves_their_own_request(come: Come, send: Callable[..., httpx.Response]) -> None:
    """The page offers it to others only, and the address refuses."""
    officer, other = come(StaffRole.PRIVACY_OFFICER), come(StaffRole.PRIVACY_OFFICER)
    listed = send(officer, "ask", **{**ASKED, "data": "bank_account"})
    access = access_of(listed, "end")
    assert "/approve" not in listed.text
    assert send(officer, f"{access}/approve").status_code in {403, 409}
    assert send(come(StaffRole.SUPPORT), f"{access}/approve").status_code == 403
    assert send(other, f"{access}/refuse").status_code == 200
    assert "/read" not in send(officer, f"{access}/end").text


def test_a_form_without_its_token_reads_nothing(
    come: Come, send: Callable[..., httpx.Response], service: str
) -> None:
    """Neither from another site, nor by following an address."""
    support = come(StaffRole.SUPPORT)
    access = access_of(send(support, "ask", **ASKED), "read")
    address = f"/console/{service}/access/{access}/read"
    assert support.post(address).status_code == 403
    assert support.get(address).status_code in {404, 405}


def test_a_duty_is_approved_and_read_under_by_a_whole_role(
    come: Come, send: Callable[..., httpx.Response], service: str
) -> None:
    """Each reading names its person in the form's body."""
    support, colleague = come(StaffRole.SUPPORT), come(StaffRole.SUPPORT)
    assert "reader" in support.get(f"/console/{service}/access/duty").text
    send(support, "ask", **{**ASKED, "person": "", "reader": "support"})
    officer = come(StaffRole.PRIVACY_OFFICER)
    access = access_of(officer.get(f"/console/{service}/access"), "approve")
    send(officer, f"{access}/approve")
    assert "n••••@mail.example" in send(colleague, f"{access}/read", person="customer-7").text
    assert send(colleague, f"{access}/read").status_code == 422


def test_a_person_is_found_by_an_address_and_told_of_it(
    come: Come, send: Callable[..., httpx.Response], storage: Storage, service: str
) -> None:
    """The look is on the ledger, with the kind of identifier and never the identifier."""
    _identify(storage, service)
    support = come(StaffRole.SUPPORT)
    found = send(support, "person", by="email", value=" Noor@Mail.example ")
    assert 'value="customer-7"' in found.text
    assert 'role="status"' in send(support, "person", by="email", value="no@mail.example").text
    assert send(support, "person", by="phone", value="not a number").status_code == 422
    acts = ApplicationDoor(storage).history(service, person="customer-7").acts
    assert (acts[0].act, acts[0].staff_role) == ("find-person", "support")
    assert "noor" not in str(acts).lower()


def _identify(storage: Storage, service: str) -> None:
    """Take in by which address the person is known."""
    given = Identifying(
        person="customer-7",
        identifiers=(GivenIdentifier(kind=IdentifierKind.EMAIL, value="noor@mail.example"),),
        occasion="order",
        purposes=frozenset({"orders"}),
    )
    with storage.work(service) as work:
        assert identify(Act(actor=OPERATOR, work=work), given).answer.permitted
