"""Recipients, grants and disclosures at the console, and what each person sees of them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
import psycopg
import pytest
from playwright.sync_api import Browser, Page

from amana.acts.act import OPERATOR, Act
from amana.acts.deciding.asked import Asked
from amana.acts.deciding.decide import decide
from amana.acts.doors.identity import IdentityDoor
from amana.acts.doors.sharing import SharingDoor
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.sharing.disclosing import Disclosing
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.domain.sharing.disclosing import Method
from amana.domain.sharing.granting import WantedGrant
from amana.domain.vocabulary.sharing import Safeguard
from amana.storage import ServerAddress, Storage

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  email: {{is: "pd:EmailAddress"}}
  address: {{is: "pd:PhysicalAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract, name: {{ar: "الطلبات", en: "orders"}}}}
recipients:
  courier:
    kind: service_providers
    name: {{ar: "الساعي", en: "the courier"}}
    country: QA
    safeguards: [contract]
    contact: desk@courier.example
  calendar: {{kind: integration_partners, name: {{ar: "التقويم", en: "the calendar"}}}}
promises:
  P1: {{collect: [email, address], from: person, at: [registration], for: [orders]}}
  P2: {{share: [{shared}], to: [courier], for: [orders], under: [contract]}}
  P3: {{share: [email], to: [calendar], for: [orders], if: [own_choice]}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A service that shares, with one grant and a disclosure of one person."""

    storage: Storage
    service: str
    grant: str

    @property
    def door(self) -> SharingDoor:
        """What the service's program does."""
        return SharingDoor(self.storage)

    def publish(self, shared: str) -> None:
        """Publish what is shared with the courier."""
        _publish(self.storage, self.service, shared)

    def noted(self, person: str, method: Method = Method.OUTSIDE) -> None:
        """Disclose a person's address to the courier."""
        given = Disclosing(
            recipient="courier",
            persons=(person,),
            data=frozenset({"address"}),
            purpose="orders",
            method=method,
            ground="The order of 7 March",
        )
        self.door.disclose(self.service, given)


def _publish(storage: Storage, service: str, shared: str) -> None:
    source = POLICY.format(service=service, shared=shared)
    with storage.work(service) as work:
        given = Publication(source=source, texts={}, material=False, reason="a recipient")
        publish_policy(Act(actor=OPERATOR, work=work), given)


@pytest.fixture
def shared(storage: Storage, service: str) -> Shared:
    """Grant the courier an address, give it one, and let the person choose the calendar."""
    _publish(storage, service, "address")
    door = SharingDoor(storage)
    granted = door.make_grant(
        service,
        WantedGrant(
            recipient="courier",
            data=frozenset({"address"}),
            purposes=frozenset({"orders"}),
            instruction="Deliver the parcel.",
            safeguards=frozenset({Safeguard.CONTRACT}),
            document="Contract 118",
            ends_at=datetime.now(UTC) + timedelta(days=30),
        ),
    )
    made = Shared(storage=storage, service=service, grant=str(granted.id))
    made.noted("layla")
    door.link(service, person="layla", recipient="calendar")
    return made


@pytest.fixture
def own(shared: Shared, real_site: str) -> Iterator[httpx.Client]:
    """Return the browser's client of the person."""
    ticket = IdentityDoor(shared.storage).make_hand_over(shared.service, person="layla")
    with httpx.Client(
        base_url=real_site, headers={"origin": real_site}, params={"lang": "en"}
    ) as client:
        client.post(f"/{shared.service}/me/hand-over", data={"ticket": ticket})
        yield client


@pytest.mark.promise("W16", "W21", "A8")
def test_the_console_shows_recipients_grants_and_disclosures(
    desk: httpx.Client, shared: Shared
) -> None:
    """With country, safeguards, state, method, purpose, ground and count; and never of whom."""
    page = desk.get(f"/console/{shared.service}/sharing", params={"lang": "en"}).text
    for said in ("the courier", ">QA<", "a written contract", "Deliver the parcel.", "In force"):
        assert said in page
    for said in ("outside this system", "The order of 7 March", "Contract 118"):
        assert said in page
    assert "layla" not in page
    assert "من تصله البيانات" in desk.get(f"/console/{shared.service}/sharing").text


