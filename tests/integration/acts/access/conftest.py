"""Members of a fresh service in each role, and a policy that names what staff may look at."""

import secrets
from collections.abc import Callable

import pytest

from amana.acts.doors.access import AccessDoor
from amana.acts.staff import Staff
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
  email: {{is: "pd:EmailAddress"}}
  location: {{is: "pd:Location"}}
  bank_account: {{is: "pd:BankAccount"}}
  files: {{is: "dpv:PersonalData", name: {{ar: "ملفات القضية", en: "case files"}}}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  checks: {{is: "dpv:LegalCompliance", basis: public_task}}
  news: {{is: "dpv:Marketing", basis: consent}}
recipients: {{}}
promises:
  W1: {{monitor: [email, location], for: [checks]}}
  W2: {{collect: [email, location], from: person, at: [order], for: [orders]}}
  W7: {{monitor: [bank_account], for: [checks]}}
  W14: {{only: [files], for: [checks], need_to_know: true}}
  W14-read: {{monitor: [files], for: [checks]}}
"""
Join = Callable[[StaffRole], Staff]


@pytest.fixture
def door(storage: Storage) -> AccessDoor:
    """Return the door of staff access."""
    return AccessDoor(storage)


@pytest.fixture
def join(storage: Storage, service: str) -> Join:
    """Return what lets a fresh member of this role join the service."""

    def joined(role: StaffRole) -> Staff:
        name = f"{role.value}-{secrets.token_hex(3)}"
        with storage.platform() as platform:
            member = platform.accounts.add(name=name, email=f"{name}@dar.example").id
        with storage.work(service) as work:
            work.members.add(member, role)
            work.commit(Entry(act="note", body={}))
        return Staff(id=member, name=name, roles={service: role}, session="none")

    return joined


@pytest.fixture
def join_at(storage: Storage) -> Callable[[str], Staff]:
    """Return what lets a fresh owner join any service."""

    def joined(service: str) -> Staff:
        with storage.platform() as platform:
            member = platform.accounts.add(name="Noor", email=f"{secrets.token_hex(6)}@dar.example")
        with storage.work(service) as work:
            work.members.add(member.id, StaffRole.OWNER)
            work.commit(Entry(act="note", body={}))
        roles = {service: StaffRole.OWNER}
        return Staff(id=member.id, name="Noor", roles=roles, session="none")

    return joined


@pytest.fixture
def published(policy: str, publish: Callable[[str], int]) -> Callable[[str, str], int]:
    """Return what publishes the policy with one text in the place of another."""
    return lambda old, new: publish(policy.replace(old, new))


@pytest.fixture
def support(join: Join) -> Staff:
    """Return somebody who meets people."""
    return join(StaffRole.SUPPORT)


@pytest.fixture
def officer(join: Join) -> Staff:
    """Return somebody who may approve."""
    return join(StaffRole.PRIVACY_OFFICER)


@pytest.fixture
def policy(service: str) -> str:
    """Return the policy of the fresh service."""
    return POLICY.format(service=service)


@pytest.fixture(autouse=True)
def in_force(policy: str, publish: Callable[[str], int]) -> int:
    """Publish the policy of the fresh service."""
    return publish(policy)
