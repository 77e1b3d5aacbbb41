"""What the HTTP edge needs from below. ``assembly`` supplies it; nothing here picks a part."""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from amana.acts.rates import Rates
from amana.http.doorway import Reach
from amana.http.platform.applications import ServiceActs
from amana.http.platform.choices import ChoiceActs
from amana.http.platform.persons import PersonActs
from amana.http.platform.public import PublicActs
from amana.http.platform.records import RecordActs
from amana.http.platform.staff import AccessActs, DeskActs, StaffActs, Vouching
from amana.http.platform.watching import WatchActs, Watching, Weakness

__all__ = [
    "AccessActs",
    "ChoiceActs",
    "DeskActs",
    "PersonActs",
    "Platform",
    "PublicActs",
    "RecordActs",
    "ServiceActs",
    "StaffActs",
    "Vouching",
    "WatchActs",
    "Watching",
    "Weakness",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """All of the above, and how the edge is to behave."""

    public: PublicActs
    staff: StaffActs
    desk: DeskActs
    access: AccessActs
    api: ServiceActs
    choices: ChoiceActs
    records: RecordActs
    persons: PersonActs
    rates: Rates
    """How often who may come through which door."""
    watch: Watching
    zone: ZoneInfo
    """The zone in which readers without a script are shown times."""
    https: bool
    """Whether people reach it over https: cookies follow."""
    form_key: bytes
    """At least 32 random bytes: form tokens are made with it."""
    openid: Vouching | None = None
    """Where the organisation's own accounts sign in, if it said so."""
    reach: Reach = field(default_factory=Reach)
    """The address under which people reach it, if it is known, and the proxies on the way."""
    weakness: Weakness | None = None
    """Said in ``security.txt``, where the operator gave it."""
