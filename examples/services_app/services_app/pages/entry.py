"""Signing up, signing in and out, and the choice of language."""

import sqlite3
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response

from amana.domain.words import ENGLISH
from services_app import sessions
from services_app.accounts import (
    account_by_name,
    declare_service,
    new_id,
    open_account,
    who_signs_in,
)
from services_app.fields import NotTaken, Posted
from services_app.keeping import Applicant
from services_app.orders import PRICES
from services_app.visit import LANGUAGE_COOKIE, Form, Visit, Visiting

router = APIRouter()
HOME = {"person": "/requests", "provider": "/work", "unit": "/unit"}


@router.get("/")
def front(visit: Visiting) -> Response:
    """Say what this is."""
    return visit.page("front.html", services=PRICES)


@router.get("/.well-known/gpc.json")
def honours_signals() -> Response:
    """Say that Global Privacy Control is honoured (W3C Global Privacy Control, section 4)."""
    return JSONResponse({"gpc": True, "lastUpdate": "2026-11-22"})


@router.get("/language")
def choose_language(visit: Visiting, to: str = "ar", back: str = "/") -> Response:
    """Keep the chosen language in a cookie and go back to a page of ours."""
    inside = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    answer = visit.go(back if inside else "/")
    answer.set_cookie(
        LANGUAGE_COOKIE,
        "en" if to == ENGLISH else "ar",
        max_age=31_536_000,
        httponly=True,
        secure=visit.request.url.scheme == "https",
        samesite="lax",
    )
    return answer


@router.get("/sign-up")
def ask_to_sign_up(visit: Visiting, as_: Annotated[str, Query(alias="as")] = "person") -> Response:
    """Show the form, with the version of the policy that it asks to accept."""
    return _sign_up_page(visit, "provider" if as_ == "provider" else "person")


def _sign_up_page(
    visit: Visit, role: str, *, fault: NotTaken | None = None, posted: Posted | None = None
) -> Response:
    return visit.page(
        "sign_up.html",
        status=200 if fault is None else 422,
        role=role,
        version=visit.asking.version(),
        services=PRICES,
        fault=fault,
        values={} if posted is None else posted.values,
    )


@router.post("/sign-up")
def sign_up(visit: Visiting, form: Form) -> Response:
    """Take someone in, after they agreed to the policy in force and Amana let us."""
    role = "provider" if form.values.get("role") == "provider" else "person"
    try:
        account = _take_in(visit, form, role)
    except NotTaken as fault:
        return _sign_up_page(visit, role, fault=fault, posted=form)
    visit.asking.join_browser(account, visit.banner_cookie)
    token = sessions.begin(visit.db, account, visit.request.headers.get("User-Agent", ""))
    return visit.go(HOME[role], token=token)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Firm:
    """What a business writes besides."""

    service: str
    place: str = field(repr=False)
    bank_account: str = field(repr=False)


def _take_in(visit: Visit, form: Posted, role: str) -> str:
    """Open the account; acceptance comes first, then what Amana keeps, then the app's own rows."""
    applicant = Applicant(
        name=form.text("name", shortest=2, longest=80),
        email=form.email(),
        phone=form.phone(),
        address=form.text("address", shortest=5),
        password=form.password(),
    )
    firm = _firm(form) if role == "provider" else None
    version = form.number("version")
    if not form.is_ticked("accepts") or version != visit.asking.version():
        raise NotTaken(field="accepts", why="accepts")
    if account_by_name(visit.db, visit.name_of(applicant.email)) is not None:
        raise NotTaken(field="email", why="taken")
    account = new_id(role[:1])
    visit.asking.accepted(account, version=version, language=visit.language)
    try:
        _keep(visit, account, applicant, firm)
        _open(visit, account, role, applicant, firm)
    except BaseException:
        # Whatever came in belongs to nobody's account now.
        visit.keeping.forget(account)
        raise
    return account


def _firm(form: Posted) -> _Firm:
    return _Firm(
        service=form.one_of("service", tuple(PRICES)),
        place=form.text("place", shortest=2, longest=80),
        bank_account=form.bank_account(),
    )


def _keep(visit: Visit, account: str, applicant: Applicant, firm: _Firm | None) -> None:
    """Have Amana take in what they wrote; a refusal of any of it refuses the account."""
    visit.asking.take_password(account)
    visit.keeping.take_in(account, applicant)
    if firm is not None:
        visit.keeping.take_in_business(account, place=firm.place, bank_account=firm.bank_account)


def _open(visit: Visit, account: str, role: str, applicant: Applicant, firm: _Firm | None) -> None:
    """Store the app's own rows: a number, a role, and with what they sign in."""
    name = visit.name_of(applicant.email)
    visit.db.execute("BEGIN IMMEDIATE")
    try:
        open_account(visit.db, account, role, sign_in=name, password=applicant.password)
        if firm is not None:
            declare_service(visit.db, account, firm.service)
    except sqlite3.IntegrityError as fault:
        visit.db.execute("ROLLBACK")
        raise NotTaken(field="email", why="taken") from fault
    visit.db.execute("COMMIT")


@router.get("/sign-in")
def ask_to_sign_in(visit: Visiting) -> Response:
    """Show the form."""
    return visit.page("sign_in.html", fault=None)


@router.post("/sign-in")
def sign_in(visit: Visiting, form: Form) -> Response:
    """Begin a session; wrong address, wrong password and too many tries look alike."""
    email = form.values.get("email", "")[:254].strip().lower()
    # An address without an account is counted too: else the waiting tells which have one.
    name = visit.name_of(email)
    tried = account_by_name(visit.db, name) or f"x-{name}"
    if sessions.too_many_tries(visit.db, tried):
        return visit.page("sign_in.html", status=429, fault="wait")
    account = who_signs_in(visit.db, name, form.any_password())
    if account is None:
        sessions.note_failed_try(visit.db, tried)
        return visit.page("sign_in.html", status=422, fault="wrong")
    visit.asking.sign_in(account)
    visit.asking.heed(account, visit.request.headers.get("Sec-GPC"))
    visit.asking.join_browser(account, visit.banner_cookie)
    token = sessions.begin(visit.db, account, visit.request.headers.get("User-Agent", ""))
    return visit.go("/home", token=token)


@router.get("/home")
def home(visit: Visiting) -> Response:
    """Send everyone to the page where their work begins."""
    return visit.go("/sign-in" if visit.account is None else HOME[visit.account.role])


@router.post("/sign-out")
def sign_out(visit: Visiting, form: Form) -> Response:
    """End this session."""
    _ = form
    if visit.session is not None:
        sessions.end(visit.db, visit.session.account, visit.session.id)
    return visit.go("/", token=sessions.new_token())
