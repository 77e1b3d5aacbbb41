"""What people give this app is kept by Amana: taken in, used and set right through its client.

The app has none of these values in its own database; it names records by the numbers of its
accounts and requests. Whatever is not permitted raises ``RefusedByPolicy``, and no value came.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from amana.domain.record.masking import mask
from amana.domain.record.types import ValueType
from amana.sdk import Amana, HeldRecord, Identifier
from services_app.corrections import correct_own
from services_app.orders import Order

VISITS_LAST = timedelta(days=90)
"""How long a note of an opened page counts."""
_PROFILE = ("name", "phone", "email")


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """What someone writes at sign-up."""

    name: str = field(repr=False)
    email: str = field(repr=False)
    phone: str = field(repr=False)
    address: str = field(repr=False)
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What someone's own page shows, with the versions of the two records that it comes from."""

    name: str = field(repr=False)
    phone: str = field(repr=False)
    email: str = field(repr=False)
    address: str = field(repr=False)
    seen: int
    seen_address: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """What a business declared; of its bank account what a page may show."""

    place: str
    bank_account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What an officer gets to see of someone."""

    profile: Mapping[str, object] = field(repr=False)
    address: Mapping[str, object] = field(repr=False)
    requests: tuple[tuple[Order, Mapping[str, object]], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Keeping:
    """The records of the app's accounts."""

    amana: Amana

    def take_in(self, person: str, applicant: Applicant) -> None:
        """Take in what someone wrote at sign-up."""
        profile = {name: str(getattr(applicant, name)) for name in _PROFILE}
        for type_, values in (("profile", profile), ("address", {"address": applicant.address})):
            self.amana.records.collect(
                person,
                type_,
                values,
                key=person,
                at="registration",
                purposes=["account", "provide_service"],
            ).require()
        self._know_by(person, applicant.email, at="registration")

    def _know_by(self, person: str, email: str, *, at: str, replaces: str | None = None) -> None:
        """Say by which address somebody is reached, so that mail finds them and codes do."""
        address = Identifier(kind="email", value=email, replaces=replaces)
        self.amana.persons.identify(
            person, [address], at=at, purposes=["account", "communicate"]
        ).require()

    def take_in_business(self, person: str, *, place: str, bank_account: str) -> None:
        """Take in what the law asks of a business, and that it is one."""
        self.amana.persons.declare_kind(person, "business")
        self.amana.records.collect(
            person,
            "business",
            {"place": place, "bank_account": bank_account},
            key=person,
            at="registration",
            purposes=["identity_verification", "legal_compliance"],
        ).require()

    def forget(self, person: str) -> None:
        """Erase what was taken in of someone whose account could not be opened."""
        self.amana.erase(person)

    def profile(self, person: str) -> Profile:
        """Return someone's own profile, to be shown to them."""
        with (
            self.amana.using(person, "profile", purpose="account") as profile,
            self.amana.using(person, "address", purpose="account") as address,
        ):
            return Profile(
                name=profile.text("name"),
                phone=profile.text("phone"),
                email=profile.text("email"),
                address=address.text("address"),
                seen=profile.version,
                seen_address=address.version,
            )

    def change_profile(self, person: str, *, was: Profile, now: Profile) -> None:
        """Put what the person wrote in place of what they saw; only what differs is a correction.

        Raises ``ChangedMeanwhile`` where somebody set a value right after they saw it.
        """
        written = {name: str(getattr(now, name)) for name in _PROFILE}
        values = {name: it for name, it in written.items() if it != getattr(was, name)}
        if values:
            correct_own(self.amana, person, "profile", values, seen=now.seen)
        if now.email != was.email:
            self._know_by(person, now.email, at="profile", replaces=was.email)
        if now.address != was.address:
            address = {"address": now.address}
            correct_own(self.amana, person, "address", address, seen=now.seen_address)

    def usual_address(self, person: str) -> str:
        """Return where someone usually wants their requests done."""
        with self.amana.using(person, "address", purpose="provide_service") as record:
            return record.text("address")

    def business(self, person: str) -> Business:
        """Return what a business declared; of the account its end, since a page will show it."""
        with self.amana.using(person, "business", purpose="legal_compliance") as record:
            account = mask(record.text("bank_account"), "last4", ValueType.IBAN)
            return Business(place=record.text("place"), bank_account=account)

    def note_visit(self, person: str, page: str) -> str | None:
        """Have it noted by itself which page was opened; return the note's number."""
        taken = self.amana.records.collect(
            person,
            "visit",
            {"page": page},
            at="visit",
            purposes=["improve_research"],
            origin="automatic",
            expires_at=datetime.now(UTC) + VISITS_LAST,  # noqa: TID251 - the app's own clock
        )
        return taken.require().record

    def page_of(self, visit: str) -> str:
        """Return which page was opened, to measure how the app is used."""
        return (
            self.amana.records.use(id=visit, purposes=["improve_research"]).require().text("page")
        )

    def phone_against_fraud(self, person: str) -> str:
        """Return someone's phone, to see whether accounts belong together that should not."""
        with self.amana.using(
            person, "profile", purpose="security_fraud", fields=["phone"]
        ) as record:
            return record.text("phone")

    def for_authority(self, person: str) -> tuple[str, str]:
        """Return name and phone, once Amana permitted to disclose them."""
        with self.amana.using(
            person, "profile", purpose="legal_compliance", fields=["name", "phone"]
        ) as record:
            return record.text("name"), record.text("phone")

    def examined(
        self, person: str, orders: tuple[Order, ...], *, staff: str, reason: str
    ) -> Examined:
        """Let an officer look, for the reason that they state; each record is a look of its own."""

        def look(type_: str, key: str) -> Mapping[str, object]:
            given = self.amana.records.read(
                type=type_,
                key=key,
                person=person,
                purposes=["compliance"],
                staff=staff,
                reason=reason,
            )
            return given.require().values

        return Examined(
            profile=look("profile", person),
            address=look("address", person),
            requests=tuple((order, look("request", order.id)) for order in orders),
        )

    def all_of(self, person: str) -> tuple[HeldRecord, ...]:
        """Return everything that is kept about someone, for their own copy."""
        return tuple(self.amana.records.of(person))
