"""Puts the app together: settings in, a web application out."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from amana.sdk import Amana
from services_app import database
from services_app.accounts import Applicant, account_by_address, new_id, open_account
from services_app.asking import Asking
from services_app.pages import account, entry, faults, requests, unit, work
from services_app.protection import protect
from services_app.sealing import Seal
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
        speaking=speaking(),
        templates=_templates(),
        data=settings.data,
        seal=Seal(database.secret(settings.data, "seal.key", 32)),
        form_secret=database.secret(settings.data, "forms.key", 32),
        notice_url=settings.notice_url,
    )
    protect(app)
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
    with database.opened(data) as db:
        if account_by_address(db, _OFFICER) is None:
            applicant = Applicant(
                name="موظف الوحدة",
                email=_OFFICER,
                phone="+97440000000",
                address="الدوحة",
                password=password,
            )
            open_account(db, new_id("u"), "unit", applicant)
    return Credentials(email=_OFFICER, password=password)


def _templates() -> Environment:
    """Read templates from their folder; a name that is not given fails, and all text is escaped."""
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
