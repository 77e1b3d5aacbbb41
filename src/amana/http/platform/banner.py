"""What pages of a service do for their visitors."""

from typing import Protocol
from uuid import UUID

from amana.acts.banner.choose import Answered, Answering
from amana.acts.choices.receipt import Receipt
from amana.acts.choices.signal import Signalled
from amana.domain.banner.banner import Banner


class BannerActs(Protocol):
    """The cookie banner."""

    def check_origin(self, service: str, origin: str) -> None:
        """Raise ``ForeignSite`` unless the origin is one of the service's own."""

    def offer(self, service: str) -> Banner:
        """Return what the banner asks."""

    def knows(self, service: str, *, visitor: str) -> bool:
        """Tell whether this visitor said something here before."""

    def answer(self, service: str, given: Answering) -> Answered:
        """Record what a visitor answered."""

    def receipt(self, service: str, *, visitor: str, entry: UUID) -> Receipt:
        """Return the receipt of what this browser said under this entry."""

    def signal(self, service: str, *, visitor: str | None) -> Signalled:
        """Note that a visitor's browser signals Global Privacy Control."""
