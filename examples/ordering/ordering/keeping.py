"""What people give is kept by Amana: taken in at its occasion, and given for what was promised.

Whatever is not permitted raises ``RefusedByPolicy``, and nothing was kept; where Amana does not
answer, ``AmanaUnreachable``. Names of data, purposes and occasions are those of ``policy.yaml``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, TypeVar

from amana.sdk import Amana, Identifier, RefusedByPolicy

PHONES_KEPT: Final = timedelta(days=90)
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """What somebody writes at sign-up."""

    name: str = field(repr=False)
    email: str = field(repr=False)
    phone: str = field(repr=False)
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody writes with an order."""

    dishes: str = field(repr=False)
    note: str = field(repr=False)
    name: str = field(repr=False)
    phone: str = field(repr=False)
    email: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Keeping:
    """Amana's records of this app."""

    amana: Amana

    def going_on(self, person: str, deed: Callable[[], T]) -> T:
        """Do what waits for acceptance; where it waits, going on is acceptance, and recorded so.

        Of somebody who declined it is not taken (``policy.declined``), and nothing is done.
        """
        try:
            return deed()
        except RefusedByPolicy as refused:
            if not refused.waits_for_acceptance:
                raise
        self.met(person, how="continued_use")
        return deed()

    def met(self, person: str, *, how: str) -> int:
        """Record how the person met the version in force, and return its number."""
        version = self.amana.policy().version
        if how == "explicit":
            self.amana.accept(person, version=version, how="explicit", language="ar")
        elif how == "declined":
            self.amana.accept(person, version=version, how="declined", language="ar")
        else:
            self.amana.accept(person, version=version, how="continued_use", language="ar")
        return version

    def sign_up(self, person: str, applicant: Applicant) -> None:
        """Take in who somebody is, by what they are reached, and their password."""
        values = {"name": applicant.name, "email": applicant.email, "phone": applicant.phone}
        self._take(person, "profile", values, at="registration", key=person)
        self._reach(person, applicant.email, at="registration", purposes=("account", "communicate"))
        self.amana.collect(
            person, ("account_credentials",), at="registration", purposes=("account",)
        ).require()
        self.amana.identity.set_password(person, applicant.password)

    def confirmed(self, person: str) -> None:
        """Note that the e-mail address was shown to be the person's, by a code."""
        email = self.profile(person)["email"]
        self.amana.persons.verify(person, "email", email, by="code-by-mail")

    def signs_in(self, person: str, password: str) -> bool:
        """Compare a password."""
        self.amana.use(person, ("account_credentials",), purpose="account").require()
        return self.amana.identity.check_password(person, password)

    def profile(self, person: str) -> Mapping[str, str]:
        """Return what the account knows of its person, to be shown to them."""
        with self.amana.using(person, "profile", purpose="account") as record:
            return {name: record.text(name) for name in ("name", "email", "phone")}

    def note_phone(self, person: str, *, model: str, connection: str) -> None:
        """Have it noted by itself from which phone, and by which connection."""
        self.amana.records.collect(
            person,
            "phone_in_use",
            {"model": model, "connection": connection},
            at="use",
            purposes=["running"],
            origin="automatic",
            expires_at=datetime.now(UTC) + PHONES_KEPT,  # noqa: TID251 - the app's own clock
        ).require()

    def order(self, person: str, meal: str, wish: Wish) -> str:
        """Take an order in, and return the number of its record."""
        said = {"dishes": wish.dishes} | ({"note": wish.note} if wish.note else {})
        who = {"name": wish.name, "phone": wish.phone}
        record = self._take(person, "order", said, at="order", key=meal, purposes=("orders",))
        self._take(person, "fetching", who, at="order", key=meal, purposes=("orders",))
        mail = {"email": wish.email}
        self._take(person, "order_mail", mail, at="order", key=meal, purposes=("communicate",))
        self._reach(person, wish.email, at="order", purposes=("communicate",))
        return record

    def pay(self, person: str, meal: str, card: str) -> str:
        """Pay with a card, of which the last four digits are kept; return the record's number."""
        self.amana.use(person, ("name", "order_booking"), purpose="payment").require()
        return self._take(
            person, "payment", {"card": card}, at="order", key=meal, purposes=("payment",)
        )

    def receipt(self, person: str, meal: str) -> tuple[str, str]:
        """Return what was ordered, and the end of the card's number."""
        with (
            self.amana.using(person, "order", purpose="orders", key=meal) as order,
            self.amana.using(person, "payment", purpose="payment", key=meal) as payment,
        ):
            return order.text("dishes"), payment.text("card")

    def question(self, person: str, number: str, *, name: str, email: str, text: str) -> None:
        """Take in what somebody writes to the support desk, and where the answer goes."""
        who = {"name": name, "email": email}
        self._take(person, "question", who, at="form", key=number, purposes=("communicate",))
        self._reach(person, email, at="form", purposes=("communicate",))
        self._take(person, "feedback", {"text": text}, at="form", purposes=("improve",))

    def survey(self, person: str, *, name: str, answer: str) -> None:
        """Take in an answer to the survey."""
        values = {"name": name, "answer": answer}
        self._take(person, "survey", values, at="survey", purposes=("surveys",))

    def tasting(self, person: str, *, name: str, phone: str) -> None:
        """Take in who comes to the tasting day."""
        values = {"name": name, "phone": phone}
        self._take(person, "tasting", values, at="activity", purposes=("communicate",))

    def call_back(self, person: str, *, phone: str) -> None:
        """Take in a number that a visitor leaves."""
        self._take(person, "call_back", {"phone": phone}, at="visit", purposes=("communicate",))

    def wish_to_join(self, person: str, wish: str, email: str) -> str:
        """Take in an address to which the letter goes that asks, and return the token in it."""
        self._take(
            person, "list_wish", {"email": email}, at="form", key=wish, purposes=("communicate",)
        )
        self._reach(person, email, at="form", purposes=("communicate",))
        return self.amana.agreeing.ask_to_confirm(person, ["newsletter"]).token

    def join(self, person: str, wish: str, token: str) -> None:
        """Let the consent count; from now on the address serves the list too, as shown theirs."""
        self.amana.agreeing.confirm(token)
        with self.amana.using(person, "list_wish", purpose="support", key=wish) as record:
            email = record.text("email")
        self._reach(person, email, at="newsletter", purposes=("newsletter",))
        self.amana.persons.verify(person, "email", email, by="link-by-mail")

    def order_is_done(self, person: str, *records: str | None) -> None:
        """Tell that an order was fetched: a year from now its records end."""
        for record in records:
            if record is not None:
                self.amana.records.note_event(person, "order_done", record=record)

    def close(self, person: str) -> None:
        """Erase all that is kept of a person who closes their account.

        Their orders go too: an address that is only ended stays as history until its person is
        erased, and the policy says that it goes with the account.
        """
        self.amana.erase(person)

    def _take(  # noqa: PLR0913 - the record's own parts, all but three by keyword
        self,
        person: str,
        kind: str,
        values: Mapping[str, str],
        *,
        at: str,
        key: str | None = None,
        purposes: tuple[str, ...] = ("account", "orders", "communicate"),
    ) -> str:
        taken = self.amana.records.collect(
            person, kind, dict(values), key=key, at=at, purposes=purposes
        ).require()
        return taken.record or ""

    def _reach(self, person: str, email: str, *, at: str, purposes: tuple[str, ...]) -> None:
        """Say by which address somebody is reached, and for what it was given."""
        address = Identifier(kind="email", value=email)
        self.amana.persons.identify(person, [address], at=at, purposes=purposes).require()
