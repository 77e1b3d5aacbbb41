"""What a provider sees of a customer: what the work needs, for as long as it lasts."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from playing.browsing import Page, Visitor
from services_app.people import MadeUp, MadeUpBusiness

from amana.sdk import Amana
from services_app import stories

Firm = Callable[[str], MadeUpBusiness]
TAKE = r'action="(/work/r-[0-9a-f]{10}/take)"'
NUMBER = re.compile(r"<bdi>(p-[0-9a-f]{12})</bdi>")
NEW_ADDRESS = "شارع الوسيل، مبنى 12"


@pytest.fixture
def wisher(someone: MadeUp) -> MadeUp:
    """Make up someone who asks for plumbing."""
    return replace(someone, service="plumbing")


@pytest.fixture
def at_work(visitor: Visitor, provider: Visitor, wisher: MadeUp, firm: Firm) -> tuple[Page, str]:
    """Let a customer ask and a provider take; return the page of the request and its path."""
    stories.sign_up(visitor, wisher)
    stories.ask_for_service(visitor, wisher)
    stories.sign_up_business(provider, firm("plumbing"))
    work = provider.open("/work")
    path = work.paths(TAKE)[-1]
    page = provider.send(work, path, {})
    return page, path.removesuffix("/take")


@pytest.mark.promise("W16", "W21")
def test_a_provider_sees_name_phone_and_address_and_no_more(
    at_work: tuple[Page, str], wisher: MadeUp
) -> None:
    """The e-mail address is not on the page, for the work does not need it."""
    page, _ = at_work
    assert page.status == 200
    assert all(value in page.text for value in (wisher.name, wisher.phone, wisher.address))
    assert wisher.email not in page.text


@pytest.mark.promise("W16", "W21")
def test_the_email_address_is_refused_to_a_provider(
    customer: Visitor, someone: MadeUp, amana: Amana
) -> None:
    """Amana itself says no: no promise names it for that recipient and purpose."""
    page = stories.look_at_own_data(customer, someone.password).text
    match = NUMBER.search(page)
    assert match is not None
    person = match.group(1)
    fields = ("name", "phone", "address")
    asked = {"purpose": "provide_service", "recipient": "provider"}
    assert amana.disclose(person, fields, **asked).permitted
    assert not amana.disclose(person, (*fields, "email"), **asked).permitted
    assert not amana.disclose(person, fields, purpose="marketing", recipient="provider").permitted
    assert not amana.disclose(person, fields, purpose="provide_service", recipient="x").permitted


@pytest.mark.promise("W16")
def test_waiting_requests_name_nobody(
    visitor: Visitor, provider: Visitor, wisher: MadeUp, firm: Firm
) -> None:
    """Before the work is taken, a provider sees service, area and time."""
    stories.sign_up(visitor, wisher)
    stories.ask_for_service(visitor, wisher)
    stories.sign_up_business(provider, firm("plumbing"))
    work = provider.open("/work").text
    assert "Waiting requests" in work
    assert not any(value in work for value in (wisher.name, wisher.phone, wisher.address))


@pytest.mark.promise("W4")
def test_a_corrected_address_keeps_old_new_source_and_time(
    at_work: tuple[Page, str], provider: Visitor, visitor: Visitor, wisher: MadeUp, amana: Amana
) -> None:
    """Request and usual address change; both records keep what stood there, and who came."""
    page, path = at_work
    after = provider.send(page, f"{path}/address", {"address": NEW_ADDRESS})
    held = stories.look_at_own_data(visitor, wisher.password).text
    match = NUMBER.search(held)
    assert match is not None
    records = {one.type: one for one in amana.records.of(match.group(1))}
    for type_, occasion in (("address", "registration"), ("request", "service_request")):
        field = records[type_].fields["address"]
        (before,) = field.earlier
        assert field.now is not None
        assert (field.now.value, field.now.origin, field.now.source, field.now.occasion) == (
            NEW_ADDRESS,
            "third-party",
            "provider",
            "delivery",
        )
        assert (before.value, before.origin, before.occasion) == (
            wisher.address,
            "person",
            occasion,
        )
        assert before.at < field.now.at
    assert NEW_ADDRESS in after.text
    assert any(act.promises == ("W4",) for act in amana.history(match.group(1)))


@pytest.mark.promise("W4")
def test_the_person_sees_what_a_provider_set_right_and_finds_it_in_their_next_request(
    at_work: tuple[Page, str], provider: Visitor, visitor: Visitor, wisher: MadeUp
) -> None:
    """Their page shows both addresses and who wrote which; the next form has the new one."""
    page, path = at_work
    provider.send(page, f"{path}/address", {"address": NEW_ADDRESS})
    held = stories.look_at_own_data(visitor, wisher.password).text
    assert f"<ins><bdi>{NEW_ADDRESS}</bdi></ins>" in held
    assert f"<del><bdi>{wisher.address}</bdi></del>" in held
    assert "set right by service provider" in held
    assert f'value="{NEW_ADDRESS}"' in visitor.open("/requests/new").text


def test_what_a_provider_set_right_is_not_written_over_unseen(
    at_work: tuple[Page, str], provider: Visitor, visitor: Visitor, wisher: MadeUp
) -> None:
    """A profile page that was opened before the correction cannot put the old address back."""
    page, path = at_work
    opened = visitor.open("/profile")
    provider.send(page, f"{path}/address", {"address": NEW_ADDRESS})
    late = stories.change_profile(visitor, opened, wisher)
    assert late.status == 409
    assert f'value="{NEW_ADDRESS}"' in visitor.open("/profile").text


@pytest.mark.promise("W16")
def test_once_the_work_is_done_the_provider_sees_nothing(
    at_work: tuple[Page, str], provider: Visitor
) -> None:
    """The page is gone, and so is a correction."""
    page, path = at_work
    provider.send(page, f"{path}/finish", {})
    assert provider.open(path).status == 404
    assert provider.send(page, f"{path}/address", {"address": NEW_ADDRESS}).status == 404


@pytest.mark.promise("W5", "W16")
def test_a_payment_tells_the_payment_company_name_and_amount_only(
    at_work: tuple[Page, str], provider: Visitor, visitor: Visitor, wisher: MadeUp, amana: Amana
) -> None:
    """The disclosure is on the ledger, and the request carries a reference."""
    page, path = at_work
    provider.send(page, f"{path}/finish", {})
    requests = visitor.open("/requests")
    (pay,) = requests.paths(r'action="(/requests/r-[0-9a-f]{10}/pay)"')
    assert "PAY-" in visitor.send(requests, pay, {}).text
    match = NUMBER.search(stories.look_at_own_data(visitor, wisher.password).text)
    assert match is not None
    (told,) = (a for a in amana.history(match.group(1)) if a.recipient == "payment_company")
    assert set(told.data) == {"name", "payment_history"}


@pytest.mark.promise("W8")
def test_a_customer_is_told_in_the_chat(at_work: tuple[Page, str], visitor: Visitor) -> None:
    """The message stands on the customer's page."""
    assert at_work[0].status == 200
    assert "A provider took your request" in visitor.open("/requests").text


