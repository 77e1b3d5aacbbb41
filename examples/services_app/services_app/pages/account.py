"""A person's own account: profile, sessions, channels, what is held and what was done with it."""

from fastapi import APIRouter
from fastapi.responses import Response

from services_app import sessions
from services_app.accounts import (
    Account,
    account_by_name,
    knows_password,
    rename,
)
from services_app.fields import NotTaken, Posted
from services_app.keeping import Profile
from services_app.own_copy import own_copy
from services_app.visit import Form, NotThere, SignInFirst, Visit, Visiting

router = APIRouter()
CHANNELS = ("phone", "email", "chat")


@router.get("/profile")
def show_profile(visit: Visiting) -> Response:
    """Show the person's profile, choices, channels and sessions."""
    person = _owner(visit)
    profile = visit.keeping.profile(person.id)
    visit.note("profile")
    return _profile_page(visit, person, profile)


def _owner(visit: Visit) -> Account:
    """Return the account that is signed in; officers have no page of their own."""
    if visit.account is None:
        raise SignInFirst
    if visit.account.role == "unit":
        raise NotThere
    return visit.account


def _profile_page(
    visit: Visit, person: Account, profile: Profile, *, fault: NotTaken | None = None
) -> Response:
    return visit.page(
        "profile.html",
        status=200 if fault is None else 422,
        profile=profile,
        offers=person.role == "person" and visit.asking.wants_offers(person.id),
        sessions=sessions.all_of(visit.db, person.id),
        channels=CHANNELS,
        closed=visit.asking.closed_channels(person.id),
        fault=fault,
    )


@router.post("/profile")
def save_profile(visit: Visiting, form: Form) -> Response:
    """Take in a changed profile; what somebody set right meanwhile is not written over."""
    person = _owner(visit)
    profile = visit.keeping.profile(person.id)
    try:
        written = _written(visit, form, person)
    except NotTaken as fault:
        return _profile_page(visit, person, profile, fault=fault)
    visit.keeping.change_profile(person.id, was=profile, now=written)
    rename(visit.db, person.id, visit.name_of(written.email))
    return visit.go("/profile")


def _written(visit: Visit, form: Posted, person: Account) -> Profile:
    """Return what the person wrote, beside the versions that their page showed."""
    email = form.email()
    if account_by_name(visit.db, visit.name_of(email)) not in {None, person.id}:
        raise NotTaken(field="email", why="taken")
    return Profile(
        name=form.text("name", shortest=2, longest=80),
        phone=form.phone(),
        email=email,
        address=form.text("address", shortest=5),
        seen=form.number("seen"),
        seen_address=form.number("seen_address"),
    )


@router.post("/profile/offers")
def choose_offers(visit: Visiting, form: Form) -> Response:
    """Record that the person agrees to offers, or wants none; it holds at once."""
    person = visit.who("person")
    if form.one_of("offers", ("yes", "no")) == "yes":
        visit.asking.agree_to_offers(person.id)
    else:
        visit.asking.stop_offers(person.id)
    return visit.go("/profile")


@router.post("/profile/sessions")
def end_session(visit: Visiting, form: Form) -> Response:
    """End one of the person's own sessions."""
    sessions.end(visit.db, _owner(visit).id, form.values.get("session", ""))
    return visit.go("/profile")


@router.post("/profile/channels")
def save_channels(visit: Visiting, form: Form) -> Response:
    """Keep which channels are closed to what is not essential."""
    person = _owner(visit)
    closed = frozenset(channel for channel in CHANNELS if not form.is_ticked(channel))
    before = visit.asking.closed_channels(person.id)
    visit.asking.close_channels(person.id, close=closed - before, reopen=before - closed)
    return visit.go("/profile")


@router.post("/notices")
def read_notices(visit: Visiting, form: Form) -> Response:
    """Note that the person has read the notices that their page showed."""
    shown = [value for name, value in form.values.items() if name.startswith("notice-")]
    if shown:
        visit.asking.read_notices(_owner(visit).id, shown)
    return visit.go("/home")


@router.get("/privacy-centre")
def show_way_to_centre(visit: Visiting) -> Response:
    """Show the button that leads to the privacy centre, where the person is then signed in."""
    person = _owner(visit)
    handed = visit.asking.hand_over(person.id)
    return visit.page(
        "centre.html", action=f"{visit.parts.centre_origin}{handed.path}", ticket=handed.ticket
    )


@router.get("/my-data")
def show_held(visit: Visiting) -> Response:
    """Show everything that is held, after the person showed who they are."""
    person = _owner(visit)
    if visit.session is None or not visit.session.is_proven():
        return visit.page("prove.html", fault=None)
    visit.note("my_data")
    history = sorted(visit.asking.history(person.id), key=lambda act: act.at, reverse=True)
    return visit.page(
        "my_data.html",
        person=person,
        copy=own_copy(visit.keeping.all_of(person.id)),
        history=history,
        looked=[act for act in history if act.act in {"read", "disclose", "message"}],
    )


@router.post("/my-data")
def prove(visit: Visiting, form: Form) -> Response:
    """Compare the password again; failed tries are counted and limited."""
    person = _owner(visit)
    if visit.session is None:
        raise SignInFirst
    if sessions.too_many_tries(visit.db, person.id):
        return visit.page("prove.html", status=429, fault="wait")
    visit.asking.prove_identity(person.id)
    if not knows_password(visit.db, person.id, form.any_password()):
        sessions.note_failed_try(visit.db, person.id)
        return visit.page("prove.html", status=422, fault="wrong")
    sessions.prove(visit.db, visit.session.id)
    return visit.go("/my-data")
