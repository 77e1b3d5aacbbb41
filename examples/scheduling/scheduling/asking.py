"""Amana, asked in the words of this app. A no raises ``RefusedByPolicy``, and nothing is touched.

The names of data, purposes, occasions and recipients are those of ``policy.yaml``.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final, Literal

from django.http import HttpRequest

from amana.sdk import AmanaRejected, Asked, HeldRecord, Identifier, RefusedByPolicy
from amana.sdk.django import client
from scheduling.customers import NoOwner
from scheduling.models import Account, Business
from scheduling.sharing import FOR_MEETING

OLD_ENOUGH: Final = 16
IMPROVING: Final = "improve_research"
PERSONALISING: Final = "personalise"
OFFERS: Final = "marketing"
_SEEN_FOR: Final = ("account", "security_fraud", IMPROVING)
Feature = Literal["sign_in", "booking", "hours", "members", "partner", "support", "upgrade"]


class AboutSomebodyElse(RefusedByPolicy):
    """The no is about somebody who does not sit at this browser."""


@contextmanager
def about_somebody_else() -> Iterator[None]:
    """Mark a refusal as one that who sits at the browser cannot answer for."""
    try:
        yield
    except RefusedByPolicy as fault:
        raise AboutSomebodyElse(
            promises=fault.promises, reasons=fault.reasons, needs=fault.needs
        ) from None


def version() -> int:
    """Return the version of the policy in force."""
    return client().policy().version


def declare(person: str, *, of_age: bool, accepts: int) -> None:
    """Note what somebody says before anything is taken in: whether they are 16, that they agree.

    Of who is younger nothing is taken in: what comes next is refused for their age.
    """
    client().persons.declare_age(person, at_least=OLD_ENOUGH, yes=of_age)
    client().accept(person, version=accepts, how="explicit", language="ar")


def know_address(account: Account, *, before: str | None = None) -> None:
    """Have the address kept by which sources and letters find the person."""
    known = Identifier(kind="email", value=account.email, replaces=before)
    client().persons.identify(
        account.id, [known], at="registration", purposes=["account"]
    ).require()


def address_shown(account: Account) -> None:
    """Say that the account's address is the person's: the code that went there came back."""
    client().persons.verify(account.id, "email", account.email, by="code-by-mail")


def take_nothing_half(person: str) -> None:
    """Erase what came in of somebody whose sign-up was refused half way."""
    client().erase(person)


def sign_in(account: Account) -> None:
    """Compare with what somebody signs in."""
    client().use(account.id, ("email", "account_credentials"), purpose="account").require()


def host(account: Account) -> None:
    """Put a new account's data into the data centre, which stores it on our instruction."""
    data = ("name", "email", "account_credentials")
    client().disclose(account.id, data, purpose="hosting", recipient="cloud").require()


def note_visit(request: HttpRequest, account: Account, feature: Feature) -> None:
    """Note by itself which feature is used, from where and with what.

    Not for improving the service where the person objected to that.
    """
    objected = client().choices(account.id).objected
    purposes = [each for each in _SEEN_FOR if each not in objected]
    agent = request.headers.get("User-Agent", "")
    client().records.collect(
        account.id,
        "visit",
        {
            "ip": request.META.get("REMOTE_ADDR", "127.0.0.1"),
            "device": "هاتف" if "Mobi" in agent else "حاسوب",
            "browser": agent.partition("/")[0][:60] or "غير معروف",
            "feature": feature,
            "cookie": "miqat_session",
        },
        at="sign_in" if feature == "sign_in" else "use",
        purposes=purposes,
        origin="automatic",
    ).require()


def may_show_booking(person: str) -> bool:
    """Show the other side what an appointment needs of somebody; tell whether that may be."""
    return _may_show(person, FOR_MEETING, "provide_service", "people_who_meet")


def may_show_member(person: str) -> bool:
    """Let the administrator see a member's name and address; tell whether that may be."""
    return _may_show(person, ("name", "email"), "account", "administrators")


def _may_show(person: str, data: tuple[str, ...], purpose: str, recipient: str) -> bool:
    """Ask about one of several people: a no leaves this one out, and nobody else.

    Raises ``AmanaUnreachable``: without any answer there is no page.
    """
    try:
        shown = client().disclose(person, data, purpose=purpose, recipient=recipient)
    except AmanaRejected:
        return False
    return shown.permitted


def show_booking_to(person: str) -> None:
    """Let the other side of an appointment see what it needs of somebody."""
    client().disclose(
        person, FOR_MEETING, purpose="provide_service", recipient="people_who_meet"
    ).require()


def take_booking(owner: Account, key: str, said: str) -> None:
    """Have the booking kept for its business, for as long as that business chose."""
    client().records.collect(
        owner.id,
        "booking",
        {"what": said},
        key=key,
        at="booking",
        purposes=["provide_service"],
    ).require()


def booking_is_over(owner: Account, key: str) -> bool:
    """Tell that an appointment is over: from here on its business's own time runs.

    Tells whether the booking is still held: where it is not, the app's own row has to go too.
    """
    record = _booking(owner, key)
    if record is not None:
        client().records.note_event(owner.id, "booking_over", record=record.id)
    return record is not None


def correct_booking(owner: Account, key: str, said: str) -> None:
    """Put the booking right in what is kept for its business, where it is still held."""
    record = _booking(owner, key)
    if record is not None:
        client().records.correct(
            owner.id,
            {"what": said},
            seen=record.version,
            id=record.id,
            at="booking",
            purposes=["provide_service"],
        ).require()


def delete_booking(owner: Account, key: str) -> None:
    """Delete the booking from what is kept for its business, where it is still held."""
    if _booking(owner, key) is not None:
        client().record_sets.delete(type="booking", key=key)


