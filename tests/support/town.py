"""The ordering app as its people and its staff meet it, with everything around it in reach."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from example import RunningExample, running_example
from ordering.people import MadeUp
from playing.browsing import Page, Visitor

from amana.acts.act import Act, Actor, Role
from amana.acts.letters.taking import LetterKind, Mailroom, take_letter
from amana.acts.probes.probe import ProbeRun
from amana.acts.publish_policy import Publication, publish_policy
from amana.cli.policy_file import open_policy
from amana.cli.showing.mailbox import Received
from amana.sdk import Amana, PromiseInForce
from ordering import people, stories

SEED = 7
WAIT = 60.0
OFFICER = Actor(role=Role.OFFICER, label="نورة")
SUPPORT = "support@zuwwada.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """The app, Amana, and the mailbox in which every letter ends."""

    run: RunningExample
    amana: Amana

    @property
    def url(self) -> str:
        """Where the app answers."""
        return self.run.app_url

    def letters(self, to: str) -> tuple[Received, ...]:
        """Return what came for an address, the latest first."""
        return self.run.letters(to)

    def letter(self, to: str, pattern: str, *, beside: int = 0) -> Received:
        """Wait for a letter that says this, beside so many that did before, and return it."""

        def found() -> list[Received]:
            return [it for it in self.letters(to) if re.search(pattern, it.text + it.subject)]

        self.wait(lambda: len(found()) > beside, what=pattern)
        return found()[0]

    def heard(self, to: str) -> str:
        """Read the code, or for ``list:…`` the token, out of the letter to an address."""
        address = to.removeprefix("list:")
        pattern = r"/list/confirm/([\w-]+)" if address != to else r"رمزك (\d{6})"
        found = re.search(pattern, self.letter(address, pattern).text)
        assert found is not None
        return found[1]

    def wait(self, so: Callable[[], bool], *, what: str) -> None:
        """Wait until it is so."""
        self.run.wait(so, what=what)

    def id_of(self, someone: MadeUp) -> str:
        """Return the number under which Amana knows somebody with an account."""
        return next(it for it in self.amana.persons.find("email", someone.email) if it[0] == "c")

    def audience(self) -> tuple[str, ...]:
        """Return whom an issue of the list would go to; new people are counted in here and now.

        A worker does that each minute.
        """
        self.run.index_choices()
        asked = self.amana.whole_audience(["email"], purpose="newsletter", channel="email")
        return tuple(asked)

    @contextmanager
    def browser(self, someone: MadeUp) -> Iterator[Visitor]:
        """Open somebody's browser, signed in."""
        with stories.browser(self.url, someone) as visitor:
            stories.sign_in(visitor, someone.email, someone.password)
            yield visitor

    @contextmanager
    def desk(self) -> Iterator[Visitor]:
        """Open the desk."""
        with Visitor(self.url) as visitor:
            stories.sign_in(visitor, self.run.app.officer, self.run.password)
            yield visitor

    def at_desk(self, deed: str, fields: Mapping[str, str] | None = None) -> Page:
        """Press one of the desk's buttons."""
        with self.desk() as visitor:
            return visitor.send(visitor.open("/desk"), f"/desk/{deed}", fields or {})

    def office(self, path: str, asked: Mapping[str, object] | None = None) -> Mapping[str, Any]:
        """Ask a door of Amana's API with the service's key."""
        return self.run.ask(path, asked)

    def writes(self, sender: str, text: str) -> LetterKind:
        """Let a letter come in at the support address."""
        raw = (
            f"From: <{sender}>\r\nTo: <{SUPPORT}>\r\nSubject: =?utf-8?q??=\r\n"
            f"Date: {datetime.now(UTC):%a, %d %b %Y %H:%M:%S +0000}\r\n"
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
            f"\r\n{text}\r\n"
        )
        room = Mailroom(own=frozenset({SUPPORT}), site=self.run.amana_url)
        return take_letter(self.run.amana.storage, self.run.service, raw.encode(), room)

    def vouch(self, promise: str, statement: str) -> None:
        """Let the officer give their word, with a document."""
        self.run.attest(promise, by=OFFICER, statement=statement)

    def change_policy(self) -> int:
        """Publish the policy with another sentence changed, as its officer would."""
        opened = open_policy(self.run.app.example.policy_file)
        texts = {
            language: text.replace("مطعم قريب، ثم", "مطعم قريب منك، ثم")
            for language, text in opened.texts.items()
        }
        assert texts != opened.texts
        given = Publication(source=opened.source, texts=texts, material=False, reason="عبارة أوضح")
        with self.run.amana.storage.work(self.run.service) as work:
            return publish_policy(Act(actor=OFFICER, work=work), given)

    def look(self, *names: str, at: str | None = None) -> dict[str, ProbeRun]:
        """Let probes look, all where none is named, at the app or another address."""
        return self.run.look(*names, at=None if at is None else (at,))

    def report(self) -> dict[str, PromiseInForce]:
        """Return how each promise stands."""
        return {it.id: it for it in self.amana.policy().promises}


@contextmanager
def town(place: Path, database_url: str | None) -> Iterator[Town]:
    """Run the app with nobody in it."""
    with (
        running_example("ordering", place, database_url) as run,
        Amana(run.amana_url, run.key) as amana,
    ):
        yield Town(run=run, amana=amana)


def someone(number: int) -> MadeUp:
    """Make somebody up."""
    return people.person(number, seed=SEED)
