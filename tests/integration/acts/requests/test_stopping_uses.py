"""An objection or a withdrawal stops the use itself, as soon as it is known whose it is."""

from dataclasses import dataclass, replace

import pytest

from amana.acts.accept import Acceptance
from amana.acts.act import OPERATOR, Act
from amana.acts.choices.choose import choose
from amana.acts.choices.choosing import Choosing
from amana.acts.choices.errors import UnknownPurpose
from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.requests import AskedDoor
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.requests.confirm import confirm_request
from amana.acts.requests.prove import prove_request
from amana.acts.requests.receive import Asking
from amana.acts.requests.watching import watch_requests
from amana.domain.choice.word import Word
from amana.domain.request.states import State
from amana.domain.vocabulary.protecting import IdentityMeans
from amana.domain.vocabulary.requests import RequestDoor, RequestKind
from amana.storage import Storage
from amana.storage.requests import Wanted

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [{laws}]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract, name: {{en: orders}}}}
  news: {{is: "dpv:DirectMarketing", basis: consent, name: {{en: news}}}}
  offers: {{is: "dpv:Marketing", basis: legitimate_interest, name: {{en: offers}}}}
  fraud: {{is: "dpv:FraudPreventionAndDetection", basis: legitimate_interest, name: {{en: fraud}}}}
promises:
  P1: {{collect: [email], from: person, at: [registration], for: [orders]}}
  P3: {{choice: [news], by: opt_in}}
  A22: {{right: [objection, withdrawal]}}
"""
OBJECTION, WITHDRAWAL = RequestKind.OBJECTION, RequestKind.WITHDRAWAL
PURPOSES = ("news", "offers", "orders", "fraud")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """A service with uses that one can object to."""

    storage: Storage
    service: str

    def publish(self, laws: str) -> None:
        """Publish its policy, have somebody accept it and agree to its news."""
        given = Publication(
            source=POLICY.format(service=self.service, laws=laws), texts={}, reason="a test"
        )
        with self.storage.work(self.service) as work:
            publish_policy(Act(actor=OPERATOR, work=work), given)
        ApplicationDoor(self.storage).accept(
            self.service, person="p", version=1, how=Acceptance.EXPLICIT, language="ar"
        )
        agreed = Choosing(person="p", word=Word.CONSENT, purposes=frozenset({"news"}))
        with self.storage.work(self.service) as work:
            choose(Act(actor=OPERATOR, work=work), agreed)

    def ask(self, kind: RequestKind, *named: str, proven: bool = True) -> Asking:
        """Ask by the service's program, and return what was asked."""
        asking = Asking(
            kind=kind,
            door=RequestDoor.API,
            person="p",
            purposes=frozenset(named),
            proven_by="signed_in" if proven else None,
        )
        AskedDoor(self.storage).receive(self.service, asking)
        return asking

    def states(self) -> dict[str, str]:
        """Return the person's last word about each use."""
        with self.storage.reading(self.service) as view:
            rows = view.choices.last(view.persons.group("p"), PURPOSES)
        return {row.purpose: row.state.value for row in rows}


@pytest.fixture
def shop(storage: Storage, service: str) -> Shop:
    """Return the service."""
    return Shop(storage=storage, service=service)


@pytest.mark.promise("A22")
def test_an_objection_to_a_use_stops_it_at_once(shop: Shop) -> None:
    """That use, and no other."""
    shop.publish("qatar")
    shop.ask(OBJECTION, "offers")
    assert shop.states() == {"news": "consented", "offers": "objected"}


@pytest.mark.promise("A22")
@pytest.mark.parametrize(
    ("laws", "stopped"),
    [("qatar", {"news", "offers"}), ("gdpr", {"news", "offers", "fraud"})],
)
def test_who_names_no_use_objects_to_what_the_law_lets_them(
    shop: Shop, laws: str, stopped: set[str]
) -> None:
    """Direct marketing always; interests of ours where the law says so; what is owed never."""
    shop.publish(laws)
    shop.ask(OBJECTION)
    assert {name for name, state in shop.states().items() if state == "objected"} == stopped


@pytest.mark.promise("A22")
def test_a_withdrawal_ends_every_consent(shop: Shop) -> None:
    """Where none is named."""
    shop.publish("qatar")
    shop.ask(WITHDRAWAL)
    assert shop.states() == {"news": "withdrawn"}


@pytest.mark.promise("A22")
def test_nothing_stops_before_it_is_known_who_asks(shop: Shop) -> None:
    """Then it stops in the same act that proves it."""
    shop.publish("qatar")
    shop.ask(OBJECTION, "offers", proven=False)
    assert shop.states() == {"news": "consented"}
    with shop.storage.reading(shop.service) as view:
        (row,) = view.requests.listed(limit=2)
    with shop.storage.work(shop.service) as work:
        act = Act(actor=OPERATOR, work=work)
        assert prove_request(act, row.id, means=IdentityMeans.DOCUMENT) is State.PROVEN
    assert shop.states() == {"news": "consented", "offers": "objected"}


def test_other_uses_are_another_request(shop: Shop) -> None:
    """Asked again of the same use it is the same; a use that is none is refused."""
    shop.publish("qatar")
    door = AskedDoor(shop.storage)
    asking = shop.ask(OBJECTION, "offers")
    assert door.receive(shop.service, asking).again
    other = replace(asking, purposes=frozenset({"news"}))
    assert not door.receive(shop.service, other).again
    with pytest.raises(UnknownPurpose):
        door.receive(shop.service, replace(asking, purposes=frozenset({"nothing"})))


@pytest.mark.promise("A22")
def test_a_stopped_use_needs_nobody_to_end_its_request(shop: Shop) -> None:
    """The scheduled task ends it, where no source has a part in it."""
    shop.publish("qatar")
    shop.ask(OBJECTION, "offers")
    watch_requests(shop.storage, shop.service)
    with shop.storage.reading(shop.service) as view:
        (row,) = view.requests.listed(limit=2, wanted=Wanted(only_open=False))
    assert row.state is State.DONE


def test_staff_say_that_they_confirmed_receipt(shop: Shop) -> None:
    """Once; a second time changes nothing."""
    shop.publish("qatar")
    shop.ask(OBJECTION, "offers", proven=False)
    with shop.storage.reading(shop.service) as view:
        (row,) = view.requests.listed(limit=2)
    for _ in range(2):
        with shop.storage.work(shop.service) as work:
            confirm_request(Act(actor=OPERATOR, work=work), row.id)
    history = ApplicationDoor(shop.storage).history(shop.service, person="p").acts
    assert [each.act for each in history].count("confirm-request") == 1
