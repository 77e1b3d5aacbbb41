"""A service with a person's records, and its staff, each with a browser's client of their own."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx
import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.doors.records import RecordsDoor
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.records.apply_map import apply_map
from amana.acts.records.asked import Circumstances, Collecting
from amana.domain.ledger.entry import Entry
from amana.domain.staff import StaffRole
from amana.storage import Storage

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  name: {{is: "pd:Name"}}
  email: {{is: "pd:EmailAddress"}}
  location: {{is: "pd:Location"}}
  bank_account: {{is: "pd:BankAccount"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  compliance:
    is: "dpv:LegalCompliance"
    basis: public_task
    name:
      ar: "التأكد من مراعاة القانون وشروط الخدمة"
      en: "checking that the law and the conditions of the service are observed"
recipients: {{}}
promises:
  W1: {{monitor: [name, email, location, bank_account], for: [compliance]}}
  W2: {{collect: [name, email, location, bank_account], from: person, at: [order], for: [orders]}}
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
      account: {{is: bank_account, type: iban}}
"""
VALUES = {
    "name": "نور الهاشمي",
    "email": "noor@mail.example",
    "account": "QA58DOHB00001234567890ABCDEFG",
}
Come = Callable[[StaffRole], httpx.Client]
LinkOf = Callable[[StaffRole], str]


@pytest.fixture(autouse=True)
def held(storage: Storage, service: str) -> dict[str, str]:
    """Publish a policy, apply a map, take a record in; return its values."""
    with storage.work(service) as work:
        source = POLICY.format(service=service)
        publish_policy(Act(actor=OPERATOR, work=work), Publication(source=source, texts={}))
    with storage.work(service) as work:
        apply_map(Act(actor=OPERATOR, work=work), MAP.format(service=service))
    given = Collecting(
        person="customer-7",
        type="profile",
        key="1",
        values=VALUES,
        purposes=frozenset({"orders"}),
        how=Circumstances(occasion="order"),
    )
    assert RecordsDoor(storage).collect(service, given).answer.permitted
    return VALUES


@pytest.fixture
def link_of(storage: Storage, service: str) -> LinkOf:
    """Return what lets a fresh member of a role join, and makes the token of a link for them."""

    def made(role: StaffRole) -> str:
        name = {"support": "ليلى", "privacy_officer": "هدى"}.get(role.value, role.value)
        email = f"{secrets.token_hex(6)}@dar.example"
        with storage.platform() as platform:
            member = platform.accounts.add(name=name, email=email).id
        with storage.work(service) as work:
            work.members.add(member, role)
            work.commit(Entry(act="note", body={}))
        with storage.platform() as platform:
            return platform.accounts.add_link(member)

    return made


@pytest.fixture
def come(real_site: str, link_of: LinkOf) -> Iterator[Come]:
    """Return what signs a fresh member of a role in, and gives their browser's client."""
    with ExitStack() as stack:

        def signed_in(role: StaffRole) -> httpx.Client:
            client = stack.enter_context(
                httpx.Client(base_url=real_site, headers={"origin": real_site}, timeout=30)
            )
            answer = client.post("/console/sign-in", data={"token": link_of(role)})
            assert answer.status_code == 303
            return client

        yield signed_in
