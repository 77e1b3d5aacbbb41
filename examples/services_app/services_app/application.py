"""Puts the app together: settings in, a web application out."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from amana.sdk import Amana
from services_app import database
from services_app.accounts import account_by_name, new_id, open_account, sign_in_name
from services_app.asking import Asking
from services_app.handling import Handling
from services_app.keeping import Keeping
from services_app.pages import account, entry, faults, requests, unit, work
from services_app.protection import protect
from services_app.settings import Settings
from services_app.speaking import speaking
from services_app.visit import Parts

_HERE = Path(__file__).parent
_OFFICER = "officer@maeen.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """With what the unit's officer signs in."""

    email: str
    password: str = field(repr=False)


def build(settings: Settings, amana: Amana) -> FastAPI:
    """Make the app; its database and secrets are made in the data folder at the first start."""
    database.prepare(settings.data)
    officer(settings.data)
    app = FastAPI(title="Maeen", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.parts = Parts(
        asking=Asking(amana),
        keeping=Keeping(amana),
        handling=Handling(amana),
        speaking=speaking(),
        templates=_templates(),
        data=settings.data,
        names_secret=_names_secret(settings.data),
        form_secret=database.secret(settings.data, "forms.key", 32),
        notice_url=settings.notice_url,
        centre_origin=settings.centre_origin,
        tags=settings.tags,
    )
    protect(app, amana=settings.centre_origin, tags=settings.tags)
    faults.show_faults(app)
    for group in (entry, requests, account, work, unit):
        app.include_router(group.router)
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    return app


def officer(data: Path) -> Credentials:
    """Return the officer's credentials; at the first start the account and a password are made.

    They lie in a file of mode 0600 in the data folder, for whoever runs the app to hand over.
    """
    database.prepare(data)
    made = secrets.token_urlsafe(18).encode()
    password = database.keep(data, "officer.password", made).decode()
    name = sign_in_name(_names_secret(data), _OFFICER)
    with database.opened(data) as db:
        if account_by_name(db, name) is None:
            open_account(db, new_id("u"), "unit", sign_in=name, password=password)
    return Credentials(email=_OFFICER, password=password)


def _names_secret(data: Path) -> bytes:
    """Return the secret under which names of accounts are hashed."""
    return database.secret(data, "names.key", 32)


def _templates() -> Environment:
    """Read templates from their folder; a name that is not given fails, and all text is escaped."""
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
