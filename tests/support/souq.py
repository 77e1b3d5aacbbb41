"""Souq al-Hayy as its tests see it: the site, its database, its letters, and who comes."""

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace

from classifieds.browsing import Page, Visitor
from classifieds.stories import Someone
from example import RunningExample

from amana.acts.choices.fold import fold_choices
from amana.acts.probes.all_probes import named, run_all
from amana.assembly import probing
from amana.sdk import Amana
from classifieds import stories

WAIT_S = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The site, what Amana says of it, and the letters that came."""

    run: RunningExample
    amana: Amana

    @property
    def url(self) -> str:
        """Where it answers."""
        return self.run.app_url

    def rows(self, sql: str, *given: object) -> list[tuple[object, ...]]:
        """Look into the site's own database."""
        with closing(sqlite3.connect(self.run.data / "souq.db")) as db:
            return db.execute(sql, given).fetchall()

    def write(self, sql: str, *given: object) -> None:
        """Write there, behind everybody's back."""
        with closing(sqlite3.connect(self.run.data / "souq.db", timeout=20)) as db, db:
            db.execute(sql, given)

    def letter(self, to: str, words: str) -> str:
        """Return the text of the latest letter to an address with these words in its subject."""
        ends = time.monotonic() + WAIT_S
        while time.monotonic() < ends:
            for each in self.run.mailbox.latest():
                if each.to == to and words in each.subject:
                    return each.text
            time.sleep(0.05)
        msg = f"no letter with {words}"
        raise AssertionError(msg)

    def index_choices(self) -> None:
        """Have choices indexed now, as the schedule does each minute: proposals come from there."""
        fold_choices(self.run.amana.storage, self.run.service)

    def letters(self, to: str) -> list[str]:
        """Return the subjects of all letters to an address."""
        return [each.subject.strip() for each in self.run.mailbox.latest() if each.to == to]

    def person(self, someone: Someone) -> str:
        """Return the id by which Amana knows somebody."""
        return str(self.rows("select id from account where email = ?", someone.email)[0][0])

    def state(self, promise: str) -> str:
        """Return how a promise stands."""
        return {each.id: each.state for each in self.amana.policy().promises}[promise]

    def acts(self, person: str, act: str) -> list[tuple[str, tuple[str, ...]]]:
        """Return the outcome and promises of what was done or refused, the latest first."""
        found = self.amana.history(person)
        return [(each.outcome, each.promises) for each in found if each.act == act]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """Somebody at a browser, with an account."""

    who: Someone
    visitor: Visitor
    person: str


def arrive(site: Site, visitor: Visitor, someone: Someone) -> Page:
    """Sign somebody up, by the code of their letter."""
    page = stories.sign_up(visitor, someone)
    assert page.url.endswith("/code/"), page.text
    code = stories.code_in(site.letter(someone.email, "رمز التحقق"))
    return stories.confirm(visitor, code)


def words_of(page: Page) -> str:
    """Return what a page says, without its markup."""
    main = page.text.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"<[^>]+>|\s+", " ", main)


@contextmanager
def planted(site: Site, member: Coming) -> Iterator[None]:
    """Tell Amana of a made-up member, whose values are on no public page."""
    folder = site.run.amana.settings.data / "planted"
    folder.mkdir(exist_ok=True)
    who = member.who
    lines = {"name": who.name, "phone": who.phone, "email": who.email, "address": who.address}
    file = folder / f"{site.run.service}.toml"
    file.write_text("".join(f'{name} = "{value}"\n' for name, value in lines.items()), "utf-8")
    yield
    file.unlink()


def look(site: Site, probe: str) -> None:
    """Have a probe look now, at the site as people reach it."""
    settings = replace(site.run.amana.settings, addresses={site.run.service: (site.url,)})
    runs = run_all(
        site.run.amana.storage,
        probing(settings),
        services=(site.run.service,),
        probes=(named(probe),),
    )
    assert [run.looked for run in runs] != [None]