@pytest.mark.promise("W15")
def test_a_partner_gets_what_the_transaction_needs(
    visitor: Visitor, someone: MadeUp, amana: Amana
) -> None:
    """Carrying a document is a partner's service: name, phone and address go there."""
    sender = replace(someone, service="documents")
    stories.sign_up(visitor, sender)
    stories.ask_for_service(visitor, sender)
    match = NUMBER.search(stories.look_at_own_data(visitor, sender.password).text)
    assert match is not None
    (told,) = (a for a in amana.history(match.group(1)) if a.recipient == "courier")
    assert (set(told.data), told.promises) == ({"name", "phone", "address"}, ("W15",))


@pytest.mark.promise("W7")
def test_a_business_holds_data_too_and_its_account_is_masked(
    provider: Visitor, firm: Firm, amana: Amana
) -> None:
    """Place and account are a record of the firm's own; pages show its last four alone."""
    business = firm("cleaning")
    assert stories.sign_up_business(provider, business).status == 200
    work = provider.open("/work").text
    held = stories.look_at_own_data(provider, business.password).text
    match = NUMBER.search(held)
    assert match is not None
    assert amana.persons.show(match.group(1)).kind == "business"
    for page in (work, held):
        assert f"•••• {business.bank_account[-4:]}" in page
        assert business.bank_account not in page
    for purpose in ("legal_compliance", "identity_verification"):
        with amana.using(match.group(1), "business", purpose=purpose) as record:
            assert record.text("place") == business.place
    refused = amana.records.use(type="business", key=match.group(1), purposes=["marketing"])
    assert (refused.answer.permitted, refused.values) == (False, {})


@pytest.mark.promise("W7", "W11")
def test_the_app_s_own_files_hold_nothing_that_people_gave(
    at_work: tuple[Page, str], wisher: MadeUp, firm: Firm, provider: Visitor, app_folder: Path
) -> None:
    """Neither a name nor an address, phone, e-mail or bank account: numbers and hashes only."""
    assert at_work[0].status == 200
    business = firm("plumbing")
    assert stories.sign_up_business(provider, business).status == 200
    with closing(sqlite3.connect(app_folder / "maeen.sqlite3")) as db:
        # An open connection keeps the write-ahead log in its place while it is read.
        db.execute("SELECT count(*) FROM business").fetchone()
        files = b"".join(path.read_bytes() for path in app_folder.glob("maeen.sqlite3*"))
    for someone in (wisher, business):
        given = (someone.name, someone.phone, someone.email, someone.address)
        assert not [value for value in given if value.encode() in files]
    assert business.bank_account.encode() not in files
    assert wisher.details.encode() not in files


@pytest.mark.promise("W7")
def test_a_bank_account_with_a_wrong_digit_is_not_taken(provider: Visitor, firm: Firm) -> None:
    """The check digits of the IBAN tell."""
    business = firm("cleaning")
    last = "0" if business.bank_account[-1] != "0" else "1"
    wrong = replace(business, bank_account=business.bank_account[:-1] + last)
    page = stories.sign_up_business(provider, wrong)
    assert page.status == 422
    assert 'id="bank_account-fault"' in page.text
