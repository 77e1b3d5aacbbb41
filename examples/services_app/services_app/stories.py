"""What made-up visitors do, each as a person at a browser would."""

from playing.browsing import Page, Visitor
from playing.rounds import Seen

from services_app.application import Credentials
from services_app.people import MadeUp, MadeUpBusiness

_TAKE = r'action="(/work/r-[0-9a-f]{10}/take)"'
_OPEN = r'href="(/work/r-[0-9a-f]{10})"'
_PAY = r'action="(/requests/r-[0-9a-f]{10}/pay)"'
_NUMBER = r'<option value="(p-[0-9a-f]{12})"'
WANTED_AT = "2027-01-10T09:30"


def sign_up(visitor: Visitor, someone: MadeUp) -> Page:
    """Accept the policy and open an account."""
    form = visitor.open("/sign-up")
    return visitor.send(
        form,
        "/sign-up",
        {
            "role": "person",
            "version": form.version,
            "accepts": "yes",
            "name": someone.name,
            "phone": someone.phone,
            "email": someone.email,
            "address": someone.address,
            "password": someone.password,
        },
    )


def sign_up_business(visitor: Visitor, firm: MadeUpBusiness) -> Page:
    """Accept the policy and register a business."""
    form = visitor.open("/sign-up?as=provider")
    return visitor.send(
        form,
        "/sign-up",
        {
            "role": "provider",
            "version": form.version,
            "accepts": "yes",
            "name": firm.name,
            "phone": firm.phone,
            "email": firm.email,
            "address": firm.address,
            "service": firm.service,
            "place": firm.place,
            "bank_account": firm.bank_account,
            "password": firm.password,
        },
    )


def sign_in(visitor: Visitor, email: str, password: str) -> Page:
    """Sign in."""
    return visitor.fill("/sign-in", {"email": email, "password": password})


def ask_for_service(visitor: Visitor, someone: MadeUp) -> Page:
    """Ask for a service, signed in."""
    return visitor.fill(
        "/requests/new",
        {
            "service": someone.service,
            "area": someone.area,
            "address": someone.address,
            "details": someone.details,
            "wanted_at": WANTED_AT,
        },
    )


def change_profile(visitor: Visitor, profile: Page, someone: MadeUp) -> Page:
    """Send the form of an opened profile page, with what this one would write."""
    return visitor.send(
        profile,
        "/profile",
        {
            "name": someone.name,
            "phone": someone.phone,
            "email": someone.email,
            "address": someone.address,
            "seen": profile.hidden("seen"),
            "seen_address": profile.hidden("seen_address"),
        },
    )


def choose_offers(visitor: Visitor, word: str) -> Page:
    """Agree to offers, or stop them."""
    return visitor.send(visitor.open("/profile"), "/profile/offers", {"offers": word})


def look_at_own_data(visitor: Visitor, password: str) -> Page:
    """Repeat the password and see what is held and what was done."""
    return visitor.fill("/my-data", {"password": password})


def new_customer(url: str, someone: MadeUp) -> Seen:
    """Sign up, agree to offers, ask for a service, look around and at what is held."""
    with Visitor(url) as visitor:
        return Seen(
            (
                sign_up(visitor, someone),
                ask_for_service(visitor, someone),
                choose_offers(visitor, "yes"),
                look_at_own_data(visitor, someone.password),
            )
        )


def work_day(url: str, firm: MadeUpBusiness, right_address: str | None) -> Seen:
    """Take a waiting request, set its address right where it is wrong, and finish it."""
    with Visitor(url) as visitor:
        pages = [sign_in(visitor, firm.email, firm.password)]
        for path in pages[-1].paths(_TAKE)[:1]:
            pages.append(visitor.send(pages[-1], path, {}))
        own = visitor.open("/work")
        pages.append(own)
        for path in own.paths(_OPEN)[:1]:
            request = visitor.open(path)
            pages.append(request)
            if right_address is not None:
                fields = {"address": right_address}
                pages.append(visitor.send(request, f"{path}/address", fields))
            pages.append(visitor.send(request, f"{path}/finish", {}))
        return Seen(tuple(pages))


def pay(url: str, someone: MadeUp) -> Seen:
    """Pay for what is done."""
    with Visitor(url) as visitor:
        pages = [sign_in(visitor, someone.email, someone.password)]
        for path in pages[0].paths(_PAY):
            pages.append(visitor.send(pages[0], path, {}))
        return Seen(tuple(pages))


def officers_day(url: str, credentials: Credentials, reason: str) -> Seen:
    """Examine one account with a reason, then check for fraud and measure."""
    with Visitor(url) as visitor:
        desk = sign_in(visitor, credentials.email, credentials.password)
        pages = [desk]
        for number in desk.paths(_NUMBER)[:1]:
            fields = {"person": number, "reason": reason}
            pages.append(visitor.send(desk, "/unit/examine", fields))
        pages.extend(
            visitor.send(desk, f"/unit/rounds/{name}", {}) for name in ("fraud", "measure", "offer")
        )
        return Seen(tuple(pages))
