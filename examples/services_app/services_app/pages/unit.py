"""The administrative unit's desk: examine, hand over, offer, look for fraud, measure."""

from collections.abc import Callable, Mapping
from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response

from amana.sdk import RefusedByPolicy
from services_app import orders
from services_app.accounts import Account, account_by_id, people
from services_app.database import now
from services_app.fields import NotTaken
from services_app.visit import Form, NotThere, Visit, Visiting

router = APIRouter()
MANY_REQUESTS = 20
"""So many requests of one person are looked at again."""
_LONGEST_REASON = 300
_DAY = len("2026-11-22")
_FIRST_PAGE = "requests"
_LOOKED_AT = 20
"""Requests that an officer sees, the latest first."""


@router.get("/unit")
def desk(visit: Visiting) -> Response:
    """Show the desk, without anyone's personal data."""
    visit.who("unit")
    return _desk_page(visit)


def _desk_page(visit: Visit, *, fault: NotTaken | None = None) -> Response:
    return visit.page(
        "unit.html",
        status=200 if fault is None else 422,
        people=people(visit.db, most=20),
        rounds=tuple(_STEPS),
        fault=fault,
    )


@router.post("/unit/examine")
def examine(visit: Visiting, form: Form) -> Response:
    """Show a person's data to the officer; Amana refuses where no reason is stated."""
    officer = visit.who("unit")
    try:
        person = _person(visit, form.text("person", longest=40))
        reason = form.text("reason", shortest=0, longest=_LONGEST_REASON)
    except NotTaken as fault:
        return _desk_page(visit, fault=fault)
    latest = orders.of_person(visit.db, person.id)[:_LOOKED_AT]
    seen = visit.keeping.examined(person.id, latest, staff=officer.id, reason=reason)
    return visit.page("examined.html", person=person, reason=reason, seen=seen)


def _person(visit: Visit, account: str) -> Account:
    found = account_by_id(visit.db, account)
    if found is None or found.role != "person":
        raise NotTaken(field="person", why="choice")
    return found


@router.post("/unit/authority")
def hand_to_authority(visit: Visiting, form: Form) -> Response:
    """Hand name and phone to an authority, on a legal ground that is named."""
    visit.who("unit")
    try:
        person = _person(visit, form.text("person", longest=40))
        ground = form.text("ground", shortest=0, longest=_LONGEST_REASON)
    except NotTaken as fault:
        return _desk_page(visit, fault=fault)
    visit.asking.hand_to_authority(person.id, ground=ground)
    name, phone = visit.keeping.for_authority(person.id)
    return visit.page("handed.html", name=name, phone=phone, ground=ground)


@router.post("/unit/rounds/{name}")
def go_round(visit: Visiting, form: Form, name: str) -> Response:
    """Do something for each person whom Amana lets us do it for, and count both sides."""
    _ = form
    visit.who("unit")
    if name not in _STEPS:
        raise NotThere
    step = _STEPS[name](visit)
    done: list[bool] = []
    reasons: dict[str, int] = {}
    for person in people(visit.db):
        try:
            done.append(step(person))
        except RefusedByPolicy as refusal:
            for why in refusal.say(visit.language):
                reasons[why] = reasons.get(why, 0) + 1
    return visit.page("round.html", name=name, done=len(done), found=sum(done), reasons=reasons)


Step = Callable[[str], bool]


def _offer(visit: Visit) -> Step:
    """Put an offer into each chat and into the mail, once a day.

    Amana refuses it to whoever did not agree, and whoever closed the channel.
    """

    def step(person: str) -> bool:
        visit.asking.offer(person)
        orders.offer(visit.db, person)
        visit.asking.offer_by_mail(person, now()[:_DAY])
        return True

    return step


def _fraud(visit: Visit) -> Step:
    """Tell whose requests should be looked at again: very many, or a phone of another account."""
    met: set[str] = set()

    def step(person: str) -> bool:
        visit.asking.look_for_fraud(person)
        many = len(orders.of_person(visit.db, person)) >= MANY_REQUESTS
        phone = visit.keeping.phone_against_fraud(person)
        shared = phone in met
        met.add(phone)
        return many or shared

    return step


def _measure(visit: Visit) -> Step:
    """Tell who got past the first page: the latest one noted is not the list of requests."""

    def step(person: str) -> bool:
        noted = orders.last_visit(visit.db, person)
        return noted is not None and visit.keeping.page_of(noted) != _FIRST_PAGE

    return step


_STEPS: Final[Mapping[str, Callable[[Visit], Step]]] = {
    "offer": _offer,
    "fraud": _fraud,
    "measure": _measure,
}
