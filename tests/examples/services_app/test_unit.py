"""The administrative unit's desk: what Amana permits there, and what it refuses."""

import re

import pytest
from playing.browsing import Visitor
from services_app.people import MadeUp

from amana.sdk import Amana
from services_app import stories

NUMBER = re.compile(r"<bdi>(p-[0-9a-f]{12})</bdi>")
REASON = "complaint 4711"


@pytest.fixture
def number(customer: Visitor, someone: MadeUp) -> str:
    """Return the account number of a customer."""
    match = NUMBER.search(stories.look_at_own_data(customer, someone.password).text)
    assert match is not None
    return match.group(1)


@pytest.mark.promise("W1")
def test_a_look_with_a_reason_is_seen_by_the_person(
    unit: Visitor, customer: Visitor, someone: MadeUp, number: str
) -> None:
    """The officer sees the data, and the person sees the look and its reason."""
    fields = {"person": number, "reason": REASON}
    examined = unit.send(unit.open("/unit"), "/unit/examine", fields)
    assert examined.status == 200
    assert someone.email in examined.text
    held = customer.open("/my-data").text
    assert "looked at by staff" in held
    assert REASON in held


@pytest.mark.promise("W1")
def test_a_look_without_a_reason_is_refused_and_recorded(
    unit: Visitor, someone: MadeUp, number: str, amana: Amana
) -> None:
    """The page says why; no data is shown; the refusal is on the ledger."""
    fields = {"person": number, "reason": ""}
    page = unit.send(unit.open("/unit"), "/unit/examine", fields)
    assert page.status == 403
    assert someone.email not in page.text
    assert "W1" in page.text or "reason" in page.text
    refused = [act for act in amana.history(number) if act.outcome == "refused"]
    assert [act.act for act in refused] == ["read"]


@pytest.mark.promise("W1", "W14")
def test_a_look_for_another_purpose_is_refused(number: str, amana: Amana) -> None:
    """A reason does not open what no promise names."""
    answer = amana.read(number, ["email"], purpose="marketing", staff="u-1", reason=REASON)
    assert not answer.permitted


@pytest.mark.promise("W5")
def test_an_offer_is_refused_until_someone_agrees(unit: Visitor, number: str, amana: Amana) -> None:
    """Nobody agreed, so nothing is sent, and the desk is told why."""
    page = unit.send(unit.open("/unit"), "/unit/rounds/offer", {})
    assert page.status == 200
    assert "What was refused, and why" in page.text
    offers = [act for act in amana.history(number) if act.purpose == "marketing"]
    assert offers
    assert all(act.outcome == "refused" for act in offers)


@pytest.mark.promise("W5")
def test_an_offer_reaches_who_agreed_and_stops_with_their_word(
    unit: Visitor, customer: Visitor
) -> None:
    """It stands in their chat once; after the opt-out the next round leaves them out."""
    stories.choose_offers(customer, "yes")
    unit.send(unit.open("/unit"), "/unit/rounds/offer", {})
    once = customer.open("/requests").text.count("An offer for you")
    stories.choose_offers(customer, "no")
    unit.send(unit.open("/unit"), "/unit/rounds/offer", {})
    assert (once, customer.open("/requests").text.count("An offer for you")) == (1, 1)


@pytest.mark.promise("W6", "W9")
@pytest.mark.parametrize(
    ("step", "promise", "data", "purpose"),
    [
        ("fraud", "W9", ("phone",), "security_fraud"),
        ("measure", "W6", ("usage_activity",), "improve_research"),
    ],
    ids=["fraud", "measure"],
)
def test_work_on_everyone_uses_values_and_each_use_is_recorded(  # noqa: PLR0913, PLR0917 - fixtures
    unit: Visitor,
    number: str,
    amana: Amana,
    step: str,
    promise: str,
    data: tuple[str, ...],
    purpose: str,
) -> None:
    """Each person's history shows the use of their record, its purpose and its promise."""
    unit.send(unit.open("/unit"), f"/unit/rounds/{step}", {})
    uses = [act for act in amana.history(number) if act.act == "use" and act.purpose == purpose]
    assert [act for act in uses if (act.data, act.promises) == (data, (promise,))]


@pytest.mark.promise("W6", "W9")
def test_values_are_given_for_no_purpose_beyond_what_is_promised(number: str, amana: Amana) -> None:
    """A visit serves the app's improvement and nothing else; an address, no fraud check."""
    kept = {each.type: each.id for each in amana.records.of(number)}
    asked = {
        ("visit", "improve_research"): True,
        ("visit", "security_fraud"): True,
        ("visit", "marketing"): False,
        ("visit", "provide_service"): False,
        ("address", "security_fraud"): False,
    }
    for (type_, purpose), permitted in asked.items():
        given = amana.records.use(id=kept[type_], purposes=[purpose])
        assert (given.answer.permitted, bool(given.values)) == (permitted, permitted)


@pytest.mark.promise("W17")
def test_an_authority_gets_nothing_on_one_officer_s_word(
    unit: Visitor, someone: MadeUp, number: str
) -> None:
    """A release needs a legal ground and a second person's approval."""
    desk = unit.open("/unit")
    for ground in ("", "Court order 12/2026"):
        page = unit.send(desk, "/unit/authority", {"person": number, "ground": ground})
        assert page.status == 403
        assert someone.phone not in page.text


def test_the_desk_belongs_to_the_unit(customer: Visitor) -> None:
    """For a customer there is no such page."""
    assert customer.open("/unit").status == 404
