"""A service whose people sign in, and browsers of theirs."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI

from amana.acts.act import OPERATOR, Act
from amana.acts.doors.identity import IdentityDoor
from amana.acts.doors.persons import PersonsDoor
from amana.acts.doors.public import PublicDoor
from amana.acts.identity.codes import JOB, CodeLetter, sending_codes
from amana.acts.jobs import do_jobs, leave, stay_alive
from amana.acts.persons.identify import GivenIdentifier, Identifying
from amana.acts.publish_policy import Publication, publish_policy
from amana.domain.person.identifiers import IdentifierKind
from amana.http.app import create_app
from amana.http.platform import Platform, PublicActs, Ways
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
  phone: {{is: "pd:TelephoneNumber"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
recipients: {{}}
promises:
  V1: {{collect: [email, phone], from: person, at: [registration], for: [orders]}}
  V2: {{verify: [copy], by: [one_time_code, signed_in], to: [email, phone], digits: 6}}
"""
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
KINDS = frozenset({IdentifierKind.EMAIL, IdentifierKind.PHONE})
Browse = Callable[[], httpx.Client]


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A service with a policy, and a person who is known there."""

    service: str
    person: str
    email: str
    door: IdentityDoor
    storage: Storage
    browse: Browse
    """Opens a fresh browser at the site."""

    def enter(self, person: str = "") -> httpx.Client:
        """Return a browser in which the person is signed in."""
        ticket = self.door.make_hand_over(self.service, person=person or self.person)
        browser = self.browse()
        browser.post(f"/{self.service}/me/hand-over", data={"ticket": ticket})
        return browser

    def know(self, person: str, value: str, kind: IdentifierKind = IdentifierKind.EMAIL) -> None:
        """Let the person give an address when they register."""
        asked = Identifying(
            person=person,
            identifiers=(GivenIdentifier(kind=kind, value=value),),
            occasion="registration",
            purposes=frozenset({"orders"}),
        )
        assert PersonsDoor(self.storage).identify(self.service, asked).answer.permitted

    def verify(self, person: str, value: str) -> None:
        """Let the service say that an address was shown to be the person's."""
        door = PersonsDoor(self.storage)
        door.verify(
            self.service, person=person, kind=IdentifierKind.EMAIL, value=value, by="letter"
        )

    def acts(self, person: str = "") -> list[tuple[str, str]]:
        """Return names and outcomes of the acts about the person, the latest first."""
        with self.storage.reading(self.service) as view:
            found = view.people.acts(person or self.person)
        return [(each.act, each.outcome.value) for each in found]


def _found(storage: Storage, service: str) -> None:
    source = POLICY.format(service=service)
    with storage.work(service) as work:
        publish_policy(Act(actor=OPERATOR, work=work), Publication(source=source, texts={}))


@pytest.fixture(scope="session")
def people_site(
    storage: Storage,
    platform_of: Callable[[PublicActs], Platform],
    serve: Callable[[FastAPI], AbstractContextManager[str]],
) -> Iterator[str]:
    """Serve the application, at which codes go to addresses and phones."""
    made = replace(platform_of(PublicDoor(storage, Path())), ways=Ways(kinds=KINDS))
    with serve(create_app(made)) as url:
        yield url


@pytest.fixture
def post(storage: Storage) -> Iterator[Callable[[], list[CodeLetter]]]:
    """Return what does the jobs that wait, and gives the codes that went out by them."""
    worker, letters = uuid4(), list[CodeLetter]()
    stay_alive(storage, worker)
    handlers = {JOB: sending_codes(lambda _work, letter: letters.append(letter))}

    def deliver() -> list[CodeLetter]:
        letters.clear()
        do_jobs(storage, handlers, worker=worker)
        return list(letters)

    yield deliver
    leave(storage, worker)


@pytest.fixture
def browse(people_site: str) -> Iterator[Browse]:
    """Return what opens a fresh browser at the site."""
    opened: list[httpx.Client] = []

    def fresh() -> httpx.Client:
        headers = {"origin": people_site, "user-agent": FIREFOX}
        opened.append(httpx.Client(base_url=people_site, headers=headers))
        return opened[-1]

    yield fresh
    for each in opened:
        each.close()


@pytest.fixture
def house(storage: Storage, service: str, browse: Browse) -> House:
    """Return a fresh service with one person."""
    email = f"noor.{secrets.token_hex(4)}@people.example"
    _found(storage, service)
    made = House(
        service=service,
        person="customer-7",
        email=email,
        door=IdentityDoor(storage),
        storage=storage,
        browse=browse,
    )
    made.know(made.person, email)
    return made


@pytest.fixture
def elsewhere(storage: Storage) -> str:
    """Return another service, at which the same ids mean others."""
    name = f"other-{secrets.token_hex(6)}"
    storage.create_service(name)
    return name
