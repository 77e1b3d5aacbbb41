"""A house whose people have records, choices, messages and a policy to accept."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.deciding.asked import Asked, Decided
from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.identity import IdentityDoor
from amana.acts.doors.me import MeDoor
from amana.acts.doors.persons import PersonsDoor
from amana.acts.doors.records import RecordsDoor
from amana.acts.identity.sign_in import PersonComing
from amana.acts.identity.visitor import Visitor
from amana.acts.persons.identify import GivenIdentifier, Identifying
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.records.apply_map import apply_map
from amana.acts.records.asked import Circumstances, Collecting
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.person.level import Level
from amana.domain.vocabulary.collecting import Origin
from amana.storage import Storage
from amana.storage.identity import PersonCame
from amana.storage.ledger import Sequencer

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية في الدار", en: "Privacy policy of the House"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  name: {{is: "pd:Name"}}
  email: {{is: "pd:EmailAddress"}}
  phone: {{is: "pd:TelephoneNumber"}}
  bank_account: {{is: "pd:BankAccount"}}
  post: {{is: "pd:Communication", name: {{ar: "{post_ar}", en: "your posts"}}}}
  visits: {{is: "pd:ServiceConsumptionBehavior"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  notices: {{is: "dpv:CommunicationManagement", basis: contract}}
  newsletter:
    is: "dpv:DirectMarketing"
    basis: consent
    name: {{ar: "النشرة البريدية", en: "the newsletter"}}
  offers: {{is: "dpv:Marketing", basis: legitimate_interest}}
  analysis: {{is: "dpv:ServiceUsageAnalytics", basis: legitimate_interest}}
  compliance: {{is: "dpv:LegalCompliance", basis: legal_obligation}}
recipients:
  courier:
    kind: service_providers
    name: {{ar: "الساعي", en: "the courier"}}
    country: QA
    safeguards: [contract]
promises:
  H1:
    collect: [name, email, phone, bank_account]
    from: person
    at: [registration]
    for: [orders, notices, newsletter, offers]
  H2: {{use: [name, email, phone, bank_account], for: [orders]}}
  H3: {{choice: [newsletter], by: opt_in}}
  H4: {{choice: [analysis], by: opt_out}}
  H5: {{message: [service], for: [notices], to: [email, phone], by: [email, sms]}}
  H6:
    message: [newsletter, promotional]
    for: [newsletter, offers]
    to: [email, phone]
    by: [email, sms]
    stop: [link, account]
  H7: {{protect: [bank_account], by: [mask], show: last4}}
  H8: {{retain: [name, email, phone, bank_account], until: account_closed}}
  H9: {{accept: [explicit, continued_use], before: [posting_ad], declining: export_and_close}}
  H10: {{collect: [post], from: person, at: [posting_ad], for: [orders]}}
  H11: {{monitor: [name, email], for: [compliance]}}
  H12: {{share: [name, phone], to: [courier], for: [orders]}}
  H13: {{collect: [visits], from: automatic, at: [visit], for: [analysis]}}
  H14: {{use: [visits], for: [analysis]}}
"""
MAP = """\
amana: 1
service: {service}
records:
  profile:
    key: own
    name: {{ar: "ملفك", en: "your profile"}}
    fields:
      name: {{is: name, type: text}}
      email: {{is: email, type: email}}
      phone: {{is: phone, type: phone}}
      account:
        is: bank_account
        type: iban
        name: {{ar: "حسابك المصرفي", en: "your bank account"}}
  visit:
    fields:
      page: {{is: visits, type: text}}
events:
  account_closed: {{within: P10Y}}
"""
IBAN = "QA58DOHB00001234567890ABCDEFG"
Browse = Callable[[], httpx.Client]


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A service with a policy, and a person who is known there."""

    service: str
    person: str
    storage: Storage
    browse: Browse
    """Opens a fresh browser at the site."""

    @property
    def me(self) -> MeDoor:
        """The door of the centre."""
        return MeDoor(self.storage, Path())

    @property
    def visitor(self) -> Visitor:
        """The person, signed in."""
        return self.visitor_of(self.person)

    def visitor_of(self, person: str) -> Visitor:
        """Return somebody of this service, signed in."""
        door = IdentityDoor(self.storage)
        from_here = PersonCame(browser="Firefox", address="127.0.0.0/24")
        ticket = door.make_hand_over(self.service, person=person)
        secret = door.sign_in_by_hand_over(self.service, ticket, _coming(from_here))
        found = door.visitor(self.service, secret)
        assert found is not None
        assert found.level is Level.HANDED_OVER
        return found

    def enter(self, person: str = "") -> httpx.Client:
        """Return a browser in which the person is signed in."""
        door = IdentityDoor(self.storage)
        ticket = door.make_hand_over(self.service, person=person or self.person)
        browser = self.browse()
        browser.post(f"/{self.service}/me/hand-over", data={"ticket": ticket})
        return browser

    def page(self, browser: httpx.Client, part: str = "", **query: str) -> httpx.Response:
        """Open a page of the centre in English."""
        path = f"/{self.service}/me" + (f"/{part}" if part else "")
        return browser.get(path, params={"lang": "en", **query})

    def token(self, browser: httpx.Client) -> str:
        """Return the token of the forms of the browser's session."""
        return self.page(browser).text.partition('name="form_token" value="')[2].partition('"')[0]

    def send(self, browser: httpx.Client, part: str, **fields: object) -> httpx.Response:
        """Send a form of the centre with the token of the session's own pages."""
        token = self.token(browser)
        path = f"/{self.service}/me/{part}"
        return browser.post(path, params={"lang": "en"}, data={"form_token": token, **fields})

    def publish(self, *, post: str = "منشوراتك", more: str = "", material: bool = True) -> None:
        """Publish another version."""
        _publish(self.storage, self.service, post=post, more=more, material=material)

    def message(self, channel: str | None, purpose: str, data: str = "phone") -> Decided:
        """Ask whether the person may be written to."""
        question = Question(
            doing=Doing.MESSAGE,
            data=frozenset({data}),
            purposes=frozenset({purpose}),
            channel=channel,
        )
        asked = Asked(question=question, person=self.person)
        return ApplicationDoor(self.storage).decide(self.service, asked)

    def post_ad(self) -> Decided:
        """Ask whether the person may post."""
        question = Question(
            doing=Doing.COLLECT,
            data=frozenset({"post"}),
            purposes=frozenset({"orders"}),
            occasion="posting_ad",
            origin="person",
        )
        asked = Asked(question=question, person=self.person)
        return ApplicationDoor(self.storage).decide(self.service, asked)

    def look(self, reason: str) -> None:
        """Let a member of staff look at the person's name."""
        question = Question(
            doing=Doing.READ,
            data=frozenset({"name"}),
            purposes=frozenset({"compliance"}),
            staff="staff-17",
            reason=reason,
        )
        asked = Asked(question=question, person=self.person)
        assert ApplicationDoor(self.storage).decide(self.service, asked).answer.permitted

    def visit(self, times: int) -> None:
        """Note so many visits of the person."""
        for number in range(times):
            given = Collecting(
                person=self.person,
                type="visit",
                values={"page": f"page {number}"},
                purposes=frozenset({"analysis"}),
                how=Circumstances(origin=Origin.AUTOMATIC, occasion="visit"),
            )
            assert RecordsDoor(self.storage).collect(self.service, given).record is not None

    def tell(self, event: str) -> None:
        """Tell that something happened to the person."""
        RecordsDoor(self.storage).note_event(self.service, person=self.person, event=event)

    def sequence(self) -> None:
        """Bring the ledger up to date."""
        with TemporaryDirectory() as folder:
            Sequencer(
                self.storage, folder=Path(folder), origin_of=lambda name: f"privacy.example/{name}"
            ).catch_up(self.service)

    def acts(self) -> list[tuple[str, str]]:
        """Return names and outcomes of the acts about the person, the latest first."""
        with self.storage.reading(self.service) as view:
            return [(it.act, it.outcome.value) for it in view.people.acts(self.person)]


