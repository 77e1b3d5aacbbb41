"""A person's own account: profile, sessions, channels, what is held and what was done with it."""

from fastapi import APIRouter
from fastapi.responses import Response

from services_app import orders, sessions
from services_app.accounts import (
    Account,
    change_profile,
    close_channels,
    closed_channels,
    knows_password,
)
from services_app.fields import NotTaken
from services_app.visit import Form, SignInFirst, Visit, Visiting

router = APIRouter()
CHANNELS = ("phone", "email", "chat")


@router.get("/profile")
def show_profile(visit: Visiting) -> Response:
    """Show the person's profile, sessions and channels."""
    person = _owner(visit)
    visit.asking.show_profile(person.id)
    visit.note("profile")
    return _profile_page(visit, person)


def _owner(visit: Visit) -> Account:
    if visit.account is None:
        raise SignInFirst
    return visit.account


def _profile_page(visit: Visit, person: Account, *, fault: NotTaken | None = None) -> Response:
    return visit.page(
        "profile.html",
        status=200 if fault is None else 422,
        person=person,
        sessions=sessions.all_of(visit.db, person.id),
        channels=CHANNELS,
        closed=closed_channels(visit.db, person.id),
        fault=fault,
    )


@router.post("/profile")
def save_profile(visit: Visiting, form: Form) -> Response:
    """Take in a changed profile."""
    person = _owner(visit)
    try:
        name = form.text("name", shortest=2, longest=80)
        phone = form.phone()
        address = form.text("address", shortest=5)
    except NotTaken as fault:
        visit.asking.show_profile(person.id)
        return _profile_page(visit, person, fault=fault)
    visit.asking.change_profile(person.id)
    change_profile(visit.db, person.id, name=name, phone=phone, address=address)
    return visit.go("/profile")


@router.post("/profile/sessions")
def end_session(visit: Visiting, form: Form) -> Response:
    """End one of the person's own sessions."""
    sessions.end(visit.db, _owner(visit).id, form.values.get("session", ""))
    return visit.go("/profile")


@router.post("/profile/channels")
def save_channels(visit: Visiting, form: Form) -> Response:
    """Keep which channels are closed to what is not essential."""
    closed = frozenset(channel for channel in CHANNELS if not form.is_ticked(channel))
    close_channels(visit.db, _owner(visit).id, closed)
    return visit.go("/profile")


@router.get("/my-data")
def show_held(visit: Visiting) -> Response:
    """Show everything that is held, after the person showed who they are."""
    person = visit.who("person")
    if visit.session is None or not visit.session.is_proven():
        return visit.page("prove.html", fault=None)
    visit.asking.show_held(person.id)
    visit.note("my_data")
    history = sorted(visit.asking.history(person.id), key=lambda act: act.at, reverse=True)
    return visit.page(
        "my_data.html",
        person=person,
        requests=orders.of_person(visit.db, person.id),
        corrections=orders.corrections_of(visit.db, person.id),
        visits=orders.visits_of(visit.db, person.id),
        history=history,
        looked=[act for act in history if act.act in {"read", "disclose", "message"}],
    )


@router.post("/my-data")
def prove(visit: Visiting, form: Form) -> Response:
    """Compare the password again; failed tries are counted and limited."""
    person = visit.who("person")
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
