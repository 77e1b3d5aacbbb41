"""One visit to a page: who it is, in which language, with the app's parts at hand."""

import hmac
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Annotated, Final

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment

from amana.domain.words import ARABIC, ENGLISH, Language
from amana.sdk import AmanaUnreachable, RefusedByPolicy
from services_app import sessions
from services_app.accounts import Account, account_by_id, sign_in_name
from services_app.asking import Asking
from services_app.database import opened
from services_app.fields import Posted
from services_app.handling import Handling
from services_app.keeping import Keeping
from services_app.orders import note_visit
from services_app.speaking import Speaking

LANGUAGE_COOKIE: Final = "language"
_MOST_FIELDS: Final = 30
QATAR: Final = timezone(timedelta(hours=3))
"""Qatar has no summer time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the app is made of; one for the whole process."""

    asking: Asking
    keeping: Keeping
    handling: Handling
    speaking: Speaking
    templates: Environment
    data: Path
    names_secret: bytes
    form_secret: bytes
    notice_url: str
    centre_origin: str
    """Where people reach Amana's own pages."""
    tags: str
    """Where the scripts of others come from."""


class SignInFirst(Exception):
    """The page belongs to someone, and nobody of that role is signed in."""


class NotThere(Exception):
    """There is no such page for this visitor: missing and forbidden look alike."""


class NotOurForm(Exception):
    """The form does not come from a page of ours, or is older than the session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who opens a page, and what the page needs to be made."""

    request: Request
    parts: Parts
    db: sqlite3.Connection
    token: str
    session: sessions.Session | None
    account: Account | None
    language: Language

    @property
    def asking(self) -> Asking:
        """Amana, in the words of this app."""
        return self.parts.asking

    @property
    def keeping(self) -> Keeping:
        """What Amana keeps about accounts."""
        return self.parts.keeping

    @property
    def handling(self) -> Handling:
        """What Amana keeps about requests."""
        return self.parts.handling

    @property
    def banner_cookie(self) -> str | None:
        """What the cookie banner keeps in this browser, under the name of the service."""
        service = self.parts.notice_url.split("/")[-2]
        return self.request.cookies.get(f"amana-{service}")

    def name_of(self, email: str) -> str:
        """Return what an account with this e-mail address is found by."""
        return sign_in_name(self.parts.names_secret, email)

    @property
    def form_token(self) -> str:
        """What the forms of this visitor carry."""
        return sessions.form_token(self.parts.form_secret, self.token)

    def say(self, key: str, **fields: str | int) -> str:
        """Say something in the visitor's language."""
        return self.parts.speaking.say(key, self.language, **fields)

    def term(self, kind: str, id_: str) -> str:
        """Name data, a purpose or a recipient in the visitor's language."""
        return self.parts.speaking.term(kind, id_, self.language)

    def moment(self, instant: str) -> str:
        """Write an instant as clocks in Qatar show it."""
        return datetime.fromisoformat(instant).astimezone(QATAR).strftime("%Y-%m-%d %H:%M")

    def who(self, role: str) -> Account:
        """Return the account that is signed in, if it has this role."""
        if self.account is None:
            raise SignInFirst
        if self.account.role != role:
            raise NotThere
        return self.account

    def note(self, page: str) -> None:
        """Let Amana decide whether this visit may be noted; where it may not, it is not."""
        if self.account is None or self.account.role != "person":
            return
        try:
            noted = self.keeping.note_visit(self.account.id, page)
        except (RefusedByPolicy, AmanaUnreachable):
            return
        if noted is not None:
            note_visit(self.db, self.account.id, noted)

    def page(self, template: str, *, status: int = 200, **values: object) -> Response:
        """Make a page."""
        html = self.parts.templates.get_template(template).render(
            visit=self,
            say=self.say,
            term=self.term,
            language=self.language,
            other=ENGLISH if self.language == ARABIC else ARABIC,
            path=self.request.url.path,
            notice=f"{self.parts.notice_url}?lang={self.language}",
            banner=f"{self.parts.notice_url.removesuffix('/privacy')}/banner.js",
            nonce=self.request.state.nonce,
            tags=self.parts.tags,
            **values,
        )
        return HTMLResponse(html, status_code=status)

    def go(self, path: str, *, token: str | None = None) -> Response:
        """Send the browser on after a form; with a token, as someone else than before."""
        if token is not None:
            self.request.state.new_token = token
        return RedirectResponse(path, status_code=303)


def visiting(request: Request) -> Iterator[Visit]:
    """Open a visit; the database is closed when the page is made."""
    parts: Parts = request.app.state.parts
    cookie = request.cookies.get(sessions.COOKIE)
    if cookie is None or not sessions.is_token(cookie):
        cookie = sessions.new_token()
        request.state.new_token = cookie
    with opened(parts.data) as db:
        session = sessions.current(db, cookie)
        yield Visit(
            request=request,
            parts=parts,
            db=db,
            token=cookie,
            session=session,
            account=None if session is None else account_by_id(db, session.account),
            language=_language(request),
        )


def _language(request: Request) -> Language:
    """Return the chosen language: by address, else by cookie, else Arabic."""
    chosen = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
    return ENGLISH if chosen == ENGLISH else ARABIC


Visiting = Annotated[Visit, Depends(visiting)]


async def _posted(request: Request, visit: Visiting) -> AsyncIterator[Posted]:
    """Read a form that one of our own pages sent; any other raises :class:`NotOurForm`."""
    async with request.form(max_files=0, max_fields=_MOST_FIELDS) as form:
        values: Mapping[str, str] = {
            name: value for name, value in form.items() if isinstance(value, str)
        }
    if not hmac.compare_digest(values.get("form_token", "").encode(), visit.form_token.encode()):
        raise NotOurForm
    yield Posted(values)


Form = Annotated[Posted, Depends(_posted)]
