"""What the pages of the team, of the keys, and of one's own sign-ins show."""

from dataclasses import dataclass
from datetime import datetime

from amana.domain.staff import StaffRole
from amana.storage.accounts import MemberAt, SignIn
from amana.storage.api_keys import ApiKey
from amana.storage.members import Invitation


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody who works on the service, as another member sees them."""

    member: MemberAt
    sessions: tuple[SignIn, ...]
    """Those that go on and open the service."""
    oneself: bool
    last_owner: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamView:
    """Who works on the service, and who is invited."""

    colleagues: tuple[Colleague, ...]
    invitations: tuple[Invitation, ...]
    roles: tuple[StaffRole, ...]
    """Those that the reader may give; none where they may only look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysView:
    """The service's API keys."""

    keys: tuple[ApiKey, ...]
    now: datetime
    """When they were looked at."""
