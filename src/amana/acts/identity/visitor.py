"""A person who is signed in at a page of a service."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from amana.acts.act import Actor, Role
from amana.acts.identity.errors import SignedOut
from amana.domain.person.level import Level
from amana.storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A person who is signed in, for one session at one service."""

    service: str
    person: str = field(repr=False)
    """The service's own id of them. Acts find their other ids by the group."""
    level: Level
    """How they proved who they are."""
    session: str
    """An opaque id of the session, not the secret in the cookie; form tokens are bound to it."""
    since: datetime
    """When they signed in."""

    @property
    def actor(self) -> Actor:
        """Return them as who acts: bodies of entries say that a person did, and about whom."""
        return Actor(role=Role.PERSON, label=self.service)

    def check(self, work: Work) -> None:
        """Raise ``SignedOut`` unless the session goes on, and keep it so until the work is over.

        The gate was the door; what changes something asks again, in its own transaction.
        """
        if not work.identity.goes_on(UUID(self.session)):
            raise SignedOut