def _coming(came: PersonCame) -> PersonComing:
    return PersonComing(came=came, before="")


def _publish(
    storage: Storage, service: str, *, post: str, more: str = "", material: bool | None = None
) -> None:
    source = POLICY.format(service=service, post_ar=post) + more
    with storage.work(service) as work:
        given = Publication(source=source, texts={}, material=material, reason="read by hand")
        publish_policy(Act(actor=OPERATOR, work=work), given)


def _known(storage: Storage, service: str, person: str, email: str) -> None:
    known = GivenIdentifier(kind=IdentifierKind.EMAIL, value=email)
    purposes = frozenset({"orders"})
    asked = Identifying(
        person=person, identifiers=(known,), occasion="registration", purposes=purposes
    )
    assert PersonsDoor(storage).identify(service, asked).answer.permitted
    given = Collecting(
        person=person,
        type="profile",
        key=f"profile-{secrets.token_hex(3)}x",
        values={"name": "نور الكواري", "email": email, "phone": "+97455512345", "account": IBAN},
        purposes=purposes,
        how=Circumstances(occasion="registration"),
        recipients=frozenset({"courier"}),
    )
    assert RecordsDoor(storage).collect(service, given).record is not None


@pytest.fixture
def browse(real_site: str) -> Iterator[Browse]:
    """Return what opens a fresh browser at the site."""
    opened: list[httpx.Client] = []

    def fresh() -> httpx.Client:
        opened.append(httpx.Client(base_url=real_site, headers={"origin": real_site}))
        return opened[-1]

    yield fresh
    for each in opened:
        each.close()


@pytest.fixture
def elsewhere(storage: Storage) -> str:
    """Return another service, at which the same ids mean others."""
    name = f"other-{secrets.token_hex(6)}"
    storage.create_service(name)
    return name


@pytest.fixture
def home(storage: Storage, service: str, browse: Browse) -> Home:
    """Return a fresh service with a person who has records."""
    _publish(storage, service, post="منشوراتك")
    with storage.work(service) as work:
        apply_map(Act(actor=OPERATOR, work=work), MAP.format(service=service))
    _known(storage, service, "customer-7", "noor@people.example")
    return Home(service=service, person="customer-7", storage=storage, browse=browse)
