"""People of the services app in a real browser: in Arabic, on a phone."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page
from services_app.people import MadeUp, MadeUpBusiness

from services_app import stories

WIDTH = 390
CHOSEN = f"{'v' * 22}.9..statistics~campaigns.."
"""The banner's cookie of who refused both: they are not asked again."""
NO_ANSWER = 503
_TRIES = 5
_BY_HAND = ("name", "phone", "email", "address", "password")


def press(page: Page, button: str) -> None:
    """Press a button that leads to another page, and wait until that one is there."""
    with page.expect_navigation():
        page.click(button)


def sign_in(page: Page, email: str, password: str) -> None:
    """Sign in by the form."""
    page.goto("/sign-in")
    page.fill("#email", email)
    page.fill("#password", password)
    press(page, "main button")


@dataclass(frozen=True, slots=True)
class Phone:
    """A browser as somebody holds it in the hand, with nothing in it but the language."""

    page: Page

    def open(self, path: str) -> None:
        """Open a page; where the app could not ask Amana in time, try again as the page says."""
        for _ in range(_TRIES):
            answer = self.page.goto(path)
            if answer is None or answer.status != NO_ANSWER:
                return

    def main(self, path: str | None = None) -> str:
        """Read what a page says, opened before or here."""
        if path is not None:
            self.open(path)
        return self.page.inner_text("main")

    def press(self, button: str) -> None:
        """Press a button that leads to another page."""
        press(self.page, button)

    def sign_up(self, who: MadeUp | MadeUpBusiness) -> None:
        """Fill in the form, agree to the policy, and open the account."""
        business = isinstance(who, MadeUpBusiness)
        self.open("/sign-up?as=provider" if business else "/sign-up")
        for name in (*_BY_HAND, "place", "bank_account") if business else _BY_HAND:
            self.page.fill(f"#{name}", str(getattr(who, name)))
        if business:
            self.page.select_option("#service", who.service)
        self.page.check("input[name=accepts]")
        self.press("main button")

    def sign_in(self, email: str, password: str) -> None:
        """Sign in by the form."""
        sign_in(self.page, email, password)

    def ask(self, who: MadeUp) -> None:
        """Ask for a service by the form."""
        self.open("/requests/new")
        self.page.select_option("#service", who.service)
        self.page.select_option("#area", who.area)
        self.page.fill("#address", who.address)
        self.page.fill("#wanted_at", stories.WANTED_AT)
        self.page.fill("#details", who.details)
        self.press("main button")

    def own_data(self, password: str) -> str:
        """Give the password once more, and read all that is held."""
        self.open("/my-data")
        self.page.fill("#password", password)
        self.press("main button")
        return self.main()

    def number(self) -> str:
        """Read the number of the account off the page of what is held."""
        return self.page.inner_text("main p.card bdi")

    def take(self) -> None:
        """Take the request that waits."""
        self.open("/work")
        self.press("form[action$='/take'] button")

    def centre(self, site: str, part: str) -> str:
        """Go into the privacy centre by its button, and read a page of it."""
        self.open("/privacy-centre")
        self.press("main form button")
        return self.main(f"{site}/services-app/me/{part}?lang=ar")


Hand = Callable[[str], Phone]
"""Hands somebody a phone that is open at an address."""


@contextmanager
def phones(browser: Browser) -> Iterator[Hand]:
    """Hand out phones, each with cookies of its own, until the context ends."""
    with ExitStack() as stack:

        def hand(url: str) -> Phone:
            context = browser.new_context(
                viewport={"width": WIDTH, "height": 800}, base_url=url, locale="ar"
            )
            stack.callback(context.close)
            context.add_cookies(
                [
                    {"name": "language", "value": "ar", "url": url},
                    {"name": "amana-services-app", "value": CHOSEN, "url": url},
                ]
            )
            return Phone(context.new_page())

        yield hand
