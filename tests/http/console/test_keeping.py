"""The desk's page of what is due: what ends when, what holds it back, and letting it begin."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.doors.records import RecordsDoor
from amana.acts.holding.holds import put_hold
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.records.apply_map import apply_map
from amana.acts.records.asked import Circumstances, Collecting
from amana.acts.retention.longer import keep_longer
from amana.acts.retention.own import end_own
from amana.domain.period import Period
from amana.domain.promises.retain import Longer, Moment
from amana.domain.retention.terms import Longest
from amana.domain.source.holding import HeldScope
from amana.storage import Storage

if TYPE_CHECKING:
    from collections.abc import Callable

BEFORE = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
  phone: {{is: "pd:TelephoneNumber"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
promises:
  P1: {{collect: [email, phone], from: person, at: [order], for: [orders]}}
"""
POLICY = (
    BEFORE
    + "  R1: {{retain: [email], until: account_closed}}\n"
    + "  R2: {{retain: [phone], until: account_closed, unless: [law]}}\n"
)
MAP = """\
amana: 1
service: {service}
records:
  booking:
    key: own
    name: {{ar: "الحجز", en: "the booking"}}
    fields: {{email: {{is: email, type: email}}}}
events:
  account_closed: {{within: P10Y}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """A house whose promise about keeping met data that lay there."""

    desk: httpx.Client
    storage: Storage
    service: str
    token: str

    def page(self, **query: str) -> str:
        """Return the page in English, without the marks around what it quotes."""
        got = self.desk.get(f"/console/{self.service}/keeping", params={"lang": "en", **query})
        assert got.status_code == 200
        return got.text.replace("<bdi>", "").replace("</bdi>", "")

    def start(self, **fields: str) -> httpx.Response:
        """Send the form that lets a promise begin."""
        data = {"form_token": self.token, **fields}
        return self.desk.post(f"/console/{self.service}/keeping/start", data=data)

    def run(self) -> int:
        """Do what workers do."""
        return end_own(self.storage, self.service)


@pytest.fixture
def keeping(
    desk: httpx.Client, storage: Storage, service: str, form_token: "Callable[[str], str]"
) -> Keeping:
    """Return a house with a booking of a closed account, and then a promise to end it."""

    def publish(policy: str) -> None:
        with storage.work(service) as work:
            given = Publication(
                source=policy.format(service=service), texts={}, material=False, reason="new"
            )
            publish_policy(Act(actor=OPERATOR, work=work), given)

    publish(BEFORE)
    with storage.work(service) as work:
        apply_map(Act(actor=OPERATOR, work=work), MAP.format(service=service))
    collecting = Collecting(
        type="booking",
        person="person-1",
        key="b-1",
        values={"email": "someone@example.com"},
        purposes=frozenset({"orders"}),
        how=Circumstances(occasion="order"),
    )
    door = RecordsDoor(storage)
    assert door.collect(service, collecting).record
    door.note_event(service, person="person-1", event="account_closed")
    publish(POLICY)
    with storage.work(service) as work:
        longest = Longest(
            promise="R2",
            category="phone",
            why=Longer.LAW,
            moment=Moment.COLLECTION,
            period=Period.parse("P10Y"),
        )
        keep_longer(Act(actor=OPERATOR, work=work), longest, basis="Commercial law, article 26")
    token = form_token(desk.get("/console").text)
    return Keeping(desk=desk, storage=storage, service=service, token=token)


def _hold(keeping: Keeping) -> None:
    with keeping.storage.work(keeping.service) as work:
        day = work.now.date() + timedelta(days=30)
        scope = HeldScope(category="email", source=None, table=None, reason="Case 12", again_on=day)
        put_hold(Act(actor=OPERATOR, work=work), scope)


@pytest.mark.promise("A14")
def test_what_is_due_waits_at_the_desk_until_somebody_looked(keeping: Keeping) -> None:
    """The preview says what would end; with a ticked box it begins, and the page says so."""
    assert "No run has looked at it yet." in keeping.page()
    assert keeping.run() == 0
    page = keeping.page(ahead="true")
    for said in (
        "the booking",
        "1 is due",
        "Nobody has let this promise begin",
        "10 years",
        "article 26",
    ):
        assert said in page
    assert "someone@example.com" not in page
    assert "person-1" not in page
    assert keeping.start(promise="R1").status_code == 422
    assert keeping.start(promise="P1", sure="yes").status_code == 422
    assert keeping.run() == 0
    assert keeping.start(promise="R1", sure="yes").status_code == 303
    assert keeping.run() == 1
    page = keeping.page()
    for said in ("0 are due", "1 ended", "Ends data by itself.", "Longest overstay"):
        assert said in page
    assert page.count("Nobody has let this promise begin") == 1


@pytest.mark.promise("A24")
def test_what_holds_data_back_stands_beside_it(keeping: Keeping) -> None:
    """A legal hold with its reason; nothing ends meanwhile."""
    keeping.start(promise="R1", sure="yes")
    assert "Case 12" not in keeping.page()
    _hold(keeping)
    assert keeping.run() == 0
    page = keeping.page()
    assert "Case 12" in page
    assert "1 is due" in page


def test_a_house_without_a_policy_keeps_nothing_in_sight(desk: httpx.Client, service: str) -> None:
    """The page says so."""
    page = desk.get(f"/console/{service}/keeping", params={"lang": "en"})
    assert "promises nothing about how long" in page.text
