"""Signing up, signing in and out, and the choice of language."""

import sqlite3
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from amana.domain.words import ENGLISH
from services_app import sessions
from services_app.accounts import (
    Applicant,
    account_by_address,
    declare_business,
    new_id,
    open_account,
    who_signs_in,
)
from services_app.fields import NotTaken, Posted
from services_app.orders import PRICES
from services_app.visit import LANGUAGE_COOKIE, Form, Visit, Visiting

router = APIRouter()
HOME = {"person": "/requests", "provider": "/work", "unit": "/unit"}


@router.get("/")
def front(visit: Visiting) -> Response:
    """Say what this is."""
    return visit.page("front.html", services=PRICES)


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
    token = sessions.begin(visit.db, account, visit.request.headers.get("User-Agent", ""))
    return visit.go(HOME[role], token=token)


def _take_in(visit: Visit, form: Posted, role: str) -> str:
    """Open the account; acceptance comes first, then each question, then the rows."""
    applicant = Applicant(
        name=form.text("name", shortest=2, longest=80),
        email=form.email(),
        phone=form.phone(),
        address=form.text("address", shortest=5),
        password=form.password(),
    )
    service = form.one_of("service", tuple(PRICES)) if role == "provider" else ""
    place = form.text("place", shortest=2, longest=80) if role == "provider" else ""
    bank_account = form.bank_account() if role == "provider" else ""
    version = form.number("version")
    if not form.is_ticked("accepts") or version != visit.asking.version():
        raise NotTaken(field="accepts", why="accepts")
    account = new_id(role[:1])
    visit.asking.accepted(account, version=version, language=visit.language)
    visit.asking.sign_up(account)
    if role == "provider":
        visit.asking.sign_up_business(account)
    visit.db.execute("BEGIN IMMEDIATE")
    try:
        open_account(visit.db, account, role, applicant)
        if role == "provider":
            declare_business(
                visit.db,
                account,
                service=service,
                place=place,
                bank_account=bank_account,
                seal=visit.parts.seal,
            )
    except sqlite3.IntegrityError as fault:
        visit.db.execute("ROLLBACK")
        raise NotTaken(field="email", why="taken") from fault
    visit.db.execute("COMMIT")
    return account


@router.get("/sign-in")
def ask_to_sign_in(visit: Visiting) -> Response:
    """Show the form."""
    return visit.page("sign_in.html", fault=None)


@router.post("/sign-in")
def sign_in(visit: Visiting, form: Form) -> Response:
    """Begin a session; wrong address, wrong password and too many tries look alike."""
    email = form.values.get("email", "")[:254].strip().lower()
    # An address without an account is counted too: else the waiting tells which have one.
    tried = account_by_address(visit.db, email) or sessions.stranger(visit.parts.form_secret, email)
    if sessions.too_many_tries(visit.db, tried):
        return visit.page("sign_in.html", status=429, fault="wait")
    account = who_signs_in(visit.db, email, form.any_password())
    if account is None:
        sessions.note_failed_try(visit.db, tried)
        return visit.page("sign_in.html", status=422, fault="wrong")
    visit.asking.sign_in(account)
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