@pytest.mark.promise("W14", "W16")
def test_a_member_ends_a_grant_once(
    desk: httpx.Client, shared: Shared, form_token: Callable[[str], str]
) -> None:
    """It needs the box; from then on the page says so, and again there is nothing to end."""
    where = f"/console/{shared.service}/sharing"
    form = {"form_token": form_token(desk.get(where).text)}
    assert desk.post(f"{where}/{shared.grant}/end", data=form).status_code == 422
    ended = desk.post(f"{where}/{shared.grant}/end", data=form | {"sure": "yes"})
    assert ended.status_code == 303
    page = desk.get(where, params={"lang": "en", "told": "grant_ended"}).text
    assert "The grant was ended." in page
    assert "Ended on" in page
    assert "/end" not in page
    again = desk.post(f"{where}/{shared.grant}/end", data=form | {"sure": "yes"})
    assert again.status_code == 403
    (grant,) = shared.door.grants(shared.service, "courier", before=None, limit=10)
    assert not grant.in_force


@pytest.mark.promise("W16")
def test_a_grant_that_the_policy_no_longer_permits_says_so(
    desk: httpx.Client, shared: Shared
) -> None:
    """The new version shares something else: the old grant is refused, with the reason."""
    shared.publish("email")
    where = f"/console/{shared.service}/sharing"
    page = desk.get(where, params={"lang": "en", "grants": "refused"}).text
    assert "Asked for today, this grant would be refused" in page
    assert "Deliver the parcel." in page
    other = desk.get(where, params={"lang": "en", "grants": "in_force"}).text
    assert "There is no such grant." in other


@pytest.mark.promise("W16")
def test_a_grant_that_could_not_be_made_hides_no_other(
    desk: httpx.Client, shared: Shared, server: ServerAddress
) -> None:
    """An end beyond every bound, as the database's owner may leave it, is refused by itself."""
    end = datetime.now(UTC) + timedelta(days=30)
    calendar = WantedGrant(
        recipient="calendar",
        data=frozenset({"email"}),
        purposes=frozenset({"orders"}),
        instruction="Show the day.",
        ends_at=end,
    )
    shared.door.make_grant(shared.service, calendar)
    database = server.conninfo(database=shared.storage.address.database)
    with psycopg.connect(database, options="-c search_path=amana") as owner:
        far = "update recipient_grant set ends_at = 'infinity' where id = %s"
        assert owner.execute(far, (shared.grant,)).rowcount == 1
    where = f"/console/{shared.service}/sharing"
    refused = desk.get(where, params={"lang": "en", "grants": "refused"})
    assert refused.status_code == 200
    assert "Deliver the parcel." in refused.text
    assert "Show the day." in desk.get(where, params={"lang": "en", "grants": "in_force"}).text


def test_the_page_is_narrowed_and_goes_on(desk: httpx.Client, shared: Shared) -> None:
    """By recipient and by state; a filter that names nothing known narrows nothing by it."""
    for _ in range(20):
        shared.noted("layla")
    where = f"/console/{shared.service}/sharing"
    none = desk.get(where, params={"lang": "en", "recipient": "calendar"}).text
    assert "There is no such grant." in none
    assert "There is no such disclosure." in none
    assert desk.get(where, params={"lang": "en", "recipient": ""}).status_code == 200
    assert desk.get(where, params={"recipient": "\0"}).status_code == 422
    refused = desk.get(where, params={"lang": "en", "disclosures": "refused"}).text
    assert "There is no such disclosure." in refused
    first = desk.get(where, params={"lang": "en", "disclosures": "strange"}).text
    assert first.count("outside this system") == 20
    assert first.count('<th scope="row"') == 20
    (before,) = re.findall(r"before=([0-9a-f-]+)", first)
    last = desk.get(where, params={"lang": "en", "before": before}).text
    assert last.count("outside this system") == 1


