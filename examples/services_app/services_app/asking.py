"""What this app asks Amana beyond records: agreement, choices, disclosures, messages, sign-in.

A method returns when the answer was yes. Otherwise it raises ``RefusedByPolicy`` or
``AmanaUnreachable``, and whoever called it touches nothing. The names of data, purposes,
occasions and recipients are those of ``policy.yaml``.
"""

from dataclasses import dataclass

from amana.domain.words import Language
from amana.sdk import Act, Amana

MARKETING = "marketing"
FOR_PROVIDER = ("name", "phone", "address", "order_booking")
"""What someone at the door needs: the e-mail address and the rest are none of their business."""
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

    def look_for_fraud(self, person: str) -> None:
        """Count someone's requests, to see signs of misuse."""
        self._use(person, ("order_booking",), "security_fraud")

    def _use(self, person: str, data: tuple[str, ...], purpose: str) -> None:
        self.amana.use(person, data, purpose=purpose).require()

    def _disclose(
        self, person: str, data: tuple[str, ...], *, purpose: str, recipient: str
    ) -> None:
        self.amana.disclose(person, data, purpose=purpose, recipient=recipient).require()
