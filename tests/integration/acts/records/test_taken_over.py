"""What a provider of sign-in handed over serves its promised purposes, and nothing else at all."""

from collections.abc import Iterable

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.deciding.asked import Asked
from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.records import RecordsDoor
from amana.acts.in_force import in_force, published
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.records.apply_map import apply_map
from amana.acts.records.asked import Circumstances, Collecting, Used, Using, Which
from amana.acts.standings import standings
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.domain.evidence.proof import State
from amana.domain.vocabulary.collecting import Origin
from amana.storage import Storage

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "السوق", en: "The Market"}}, email: privacy@market.example}}
languages: [ar, en]
laws: [kuwait]
data:
  name: {{is: "pd:Name"}}
  phone: {{is: "pd:TelephoneNumber"}}
  email: {{is: "pd:EmailAddress"}}
  photo: {{is: "pd:Picture", name: {{ar: "الصورة", en: "photo"}}}}
purposes:
  registration: {{is: "dpv:AccountManagement", basis: contract}}
  verification: {{is: "dpv:IdentityVerification", basis: contract}}
  fraud: {{is: "dpv:MisusePreventionAndDetection", basis: legitimate_interest}}
  ads: {{is: "dpv:ServiceProvision", basis: contract, name: {{ar: "الإعلانات", en: "listings"}}}}
  marketing: {{is: "dpv:Marketing", basis: consent}}
recipients:
  network: {{kind: partners_affiliates, name: {{ar: "شبكة", en: "a network"}}}}
  partner: {{kind: service_providers, name: {{ar: "شريك", en: "a partner"}}}}
promises:
  K10:
    collect: [name, phone, email, photo]
    from: third-party
    at: [registration]
    source: [network]
    for: [registration, verification, fraud]
  K11: {{use: [name, phone, email, photo], for: [registration, verification, fraud]}}
"""
MAP = """\
amana: 1
service: {service}
records:
  taken:
    key: own
    fields:
      name: {{is: name, type: text}}
      phone: {{is: phone, type: phone}}
      email: {{is: email, type: email}}
      photo: {{is: photo, type: url}}
"""
VALUES = {
    "name": "مريم",
    "phone": "+96555123456",
    "email": "maryam@mail.example",
    "photo": "https://network.example/m.png",
}
PROMISED = ("registration", "verification", "fraud")
OTHERS = ("ads", "marketing", "undeclared")


@pytest.fixture
def market(storage: Storage, service: str) -> RecordsDoor:
    """Publish the policy, and take over what a provider says of somebody who registers."""
    with storage.work(service) as work:
        source = POLICY.format(service=service)
        publish_policy(Act(actor=OPERATOR, work=work), Publication(source=source, texts={}))
    with storage.work(service) as work:
        apply_map(Act(actor=OPERATOR, work=work), MAP.format(service=service))
    door = RecordsDoor(storage)
    taken = Collecting(
        type="taken",
        person="person-1",
        key="k-1",
        values=VALUES,
        purposes=frozenset(PROMISED),
        how=Circumstances(origin=Origin.THIRD_PARTY, occasion="registration", source="network"),
    )
    assert door.collect(service, taken).answer.permitted
    return door


def _used(market: RecordsDoor, service: str, purposes: Iterable[str]) -> Used:
    which = Which(type="taken", key="k-1")
    return market.use(service, Using(which=which, purposes=frozenset(purposes)))


@pytest.mark.promise("K11")
def test_values_are_handed_out_for_registration_verification_and_fraud_alone(
    storage: Storage, service: str, market: RecordsDoor
) -> None:
    """All four, under this promise; a question that names another purpose as well gets none."""
    for purpose in PROMISED:
        used = _used(market, service, [purpose])
        assert used.values == VALUES
        assert used.answer.promises == ("K11",)
    for other in OTHERS:
        for purposes in ([other], [*PROMISED, other]):
            refused = _used(market, service, purposes)
            assert not refused.answer.permitted
            assert refused.values is None
    with storage.reading(service) as view:
        current = in_force(view)
        told = standings(view, published(view, current).policy, current.number)["K11"]
        acts = [it.act for it in view.evidence.latest_of(["K11"])["K11"]]
    assert told.state is State.KEPT
    assert acts.count("use") == len(PROMISED)


@pytest.mark.promise("K11")
@pytest.mark.parametrize("purpose", [*PROMISED, *OTHERS])
def test_nothing_but_use_for_these_purposes_is_promised(
    storage: Storage, service: str, market: RecordsDoor, purpose: str
) -> None:
    """No message to it, no disclosure and no publication; staff look for these purposes alone."""
    del market
    look = {Doing.READ: {"staff": "member-7", "reason": "a complaint"}}
    asked = {
        **(look if purpose in OTHERS else {}),
        Doing.MESSAGE: {"channel": "email"},
        Doing.DISCLOSE: {"recipient": "partner"},
        Doing.PUBLISH: {},
    }
    for doing, how in asked.items():
        for data in VALUES:
            question = Question(
                doing=doing, data=frozenset({data}), purposes=frozenset({purpose}), **how
            )
            found = ApplicationDoor(storage).decide(
                service, Asked(question=question, person="person-1")
            )
            assert not found.answer.permitted, (doing, data)


@pytest.mark.promise("K11")
def test_no_more_is_taken_over_than_these_purposes_need(
    storage: Storage, service: str, market: RecordsDoor
) -> None:
    """What the provider hands over cannot be taken in for anything else either."""
    del market
    question = Question(
        doing=Doing.COLLECT,
        data=frozenset(VALUES),
        purposes=frozenset({"marketing"}),
        occasion="registration",
        origin="third-party",
        source="network",
    )
    asked = Asked(question=question, person="person-1")
    assert not ApplicationDoor(storage).decide(service, asked).answer.permitted
