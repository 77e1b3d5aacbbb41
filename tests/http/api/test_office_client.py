"""The client's words about grants, requests and customers, against the server itself."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import psycopg
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.api_keys import NewKey, make_api_key
from amana.acts.publish_policy import Publication, publish_policy
from amana.sdk import Amana, AmanaRejected, Asked, WantedGrant
from amana.storage import ServerAddress, Storage

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [gdpr]
data:
  email: {{is: "pd:EmailAddress"}}
  address: {{is: "pd:PhysicalAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  research:
    {{is: "dpv:ResearchAndDevelopment", basis: legitimate_interest, name: {{en: "research"}}}}
recipients:
  courier: {{kind: service_providers, name: {{en: "courier"}}}}
  calendar: {{kind: integration_partners, name: {{en: "calendar"}}}}
promises:
  P1: {{collect: [email, address], from: person, at: [registration], for: [orders, research]}}
  P2: {{share: [address], to: [courier], for: [orders], under: [contract]}}
  P3: {{share: [email], to: [calendar], for: [orders], if: [own_choice]}}
  P4: {{right: [copy, erasure, objection]}}
"""
GRANTS = {
    "courier": WantedGrant(
        data=("address",),
        purposes=("orders",),
        safeguards=("contract",),
        instruction="Deliver the parcel.",
    )
}
UNTIL = datetime.now(UTC).replace(microsecond=0) + timedelta(days=30)


@pytest.fixture
def amana(storage: Storage, service: str, real_site: str) -> Iterator[Amana]:
    """Open a client of a fresh service, which shares, and has customers."""
    with storage.work(service) as work:
        release = Publication(source=POLICY.format(service=service), texts={})
        publish_policy(Act(actor=OPERATOR, work=work), release)
    with storage.work(service) as work:
        key = make_api_key(Act(actor=OPERATOR, work=work), NewKey(label="office"))
    with Amana(real_site, key, timeout=60) as opened:
        opened.collect("layla", ["email"], at="registration", purposes=["orders"]).require()
        yield opened


def test_each_recipient_is_granted_once_and_what_was_ended_stays_ended(amana: Amana) -> None:
    """A second start of the application grants nothing anew."""
    assert amana.grants.make_missing(GRANTS, until=UNTIL) == ("courier",)
    assert amana.grants.make_missing(GRANTS, until=UNTIL) == ()
    (held,) = amana.grants.listed("courier")
    assert (held.data, held.purposes, held.safeguards) == (("address",), ("orders",), ("contract",))
    assert (held.until, held.ended_at, held.state) == (UNTIL, None, "in_force")
    assert amana.grants.listed("calendar") == ()
    assert amana.grants.end(held.id)
    assert amana.grants.make_missing(GRANTS, until=UNTIL) == ()
    assert [each.state for each in amana.grants.listed()] == ["ended"]


def test_what_was_ended_stays_ended_behind_more_grants_than_a_page_holds(amana: Amana) -> None:
    """All of them are listed, and nothing is granted anew to whom the first page does not name."""
    partner = WantedGrant(data=("email",), purposes=("orders",), instruction="Show the bookings.")
    first = amana.grants.make("calendar", partner, until=UNTIL)
    amana.grants.end(first)
    for _ in range(201):
        amana.grants.make("courier", GRANTS["courier"], until=UNTIL)
    assert amana.grants.make_missing({"calendar": partner}, until=UNTIL) == ()
    assert len(amana.grants.listed()) == 202
    assert [each.id for each in amana.grants.listed("calendar")] == [first]


def test_more_than_is_promised_is_not_granted(amana: Amana) -> None:
    """The courier delivers; it writes to nobody."""
    wanted = WantedGrant(data=("email",), purposes=("orders",), instruction="Write to them.")
    with pytest.raises(AmanaRejected) as rejected:
        amana.grants.make("courier", wanted, until=UNTIL)
    assert rejected.value.fields["status"] == httpx.codes.FORBIDDEN
    assert amana.grants.listed() == ()


def test_a_partner_is_chosen_and_left(amana: Amana) -> None:
    """Said again, it changes nothing."""
    assert amana.grants.link("layla", "calendar")
    assert not amana.grants.link("layla", "calendar")
    assert set(amana.grants.links("layla")) == {"calendar"}
    assert amana.grants.unlink("layla", "calendar")
    assert amana.grants.links("layla") == {}


