"""What a person does: ask for a service, see their requests, pay."""

import secrets

from fastapi import APIRouter
from fastapi.responses import Response

from services_app import orders
from services_app.fields import NotTaken, Posted
from services_app.visit import Form, NotThere, Visit, Visiting

router = APIRouter()
OF_PARTNERS = ("documents",)
"""Services of another party that are only offered through this app."""


@router.get("/requests")
def list_requests(visit: Visiting) -> Response:
    """Show the person's own requests."""
    person = visit.who("person")
    visit.asking.show_requests(person.id)
    visit.note("requests")
    return visit.page(
        "requests.html",
        requests=orders.of_person(visit.db, person.id),
        messages=orders.messages_to(visit.db, person.id),
    )


@router.get("/requests/new")
def ask_for_service(visit: Visiting, service: str = "plumbing") -> Response:
    """Show the form, with the address that the person gave."""
    person = visit.who("person")
    visit.asking.show_profile(person.id)
    visit.note("new_request")
    values = {"service": service, "address": person.address}
    return _form_page(visit, values)


def _form_page(visit: Visit, values: dict[str, str], *, fault: NotTaken | None = None) -> Response:
    return visit.page(
        "request_form.html",
        status=200 if fault is None else 422,
        services=orders.PRICES,
        areas=orders.AREAS,
        values=values,
        fault=fault,
    )


@router.post("/requests/new")
def place(visit: Visiting, form: Form) -> Response:
    """Take the request in, if Amana lets us."""
    person = visit.who("person")
    try:
        wish = _wish(form)
    except NotTaken as fault:
        return _form_page(visit, dict(form.values), fault=fault)
    visit.asking.place(person.id)
    if wish.service in OF_PARTNERS:
        visit.asking.hand_to_courier(person.id)
    orders.place(visit.db, person.id, wish)
    return visit.go("/requests")


def _wish(form: Posted) -> orders.Wish:
    return orders.Wish(
        service=form.one_of("service", tuple(orders.PRICES)),
        area=form.one_of("area", orders.AREAS),
        address=form.text("address", shortest=5),
        details=form.text("details", shortest=0, longest=500),
        wanted_at=form.hour("wanted_at"),
    )


@router.post("/requests/{order}/pay")
def pay(visit: Visiting, form: Form, order: str) -> Response:
    """Settle a finished request through the payment company; no card number comes here."""
    _ = form
    person = visit.who("person")
    found = orders.by_id(visit.db, order)
    if found is None or found.person != person.id or found.state != "done":
        raise NotThere
    if found.payment is None:
        visit.asking.pay(person.id)
        orders.settle(visit.db, order, f"PAY-{secrets.token_hex(4).upper()}")
    return visit.go("/requests")
