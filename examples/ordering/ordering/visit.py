"""One visit to a page: who it is, with the app's parts at hand."""

import hmac
import re
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Annotated, Final, TypeVar

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment
from services_app.accounts import new_id, sign_in_name
from services_app.database import opened
from services_app.fields import Posted

from amana.sdk import Amana, AmanaUnreachable, PolicyInForce, RefusedByPolicy
from ordering.accounts import Holder, holder, note_met
from ordering.keeping import Keeping
from ordering.letters import Letters
from services_app import sessions

COOKIE: Final = "zuwwada"
FILE: Final = "zuwwada.sqlite3"
_MOST_FIELDS: Final = 20
_QATAR: Final = timezone(timedelta(hours=3))
_MODEL: Final = re.compile(r"\(([^()]{1,120})\)")
_CONNECTION: Final = re.compile(r"[a-z0-9-]{2,12}")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the app is made of; one for the whole process."""

    amana: Amana
    templates: Environment
    data: Path
    names_secret: bytes
    form_secret: bytes
    notice_url: str
    centre_origin: str
    overhear: Callable[[str, str], None]
    """Hears what goes into a letter that somebody has to come back with: made-up people read no
    mailbox."""

    @property
    def keeping(self) -> Keeping:
        """What Amana keeps."""
        return Keeping(self.amana)

    @property
    def letters(self) -> Letters:
        """What Amana sends."""
        return Letters(self.amana)


class SignInFirst(Exception):
    """The page belongs to somebody, and nobody of that role is signed in."""


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
    account: Holder | None

    @property
    def form_token(self) -> str:
        """What the forms of this visitor carry."""
        return sessions.form_token(self.parts.form_secret, self.token)

    @property
    def keeping(self) -> Keeping:
        """What Amana keeps."""
        return self.parts.keeping

    def name_of(self, email: str) -> str:
        """Return what an account with this e-mail address is found by."""
        return sign_in_name(self.parts.names_secret, email)

    def who(self, role: str) -> Holder:
        """Return the account that is signed in, if it has this role."""
        if self.account is None or not self.account.confirmed:
            raise SignInFirst
        if self.account.role != role:
            raise NotThere
        return self.account

    def writer(self) -> str:
        """Return who writes: the person signed in, else somebody of whom nothing is known yet."""
        signed_in = self.account is not None and self.account.role == "person"
        return self.account.id if self.account is not None and signed_in else new_id("w")

    def going_on(self, person: str, deed: Callable[[], T]) -> T:
        """Do what waits for acceptance; to go on is to accept, unless the person declined."""
        done = self.keeping.going_on(person, deed)
        if self.account is not None and self.account.id == person:
            note_met(self.db, person, self.policy().version)
        return done

    def policy(self) -> PolicyInForce:
        """Return the policy in force."""
        return self.parts.amana.policy()

    def note_phone(self, person: str) -> None:
        """Let Amana decide whether phone and connection may be noted; else they are not."""
        found = _MODEL.search(self.request.headers.get("User-Agent", ""))
        said = self.request.headers.get("ECT", "").lower()
        connection = said if _CONNECTION.fullmatch(said) else "غير معروفة"
        model = found[1] if found else "غير معروف"
        try:
            self.keeping.note_phone(person, model=model, connection=connection)
        except (RefusedByPolicy, AmanaUnreachable):
            return

    def page(self, template: str, *, status: int = 200, **values: object) -> Response:
        """Make a page."""
        html = self.parts.templates.get_template(template).render(
            visit=self,
            path=self.request.url.path,
            notice=f"{self.parts.notice_url}?lang=ar",
            changed=self._changed(),
            **values,
        )
        return HTMLResponse(html, status_code=status)

    def _changed(self) -> bool:
        """Tell whether the policy changed since the person signed in here met it."""
        if self.account is None or self.account.role != "person" or not self.account.met:
            return False
        try:
            return self.policy().version > self.account.met
        except AmanaUnreachable:
            return False

    def go(self, path: str, *, token: str | None = None) -> Response:
        """Send the browser on after a form; with a token, as somebody else than before."""
        if token is not None:
            self.request.state.new_token = token
        return RedirectResponse(path, status_code=303)


def moment(instant: str | datetime) -> str:
    """Write an instant as clocks in Qatar show it."""
    at = datetime.fromisoformat(instant) if isinstance(instant, str) else instant
    return at.astimezone(_QATAR).strftime("%Y-%m-%d %H:%M")


def visiting(request: Request) -> Iterator[Visit]:
    """Open a visit; the database is closed when the page is made."""
    parts: Parts = request.app.state.parts
    cookie = request.cookies.get(COOKIE)
    if cookie is None or not sessions.is_token(cookie):
        cookie = sessions.new_token()
        request.state.new_token = cookie
    with opened(parts.data, file=FILE) as db:
        session = sessions.current(db, cookie)
        yield Visit(
            request=request,
            parts=parts,
            db=db,
            token=cookie,
            session=session,
            account=None if session is None else holder(db, session.account),
        )


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


def current_person(visit: Visiting) -> str:
    """Return whose data a page is about: the person's who is signed in."""
    return visit.who("person").id
