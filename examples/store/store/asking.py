"""What the shop asks Amana, in the words of ``policy.yaml``.

A method returns where the answer was yes. Otherwise it raises ``RefusedByPolicy``, or what the
client raises where no answer came; whoever called it keeps nothing then.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from amana.sdk import Amana, AmanaRejected, Asked, Identifier
from amana.sdk.django import client

CONTACT = ("name", "phone", "address")
FOR_COURIER = ("name", "phone", "address", "order_booking")
FOR_GATEWAY = ("name", "payment_history")
_OF_AN_ORDER = ("purchase", "card")
"""The types of records that an order has, each under the order's number."""
_AREA = "قطر"
"""How near a visit is located: the country, and no nearer."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Amana, asked in the words of this shop."""

    amana: Amana

    def register(self, person: str, *, contact: Mapping[str, str], email: str) -> None:
        """Take in who opens an account: by using the shop they accept the policy (M22)."""
        version = self.amana.policy().version
        self.amana.accept(person, version=version, how="continued_use", language="ar")
        self.amana.persons.declare_countries(person, ["QA"])
        self.amana.persons.identify(
            person,
            [Identifier(kind="email", value=email)],
            at="registration",
            purposes=["account"],
        ).require()
        self.amana.records.collect(
            person,
            "contact",
            dict(contact),
            key=person,
            at="registration",
            purposes=["account", "orders"],
        ).require()

    def proved(self, person: str, email: str) -> None:
        """Say that a code came back from this mailbox."""
        self.amana.persons.verify(person, "email", email, by="code-by-mail")

    def signs_in(self, person: str) -> None:
        """Compare the password of an account."""
        self.amana.use(person, ("email", "account_credentials"), purpose="account").require()

    def contact(self, person: str, purpose: str) -> Mapping[str, object]:
        """Return name, phone and address for a purpose."""
        with self.amana.using(person, "contact", purpose=purpose) as record:
            return dict(record.values)

    def corrects(self, person: str, values: Mapping[str, str]) -> None:
        """Put right what is held about how to reach somebody, as they say themselves."""
        with self.amana.using(person, "contact", purpose="account") as record:
            seen, held = record.version, record.values
        new = {name: value for name, value in values.items() if held.get(name) != value}
        if new:
            self.amana.records.correct(
                person,
                new,
                seen=seen,
                type="contact",
                key=person,
                at="profile",
                purposes=["account"],
            ).require()

    def verifier_corrects(self, person: str, address: str) -> None:
        """Put an address right as the verification agency has it (M9)."""
        with self.amana.using(person, "contact", purpose="orders") as record:
            seen = record.version
        self.amana.records.correct(
            person,
            {"address": address},
            seen=seen,
            type="contact",
            key=person,
            purposes=["records"],
            origin="third-party",
            source="verifier",
        ).require()

    def buys(self, person: str, *, number: str, what: str, paid: str, card: str) -> str:
        """Take an order in: what, for how much, and the end of the card; return that end."""
        records = self.amana.records
        records.collect(
            person,
            "purchase",
            {"what": what, "paid": paid},
            key=number,
            at="order",
            purposes=["orders", "payment"],
        ).require()
        records.collect(
            person, "card", {"number": card}, key=number, at="payment", purposes=["payment"]
        ).require()
        return self.card_end(person, number)

    def takes_back(self, number: str) -> None:
        """End what was taken in for an order that did not come about."""
        for kind in _OF_AN_ORDER:
            self.amana.record_sets.delete(type=kind, key=number)

    def card_end(self, person: str, number: str) -> str:
        """Return what may be shown of the card of an order."""
        with self.amana.using(
            person, "card", purpose="payment", key=number, display=True
        ) as record:
            return record.text("number")[-4:]

    def look_for_fraud(self, person: str) -> None:
        """Compare an order with what is known, to see signs of misuse (M10)."""
        self.amana.use(person, ("order_booking", "ip_address"), purpose="security_fraud").require()

    def prefers(self, person: str) -> bool:
        """Tell whether purchases may be looked through for what somebody likes (M7)."""
        return self.amana.use(person, ("order_booking",), purpose="preferences").permitted

    def visited(self, person: str, *, page: str, browser: str, address: str) -> None:
        """Note a visit (M3): each part alone, as far as the policy promises it."""
        self.amana.records.collect(
            person,
            "visit",
            {"page": page, "browser": browser, "area": _AREA},
            at="visit",
            purposes=["preferences", "better_products", "security_fraud"],
            origin="automatic",
        ).require()
        self.amana.records.collect(
            person,
            "network",
            {"address": address},
            at="visit",
            purposes=["security_fraud"],
            origin="automatic",
        ).require()

    def asks_for_newsletter(self, person: str) -> str:
        """Keep a wish for the newsletter that counts once it is confirmed; return its token."""
        return self.amana.agreeing.ask_to_confirm(person, ["newsletter"]).token

    def confirms_newsletter(self, person: str, email: str, token: str) -> None:
        """Let the wish count, and only then take the subscription in."""
        self.amana.agreeing.confirm(token)
        self.amana.persons.identify(
            person,
            [Identifier(kind="email", value=email)],
            at="newsletter",
            purposes=["newsletter"],
        ).require()
        held = {each.key for each in self.amana.records.of(person) if each.type == "newsletter"}
        if person not in held:
            self.amana.records.collect(
                person,
                "newsletter",
                {"joined": "بريد"},
                key=person,
                at="newsletter",
                purposes=["newsletter"],
            ).require()

    def writes_newsletter(self, person: str) -> None:
        """Use the subscription to write an issue to somebody."""
        self.amana.use(person, ("email", "subscription"), purpose="newsletter").require()

    def enters_draw(self, person: str, email: str) -> None:
        """Take an entry into the draw in (M8): from then on its purpose admits this person."""
        self.amana.records.note_event(person, "entered")
        self.amana.persons.identify(
            person, [Identifier(kind="email", value=email)], at="contest", purposes=["contests"]
        ).require()
        self.amana.collect(
            person, ("name", "phone"), at="contest", purposes=("contests",)
        ).require()

    def draws(self, person: str) -> Mapping[str, object]:
        """Return how to reach somebody for the draw that they entered; nobody else (M8)."""
        self.amana.use(person, ("name", "phone", "email"), purpose="contests").require()
        with self.amana.using(
            person, "contact", purpose="contests", fields=["name", "phone"]
        ) as record:
            return dict(record.values)

    def caller_told(self, person: str) -> None:
        """Note that a caller was told of the recording."""
        self.amana.records.note_event(person, "caller_told")

    def records_call(self, person: str, recording: str) -> None:
        """Take a recording in; refused before its caller was told (M11)."""
        self.amana.records.collect(
            person,
            "call",
            {"recording": recording},
            at="call",
            purposes=["identity_verification", "quality", "training", "security_fraud"],
            origin="automatic",
        ).require()

    def looks_through_review(self, person: str) -> None:
        """Read what somebody wrote of a product, so that the team can judge it (M17)."""
        self.amana.use(person, ("content_reviews",), purpose="ratings").require()

    def writes(self, person: str, text: str) -> None:
        """Take a letter to the shop in; a card number in it is cut (M4, M2)."""
        self.amana.records.collect(
            person, "letter", {"text": text}, at="contact", purposes=["provide_service"]
        ).require()

    def delivered(self, person: str, number: str) -> None:
        """Note a delivery: from then on the weeks run until the rating letter (M16).

        The years of what was ordered run for this order alone: others may still be on their way.
        """
        self.amana.records.note_event(person, "delivery")
        for kind in _OF_AN_ORDER:
            for each in self.amana.record_sets.known(type=kind, key=number):
                self.amana.records.note_event(person, "order_done", record=each.record)

    def hand_to_courier(self, person: str) -> None:
        """Hand the courier what a delivery needs (M12)."""
        self.amana.disclose(person, FOR_COURIER, purpose="orders", recipient="courier").require()

    def hand_to_gateway(self, person: str) -> None:
        """Hand the payment gateway what a payment needs (M12)."""
        self.amana.disclose(
            person, FOR_GATEWAY, purpose="payment", recipient="payment_gateway"
        ).require()

    def looks_in(self, person: str, *, staff: str, reason: str) -> Mapping[str, object]:
        """Return how to reach somebody, for a member of staff with a reason."""
        given = self.amana.records.read(
            type="contact",
            key=person,
            person=person,
            purposes=["orders"],
            staff=staff,
            reason=reason,
        ).require()
        return dict(given.values)

    def wants(self, person: str) -> Mapping[str, bool]:
        """Return what somebody agreed to, and did not object to since."""
        chosen = self.amana.choices(person)
        return {
            "offers": "tailored_offers" in chosen.consented
            and "tailored_offers" not in chosen.objected,
            "newsletter": "newsletter" in chosen.consented and "newsletter" not in chosen.objected,
            "analysis": "preferences" not in chosen.objected,
        }

    def asks_for_copy(self, person: str) -> None:
        """Note that somebody who is signed in asks for a copy (M18)."""
        self.amana.requests.receive(
            "copy", Asked(person=person), proven_by="signed_in", about="نسخة من بياناتي"
        )

    def joins_browser(self, person: str, cookie: str | None) -> None:
        """Let what was said in the cookie banner before signing in hold for the account."""
        number = (cookie or "").partition(".")[0]
        if not number.isascii() or not 16 <= len(number) <= 64:  # noqa: PLR2004 - the banner's form
            return
        try:
            self.amana.persons.join_visitor(f"visitor:{number}", person)
        except AmanaRejected as fault:
            if fault.fields["problem"] not in {"persons.visitor_taken", "persons.too_many_ids"}:
                raise


@cache
def asking() -> Asking:
    """Return the shop's way to ask."""
    return Asking(client())
