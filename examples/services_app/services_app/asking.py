"""Every touch of personal data in this app, each as the question that it asks Amana first.

A method returns when the answer was yes. Otherwise it raises ``RefusedByPolicy`` or
``AmanaUnreachable``, and whoever called it touches nothing. The names of data, purposes,
occasions and recipients are those of ``policy.yaml``.
"""

from dataclasses import dataclass

from amana.domain.words import Language
from amana.sdk import Act, Amana, Answer

SIGN_UP = ("name", "phone", "email", "address", "account_credentials")
REQUEST = ("order_booking", "address", "location")
PROFILE = ("name", "phone", "email", "address")
HELD = (*PROFILE, "location", "order_booking", "payment_history", "usage_activity")
FOR_PROVIDER = ("name", "phone", "address")
"""What someone at the door needs: the e-mail address and the rest are none of their business."""
FOR_COURIER = ("name", "phone", "address")
FOR_PAYMENT = ("name", "payment_history")
FOR_UNIT = (*PROFILE, "location", "order_booking")
BUSINESS = ("company_info", "bank_account")


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

    def sign_up(self, person: str) -> None:
        """Take in what someone writes at sign-up."""
        self._collect(person, SIGN_UP, at="registration", purposes=("account", "provide_service"))

    def sign_up_business(self, person: str) -> None:
        """Take in what the law asks of a business."""
        self._collect(
            person,
            BUSINESS,
            at="registration",
            purposes=("identity_verification", "legal_compliance"),
        )

    def sign_in(self, person: str) -> None:
        """Compare the password of an account."""
        self._use(person, ("email", "account_credentials"), "account")

    def show_profile(self, person: str) -> None:
        """Show someone their own profile."""
        self._use(person, PROFILE, "account")

    def change_profile(self, person: str) -> None:
        """Take in a changed profile."""
        self._collect(person, ("name", "phone", "address"), at="profile", purposes=("account",))

    def place(self, person: str) -> None:
        """Take in a request for a service."""
        self._collect(person, REQUEST, at="service_request", purposes=("provide_service",))

    def show_requests(self, person: str) -> None:
        """Show someone their own requests."""
        self._use(person, REQUEST, "provide_service")

    def show_held(self, person: str) -> None:
        """Show someone everything that is held about them."""
        self._use(person, HELD, "account")

    def prove_identity(self, person: str) -> None:
        """Compare the password again before personal data is shown."""
        self._use(person, ("account_credentials",), "identity_verification")

    def show_business(self, person: str) -> Answer:
        """Show a business what it declared; the answer says what is to be masked."""
        return self.amana.use(person, BUSINESS, purpose="legal_compliance").require()

    def note_visit(self, person: str) -> None:
        """Note by itself which page was opened."""
        self.amana.collect(
            person,
            ("usage_activity",),
            at="visit",
            purposes=("improve_research",),
            origin="automatic",
        ).require()

    def show_provider(self, person: str) -> None:
        """Hand a provider what the work at the door needs."""
        self._disclose(person, FOR_PROVIDER, purpose="provide_service", recipient="provider")

    def correct_address(self, person: str) -> None:
        """Take in an address that a provider set right."""
        self.amana.collect(
            person,
            ("address",),
            at="delivery",
            purposes=("provide_service",),
            origin="third-party",
            source="provider",
        ).require()

    def pay(self, person: str) -> None:
        """Hand the payment company what a payment needs."""
        self._disclose(person, FOR_PAYMENT, purpose="payment", recipient="payment_company")
        self._collect(person, ("payment_history",), at="payment", purposes=("payment",))

    def hand_to_courier(self, person: str) -> None:
        """Hand a partner what the transaction with it needs."""
        self._disclose(person, FOR_COURIER, purpose="transaction", recipient="courier")

    def examine(self, person: str, *, staff: str, reason: str) -> None:
        """Let an officer of the unit look, for the reason that they state."""
        self.amana.read(
            person, FOR_UNIT, purpose="compliance", staff=staff, reason=reason
        ).require()

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

    def offer(self, person: str, channel: str) -> None:
        """Send someone a promotional offer."""
        data = ("name", "email" if channel == "email" else "phone")
        self.amana.message(person, data, purpose="marketing", channel=channel).require()

    def look_for_fraud(self, person: str) -> None:
        """Look through someone's requests for signs of misuse."""
        self._use(person, ("order_booking", "payment_history", "usage_activity"), "security_fraud")

    def measure(self, person: str) -> None:
        """Count how the app is used."""
        self._use(person, ("usage_activity",), "improve_research")

    def _collect(
        self, person: str, data: tuple[str, ...], *, at: str, purposes: tuple[str, ...]
    ) -> None:
        self.amana.collect(person, data, at=at, purposes=purposes).require()

    def _use(self, person: str, data: tuple[str, ...], purpose: str) -> None:
        self.amana.use(person, data, purpose=purpose).require()

    def _disclose(
        self, person: str, data: tuple[str, ...], *, purpose: str, recipient: str
    ) -> None:
        self.amana.disclose(person, data, purpose=purpose, recipient=recipient).require()
