"""Miqat as its tests use it: the app beside its Amana, and the people who come in."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from time import monotonic, sleep
from typing import Any

import httpx
from example import RunningExample
from scheduling.browsing import Page, Visitor
from scheduling.made_up import MadeUp, MadeUpBusiness

from amana.acts.act import Act, Actor, Role
from amana.acts.attest import attest
from amana.acts.policy_desk import NewAttestation
from amana.acts.probes.all_probes import PROBES
from amana.acts.probes.probe import run_probe
from amana.assembly.watching import probing
from amana.cli.showing.mailbox import Received
from amana.sdk import Amana
from scheduling import stories

WAIT = 30.0
OFFICER = Actor(role=Role.OFFICER, label="سلمى الحربي")
_NUMBERS = count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who came in, at a browser of their own."""

    id: str
    who: MadeUp
    visitor: Visitor
    owns: bool
    """Whether a business is theirs; they come in by a password."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Miqat:
    """The app, its Amana, and how its people come in."""

    shown: RunningExample
    amana: Amana
    http: httpx.Client
    """At Amana's own doors, with the service's key."""
    browsers: ExitStack

    def visitor(self) -> Visitor:
        """Open another browser."""
        return self.browsers.enter_context(Visitor(self.shown.app_url))

    def made_up(self, name: str) -> MadeUp:
        """Make somebody up whom no other test knows."""
        number = next(_NUMBERS)
        return MadeUp(
            name=name,
            email=f"mawid.{number}@mail.example",
            phone=f"+96650000{number:04}",
            password=f"tawila-wa-saaba-{number}",
            note="أحضر معي تقريرًا سابقًا.",
        )

    def business(self, name: str = "ريم الحازمي") -> Member:
        """Open a business with one service."""
        owner, visitor = self.made_up(name), self.visitor()
        firm = MadeUpBusiness(
            owner=owner, name="عيادة النخيل", about="عيادة أسنان بالموعد وحده.", services=("كشف",)
        )
        page = stories.sign_up(visitor, firm, self.code_for)
        assert page.path == "/business", page.text
        assert stories.publish(visitor, "كشف").went_well
        return self._member(owner, visitor, owns=True)

    def client(self, page: str, name: str = "خالد المطيري") -> Member:
        """Book at a business's page, and so come in."""
        someone, visitor = self.made_up(name), self.visitor()
        seen = self.book(visitor, someone, page)
        assert seen.path == "/bookings", seen.text
        return self._member(someone, visitor, owns=False)

    def book(self, visitor: Visitor, someone: MadeUp, page: str, **how: Any) -> Page:  # noqa: ANN401 - of the story
        """Book an hour that nobody else of these tests has."""
        return stories.book(visitor, someone, page, self.code_for, nth=next(_NUMBERS), **how)

    def officer(self) -> Visitor:
        """Sign Miqat's staff in."""
        visitor = self.visitor()
        password = self.shown.app.password_file.read_text(encoding="ascii")
        assert stories.enter(visitor, self.shown.app.officer, password).path == "/desk"
        return visitor

    def code_for(self, email: str) -> str:
        """Return the code of the latest letter to an address."""
        return stories.code_in(self.letter(email, "رمز"))

    def codes_sent(self, email: str) -> int:
        """Return how many codes went to an address."""
        letters = self.shown.mailbox.latest()
        return sum(it.to == email and "رمز" in it.subject for it in letters)

    def letter(self, email: str, subject: str, words: str = "") -> str:
        """Wait for a letter, and return the latest of its kind that says these words."""

        def wanted(it: Received) -> bool:
            return it.to == email and subject in it.subject and words in it.text

        box = self.shown.mailbox
        assert box.wait_for(wanted, at_most_s=WAIT), subject
        return next(it.text for it in box.latest() if wanted(it))

    def until(self, seen: Callable[[], object]) -> None:
        """Wait until something is seen."""
        end = monotonic() + 2 * WAIT
        while not seen():
            assert monotonic() < end
            sleep(0.2)

    def post(self, path: str, **asked: object) -> Any:  # noqa: ANN401 - JSON
        """Ask Amana at its own door."""
        answer = self.http.post(path, json=asked)
        assert answer.is_success, answer.text
        return answer.json()

    def request(self, kind: str, person: str, **more: object) -> str:
        """Ask for something on behalf of who is signed in; return the request's number."""
        return str(
            self.post("/v1/requests", kind=kind, person=person, proven_by="signed_in", **more)[
                "request"
            ]
        )

    def attest(self, *promises: str) -> None:
        """Let the privacy officer vouch for what no act shows."""
        for promise in promises:
            word = NewAttestation(
                promise=promise,
                statement="راجعت العقد والإعدادات، وهي كما وُعد.",
                document="محضر مراجعة".encode(),
                document_name="review.txt",
                valid_for=timedelta(days=90),
            )
            with self.shown.amana.storage.work(self.shown.service) as work:
                attest(Act(actor=OFFICER, work=work), word)

    def look(self, *names: str) -> None:
        """Let probes look now."""
        amana = self.shown.amana
        given = probing(replace(amana.settings, addresses={}))
        for each in PROBES.values():
            if not names or each.name.value in names:
                run_probe(amana.storage, self.shown.service, each, given)

    def states(self) -> dict[str, str]:
        """Return how each promise stands, as Amana says it."""
        return {each.id: each.state for each in self.amana.policy().promises}

    def enter_centre(self, whose: Member) -> httpx.Response:
        """Open the privacy centre by the app's own button."""
        shown = whose.visitor.open("/privacy")
        (address,) = shown.links(r'class="amana-centre" method="post" action="([^"]+)"')
        (ticket,) = shown.links(r'name="ticket" value="([^"]+)"')
        browser = self.browsers.enter_context(
            httpx.Client(follow_redirects=True, timeout=WAIT, trust_env=False)
        )
        return browser.post(address, data={"ticket": ticket})

    def records(self, person: str, kind: str) -> list[dict[str, object]]:
        """Return what Amana's own records of a kind hold about somebody."""
        return [
            {name: it.now.value for name, it in each.fields.items() if it.now is not None}
            for each in self.amana.records.of(person)
            if each.type == kind
        ]

    def _member(self, who: MadeUp, visitor: Visitor, *, owns: bool) -> Member:
        (person,) = self.amana.persons.find("email", who.email)
        return Member(id=person, who=who, visitor=visitor, owns=owns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A business whose first appointment is over, and since when by this machine's clock."""

    owner: Member
    at: float