@pytest.mark.promise("A21")
def test_an_erasure_is_asked_for_planned_and_carried_out(amana: Amana) -> None:
    """From the question to its end, each step as the program sees it."""
    asked = amana.requests.receive("erasure", Asked(person="layla"), proven_by="signed_in")
    assert (asked.state, asked.again) == ("proven", False)
    assert asked.safe_until > datetime.now(UTC)
    again = amana.requests.receive("erasure", Asked(person="layla"), proven_by="signed_in")
    assert (again.id, again.again) == (asked.id, True)
    assert [each.id for each in amana.requests.listed()] == [asked.id]
    assert not amana.requests.plan(asked.id).over
    done = amana.requests.approve(asked.id)
    assert (done.over, done.needs_somebody, done.request.state) == (True, False, "done")
    assert amana.requests.progress(asked.id) == done
    assert amana.requests.show(asked.id).ended_at is not None
    assert list(amana.requests.listed()) == []
    assert [each.id for each in amana.requests.listed(state="done")] == [asked.id]
    assert [each.id for each in amana.requests.listed(every=True)] == [asked.id]


def test_a_request_is_extended_and_refused_for_a_reason(amana: Amana) -> None:
    """A stranger's is answered in the same form, and waits for a proof."""
    stranger = amana.requests.receive("copy", Asked(email="nobody@house.example"), door="email")
    assert stranger.state == "received"
    later = amana.requests.extend(stranger.id, reason="many")
    assert later > stranger.safe_until
    assert amana.requests.refuse(stranger.id, reason="not_proven") == "refused"
    shown = amana.requests.show(stranger.id)
    assert (shown.reason, shown.door) == ("not_proven", "email")


def test_an_objection_to_one_use_holds_at_once(amana: Amana) -> None:
    """It is narrowed to its purposes."""
    amana.requests.receive(
        "objection", Asked(person="layla"), proven_by="signed_in", purposes=["research"]
    )
    assert amana.choices("layla").objected == ("research",)


def test_who_asks_shows_in_no_text() -> None:
    """Nor does an address."""
    said = repr(Asked(person="layla", email="layla@house.example", phone="+97455012345"))
    assert "layla" not in said
    assert "5501" not in said


def test_a_customer_is_registered_joined_and_ended(amana: Amana) -> None:
    """Nobody is of two, and what ended does not end again."""
    customers = amana.customers
    for name in ("corner", "bazaar"):
        customers.register(
            name, name=name, contact=f"privacy@{name}.example", instruction="Keep the orders."
        )
    assert customers.join("corner", "layla")
    assert not customers.join("corner", "layla")
    with pytest.raises(AmanaRejected):
        customers.join("bazaar", "layla")
    customers.describe("corner", officer="Noor, noor@corner.example")
    (corner,) = (each for each in customers.listed() if each.id == "corner")
    assert (corner.officer, corner.purposes) == ("Noor, noor@corner.example", ())
    customers.end("bazaar")
    stands = {each.id: each.ended_at is None for each in customers.listed()}
    assert stands == {"corner": True, "bazaar": False}
    with pytest.raises(AmanaRejected):
        customers.register("corner", name="Corner", contact="a@b.example", instruction="Keep.")


def test_a_door_without_a_method_is_asked_by_its_path(amana: Amana) -> None:
    """With the service's key, which leaves for nowhere else."""
    grants = amana.doors.get("/v1/recipient-grants")
    assert grants == {"grants": [], "next": None}
    said = {"person": "layla", "recipient": "calendar"}
    assert amana.doors.post("/v1/partner-links", said)["entry"]
    for elsewhere in ("https://elsewhere.example/v1/requests", "//elsewhere.example/v1/", "v1/x"):
        with pytest.raises(ValueError, match="not a path under"):
            amana.doors.get(elsewhere)
        with pytest.raises(ValueError, match="not a path under"):
            amana.doors.post(elsewhere, {})


@pytest.mark.promise("A22")
def test_a_restriction_is_announced_and_lifted(
    amana: Amana, service: str, server: ServerAddress
) -> None:
    """Not before the person was told; the request says how far its end is."""
    asked = amana.requests.receive("restriction", Asked(person="layla"), proven_by="signed_in")
    assert amana.requests.show(asked.id).restriction is None
    amana.requests.approve(asked.id)
    held = amana.requests.show(asked.id).restriction
    assert held is not None
    assert (held.announced_at, held.may_lift, held.lifted_at) == (None, False, None)
    assert amana.requests.announce_lifting(asked.id).announced_at is not None
    with pytest.raises(AmanaRejected):
        amana.requests.lift(asked.id)
    with psycopg.connect(server.conninfo(), options="-c search_path=amana") as owner:
        owner.execute(
            "update restriction set announced_at = announced_at - interval '8 days'"
            " where service = %s",
            [service],
        )
    lifted = amana.requests.lift(asked.id)
    assert lifted.lifted_at is not None
    assert amana.requests.show(asked.id).restriction == lifted
