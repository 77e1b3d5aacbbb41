"""The door of the cookie banner: pages of the service itself speak through it, for visitors."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.banner.choose import VISITOR, Answered, Answering, answer_banner
from amana.acts.banner.errors import ForeignSite
from amana.acts.banner.offered import Banners
from amana.acts.choices.receipt import Receipt, receipt
from amana.acts.choices.signal import Signalled, note_signal
from amana.acts.taking_part import refuse_absent
from amana.domain.banner.banner import Banner
from amana.storage.database import Storage
from amana.storage.spans import span


@dataclass(frozen=True, slots=True)
class BannerDoor:
    """Acts of visitors, as far as a page of the service may do them. Each is one transaction."""

    storage: Storage
    addresses: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The origins at which each service is public, as the operator declared them."""
    offers: Banners = field(default_factory=Banners)

    def check_origin(self, service: str, origin: str) -> None:
        """Raise ``ForeignSite`` unless the origin is one of the service's own."""
        if origin not in self.addresses.get(service, ()):
            raise ForeignSite

    def offer(self, service: str) -> Banner:
        """Return what the banner asks. Raises ``NoPolicyInForce``."""
        with self.storage.reading(service) as view:
            return self.offers.of(view)

    def knows(self, service: str, *, visitor: str) -> bool:
        """Tell whether this visitor said something here before."""
        with self.storage.reading(service) as view:
            return view.people.met(view.sealer.person_key(f"{VISITOR}{visitor}"))

    def answer(self, service: str, given: Answering) -> Answered:
        """Record what a visitor answered."""
        with self._act(service, "answer-banner") as act:
            return answer_banner(act, self.offers.of(act.work), given)

    def receipt(self, service: str, *, visitor: str, entry: UUID) -> Receipt:
        """Return the receipt of what this browser said under this entry."""
        with self.storage.reading(service) as view:
            return receipt(view, person=f"{VISITOR}{visitor}", entry=entry, alone=True)

    def signal(self, service: str, *, visitor: str | None) -> Signalled:
        """Note that a visitor's browser signals Global Privacy Control."""
        with self._act(service, "signal") as act:
            return note_signal(act, person=None if visitor is None else f"{VISITOR}{visitor}")

    @contextmanager
    def _act(self, service: str, name: str) -> Iterator[Act]:
        with span("act", act=name), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            yield Act(actor=Actor(role=Role.VISITOR, label=service), work=work)
