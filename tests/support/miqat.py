"""Miqat as its tests use it: the app beside its Amana, and the people who come in."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from typing import Any

import httpx
from example import RunningExample
from playing.browsing import Page, Visitor
from scheduling.made_up import MadeUp, MadeUpBusiness

from amana.acts.act import Actor, Role
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
        assert stories.enter(visitor, self.shown.app.officer, self.shown.password).path == "/desk"
        return visitor

    def code_for(self, email: str) -> str:
        """Return the code of the latest letter to an address."""
        return stories.code_in(self.letter(email, "رمز"))

    def codes_sent(self, email: str) -> int:
        """Return how many codes went to an address."""
        return sum("رمز" in it.subject for it in self.shown.letters(email))

    def letter(self, email: str, subject: str, words: str = "") -> str:
        """Wait for a letter, and return the latest of its kind that says these words."""
        return self.shown.letter(email, subject, words).text

    def until(self, seen: Callable[[], object]) -> None:
        """Wait until something is seen."""
        self.shown.wait(seen, what="what was waited for")

    def post(self, path: str, **asked: object) -> Any:  # noqa: ANN401 - JSON
        """Ask Amana at its own door."""
        return self.shown.ask(path, asked)

    def request(self, kind: str, person: str, **more: object) -> str:
        """Ask for something on behalf of who is signed in; return the request's number."""
        return str(
            self.post("/v1/requests", kind=kind, person=person, proven_by="signed_in", **more)[
                "request"
            ]
        )

    def attest(self, *promises: str) -> None:
        """Let the privacy officer vouch for what no act shows."""
        statement = "راجعت العقد والإعدادات، وهي كما وُعد."
        self.shown.attest(*promises, by=OFFICER, statement=statement)

    def look(self, *names: str) -> None:
        """Let probes look now, at what needs no address."""
        self.shown.look(*names, at=())

    def states(self) -> dict[str, str]:
        """Return how each promise stands, as Amana says it."""
        return self.shown.states()

    def enter_centre(self, whose: Member) -> httpx.Response:
        """Open the privacy centre by the app's own button."""
        shown = whose.visitor.open("/privacy")
        (address,) = shown.paths(r'class="amana-centre" method="post" action="([^"]+)"')
        (ticket,) = shown.paths(r'name="ticket" value="([^"]+)"')
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
