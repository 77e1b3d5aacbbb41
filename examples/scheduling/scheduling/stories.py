"""What made-up visitors do, each as a person at a browser would."""

import re
from collections.abc import Callable

from playing.browsing import NoForm, Page, Visitor

from scheduling.made_up import MadeUp, MadeUpBusiness

CodeFor = Callable[[str], str]
"""Reads the code of the latest letter to an address."""
CARD = "4111 1111 1111 1111"
"""A number that card companies publish for tests."""
_SERVICE = r'href="(/hours/\d+)"'
_HOUR = r'href="(/book/\d+/[0-9-]+/[0-9:]+)"'
_OVER = r'action="(/business/over/\d+)"'


def sign_up(visitor: Visitor, firm: MadeUpBusiness, code_for: CodeFor, *, age: str = "yes") -> Page:
    """Agree, open a business's account, and show that the address is one's own."""
    form = visitor.open("/sign-up")
    page = visitor.send(
        form,
        "/sign-up",
        {
            "name": firm.owner.name,
            "email": firm.owner.email,
            "phone": firm.owner.phone,
            "password": firm.owner.password,
            "business": firm.name,
            "about": firm.about,
            "of_age": age,
            "version": form.version,
            "accepts": "on",
        },
    )
    return show_code(visitor, page, firm.owner.email, code_for)


def show_code(visitor: Visitor, page: Page, email: str, code_for: CodeFor) -> Page:
    """Write the code of the letter into the page that asks for it."""
    if page.path != "/code" or not page.went_well:
        return page
    return visitor.send(page, "/code", {"code": code_for(email)})


def publish(visitor: Visitor, name: str, price: int = 120) -> Page:
    """Offer a service."""
    fields = {"form": "service", "name": name, "price": str(price)}
    return visitor.fill("/business/settings", fields)


def own_page(visitor: Visitor) -> str:
    """Return the path of the business's public page."""
    return visitor.open("/business").paths(r'href="(/b/m-[0-9a-f]+)"')[0]


def book(  # noqa: PLR0913 - who books, where and how, by keyword
    visitor: Visitor,
    someone: MadeUp,
    page: str,
    code_for: CodeFor,
    *,
    age: str = "yes",
    nth: int = 0,
) -> Page:
    """Pick a service and an hour, say who one is, and confirm by the letter's code."""
    service = visitor.open(page).paths(_SERVICE)[0]
    hours = visitor.open(service).paths(_HOUR)
    if not hours:
        raise NoForm
    form = visitor.open(hours[nth % len(hours)])
    fields = {"note": someone.note}
    if 'name="email"' in form.text:
        fields |= {
            "name": someone.name,
            "email": someone.email,
            "of_age": age,
            "version": form.version,
            "accepts": "on",
        }
    return show_code(visitor, visitor.send(form, form.path, fields), someone.email, code_for)


def enter(visitor: Visitor, email: str, password: str) -> Page:
    """Sign in by password."""
    return visitor.fill("/enter", {"email": email, "password": password})


def upgrade(visitor: Visitor, card: str = CARD) -> Page:
    """Pay for the account."""
    return visitor.fill("/upgrade", {"card": card})


def keep_bookings(visitor: Visitor, days: str) -> Page:
    """Say how long bookings stay after they are over."""
    return visitor.fill("/business/settings", {"form": "kept", "days": days})


def partner(visitor: Visitor, *, linked: bool) -> Page:
    """Link the meeting service, or end that."""
    page = visitor.open("/business/settings")
    return visitor.send(page, "/business/partner", {"linked": "yes" if linked else "no"})


def choose(visitor: Visitor, *wanted: str) -> Page:
    """Say to which uses one agrees; all others are objected to."""
    return visitor.fill("/privacy", dict.fromkeys(wanted, "on"))


def write_support(visitor: Visitor, message: str) -> Page:
    """Write to support."""
    return visitor.fill("/support", {"message": message})


def end_first(visitor: Visitor) -> Page:
    """Say of the first appointment that it is over."""
    page = visitor.open("/business")
    return visitor.send(page, page.paths(_OVER)[0], {})


def move_first(visitor: Visitor) -> Page:
    """Move one's first appointment to another hour."""
    path = visitor.open("/bookings").paths(r'href="(/bookings/\d+/move)"')[0]
    page = visitor.open(path)
    return visitor.send(page, path, {"at": page.paths(r'name="at" value="([^"]+)"')[3]})


def look(visitor: Visitor, email: str, reason: str, purpose: str = "support") -> Page:
    """Look at somebody's data, as staff, with a reason."""
    return visitor.fill("/desk", {"email": email, "reason": reason, "purpose": purpose})


def go_round(visitor: Visitor, name: str) -> Page:
    """Go one of the desk's rounds."""
    return visitor.send(visitor.open("/desk"), f"/desk/{name}", {})


def close_account(visitor: Visitor) -> Page:
    """Take the way out."""
    return visitor.fill("/way-out", {})


def code_in(letter: str) -> str:
    """Return the code that a letter holds."""
    found = re.search(r"\b(\d{6})\b", letter)
    if found is None:
        raise NoForm
    return found.group(1)
