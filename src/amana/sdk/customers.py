"""Businesses on whose instruction the service handles their end users: ``amana.customers``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from amana.sdk.fields import Fields
from amana.sdk.transport import Wire


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A business that is, or was, the controller of its end users."""

    id: str
    name: str
    contact: str
    instruction: str
    starts_at: datetime
    ended_at: datetime | None
    representative: str | None
    officer: str | None
    purposes: tuple[str, ...]
    """Purposes that are served for it; none means all of the policy's."""
    dropped: tuple[str, ...]
    """Of these, what the policy that was published last has no more: it is not served."""

    @classmethod
    def read(cls, fields: Fields) -> "Customer":
        """Read it from a list."""
        return cls(
            id=fields.text("id"),
            name=fields.text("name"),
            contact=fields.text("contact"),
            instruction=fields.text("instruction"),
            starts_at=fields.instant("starts_at"),
            ended_at=fields.optional_instant("ended_at"),
            representative=fields.optional_text("representative"),
            officer=fields.optional_text("officer"),
            purposes=fields.texts("purposes"),
            dropped=fields.texts("dropped"),
        )


class Customers:
    """The customers of one service. A method without an answer raises."""

    __slots__ = ("_wire",)

    def __init__(self, wire: Wire) -> None:
        """Ask over the client's connection."""
        self._wire = wire

    def listed(self) -> tuple[Customer, ...]:
        """Return the customers of the service, those that ended too."""
        found = self._wire.get("/v1/customers").objects("customers")
        return tuple(Customer.read(each) for each in found)

    def register(self, customer: str, *, name: str, contact: str, instruction: str) -> None:
        """Register a business: the controller of its end users from here on.

        ``instruction`` says what the service is to do for it. An id that is taken, also by a
        business that ended, raises ``AmanaRejected``.
        """
        said = {"id": customer, "name": name, "contact": contact, "instruction": instruction}
        # Sent again only where no connection came about: its own success would refuse it.
        self._wire.look_up("/v1/customers", said)

    def describe(
        self,
        customer: str,
        *,
        representative: str | None = None,
        officer: str | None = None,
        purposes: Sequence[str] = (),
    ) -> None:
        """Say who speaks for a customer and which purposes are served for it, instead of before.

        It is for the register of processing of a processor. Without purposes all of the policy's
        are served. One that is not there, or ended before, raises ``AmanaRejected``.
        """
        said = {"representative": representative, "officer": officer, "purposes": list(purposes)}
        self._wire.look_up(f"{_at(customer)}/describe", said)

    def end(self, customer: str) -> None:
        """End a customer: its keys reach nobody from here on.

        One that is not there, or ended before, raises ``AmanaRejected``.
        """
        self._wire.look_up(f"{_at(customer)}/end", {})

    def join(self, customer: str, person: str) -> bool:
        """Say that a person is an end user of the customer; tell whether they were not before.

        Nobody is of two: whoever is another's raises ``AmanaRejected``.
        """
        answer = self._wire.act(f"{_at(customer)}/persons", {"person": person})
        return answer.optional_text("entry") is not None


def _at(customer: str) -> str:
    return f"/v1/customers/{quote(customer, safe='')}"
