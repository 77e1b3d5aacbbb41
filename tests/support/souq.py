"""Souq al-Hayy as its tests see it: the site, its database, its letters, and who comes."""

import base64
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any
from uuid import uuid4

import httpx
from classifieds.stories import Someone
from example import RunningExample
from playing.browsing import Page, Visitor
from playwright.sync_api import BrowserContext
from playwright.sync_api import Page as Sheet

from amana.acts.probes.probe import Looked
from amana.channels.webhook import signed_headers
from amana.sdk import Amana
from classifieds import stories

WAIT_S = 30.0
MAIL_SECRET = f"whsec_{'A' * 43}="
"""With which the mail provider of these tests signs the letters that it passes on."""
_REFUSED = f"{'v' * 22}.1..ad_measuring~analytics~tailored_ads.."


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
        return self.run.letter(to, words).text

    def letters(self, to: str) -> list[str]:
        """Return the subjects of all letters to an address."""
        return [each.subject.strip() for each in self.run.letters(to)]

    def wait(self, so: Callable[[], bool], *, what: str) -> None:
        """Wait until it is so."""
        self.run.wait(so, what=what)

    def end_what_is_over(self) -> None:
        """Let go now what is past its time."""
        self.run.end_what_is_over()

    def index_choices(self) -> None:
        """Have choices indexed now."""
        self.run.index_choices()

    def person(self, someone: Someone) -> str:
        """Return the id by which Amana knows somebody."""
        return str(self.rows("select id from account where email = ?", someone.email)[0][0])

    def state(self, promise: str) -> str:
        """Return how a promise stands."""
        return self.run.states()[promise]

    def office(self, path: str, asked: Mapping[str, object]) -> Mapping[str, Any]:
        """Ask a door of Amana's API with the site's key."""
        return self.run.ask(path, asked)

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


def erase(site: Site, person: str) -> None:
    """Erase somebody, here and in the site's own database."""
    asked = {"kind": "erasure", "person": person, "proven_by": "signed_in"}
    request = site.office("/v1/requests", asked)["request"]
    for deed in ("plan", "approve"):
        site.office(f"/v1/requests/{request}/{deed}", {})
    known = "select 1 from account where id = ?"
    site.wait(lambda: not site.rows(known, person), what="a site that forgot them")


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


def look(site: Site, probe: str, *, at: str | None = None) -> Looked:
    """Have a probe look now, at the site as people reach it, or at another address."""
    [run] = site.run.look(probe, at=None if at is None else (at,)).values()
    assert run.looked is not None, run.unseen
    return run.looked


def comes_in(site: Site, sender: str, text: str) -> str:
    """Let the mail provider pass a letter to the site on; return what it was taken for."""
    letter = EmailMessage()
    letter["From"], letter["To"] = sender, "privacy@souqalhayy.example"
    letter["Subject"] = "إلى سوق الحيّ"
    letter.set_content(text)
    body = json.dumps({"raw": base64.b64encode(letter.as_bytes()).decode()}).encode()
    answer = httpx.post(
        f"{site.run.amana_url}/{site.run.service}/mail-in",
        content=body,
        headers=signed_headers(MAIL_SECRET, body, message=f"m-{uuid4()}", at=datetime.now(UTC)),
        trust_env=False,
        timeout=WAIT_S,
    )
    return str(answer.raise_for_status().json()["kind"])


def refusing(context: BrowserContext, site: Site) -> Sheet:
    """Open a page where the banner was answered before, with a no."""
    context.add_cookies([{"name": f"amana-{site.run.service}", "value": _REFUSED, "url": site.url}])
    return context.new_page()


def come_in(sheet: Sheet, whose: Coming) -> None:
    """Sign in."""
    sheet.goto("/sign-in/")
    sheet.get_by_label("البريد الإلكتروني").fill(whose.who.email)
    sheet.get_by_label("كلمة المرور").fill(whose.who.password)
    sheet.get_by_role("button", name="دخول").click()
    sheet.wait_for_url("**/mine/")
