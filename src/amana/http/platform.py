"""What the HTTP edge needs from below. ``assembly`` supplies it; nothing here picks a part."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from amana.acts.accept import Acceptance
from amana.acts.certificate import Certificate
from amana.acts.changes_page import ChangesPage
from amana.acts.deciding.asked import Asked, Decided
from amana.acts.policy_desk import (
    AttestationView,
    Draft,
    NewAttestation,
    PlanView,
    PublicationDecision,
)
from amana.acts.policy_page import PolicyPage
from amana.acts.promise_page import PromisePage
from amana.acts.rates import Rates
from amana.acts.reading_review import Judged, ReadingReview, ReadingSummary
from amana.acts.service_list import ServiceSummary
from amana.acts.staff import Staff
from amana.acts.team.show import KeysView, TeamView
from amana.acts.team.sign_in import Coming
from amana.acts.tell_history import DoneAct
from amana.acts.watch.operations import Operations
from amana.acts.watch.readiness import Readiness
from amana.domain.staff import Identity, StaffRole
from amana.domain.words import Language
from amana.http.doorway import Reach
from amana.storage.accounts import SignIn


class PublicActs(Protocol):
    """What anybody may see. A service, version or promise that is not there is ``Refused``."""

    def services(self) -> tuple[ServiceSummary, ...]:
        """List the services that have a policy in force."""

    def policy_page(self, service: str, *, language: Language, version: int | None) -> PolicyPage:
        """Show a version of the policy, by default the one in force."""

    def changes(self, service: str, *, before: int, after: int) -> ChangesPage:
        """Show the differences between two versions."""

    def promise_page(self, service: str, promise: str) -> PromisePage:
        """Show the evidence of one promise of the version in force."""

    def checkpoint(self, service: str) -> str:
        """Return the latest signed checkpoint."""

    def tile(self, service: str, path: str) -> bytes:
        """Return a tile or an entry bundle by its path, as tlog-tiles names it."""

    def ledger_key(self, service: str) -> str:
        """Return the verifier key of the service's ledger."""

    def ledger_succession(self, service: str, number: int) -> bytes:
        """Return the note by which a key of the ledger named key ``number``."""


class StaffActs(Protocol):
    """Who comes in, with which role, and who else works on a service."""

    def sign_in(self, token: str, coming: Coming) -> str:
        """Use a one-time link or an invitation up and return the secret of a new session."""

    def sign_in_as(self, identity: Identity, coming: Coming) -> str:
        """Return the secret of a new session for whom a provider vouches for."""

    def staff(self, secret: str) -> Staff | None:
        """Return who is signed in with this session's secret; ``None`` once it is over."""

    def sign_out(self, staff: Staff) -> None:
        """End the session."""

    def sign_ins(self, staff: Staff) -> tuple[SignIn, ...]:
        """List one's own sign-ins, those that go on first."""

    def end_own_session(self, staff: Staff, session: uuid.UUID) -> None:
        """End one of one's own sessions."""

    def team(self, staff: Staff, service: str) -> TeamView:
        """Show who works on the service, and who is invited."""

    def invite(self, staff: Staff, service: str, *, name: str, email: str, role: StaffRole) -> str:
        """Invite somebody; return the token of the link, which is shown this once."""

    def withdraw_invitation(self, staff: Staff, service: str, invitation: uuid.UUID) -> None:
        """Withdraw an invitation that nobody took yet."""

    def change_role(
        self, staff: Staff, service: str, member: uuid.UUID, *, role: StaffRole
    ) -> None:
        """Give a member another role; the last owner stays one."""

    def remove_member(self, staff: Staff, service: str, member: uuid.UUID) -> None:
        """Take a member's role away; the last owner keeps theirs."""

    def give_link(self, staff: Staff, service: str, member: uuid.UUID) -> str:
        """Return the token of a one-time link for a member; it opens this service only."""

    def end_session(
        self, staff: Staff, service: str, member: uuid.UUID, session: uuid.UUID
    ) -> None:
        """End a session of somebody who works on the service."""

    def api_keys(self, staff: Staff, service: str) -> KeysView:
        """List the service's API keys, never the keys themselves."""

    def make_api_key(self, staff: Staff, service: str, *, label: str) -> str:
        """Make a key and return it: it is shown this once."""

    def revoke_api_key(self, staff: Staff, service: str, key: uuid.UUID) -> None:
        """Revoke a key: it opens nothing any more."""


