"""A promise of sharing is broken by what went out against it, and says why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import psycopg
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.in_force import in_force, published
from amana.acts.records.apply_map import apply_map
from amana.acts.records.asked import Circumstances, Collecting
from amana.acts.records.collect import collect
from amana.acts.sharing.disclose import Disclosed, disclose
from amana.acts.sharing.disclosing import Disclosing
from amana.acts.sharing.granting import make_grant
from amana.acts.standings import standings
from amana.domain.evidence.proof import Standing, State
from amana.domain.evidence.question import ActsWithoutPermission
from amana.domain.sharing.disclosing import DisclosureState, Method
from amana.domain.sharing.granting import WantedGrant
from amana.domain.vocabulary.sharing import Safeguard
from amana.storage import ServerAddress, Storage
from amana.wording.standing import say_answer, say_question

POLICY: Final = """\
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
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
recipients:
  courier: {{kind: service_providers, name: {{en: "courier"}}}}
  printer: {{kind: service_providers, name: {{en: "printer"}}}}
promises:
  P1: {{collect: [name, email], from: person, at: [registration], for: [orders]}}
  P2: {{share: [name, email], to: [courier], for: [orders]{under}}}
  P3: {{share: [phone], to: [printer], for: [orders]}}
  P4: {{never: [phone], to: [courier]}}
"""
MAP: Final = """\
amana: 1
service: {service}
records:
  profile: {{fields: {{name: {{is: name, type: text}}, email: {{is: email, type: email}}}}}}
"""
UTC_ZONE: Final = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A service with a courier, and one person."""

    storage: Storage
    service: str
    publishes: Callable[[str], int]

    def publish(self, under: str = "") -> None:
        """Publish what binds the courier."""
        self.publishes(POLICY.format(service=self.service, under=under))

    def grant(self, *safeguards: Safeguard) -> None:
        """Grant the courier the address of mail."""
        wanted = WantedGrant(
            recipient="courier",
            data=frozenset({"email"}),
            purposes=frozenset({"orders"}),
            instruction="Deliver.",
            safeguards=frozenset(safeguards),
            ends_at=datetime.now(UTC) + timedelta(days=30),
        )
        with self.storage.work(self.service) as work:
            make_grant(Act(actor=OPERATOR, work=work), wanted)

    def give(self, data: str, method: Method) -> Disclosed:
        """Disclose it, or note that it was."""
        given = Disclosing(
            recipient="courier",
            persons=("layla",),
            data=frozenset({data}),
            purpose="orders",
            method=method,
        )
        with self.storage.work(self.service) as work:
            return disclose(Act(actor=OPERATOR, work=work), given)

    def standing(self, promise: str = "P2") -> Standing:
        """Return how a promise of sharing stands."""
        with self.storage.reading(self.service) as view:
            version = in_force(view)
            return standings(view, published(view, version).policy, version.number)[promise]


@pytest.fixture
def house(storage: Storage, service: str, publish: Callable[[str], int]) -> House:
    """Publish the policy, and take a person's profile in."""
    made = House(storage=storage, service=service, publishes=publish)
    made.publish()
    with storage.work(service) as work:
        apply_map(Act(actor=OPERATOR, work=work), MAP.format(service=service))
    collecting = Collecting(
        person="layla",
        type="profile",
        values={"name": "Layla", "email": "layla@people.example"},
        purposes=frozenset({"orders"}),
        how=Circumstances(occasion="registration"),
    )
    with storage.work(service) as work:
        collect(Act(actor=OPERATOR, work=work), collecting)
    return made


def _why(standing: Standing, entry: object) -> str:
    """Return what the promise's page says against it; it names the disclosure's entry."""
    (found,) = (each for each in standing.findings if each.count and str(entry) in each.cases)
    assert isinstance(found.question, ActsWithoutPermission)
    said = say_question(found.question, "en")
    assert say_question(found.question, "ar") != said
    return f"{said}: {say_answer(found, 'en', UTC_ZONE)}"


@pytest.mark.promise("W16")
def test_a_disclosure_outside_the_grant_breaks_the_promise(house: House) -> None:
    """The grant has the address of mail: the name, handed over elsewhere, was not permitted."""
    house.grant()
    assert house.give("email", Method.FILE).state is DisclosureState.DONE
    assert house.give("name", Method.FILE).state is DisclosureState.REFUSED
    assert house.standing().state is State.KEPT
    done = house.give("name", Method.OUTSIDE)
    standing = house.standing()
    assert standing.state is State.BROKEN
    assert "without permission" in _why(standing, done.entry)


@pytest.mark.promise("W16", "M12", "A8")
def test_a_recipient_without_safeguards_gets_nothing_and_an_own_way_breaks(house: House) -> None:
    """It has neither a grant nor safeguards in the policy."""
    assert house.give("email", Method.FILE).state is DisclosureState.REFUSED
    done = house.give("email", Method.OUTSIDE)
    standing = house.standing()
    assert standing.state is State.BROKEN
    assert _why(standing, done.entry)


@pytest.mark.promise("M12", "A8")
def test_a_grant_without_the_safeguards_of_today_gives_nothing(house: House) -> None:
    """The next version asks for a contract and encryption: the old grant has but the first."""
    house.grant(Safeguard.CONTRACT)
    assert house.give("email", Method.FILE).state is DisclosureState.DONE
    house.publish(under=", under: [contract, encryption]")
    assert house.give("email", Method.FILE).state is DisclosureState.REFUSED
    done = house.give("email", Method.OUTSIDE)
    assert house.standing().state is State.BROKEN
    assert _why(house.standing(), done.entry)
    house.grant(Safeguard.CONTRACT, Safeguard.ENCRYPTION)
    assert house.give("email", Method.FILE).state is DisclosureState.DONE


@pytest.mark.promise("W16", "A8")
def test_a_disclosure_without_permission_breaks_what_it_concerns_alone(house: House) -> None:
    """By recipient, data and purpose: what the printer gets, and the ban, stand as they were."""
    house.give("email", Method.OUTSIDE)
    assert house.standing("P2").state is State.BROKEN
    assert house.standing("P3").state is not State.BROKEN
    assert house.standing("P4").state is not State.BROKEN
    house.give("phone", Method.OUTSIDE)
    assert house.standing("P4").state is State.BROKEN
    assert house.standing("P3").state is not State.BROKEN


@pytest.mark.promise("W16")
def test_a_disclosure_that_nobody_assigned_concerns_every_promise(
    house: House, server: ServerAddress
) -> None:
    """What an earlier release noted says of no promise that it is not about it."""
    house.give("email", Method.OUTSIDE)
    with psycopg.connect(server.conninfo(), autocommit=True) as admin:
        admin.execute("set search_path = amana")
        admin.execute("set session_replication_role = replica")
        admin.execute("delete from disclosure_against where service = %s", (house.service,))
    for promise in ("P2", "P3", "P4"):
        assert house.standing(promise).state is State.BROKEN
