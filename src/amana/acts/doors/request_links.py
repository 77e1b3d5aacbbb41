"""The door of requests by mail: the page that the link of an answered letter leads to."""

from dataclasses import dataclass

from amana.acts.act import Act, Actor, Role
from amana.acts.requests.by_link import LinkShown, ask_by_link, show_link
from amana.acts.taking_part import refuse_absent
from amana.domain.vocabulary.requests import RequestKind
from amana.storage.database import Storage
from amana.storage.spans import span

_WRITER = Actor(role=Role.APPLICATION, label="letter")


@dataclass(frozen=True, slots=True)
class RequestLinkDoor:
    """What who wrote a letter does with the link that answered it; the link lets them in."""

    storage: Storage

    def show(self, service: str, token: str) -> LinkShown:
        """Show what the link is for; nothing changes. Raises ``LinkNotGood``."""
        with self.storage.reading(service) as view:
            return show_link(view, token)

    def ask(self, service: str, token: str, *, kind: RequestKind, about: str) -> None:
        """Receive what is asked. Raises ``LinkNotGood`` and ``UnusableAbout``."""
        with span("act", act="ask_by_link"), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            ask_by_link(Act(actor=_WRITER, work=work), token, kind=kind, about=about)