def _booking(owner: Account, key: str) -> HeldRecord | None:
    held = client().records.of(owner.id)
    return next((it for it in held if it.type == "booking" and it.key == key), None)


def bookings_held(owner: Account) -> frozenset[str]:
    """Return the bookings that Amana still holds for a business."""
    held = client().records.of(owner.id)
    return frozenset(it.key for it in held if it.type == "booking" and it.key)


def keep_bookings(owner: Account, days: int | None) -> None:
    """Set a business's own time for its bookings, or let the policy's count again."""
    if days is None:
        try:
            client().doors.post(
                "/v1/retention/settings/end", {"person": owner.id, "promise": "A18"}
            )
        except AmanaRejected as fault:
            if fault.fields["problem"] != "storage.not_found":
                raise
        return
    client().doors.post(
        "/v1/retention/settings",
        {
            "person": owner.id,
            "promise": "A18",
            "from": "booking_over",
            "period": f"P{days}D" if days else "PT1M",
        },
    )


def link_meetings(business: Business, *, linked: bool) -> None:
    """Note that the owner chose the meeting service, or chose it no more."""
    grants = client().grants
    change = grants.link if linked else grants.unlink
    change(_owner(business).id, "meetings")


def meet_online(business: Business) -> bool:
    """Hand the meeting service an appointment; tell whether the owner's own choice lets it."""
    try:
        client().disclose(
            _owner(business).id, FOR_MEETING, purpose="connect", recipient="meetings"
        ).require()
    except RefusedByPolicy:
        return False
    return True


def take_support(account: Account, message: str) -> None:
    """Have a message to support kept, and hand it to the company that answers."""
    client().records.collect(
        account.id, "support", {"message": message}, at="support", purposes=["support"]
    ).require()
    data = ("name", "email", "support_messages")
    client().disclose(account.id, data, purpose="support", recipient="helpdesk").require()


def pay(account: Account, *, card: str, amount: int, reference: str) -> None:
    """Have the payment kept, of the card its last four alone, and hand the biller its part."""
    amana = client()
    amana.records.collect(
        account.id, "card", {"number": card}, key=account.id, at="upgrade", purposes=["payment"]
    ).require()
    amana.records.collect(
        account.id,
        "payment",
        {"paid": amount, "reference": reference},
        key=reference,
        at="payment",
        purposes=["payment"],
    ).require()
    data = ("name", "email", "payment_history")
    amana.disclose(account.id, data, purpose="payment", recipient="biller").require()


def develop(persons: Iterable[str]) -> int:
    """Hand the developing company what is used, of those who did not object; return how many."""
    data = ("device", "browser_os", "usage_activity")
    counted = 0
    for person in persons:
        if client().use(person, data, purpose=IMPROVING).permitted:
            client().disclose(person, data, purpose=IMPROVING, recipient="developer").require()
            counted += 1
    return counted


def who_wants_offers(persons: Iterable[str]) -> tuple[str, ...]:
    """Return who agreed to offers, and still does."""
    return tuple(each for each in persons if has_offers(each))


def has_offers(person: str) -> bool:
    """Tell whether somebody agreed to offers, and still does."""
    stands = client().choices(person)
    return OFFERS in stands.consented and OFFERS not in stands.objected


def may_tailor(account: Account) -> bool:
    """Tell whether the page may be tailored to what somebody used."""
    return client().use(account.id, ("order_booking",), purpose=PERSONALISING).permitted


def choose(account: Account, *, improving: bool, tailoring: bool, offers: bool) -> None:
    """Note how somebody wants to be treated; it holds from the next question on."""
    amana, stands = client(), client().choices(account.id)
    for purpose, wanted in ((IMPROVING, improving), (PERSONALISING, tailoring)):
        if wanted and purpose in stands.objected:
            amana.choose(account.id, "opt_in", [purpose])
        if not wanted and purpose not in stands.objected:
            _ask(account, "objection", purpose)
    agreed = has_offers(account.id)
    if offers and not agreed:
        amana.choose(account.id, "consent", [OFFERS])
    if agreed and not offers:
        _ask(account, "withdrawal", OFFERS)


def _ask(account: Account, kind: Literal["objection", "withdrawal"], purpose: str) -> None:
    """Ask for what holds at once for who is signed in: a request, with its term and its answer."""
    client().requests.receive(
        kind, Asked(person=account.id), proven_by="signed_in", purposes=[purpose]
    )


def wants(account: Account) -> dict[str, bool]:
    """Return how somebody wants to be treated."""
    stands = client().choices(account.id)
    return {
        "improving": IMPROVING not in stands.objected,
        "tailoring": PERSONALISING not in stands.objected,
        "offers": has_offers(account.id),
    }


def offer(person: str, key: str) -> None:
    """Put an offer out; it is decided when it is sent, and Amana writes the way out under it."""
    client().messages.send(
        person,
        message_class="promotional",
        purpose=OFFERS,
        channel="email",
        words={"ar": ("شهر مجاني من «ميقات»", "رقِّ حسابك هذا الأسبوع والشهر الأول مجانًا.")},
        key=key,
    )


def ask_to_be_erased(account: Account) -> str:
    """Ask for the account to be erased, for who is signed in; return the request's number."""
    amana = client()
    amana.records.note_event(account.id, "account_closed")
    asked = amana.requests.receive("erasure", Asked(person=account.id), proven_by="signed_in")
    return asked.id


def carry_out(request: str) -> bool:
    """Have an erasure carried out by itself; tell whether it began, or waits for the desk."""
    try:
        client().requests.approve(request)
    except AmanaRejected:
        return False
    return True


def _owner(business: Business) -> Account:
    if business.owner is None:
        raise NoOwner
    return business.owner