def test_grants_are_paged_whatever_state_is_asked_for(desk: httpx.Client, shared: Shared) -> None:
    """Twenty on a page, and the way to the older ones; no page says twice or leaves out."""
    wanted = WantedGrant(
        recipient="courier",
        data=frozenset({"address"}),
        purposes=frozenset({"orders"}),
        instruction="Deliver again.",
        safeguards=frozenset({Safeguard.CONTRACT}),
        ends_at=datetime.now(UTC) + timedelta(days=30),
    )
    for _ in range(20):
        shared.door.make_grant(shared.service, wanted)
    where = f"/console/{shared.service}/sharing"
    for more in ({}, {"grants": "in_force"}):
        first = desk.get(where, params={"lang": "en", **more}).text
        assert first.count("Deliver again.") == 20
        assert "Deliver the parcel." not in first
        (before,) = re.findall(r"grants_before=([0-9a-f-]+)", first)
        last = desk.get(where, params={"lang": "en", "grants_before": before, **more}).text
        assert last.count("Deliver again.") == 0
        assert "Deliver the parcel." in last
        assert "Older grants" in first
        assert "Older grants" not in last


@pytest.mark.promise("A9", "W21")
def test_a_person_sees_who_received_their_data_and_ends_a_link(
    own: httpx.Client, shared: Shared, form_token: Callable[[str], str]
) -> None:
    """Recipient, what, why, when and ground; the button ends the link at once."""
    where = f"/{shared.service}/me/received"
    page = own.get(where).text
    for said in ("the courier", "orders", "The order of 7 March", "the calendar"):
        assert said in page
    assert own.post(f"{where}/end", data={"recipient": "calendar"}).status_code == 403
    form = {"form_token": form_token(page), "recipient": "calendar"}
    assert own.post(f"{where}/end", data=form).status_code == 303
    assert shared.door.links(shared.service, person="layla") == {}
    assert "the calendar" not in own.get(where).text
    stranger = own.post(f"{where}/end", data=form | {"recipient": "courier"})
    assert stranger.status_code == 403


@pytest.mark.promise("A9")
@pytest.mark.parametrize("data", ["address", "email"])
def test_a_person_sees_what_was_permitted_without_a_note(
    own: httpx.Client, shared: Shared, data: str
) -> None:
    """An application's yes is told as a yes, not as given; its no is not told there."""
    where = f"/{shared.service}/me/received"
    assert "What was permitted to be given" not in own.get(where).text
    question = Question(
        doing=Doing.DISCLOSE,
        data=frozenset({data}),
        purposes=frozenset({"orders"}),
        recipient="courier",
    )
    with shared.storage.work(shared.service) as work:
        done = decide(Act(actor=OPERATOR, work=work), Asked(question=question, person="layla"))
    page = own.get(where).text
    assert done.answer.permitted is (data == "address")
    assert ("What was permitted to be given" in page) is done.answer.permitted
    assert "what the law forbids to tell you" in page


@pytest.mark.promise("A9")
def test_a_link_that_no_promise_names_any_more_can_be_ended(
    own: httpx.Client, shared: Shared, form_token: Callable[[str], str]
) -> None:
    """The policy dropped the partner; the person still ends what they began."""
    source = POLICY.format(service=shared.service, shared="address").partition("  P3")[0]
    with shared.storage.work(shared.service) as work:
        given = Publication(source=source, texts={}, material=False, reason="fewer")
        publish_policy(Act(actor=OPERATOR, work=work), given)
    where = f"/{shared.service}/me/received"
    form = {"form_token": form_token(own.get(where).text), "recipient": "calendar"}
    assert own.post(f"{where}/end", data=form).status_code == 303
    assert shared.door.links(shared.service, person="layla") == {}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_both_pages_are_accessible_and_fit(  # noqa: PLR0913 - each is a fixture or a case
    *,
    browser: Browser,
    faults: Callable[[Page], list[str]],
    desk: httpx.Client,
    own: httpx.Client,
    shared: Shared,
    language: str,
    width: int,
) -> None:
    """In both languages, on a phone and at a desk."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    for client, path in (
        (desk, f"/console/{shared.service}/sharing"),
        (own, f"/{shared.service}/me/received"),
    ):
        context.add_cookies(
            [
                {"name": it.name, "value": it.value or "", "url": str(client.base_url)}
                for it in client.cookies.jar
            ]
        )
        page = context.new_page()
        page.goto(f"{str(client.base_url).rstrip('/')}{path}?lang={language}")
        assert page.locator("h1").count() == 1
        assert faults(page) == []
    context.close()
