"""What made-up visitors do, each as a person at a browser would."""

from collections.abc import Callable, Mapping
from typing import Final

from playing.browsing import Page, Visitor
from playing.rounds import Seen

from ordering.application import Credentials
from ordering.people import MadeUp

_NEXT: Final = r'action="(/desk/orders/o-[0-9a-f]{12}/next)"'
_QUESTION: Final = r'action="(/desk/questions/q-[0-9a-f]{12})"'
_ORDER: Final = r'<option value="(o-[0-9a-f]{12})"'
_PAY: Final = r'action="(/orders/o-[0-9a-f]{12}/pay)"'
Heard = Callable[[str], str]
"""Gives what came by letter to an address."""


def browser(url: str, someone: MadeUp) -> Visitor:
    """Open the browser of somebody's phone."""
    headers = {"User-Agent": someone.agent, "ECT": someone.connection}
    return Visitor(url, headers=headers)


def sign_up(visitor: Visitor, someone: MadeUp) -> Page:
    """Accept the policy and open an account, which waits for its code."""
    form = visitor.open("/sign-up")
    said = {"version": form.version, "accepts": "yes", "name": someone.name}
    said |= {"email": someone.email, "phone": someone.phone, "password": someone.password}
    return visitor.send(form, "/sign-up", said)


def sign_in(visitor: Visitor, email: str, password: str) -> Page:
    """Sign in."""
    return visitor.fill("/sign-in", {"email": email, "password": password})


def order(visitor: Visitor, someone: MadeUp, **other: str) -> Page:
    """Order, and come to the page that asks for the card."""
    said = {"portions": "2", "name": someone.name, "phone": someone.phone}
    said |= {"email": someone.email, "note": someone.note} | other
    return visitor.fill(f"/order/{someone.dish}", said)


def pay(visitor: Visitor, page: Page, card: str) -> Page:
    """Pay on the page that asks for the card."""
    return visitor.send(page, page.paths(_PAY)[0], {"card": card})


def new_customer(url: str, someone: MadeUp, heard: Heard) -> Seen:
    """Sign up with the code of the letter, order, pay, and look at the own orders."""
    with browser(url, someone) as visitor:
        pages = [sign_up(visitor, someone)]
        pages.append(visitor.send(pages[0], "/code", {"code": heard(someone.email)}))
        pages.append(order(visitor, someone))
        pages.append(pay(visitor, pages[-1], someone.card))
        pages.append(visitor.open("/orders"))
        return Seen(tuple(pages))


def says_much(url: str, someone: MadeUp, heard: Heard) -> Seen:
    """Sign in, fill the survey in, write, and join the list by the link of the letter."""
    with browser(url, someone) as visitor:
        pages = [sign_in(visitor, someone.email, someone.password)]
        answer = {"name": someone.name, "taste": "جيد", "more": someone.words}
        pages.append(visitor.fill("/survey", answer))
        said = {"name": someone.name, "email": someone.email, "text": someone.words}
        pages.append(visitor.fill("/write", said))
        pages.append(visitor.fill("/list", {"email": someone.email}))
        path = f"/list/confirm/{heard(f'list:{someone.email}')}"
        pages.append(visitor.fill(path, {}))
        return Seen(tuple(pages))


def passes_by(url: str, someone: MadeUp) -> Seen:
    """Leave a number, and come to the tasting day, without an account."""
    with browser(url, someone) as visitor:
        front = visitor.open("/")
        return Seen(
            (
                front,
                visitor.send(front, "/call-back", {"phone": someone.phone}),
                visitor.fill("/tasting", {"name": someone.name, "phone": someone.phone}),
            )
        )


def objects(url: str, someone: MadeUp) -> Seen:
    """Object to what partners get."""
    with browser(url, someone) as visitor:
        pages = [sign_in(visitor, someone.email, someone.password)]
        account = visitor.open("/account")
        pages += [account, visitor.send(account, "/account/partners", {"partners": "opt_out"})]
        return Seen(tuple(pages))


def at_desk(url: str, staff: Credentials, reason: str) -> Seen:
    """Work off the kitchen's orders, answer a letter, look at one order, and share."""
    with Visitor(url) as visitor:
        desk = sign_in(visitor, staff.email, staff.password)
        pages = [desk]
        pages += [visitor.send(desk, path, {}) for path in desk.paths(_NEXT)[:6]]
        for path in desk.paths(_QUESTION)[:1]:
            opened = visitor.send(desk, path, {"reason": reason})
            text = {"text": "شكرًا لك. قرأنا رسالتك، وسنعمل بها."}
            pages += [opened, visitor.send(desk, f"{path}/answer", text)]
        for number in desk.paths(_ORDER)[:1]:
            pages.append(visitor.send(desk, "/desk/look", {"order": number, "reason": reason}))
        pages += [visitor.send(desk, f"/desk/{name}", said) for name, said in _DEEDS.items()]
        return Seen(tuple(pages))


_DEEDS: Final[Mapping[str, Mapping[str, str]]] = {
    "feedback": {},
    "phones": {},
    "partners": {},
    "surveyor": {},
    "sell": {},
    "offer": {},
    "news": {"subject": "جديد «زوّادة» هذا الشهر", "text": "مطعمان جديدان قربك."},
}
