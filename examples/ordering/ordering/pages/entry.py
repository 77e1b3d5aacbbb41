"""The menu, signing up with a code by letter, signing in and out."""

import sqlite3

from fastapi import APIRouter
from fastapi.responses import Response
from services_app.accounts import account_by_name, new_id, who_signs_in
from services_app.fields import NotTaken, Posted

from ordering import accounts, codes
from ordering.keeping import Applicant
from ordering.menu import ELSEWHERE, MENU
from ordering.visit import Form, SignInFirst, Visit, Visiting
from services_app import sessions

router = APIRouter()
_HOME = {"person": "/orders", "staff": "/desk"}


@router.get("/")
def front(visit: Visiting) -> Response:
    """Show what is cooked near by."""
    return visit.page("front.html", menu=MENU, elsewhere=ELSEWHERE)


@router.get("/elsewhere")
def elsewhere(visit: Visiting) -> Response:
    """List the links that lead to others, and say that their policies are theirs."""
    return visit.page("elsewhere.html", elsewhere=ELSEWHERE)


@router.get("/sign-up")
def ask_to_sign_up(visit: Visiting) -> Response:
    """Show the form, with the version of the policy that it asks to accept."""
    return visit.page("sign_up.html", version=visit.policy().version, fault=None, values={})


@router.post("/sign-up")
def sign_up(visit: Visiting, form: Form) -> Response:
    """Take somebody in who agreed to the policy in force, and send them a code."""
    try:
        account = _take_in(visit, form)
    except NotTaken as fault:
        version = visit.policy().version
        return visit.page(
            "sign_up.html", status=422, version=version, fault=fault, values=form.values
        )
    return _begin(visit, account, "/code")


def _take_in(visit: Visit, form: Posted) -> str:
    """Open the account: acceptance comes first, then what Amana keeps, then the app's own row."""
    applicant = Applicant(
        name=form.text("name", shortest=2, longest=80),
        email=form.email(),
        phone=form.phone(),
        password=form.password(),
    )
    if not form.is_ticked("accepts") or form.number("version") != visit.policy().version:
        raise NotTaken(field="accepts", why="accepts")
    _forget_never_confirmed(visit)
    name = visit.name_of(applicant.email)
    if account_by_name(visit.db, name) is not None:
        raise NotTaken(field="email", why="taken")
    account = new_id("c")
    met = visit.keeping.met(account, how="explicit")
    try:
        visit.keeping.sign_up(account, applicant)
        accounts.open_for_person(visit.db, account, sign_in=name, met=met)
        _send_code(visit, account, applicant.email)
    except BaseException as fault:
        # What came in until then belongs to nobody's account.
        accounts.close(visit.db, account)
        visit.parts.amana.erase(account)
        if isinstance(fault, sqlite3.IntegrityError):
            raise NotTaken(field="email", why="taken") from fault
        raise
    return account


def _forget_never_confirmed(visit: Visit) -> None:
    """Erase whoever never came back with the code: the address may be somebody else's."""
    for account in accounts.never_confirmed(visit.db):
        visit.parts.amana.erase(account)
        accounts.close(visit.db, account)


def _send_code(visit: Visit, account: str, email: str) -> None:
    code = codes.make(visit.db, account, visit.parts.names_secret)
    visit.parts.letters.code(account, code)
    visit.parts.overhear(email, code)


@router.get("/code")
def ask_for_code(visit: Visiting) -> Response:
    """Show the form for the code."""
    return visit.page("code.html", fault=False)


@router.post("/code")
def take_code(visit: Visiting, form: Form) -> Response:
    """Open the account for who has the code."""
    account = visit.account
    if account is None or account.role != "person":
        raise SignInFirst
    if not codes.fits(visit.db, account.id, form.values.get("code", ""), visit.parts.names_secret):
        return visit.page("code.html", status=422, fault=True)
    visit.keeping.confirmed(account.id)
    accounts.confirm(visit.db, account.id)
    visit.note_phone(account.id)
    return visit.go(_HOME["person"])


@router.post("/code/again")
def send_code_again(visit: Visiting, form: Form) -> Response:
    """Send another code, in place of the one before."""
    _ = form
    account = visit.account
    if account is None or account.role != "person" or account.confirmed:
        raise SignInFirst
    if sessions.too_many_tries(visit.db, account.id):
        raise NotTaken(field="code", why="wait")
    sessions.note_failed_try(visit.db, account.id)
    _send_code(visit, account.id, visit.keeping.profile(account.id)["email"])
    return visit.go("/code")


@router.get("/sign-in")
def ask_to_sign_in(visit: Visiting) -> Response:
    """Show the form."""
    return visit.page("sign_in.html", fault=None)


@router.post("/sign-in")
def sign_in(visit: Visiting, form: Form) -> Response:
    """Begin a session; wrong address, wrong password and too many tries look alike."""
    email = form.values.get("email", "")[:254].strip().lower()
    name = visit.name_of(email)
    tried = account_by_name(visit.db, name) or f"x-{name}"
    if sessions.too_many_tries(visit.db, tried):
        return visit.page("sign_in.html", status=429, fault="wait")
    found = _who(visit, name, form.any_password())
    if found is None:
        sessions.note_failed_try(visit.db, tried)
        return visit.page("sign_in.html", status=422, fault="wrong")
    if found.role == "person" and found.confirmed:
        visit.note_phone(found.id)
    return _begin(visit, found.id, _HOME[found.role] if found.confirmed else "/code")


def _who(visit: Visit, name: str, password: str) -> accounts.Holder | None:
    """Return the account whose name and password these are; a person's password Amana compares."""
    staff = who_signs_in(visit.db, name, password)
    account = staff or account_by_name(visit.db, name)
    found = None if account is None else accounts.holder(visit.db, account)
    if found is None or staff is not None:
        return found
    right = found.role == "person" and visit.keeping.signs_in(found.id, password)
    return found if right else None


def _begin(visit: Visit, account: str, path: str) -> Response:
    agent = visit.request.headers.get("User-Agent", "")
    return visit.go(path, token=sessions.begin(visit.db, account, agent))


@router.post("/sign-out")
def sign_out(visit: Visiting, form: Form) -> Response:
    """End this session."""
    _ = form
    if visit.session is not None:
        sessions.end(visit.db, visit.session.account, visit.session.id)
    return visit.go("/", token=sessions.new_token())


@router.get("/closed")
def closed(visit: Visiting) -> Response:
    """Say that the account is closed."""
    return visit.page("told.html", about="closed")
