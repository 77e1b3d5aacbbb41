"""Minwal as it runs, once for all of its tests: Amana, the shop beside it, one mailbox."""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from example import RunningExample, running_example
from in_order import in_order
from playing.browsing import Visitor
from store.made_up import MadeUp

from amana.acts.act import OPERATOR, Act, Actor, Role
from amana.acts.probes.probe import ProbeRun
from amana.acts.publications.judge import approve, waiting
from amana.acts.releases.deciding import approve_release
from amana.cli.showing.mailbox import Received
from amana.domain.staff import StaffRole
from amana.sdk import Amana
from store import stories

WAIT_S = 30.0
_NUMBERS = count(1)
_HERE = Path(__file__).parent
_TOLD = (
    "test_story_api.py",
    "test_story_browser.py",
    "test_story_screens.py",
    "test_story_time.py",
    "test_report.py",
    "test_mended.py",
    "test_sabotage.py",
)
"""What is broken on purpose is broken last; what is shown in a browser, is shown of the story."""
_CODE = re.compile(r"رمزك هو (\d{6})")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tell the story in its order: what is shown at its end was done before."""
    in_order(items, _HERE, _place)


def _place(item: pytest.Item) -> tuple[int, int]:
    file = _TOLD.index(item.path.name)
    return file, 0 if file else item.location[1] or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """Somebody with an open account, in a browser of their own."""

    id: str
    someone: MadeUp
    visitor: Visitor


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """The shop as it runs, and the people at it."""

    running: RunningExample
    amana: Amana
    http: httpx.Client
    """At Amana's doors, with the service's key."""
    staff: Visitor
    open: list[Visitor] = field(default_factory=list)

    def visitor(self) -> Visitor:
        """Open another browser."""
        made = Visitor(self.running.app_url)
        self.open.append(made)
        return made

    def customer(self, name: str = "هند العطار") -> Customer:
        """Open an account, with the code from the letter."""
        number, visitor = next(_NUMBERS), self.visitor()
        someone = MadeUp(
            name=name,
            email=f"tried.{number}@mail.example",
            phone=f"+9745501{number:04}",
            address=f"شارع السدرة، مبنى {number}، الدوحة",
            password="long-and-made-up",  # noqa: S106 - nobody's
        )
        stories.register(visitor, someone)
        page = stories.enter_code(visitor, self.code_for(someone.email))
        return Customer(id=stories.person_on(page), someone=someone, visitor=visitor)

    def code_for(self, address: str) -> str:
        """Return the code that was written to this address."""
        found = _CODE.search(self.letter(address, "رمز"))
        assert found is not None
        return found.group(1)

    def letter(self, address: str, subject: str) -> str:
        """Wait for a letter, and return its text."""
        return self.running.letter(address, subject).text

    def letter_of_offers(self, address: str, subject: str) -> Received:
        """Have offers sent until one came: who is proposed follows a choice within seconds."""
        for _ in range(20):
            self.desk("offers")
            for each in self.running.letters(address):
                if each.subject == subject or each.subject.startswith(f"{subject} "):
                    return each
            time.sleep(0.5)
        raise AssertionError(subject)

    def desk(self, act: str, **fields: str) -> str:
        """Do something at the staff's desk; return the page that came."""
        return stories.desk(self.staff, act, fields).text

    def post(self, path: str, body: Mapping[str, object]) -> Any:  # noqa: ANN401 - JSON
        """Ask Amana by a body."""
        return self.running.ask(path, body)

    def publish_all(self) -> None:
        """Approve all reviews that wait, as the team does in the console."""
        storage, service = self.running.amana.storage, self.running.service
        with storage.reading(service) as view:
            ids = [each.id for each in waiting(view, after=None)]
        for each in ids:
            with storage.work(service) as work:
                approve(Act(actor=OPERATOR, work=work), each)

    def approve_release(self, release: UUID) -> None:
        """Approve a release as its second person, a member of the team."""
        member = Actor(
            role=Role.OFFICER, label="نوال المري", member=uuid4(), at=StaffRole.PRIVACY_OFFICER
        )
        with self.running.amana.storage.work(self.running.service) as work:
            approve_release(Act(actor=member, work=work), release)

    def attest(self, *promises: str) -> None:
        """Let the privacy officer vouch for what no act shows."""
        actor = Actor(role=Role.OFFICER, label="نوال المري")
        statement = "راجعتُ العقد والإعدادات، وهي كما وُعد."
        self.running.attest(*promises, by=actor, statement=statement)

    def look(self, *names: str, at: str | None = None) -> dict[str, ProbeRun]:
        """Let probes look now, all where none is named, at the shop or at another address."""
        return self.running.look(*names, at=None if at is None else (at,))

    def run_retention(self) -> None:
        """End now what is due, as a worker does every minute."""
        self.running.end_what_is_over()

    def states(self) -> dict[str, str]:
        """Return how each promise stands, as Amana says it."""
        return self.running.states()


@pytest.fixture(scope="session")
def shop(
    fresh_database: Callable[[], str | None], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shop]:
    """Run the shop; no made-up people come, the tests are who uses it."""
    place = tmp_path_factory.mktemp("minwal")
    with (
        running_example("store", place, fresh_database()) as running,
        Amana(running.amana_url, running.key, timeout=30) as amana,
        httpx.Client(
            base_url=running.amana_url,
            headers={"Authorization": f"Bearer {running.key}"},
            timeout=30,
            trust_env=False,
        ) as http,
        Visitor(running.app_url) as staff,
    ):
        assert stories.sign_in(staff, running.app.officer, running.password).path == "/staff/"
        made = Shop(running=running, amana=amana, http=http, staff=staff)
        yield made
        for each in made.open:
            each.__exit__(None, None, None)
