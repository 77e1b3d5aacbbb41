"""What a person does: ask for a service, see their requests, pay."""

import secrets

from fastapi import APIRouter
from fastapi.responses import Response

from amana.sdk import AmanaRejected
from services_app import orders
from services_app.fields import NotTaken, Posted
from services_app.visit import Form, NotThere, Visit, Visiting

router = APIRouter()
OF_PARTNERS = ("documents",)
"""Services of another party that are only offered through this app."""
_KEPT_ALREADY = "record.exists"
_WHOLE = 20
"""So many of the latest requests are shown with their address and details."""


@router.get("/requests")
def list_requests(visit: Visiting) -> Response:
    """Show the person's own requests."""
    person = visit.who("person")
    visit.asking.show_requests(person.id)
    visit.note("requests")
    own = orders.of_person(visit.db, person.id)
    return visit.page(
        "requests.html",
        requests=[(one, visit.handling.job(one)) for one in own[:_WHOLE]],
        earlier=own[_WHOLE:],
        messages=orders.messages_to(visit.db, person.id),
        notices=visit.asking.notices(person.id),
    )


@router.get("/requests/new")
def ask_for_service(visit: Visiting, service: str = "plumbing") -> Response:
    """Show the form, with the address that the person gave."""
    person = visit.who("person")
    address = visit.keeping.usual_address(person.id)
    visit.note("new_request")
    return _form_page(visit, {"service": service, "address": address})


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
    order = orders.new_number()
    visit.handling.place(person.id, order, wish)
    if wish.service in OF_PARTNERS:
        visit.asking.hand_to_courier(person.id)
    orders.place(visit.db, person.id, order, wish)
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
    found = _own(visit, order)
    if found.state != "done":
        raise NotThere
    if not found.paid:
        visit.asking.pay(found.person)
        _take_payment(visit, found)
        orders.settle(visit.db, order)
    return visit.go(f"/requests/{order}/receipt")


def _own(visit: Visit, order: str) -> orders.Order:
    """Return a request of the person who is signed in."""
    person = visit.who("person")
    found = orders.by_id(visit.db, order)
    if found is None or found.person != person.id:
        raise NotThere
    return found


def _take_payment(visit: Visit, found: orders.Order) -> None:
    """Keep the payment, once: where it is kept already, the app stopped before it noted so."""
    try:
        visit.handling.take_payment(found, f"PAY-{secrets.token_hex(4).upper()}")
    except AmanaRejected as fault:
        if fault.fields["problem"] != _KEPT_ALREADY:
            raise


@router.get("/requests/{order}/receipt")
def show_receipt(visit: Visiting, order: str) -> Response:
    """Show who paid how much for what."""
    found = _own(visit, order)
    if not found.paid:
        raise NotThere
    return visit.page("receipt.html", request=found, receipt=visit.handling.receipt(found))
