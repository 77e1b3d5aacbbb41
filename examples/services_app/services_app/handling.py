"""What requests hold is kept by Amana too: where to go, what for, and what was paid."""

from dataclasses import dataclass, field

from amana.sdk import Amana, Given
from amana.sdk.guard import asks
from services_app.corrections import set_right
from services_app.orders import Order, Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Where a request is to be done, and what is asked for."""

    address: str = field(repr=False)
    details: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom a provider goes to."""

    name: str = field(repr=False)
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Who paid how much, under which reference."""

    name: str = field(repr=False)
    paid: str
    reference: str


@dataclass(frozen=True, slots=True)
class Handling:
    """The records of the app's requests."""

    amana: Amana

    def place(self, person: str, order: str, wish: Wish) -> None:
        """Take in what someone asks for."""
        written = {"address": wish.address, "area": wish.area, "details": wish.details}
        self.amana.records.collect(
            person,
            "request",
            {name: value for name, value in written.items() if value},
            key=order,
            at="service_request",
            purposes=["provide_service"],
        ).require()

    def job(self, order: Order) -> Job:
        """Return where to go and what to do."""
        with self._using(order) as record:
            return Job(address=record.text("address"), details=record.text("details"))

    def contact(self, order: Order) -> Contact:
        """Return whom to ask for at the door."""
        with self.amana.using(
            order.person, "profile", purpose="provide_service", fields=["name", "phone"]
        ) as record:
            return Contact(name=record.text("name"), phone=record.text("phone"))

    def set_address_right(self, order: Order, address: str) -> None:
        """Correct a request's address, and the person's usual one where it is the same.

        Amana keeps what stood there before, who set it right, and when. Raises
        ``ChangedMeanwhile`` where the person did so at this very moment.
        """
        person = order.person
        with (
            self._using(order) as request,
            self.amana.using(person, "address", purpose="provide_service") as usual,
        ):
            old = request.text("address")
            if old == address:
                return
            set_right(self.amana, person, "request", address, key=order.id, seen=request.version)
            if usual.text("address") == old:
                set_right(self.amana, person, "address", address, key=person, seen=usual.version)

    def take_payment(self, order: Order, reference: str) -> None:
        """Take in that a request was paid for."""
        self.amana.records.collect(
            order.person,
            "payment",
            {"paid": order.price, "reference": reference},
            key=order.id,
            at="payment",
            purposes=["payment"],
        ).require()

    def receipt(self, order: Order) -> Receipt:
        """Return what a receipt says."""
        with (
            self.amana.using(order.person, "payment", purpose="payment", key=order.id) as payment,
            self.amana.using(
                order.person, "profile", purpose="payment", fields=["name"]
            ) as profile,
        ):
            return Receipt(
                name=profile.text("name"),
                paid=payment.text("paid"),
                reference=payment.text("reference"),
            )

    def _using(self, order: Order) -> asks[[], Given]:
        """Use what a request holds, to carry it out."""
        return self.amana.using(order.person, "request", purpose="provide_service", key=order.id)
