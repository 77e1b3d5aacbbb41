"""A service with a policy and a map in force, and its door of records."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.doors.records import RecordsDoor
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.records.apply_map import apply_map
from amana.acts.records.asked import (
    Circumstances,
    Collected,
    Collecting,
    Correcting,
    Reading,
    Used,
    Using,
    Which,
)
from amana.domain.vocabulary.collecting import Origin
from amana.storage import Storage

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  name: {{}}
  email: {{is: "pd:EmailAddress"}}
  phone: {{is: "pd:TelephoneNumber"}}
  address: {{is: "pd:PhysicalAddress"}}
  payment_card: {{is: "pd:PaymentCardNumber"}}
  bank_account: {{is: "pd:BankAccount"}}
  ip: {{is: "pd:IPAddress", name: {{en: "IP address"}}}}
  browser: {{is: "pd:Browser", name: {{en: "browser"}}}}
  opinion: {{is: "pd:Opinion", name: {{en: "opinions"}}}}
  call: {{is: "pd:VoiceCommunicationRecording", name: {{en: "recorded calls"}}}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  quality: {{is: "dpv:ServiceOptimisation", basis: legitimate_interest, name: {{en: "quality"}}}}
  news: {{is: "dpv:DirectMarketing", basis: consent, name: {{en: "news"}}}}
recipients:
  courier: {{kind: service_providers, name: {{en: "courier"}}, safeguards: [contract]}}
  bureau: {{kind: service_providers, name: {{en: "bureau"}}, safeguards: [contract]}}
promises:
  P1:
    collect: [name, email, phone, address, payment_card, bank_account, opinion]
    from: person
    at: [registration, order]
    for: [orders]
  P2:
    use: [name, email, phone, address, payment_card, bank_account, opinion, ip, browser]
    for: [orders, quality]
  P3: {{collect: [ip, browser], from: automatic, at: [visit], for: [quality], keep: shortened}}
  P4:
    collect: [address]
    from: third-party
    at: [delivery]
    source: [courier]
    for: [orders]
    corrects: true
  P5:
    collect: [phone]
    from: third-party
    at: [delivery]
    source: [courier]
    for: [orders]
  P6: {{collect: [call], from: automatic, at: [call], for: [quality], after: caller_told}}
  P7: {{protect: [payment_card], by: [mask, not_stored], show: last4}}
  P8: {{monitor: [name, email, bank_account, payment_card], for: [quality]}}
{more}
"""
MAP = """\
amana: 1
service: {service}
records:
  profile:
    key: own
    fields:
      name: {{is: name, type: text}}
      email: {{is: email, type: email}}
      phone: {{is: phone, type: phone}}
      address: {{is: address, type: place}}
  payment:
    key: own
    fields:
      card: {{is: payment_card, type: card}}
      account: {{is: bank_account, type: iban}}
  visit:
    fields:
      ip: {{is: ip, type: ip}}
  review:
    fields:
      said: {{is: opinion, type: text}}
  recording:
    fields:
      call: {{is: call, type: url}}
events:
  caller_told: {{within: PT2H}}
"""
CARD = "4111 1111 1111 1111"
"""A number with a right check digit that no bank gives out."""
IBAN = "QA58DOHB00001234567890ABCDEFG"


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A service with its policy and map in force."""

    storage: Storage
    service: str
    door: RecordsDoor

    def publish(self, more: str = "", *, material: bool | None = None, purposes: str = "") -> int:
        """Publish the policy with these further promises and purposes as the next version."""
        source = POLICY.format(service=self.service, more=more).replace(
            "purposes:\n", f"purposes:\n{purposes}", 1
        )
        judged = {} if material is None else {"material": material, "reason": "as planned"}
        with self.storage.work(self.service) as work:
            publication = Publication(source=source, texts={}, **judged)  # type: ignore[arg-type]  # the judgement is left out of a first version
            return publish_policy(Act(actor=OPERATOR, work=work), publication)

    def apply(self, source: str = MAP) -> int:
        """Apply a map."""
        with self.storage.work(self.service) as work:
            return apply_map(
                Act(actor=OPERATOR, work=work), source.format(service=self.service)
            ).number

    def collect(self, type_: str = "profile", **given: Any) -> Collected:  # noqa: ANN401 - of ``Collecting``
        """Collect a record that the policy promises, unless something else is given."""
        usual: dict[str, Any] = {
            "person": "person-1",
            "key": "k-1",
            "values": {"name": "مريم", "email": "Maryam@Example.org"},
            "purposes": frozenset({"orders"}),
            "how": Circumstances(occasion="registration"),
        }
        return self.door.collect(self.service, Collecting(type=type_, **(usual | given)))

    def use(self, type_: str = "profile", key: str = "k-1", **given: Any) -> Used:  # noqa: ANN401 - of ``Using``
        """Use a record for orders, unless something else is given."""
        usual: dict[str, Any] = {
            "which": Which(type=type_, key=key),
            "purposes": frozenset({"orders"}),
        }
        return self.door.use(self.service, Using(**(usual | given)))

    def read(self, type_: str = "profile", key: str = "k-1", **given: Any) -> Used:  # noqa: ANN401 - of ``Reading``
        """Read a record as a member of staff with a reason."""
        usual: dict[str, Any] = {
            "which": Which(type=type_, key=key),
            "purposes": frozenset({"quality"}),
            "staff": "member-7",
            "reason": "a complaint",
        }
        return self.door.read_record(self.service, Reading(**(usual | given)))

    def correct(self, type_: str = "profile", key: str = "k-1", **given: Any) -> Collected:  # noqa: ANN401 - of ``Correcting``
        """Correct a record as the person themselves, in its first version."""
        usual: dict[str, Any] = {
            "person": "person-1",
            "which": Which(type=type_, key=key),
            "seen": 1,
            "values": {"name": "مريم سالم"},
        }
        return self.door.correct_record(self.service, Correcting(**(usual | given)))


AUTOMATIC = Circumstances(origin=Origin.AUTOMATIC, occasion="visit")
COURIER = Circumstances(origin=Origin.THIRD_PARTY, occasion="delivery", source="courier")


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """Circumstances and values that tests share."""

    automatic: Circumstances = AUTOMATIC
    courier: Circumstances = COURIER
    card: str = CARD
    iban: str = IBAN
    map: str = field(default=MAP)


@pytest.fixture(scope="session")
def samples() -> Samples:
    """Return what tests of records share."""
    return Samples()


@pytest.fixture
def house(storage: Storage, service: str) -> House:
    """Return a service with its policy and map in force."""
    made = House(storage=storage, service=service, door=RecordsDoor(storage))
    made.publish()
    made.apply()
    return made


Build = Callable[..., Any]
