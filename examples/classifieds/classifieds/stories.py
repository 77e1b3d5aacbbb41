"""What made-up visitors do, each as a person at a browser would."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from playing.browsing import NoForm, Page, Visitor
from playing.rounds import Seen

LETTERS: Final = ("newsletter", "job_alerts", "ad_renewal", "special_offers")
"""Sorts of letters that one may stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """Somebody to sign up, with the ad that they post. Nobody real."""

    name: str
    email: str
    phone: str
    address: str = "شارع الرينبو، عمّان"
    password: str = field(default="سبعة-مصابيح-خضراء", repr=False)
    group: str = "شقق للإيجار"
    title: str = "شقة قرب الجامعة"
    text: str = "غرفتان وشرفة، في الطابق الثاني."
    price: str = "260"
    housing: str = "flat"
    shows: tuple[str, ...] = ()


def sign_up(visitor: Visitor, someone: Someone) -> Page:
    """Ask for an account; a code goes out by letter."""
    given = {
        "name": someone.name,
        "phone": someone.phone,
        "address": someone.address,
        "email": someone.email,
        "password": someone.password,
    }
    return visitor.fill("/sign-up/", given)


def code_in(letter: str) -> str:
    """Return the code that a letter brings. Raises ``NoForm``."""
    found = re.search(r"\b(\d{6})\b", letter)
    if found is None:
        raise NoForm
    return found[1]


def confirm(visitor: Visitor, code: str) -> Page:
    """Type the code."""
    return visitor.fill("/code/", {"code": code})


def accept(visitor: Visitor) -> Page:
    """Accept the policy in so many words."""
    page = visitor.open("/accept/")
    version = page.first(r'name="version" value="(\d+)"')
    return visitor.send(page, "/accept/", {"version": version, "says": "accept"})


def sign_in(visitor: Visitor, email: str, password: str) -> Page:
    """Come back."""
    return visitor.fill("/sign-in/", {"email": email, "password": password})


def post_ad(visitor: Visitor, someone: Someone, shows: Sequence[str] | None = None) -> Page:
    """Post an ad with the contact data that its owner wants shown."""
    form = visitor.open("/new/")
    return visitor.send(
        form,
        "/new/",
        {
            "group": form.choice("group", someone.group),
            "area": form.choice("area", "عمّان"),
            "title": someone.title,
            "description": someone.text,
            "price": someone.price,
            "housing": someone.housing,
            "show": list(someone.shows if shows is None else shows),
            "image_set-TOTAL_FORMS": "0",
            "image_set-INITIAL_FORMS": "0",
        },
    )


def choose(visitor: Visitor, purpose: str, *, wanted: bool) -> Page:
    """Turn one switch."""
    fields = {"purpose": purpose, "wanted": "yes" if wanted else "no"}
    return visitor.fill("/mine/choices/", fields)


def stand_out(visitor: Visitor, *, agrees: bool) -> Page:
    """Pay for one's latest ad to stand out."""
    path = visitor.open("/mine/").first(r'href="(/stand-out/\d+/)"')
    return visitor.fill(path, {"agrees": "yes"} if agrees else {})


def be_called(visitor: Visitor, *, agrees: bool) -> Page:
    """Ask the call centre to call."""
    return visitor.fill("/mine/call/", {"agrees": "yes"} if agrees else {})


def write_in(visitor: Visitor, text: str) -> Page:
    """Write to the site."""
    return visitor.fill("/write/", {"text": text})


def by_network(visitor: Visitor, network: str, member: str) -> Page:
    """Come by an account of a network, and see what it tells."""
    there = visitor.open(f"/network/{network}/")
    path = there.first(rf'href="(\?[^"]*as={member})"')
    return visitor.open(f"{there.url}{path}")


def take_over(visitor: Visitor, shown: Page, network: str) -> Page:
    """Have what was shown taken over."""
    code = shown.first(r'name="code" value="([^"]+)"')
    return visitor.send(shown, f"/network/{network}/take/", {"code": code})


def look_at(visitor: Visitor, account: str, reason: str) -> Page:
    """Look at an account from the desk."""
    return visitor.fill("/desk/", {"account": account, "reason": reason})


def press(visitor: Visitor, path: str) -> Page:
    """Press a button of the desk."""
    return visitor.send(visitor.open("/desk/"), path, {})


def newcomer(url: str, someone: Someone, letter_of: Callable[[str], str]) -> Seen:
    """Sign up, confirm, accept, post, choose, pay."""
    with Visitor(url) as visitor:
        pages = [sign_up(visitor, someone)]
        pages.append(confirm(visitor, code_in(letter_of(someone.email))))
        pages.append(accept(visitor))
        pages.append(post_ad(visitor, someone))
        pages.extend(choose(visitor, purpose, wanted=True) for purpose in LETTERS)
        pages.append(stand_out(visitor, agrees=True))
        return Seen(tuple(pages))


def second_thoughts(url: str, someone: Someone) -> Seen:
    """Come back, agree to more, ask to be called, then write that the offers are too many."""
    with Visitor(url) as visitor:
        pages = [sign_in(visitor, someone.email, someone.password)]
        pages.append(choose(visitor, "partner_marketing", wanted=True))
        pages.append(choose(visitor, "personalise", wanted=True))
        pages.append(be_called(visitor, agrees=True))
        pages.append(visitor.open("/mine/"))
        pages.append(write_in(visitor, "لا أريد عروضًا ولا إعلانات في بريدي"))
        return Seen(tuple(pages))


def desk_day(url: str, email: str, password: str, reason: str) -> Seen:
    """Look at one account with a reason, send letters, hand over what was agreed to."""
    with Visitor(url) as visitor:
        sign_in(visitor, email, password)
        desk = visitor.open("/desk/")
        pages = [desk, look_at(visitor, desk.first(r"<bdi>(\d+)</bdi>"), reason)]
        pages.extend(press(visitor, f"/desk/send/{purpose}/") for purpose in LETTERS)
        pages.append(press(visitor, "/desk/marketer/"))
        pages.append(press(visitor, "/desk/mend/"))
        return Seen(tuple(pages))
