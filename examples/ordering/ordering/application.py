"""Puts the app together: settings in, a web application out."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from services_app.accounts import account_by_name, sign_in_name
from services_app.protection import protect
from services_app.settings import Settings
from starlette.middleware.trustedhost import TrustedHostMiddleware

import services_app
from amana.sdk import Amana
from amana.sdk.fastapi import Asking
from ordering import accounts
from ordering.faults import show_faults
from ordering.menu import riyals
from ordering.pages import desk, entry, ordering, own, writing
from ordering.visit import COOKIE, FILE, Parts, current_person
from services_app import database

SERVICE: Final = "ordering"
"""The name under which Amana publishes this app's policy."""
_HERE: Final = Path(__file__).parent
_OFFICER: Final = "desk@zuwwada.example"
_HOSTS: Final = ("127.0.0.1", "localhost")
"""Under which it answers: the letter that asks to confirm takes its address from the request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """With what the staff's desk signs in."""

    email: str
    password: str = field(repr=False)


def _nobody_hears(_to: str, _said: str) -> None:
    """Keep what goes into a letter between the letter and its reader."""


def build(
    settings: Settings, amana: Amana, *, overhear: Callable[[str, str], None] = _nobody_hears
) -> FastAPI:
    """Make the app; its database and secrets are made in the data folder at the first start."""
    officer(settings.data)
    app = FastAPI(title="Zuwwada", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.parts = Parts(
        amana=amana,
        templates=_templates(),
        data=settings.data,
        names_secret=_names_secret(settings.data),
        form_secret=database.secret(settings.data, "forms.key", 32),
        notice_url=settings.notice_url,
        centre_origin=settings.centre_origin,
        overhear=overhear,
    )
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=_HOSTS)
    protect(app, amana=settings.centre_origin, tags=settings.tags, cookie=COOKIE)
    show_faults(app)
    asking = Asking(amana, person=current_person)
    for group in (entry.router, ordering.router(asking), writing.router, own.router, desk.router):
        app.include_router(group)
    shared = Path(services_app.__file__ or "").parent / "static"
    app.mount("/static", StaticFiles(directory=shared), name="static")
    app.mount("/own", StaticFiles(directory=_HERE / "static"), name="own")
    return app


def officer(data: Path) -> Credentials:
    """Return the desk's credentials; at the first start the account and a password are made.

    They lie in a file of mode 0600 in the data folder, for whoever runs the app to hand over.
    """
    database.prepare(data, schema=_HERE / "schema.sql", file=FILE)
    made = secrets.token_urlsafe(18).encode()
    password = database.keep(data, "officer.password", made).decode()
    name = sign_in_name(_names_secret(data), _OFFICER)
    with database.opened(data, file=FILE) as db:
        if account_by_name(db, name) is None:
            accounts.open_for_staff(db, sign_in=name, password=password)
    return Credentials(email=_OFFICER, password=password)


def _names_secret(data: Path) -> bytes:
    """Return the secret under which names of accounts and codes are hashed."""
    return database.secret(data, "names.key", 32)


def _templates() -> Environment:
    """Read templates from their folder; a name that is not given fails, and all text is escaped."""
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["riyals"] = riyals
    return made
