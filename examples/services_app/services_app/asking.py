"""What this app asks Amana beyond records: agreement, choices, disclosures, messages, sign-in.

A method returns when the answer was yes. Otherwise it raises ``RefusedByPolicy`` or
``AmanaUnreachable``, and whoever called it touches nothing. The names of data, purposes,
occasions and recipients are those of ``policy.yaml``.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from amana.domain.words import Language
from amana.sdk import Act, Amana, AmanaRejected, HandOver, Notice

MARKETING = "marketing"
_CHANNEL = "channel:"
"""What stands before a channel where a choice is about one."""
_NUMBER = re.compile(r"[A-Za-z0-9_-]{16,64}")
"""A browser's own number in the banner's cookie."""
_STAYS = frozenset({"persons.visitor_taken", "persons.too_many_ids"})
"""Why a browser is joined to nobody else."""
FOR_PROVIDER = ("name", "phone", "address", "order_booking")
"""What someone at the door needs: the e-mail address and the rest are none of their business."""
_OFFER: Mapping[Language, tuple[str, str]] = {
    "ar": (
        "عرض لك من «مَعين»",
        "خصم عشرة في المئة على طلبك القادم. ادخل إلى حسابك واختر الخدمة والوقت.",
    ),
    "en": (
        "An offer for you from Maeen",
        "Ten per cent off your next request. Sign in and choose the service and the time.",
    ),
}
"""Subject and text of an offer by mail; Amana puts the way out under it."""
_MOST_NOTICES = 20
"""On one page."""
FOR_COURIER = ("name", "phone", "address")
FOR_PAYMENT = ("name", "payment_history")


@dataclass(frozen=True, slots=True)
class Asking:
    """Amana, asked in the words of this app."""

    amana: Amana

    def version(self) -> int:
        """Return the version of the policy in force."""
        return self.amana.policy().version

    def accepted(self, person: str, *, version: int, language: Language) -> None:
        """Record that the person agreed to this version, in this language."""
        self.amana.accept(person, version=version, how="explicit", language=language)

    def history(self, person: str) -> tuple[Act, ...]:
        """Return what was done with this person's data."""
        return self.amana.history(person)

    def take_password(self, person: str) -> None:
        """Take in with what someone signs in: the app keeps its hash itself."""
        self.amana.collect(
            person, ("account_credentials",), at="registration", purposes=("account",)
        ).require()

    def sign_in(self, person: str) -> None:
        """Compare the password of an account."""
        self._use(person, ("email", "account_credentials"), "account")

    def heed(self, person: str, sec_gpc: str | None) -> None:
        """Pass on what the person's browser signals about sale and sharing."""
        self.amana.signal(person, sec_gpc)

    def join_browser(self, person: str, banner: str | None) -> None:
        """Let what was said in the cookie banner, before signing in, hold for the account.

        ``banner`` is the banner's cookie. A browser that belongs to somebody else already stays
        theirs, and what is no such cookie is left alone.
        """
        number = (banner or "").partition(".")[0]
        if _NUMBER.fullmatch(number) is None:
            return
        try:
            self.amana.persons.join_visitor(f"visitor:{number}", person)
        except AmanaRejected as fault:
            if fault.fields["problem"] not in _STAYS:
                raise

    def prove_identity(self, person: str) -> None:
        """Compare the password again before personal data is shown."""
        self._use(person, ("account_credentials",), "identity_verification")

    def show_requests(self, person: str) -> None:
        """Show someone which services they asked for, where and when."""
        self._use(person, ("order_booking", "location"), "provide_service")

    def wants_offers(self, person: str) -> bool:
        """Tell whether the person agreed to offers, and still does."""
        chosen = self.amana.choices(person)
        return MARKETING in chosen.consented and MARKETING not in chosen.objected

    def agree_to_offers(self, person: str) -> None:
        """Record that the person agrees to offers."""
        self.amana.choose(person, "consent", [MARKETING])

    def stop_offers(self, person: str) -> None:
        """Record that the person wants no offers; from now on none goes out."""
        self.amana.choose(person, "opt_out", [MARKETING])

    def closed_channels(self, person: str) -> frozenset[str]:
        """Return the channels that the person closed to what is not essential."""
        objected = self.amana.choices(person).objected
        return frozenset(it.removeprefix(_CHANNEL) for it in objected if it.startswith(_CHANNEL))

    def close_channels(self, person: str, *, close: frozenset[str], reopen: frozenset[str]) -> None:
        """Record which channels the person closes, and which they open again."""
        if close:
            self.amana.choose(person, "opt_out", [_CHANNEL + it for it in sorted(close)])
        if reopen:
            self.amana.choose(person, "opt_in", [_CHANNEL + it for it in sorted(reopen)])

    def hand_over(self, person: str) -> HandOver:
        """Let the person, who is signed in here, into their privacy centre."""
        return self.amana.hand_over(person)

    def show_provider(self, person: str) -> None:
        """Hand a provider what the work at the door needs."""
        self._disclose(person, FOR_PROVIDER, purpose="provide_service", recipient="provider")

    def pay(self, person: str) -> None:
        """Hand the payment company what a payment needs."""
        self._disclose(person, FOR_PAYMENT, purpose="payment", recipient="payment_company")

    def hand_to_courier(self, person: str) -> None:
        """Hand a partner what the transaction with it needs."""
        self._disclose(person, FOR_COURIER, purpose="transaction", recipient="courier")

    def hand_to_authority(self, person: str, *, ground: str) -> None:
        """Hand an authority what a legal ground demands."""
        self.amana.disclose(
            person,
            ("name", "phone"),
            purpose="legal_compliance",
            recipient="authority",
            ground=ground or None,
        ).require()

    def tell(self, person: str) -> None:
        """Write to someone in the app's chat about their request."""
        self.amana.message(
            person, ("order_booking",), purpose="communicate", channel="chat"
        ).require()

    def offer(self, person: str) -> None:
        """Put an offer that suits someone's latest request into their chat."""
        self.amana.message(person, ("order_booking",), purpose=MARKETING, channel="chat").require()

    def offer_by_mail(self, person: str, day: str) -> None:
        """Have an offer mailed, at most one a day; it is decided once more when it leaves."""
        self.amana.messages.send(
            person,
            message_class="promotional",
            purpose=MARKETING,
            channel="email",
            words=_OFFER,
            key=f"offer-{day}-{person}",
        )

    def notices(self, person: str) -> tuple[Notice, ...]:
        """Return the notices that the person has not read."""
        return self.amana.messages.notices(person, unread=True)[:_MOST_NOTICES]

    def read_notices(self, person: str, notices: Iterable[str]) -> None:
        """Note that the person has read these."""
        self.amana.messages.read(person, notices)

    def look_for_fraud(self, person: str) -> None:
        """Count someone's requests, to see signs of misuse."""
        self._use(person, ("order_booking",), "security_fraud")

    def _use(self, person: str, data: tuple[str, ...], purpose: str) -> None:
        self.amana.use(person, data, purpose=purpose).require()

    def _disclose(
        self, person: str, data: tuple[str, ...], *, purpose: str, recipient: str
    ) -> None:
        self.amana.disclose(person, data, purpose=purpose, recipient=recipient).require()
