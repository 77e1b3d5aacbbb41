"""Ordering a meal, paying for it, and one's own orders."""

from fastapi import APIRouter
from fastapi.responses import Response
from services_app.accounts import new_id
from services_app.fields import DIGITS, NotTaken

from amana.sdk.fastapi import Asking
from ordering import meals
from ordering.keeping import Wish
from ordering.menu import MENU
from ordering.visit import Form, NotThere, Visit, Visiting

_LONGEST_CARD = 19
_SHORTEST_CARD = 12
_MOST_PORTIONS = 20


def router(asking: Asking) -> APIRouter:
    """Make the pages; what shows somebody's data asks first, as a dependency."""
    pages = APIRouter()
    shown = asking.uses(["order_booking"], purpose="orders")
    known = asking.uses(["name", "phone"], purpose="orders")
    for path, page, method, asked in (
        ("/orders", own_orders, "GET", [shown]),
        ("/order/{dish}", ask_what, "GET", [known]),
        ("/order/{dish}", order, "POST", []),
        ("/orders/{meal}/pay", ask_to_pay, "GET", [shown]),
        ("/orders/{meal}/pay", pay, "POST", []),
        ("/orders/{meal}", receipt, "GET", [shown]),
    ):
        pages.add_api_route(path, page, methods=[method], dependencies=asked)
    return pages


def own_orders(visit: Visiting) -> Response:
    """Show somebody's own orders."""
    return visit.page("orders.html", orders=meals.of_person(visit.db, visit.who("person").id))


def ask_what(visit: Visiting, dish: str) -> Response:
    """Show the form of an order; what the account knows stands in it."""
    return _form(visit, dish, fault=None, values=visit.keeping.profile(visit.who("person").id))


def order(visit: Visiting, form: Form, dish: str) -> Response:
    """Take an order in, and tell by letter that it came."""
    person = visit.who("person").id
    if dish not in MENU:
        raise NotThere
    try:
        portions, wish = _wish(form, dish)
    except NotTaken as fault:
        return _form(visit, dish, fault=fault, values=form.values)
    meal = new_id("o")
    record = visit.going_on(person, lambda: visit.keeping.order(person, meal, wish))
    meals.place(visit.db, meal, person=person, dish=dish, portions=portions, record=record)
    tell(visit, _own(visit, meal))
    return visit.go(f"/orders/{meal}/pay")


def ask_to_pay(visit: Visiting, meal: str) -> Response:
    """Show what it costs, and the form for the card."""
    return visit.page("pay.html", order=_own(visit, meal), fault=None)


def pay(visit: Visiting, form: Form, meal: str) -> Response:
    """Pay; of the card's number the last four digits are kept, and nowhere more."""
    found = _own(visit, meal)
    try:
        card = card_number(form.values.get("card", ""))
    except NotTaken as fault:
        return visit.page("pay.html", status=422, order=found, fault=fault)
    paid = visit.going_on(found.person, lambda: visit.keeping.pay(found.person, found.id, card))
    meals.paid(visit.db, found.id, paid)
    return visit.go(f"/orders/{found.id}")


def receipt(visit: Visiting, meal: str) -> Response:
    """Show one order, with the end of the card that paid it."""
    found = _own(visit, meal)
    if found.payment is None:
        return visit.go(f"/orders/{found.id}/pay")
    dishes, card = visit.keeping.receipt(found.person, found.id)
    return visit.page("order.html", order=found, dishes=dishes, card=card)


def tell(visit: Visit, meal: meals.Meal) -> None:
    """Have a letter sent about how an order stands."""
    values = {"number": meal.id, "dish": meal.of.name, "restaurant": meal.of.restaurant}
    visit.parts.letters.order(meal.person, meal.state, values)


def card_number(text: str) -> str:
    """Return a card's number whose check digit is right (ISO/IEC 7812-1, Luhn)."""
    digits = "".join(text.split()).replace("-", "").translate(DIGITS)
    if not (digits.isascii() and digits.isdigit()):
        raise NotTaken(field="card", why="card")
    turned = [int(digit) for digit in reversed(digits)]
    rest = sum(turned[::2]) + sum(sum(divmod(2 * digit, 10)) for digit in turned[1::2])
    if not _SHORTEST_CARD <= len(digits) <= _LONGEST_CARD or rest % 10:
        raise NotTaken(field="card", why="card")
    return digits


def _wish(form: Form, dish: str) -> tuple[int, Wish]:
    portions = form.number("portions")
    if not 1 <= portions <= _MOST_PORTIONS:
        raise NotTaken(field="portions", why="choice")
    note = form.text("note", shortest=0, longest=300)
    wish = Wish(
        dishes=f"{MENU[dish].name} × {portions}",
        note=note,
        name=form.text("name", shortest=2, longest=80),
        phone=form.phone(),
        email=form.email(),
    )
    return portions, wish


def _form(visit: Visit, dish: str, *, fault: NotTaken | None, values: object) -> Response:
    if dish not in MENU:
        raise NotThere
    status = 200 if fault is None else 422
    return visit.page(
        "order_form.html", status=status, dish=MENU[dish], key=dish, fault=fault, values=values
    )


def _own(visit: Visit, meal: str) -> meals.Meal:
    """Return an order of the person who is signed in."""
    found = meals.one(visit.db, meal)
    if found is None or found.person != visit.who("person").id:
        raise NotThere
    return found
