"""What a provider does: take requests, see what the work needs, set an address right."""

from fastapi import APIRouter
from fastapi.responses import Response

from services_app import orders
from services_app.accounts import service_of
from services_app.fields import NotTaken
from services_app.visit import Form, NotThere, Visit, Visiting

router = APIRouter()


@router.get("/work")
def list_work(visit: Visiting) -> Response:
    """Show the provider's own and the waiting requests, without anyone's personal data."""
    provider = visit.who("provider")
    service = service_of(visit.db, provider.id)
    if service is None:
        raise NotThere
    return visit.page(
        "work.html",
        business=visit.keeping.business(provider.id),
        own=orders.of_provider(visit.db, provider.id),
        waiting=orders.waiting(visit.db, service),
        notices=visit.asking.notices(provider.id),
    )


@router.post("/work/{order}/take")
def take(visit: Visiting, form: Form, order: str) -> Response:
    """Take a waiting request of the provider's own service."""
    _ = form
    provider = visit.who("provider")
    found = orders.by_id(visit.db, order)
    if found is None or found.service != service_of(visit.db, provider.id):
        raise NotThere
    if not orders.take(visit.db, order, provider.id):
        return visit.go("/work")
    _tell(visit, found, "taken")
    return visit.go(f"/work/{order}")


def _tell(visit: Visit, found: orders.Order, says: str) -> None:
    """Write to the person, if Amana lets us."""
    visit.asking.tell(found.person)
    orders.tell(visit.db, found, says)


@router.get("/work/{order}")
def show_request(visit: Visiting, order: str) -> Response:
    """Show what the work at the door needs: name, phone and address, nothing else."""
    found = _own(visit, order)
    return _request_page(visit, found)


def _own(visit: Visit, order: str) -> orders.Order:
    """Return a request that this provider took and has not finished."""
    provider = visit.who("provider")
    found = orders.by_id(visit.db, order)
    if found is None or found.provider != provider.id or found.state != "taken":
        raise NotThere
    return found


def _request_page(visit: Visit, found: orders.Order, *, fault: NotTaken | None = None) -> Response:
    visit.asking.show_provider(found.person)
    return visit.page(
        "work_request.html",
        status=200 if fault is None else 422,
        request=found,
        contact=visit.handling.contact(found),
        job=visit.handling.job(found),
        fault=fault,
    )


@router.post("/work/{order}/address")
def correct_address(visit: Visiting, form: Form, order: str) -> Response:
    """Set the address right; what stood there before is kept with source and time."""
    found = _own(visit, order)
    try:
        address = form.text("address", shortest=5)
    except NotTaken as fault:
        return _request_page(visit, found, fault=fault)
    visit.handling.set_address_right(found, address)
    return visit.go(f"/work/{order}")


@router.post("/work/{order}/finish")
def finish(visit: Visiting, form: Form, order: str) -> Response:
    """Report the work as done; the provider sees the person's data no longer."""
    _ = form
    found = _own(visit, order)
    orders.finish(visit.db, found.id)
    _tell(visit, found, "done")
    return visit.go("/work")
