"""What made-up people do at the shop, through its own pages."""

from typing import Final

from playing.browsing import Page, Visitor

from store.made_up import MadeUp

CARD: Final = "4111 1111 1111 1111"
"""A number for trying things out: of a known scheme, with a right check digit, nobody's."""
LETTER: Final = "كتاب رسمي برقم 2026/17".encode()
"""The file of a letter by which an authority asks."""


def register(visitor: Visitor, someone: MadeUp) -> Page:
    """Ask for an account; the code comes by letter."""
    return visitor.fill(
        "/accounts/register/",
        {
            "name": someone.name,
            "email": someone.email,
            "phone": someone.phone,
            "address": someone.address,
            "password": someone.password,
        },
    )


def enter_code(visitor: Visitor, code: str) -> Page:
    """Enter the code of the letter; the account is open then."""
    return visitor.fill("/accounts/code/", {"code": code})


def sign_in(visitor: Visitor, email: str, password: str) -> Page:
    """Sign in."""
    return visitor.fill("/accounts/sign-in/", {"email": email, "password": password})


def put_in_basket(visitor: Visitor, product: int) -> Page:
    """Put a product into the basket."""
    page = visitor.open("/")
    where = page.first(rf'href="(/catalogue/[^"]+_{product}/)"')
    return visitor.send(where, f"/basket/add/{product}/", {"quantity": "1"})


def buy(visitor: Visitor, product: int, *, card: str = CARD, note: str = "") -> Page:
    """Put a product into the basket and pay; the page of the order follows."""
    put_in_basket(visitor, product)
    return visitor.fill("/checkout/", {"card": card, "note": note})


def choose(visitor: Visitor, said: str) -> Page:
    """Say what may come, on the account's page."""
    return visitor.send("/accounts/", "/accounts/choices/", {"say": said})


def review(visitor: Visitor, product: int, text: str, shown_as: str) -> Page:
    """Write what one thinks of a product."""
    return visitor.fill(f"/review/{product}/", {"text": text, "shown_as": shown_as})


def desk(visitor: Visitor, act: str, fields: dict[str, str]) -> Page:
    """Do something at the staff's desk; whoever asks for a release brings a letter."""
    if act == "release":
        said = {"asker": "النيابة العامة", "contact": "clerk@asker.example", **fields}
        return visitor.send("/staff/", "/staff/release/", said, {"document": LETTER})
    return visitor.send("/staff/", f"/staff/{act}/", fields)


def person_on(page: Page) -> str:
    """Return the number of the account that a page shows."""
    return page.first(r'id="person">(c-[0-9a-f]{12})<')