class Vouching(Protocol):
    """The organisation's provider, which says who signs in."""

    def begin(self) -> str:
        """Return the secret of a sign-in, for the browser's cookie."""

    def address(self, secret: str, *, redirect: str, language: str) -> str:
        """Return where to send the browser."""

    def identity(self, secret: str, *, redirect: str, answer: Mapping[str, str]) -> Identity:
        """Return whom the provider vouches for."""


class DeskActs(Protocol):
    """What staff do at the console. Each is refused to those whose role does not permit it."""

    def services(self, staff: Staff) -> tuple[ServiceSummary, ...]:
        """List the services that they may work on."""

    def readings(self, staff: Staff, service: str) -> tuple[ReadingSummary, ...]:
        """List the documents read so far, the latest first."""

    def upload_reading(self, staff: Staff, service: str, *, data: bytes, name: str) -> uuid.UUID:
        """Read a document and keep what it proposes; return the reading's id."""

    def reading(self, staff: Staff, service: str, reading: uuid.UUID) -> ReadingReview:
        """Show a reading with the decisions so far."""

    def decide_proposal(
        self, staff: Staff, service: str, reading: uuid.UUID, *, judged: Judged
    ) -> None:
        """Keep a person's decision about one proposal; a later one replaces it."""

    def draft_from_reading(self, staff: Staff, service: str, reading: uuid.UUID) -> None:
        """Make the draft anew from what was confirmed and changed in a reading."""

    def draft(self, staff: Staff, service: str) -> Draft:
        """Show the draft: the policy in force where nothing was written yet."""

    def save_draft(self, staff: Staff, service: str, *, draft: Draft) -> None:
        """Keep the draft as it is, right or wrong: nobody loses what they typed."""

    def check_draft(self, staff: Staff, service: str) -> None:
        """Raise what is wrong with the draft, all of it, with line and column."""

    def plan(self, staff: Staff, service: str) -> PlanView:
        """Show what publishing the draft would change; a wrong draft raises as above."""

    def publish(self, staff: Staff, service: str, *, release: PublicationDecision) -> int:
        """Publish the draft and return the version; refused if another one came first."""

    def attestations(self, staff: Staff, service: str) -> tuple[AttestationView, ...]:
        """List what was attested, the latest first."""

    def attest(self, staff: Staff, service: str, *, word: NewAttestation) -> uuid.UUID:
        """Keep a person's word for a promise, with its document, until it expires."""


class ServiceActs(Protocol):
    """What an application asks with its service's key: see ``http/api`` for the shapes."""

    def service_of(self, key: str) -> str | None:
        """Return the service that this API key belongs to; ``None`` if it is nobody's."""

    def decide(self, service: str, asked: Asked) -> Decided:
        """Decide an act and write it down, permitted or refused."""

    def accept(
        self, service: str, *, person: str, version: int, how: Acceptance, language: Language
    ) -> uuid.UUID:
        """Write down how a person met the version in force."""

    def history(self, service: str, *, person: str) -> tuple[DoneAct, ...]:
        """Return what was done with a person's data."""

    def erase(self, service: str, *, person: str) -> Certificate:
        """Erase a person, and certify it; asked twice it says the same."""

    def policy(self, service: str) -> PolicyPage:
        """Return the policy in force and how its promises stand."""


class WatchActs(Protocol):
    """How the system itself stands, and what this process counts."""

    def readiness(self) -> Readiness:
        """Return how things stand, as of at most a second ago."""

    def metrics(self) -> bytes:
        """Return all metrics in the text format of Prometheus."""

    def operations(self, staff: Staff, service: str) -> Operations:
        """Show how the parts that serve this service stand."""

    def request(self, *, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""

    def decision(self, *, service: str, act: str, outcome: str) -> None:
        """Count a decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """How the edge shows itself to those who watch it."""

    acts: WatchActs
    token: str | None = field(default=None, repr=False)
    """Who shows it may read metrics and details."""
    trust_loopback: bool = False
    """Whether this machine itself may read them without: not where a proxy may stand."""
    access_log: bool = False
    """Whether each request leaves a line: its route's template, never its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weakness:
    """How whoever finds a weakness may report it."""

    contact: str
    """An address to write to: ``mailto:``, ``https:`` or ``tel:``."""
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """All of the above, and how the edge is to behave."""

    public: PublicActs
    staff: StaffActs
    desk: DeskActs
    api: ServiceActs
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
