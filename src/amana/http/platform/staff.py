"""Who of the staff comes in, and what they do at the console."""

import uuid
from collections.abc import Mapping
from typing import Protocol

from amana.acts.access.ask import AccessAnswer, AccessAsked
from amana.acts.access.read import ReadUnder, Seen
from amana.acts.access.show import AccessChoices, AccessList
from amana.acts.api_keys import NewKey
from amana.acts.policy_desk import (
    AttestationView,
    Draft,
    NewAttestation,
    PlanView,
    PublicationDecision,
)
from amana.acts.reading_review import Judged, ReadingReview, ReadingSummary
from amana.acts.service_list import ServiceSummary
from amana.acts.staff import Staff
from amana.acts.team.show import KeysView, TeamView
from amana.acts.team.sign_in import Coming
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.staff import Identity, StaffRole
from amana.storage.accounts import SignIn


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

    def make_api_key(self, staff: Staff, service: str, new: NewKey) -> str:
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

    def confirm_sure(self, staff: Staff, service: str, reading: uuid.UUID, *, percent: int) -> int:
        """Confirm the open proposals that are at least so sure; return how many."""

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


class AccessActs(Protocol):
    """How staff come to see people's data: under an access each time, each on the ledger."""

    def accesses(self, staff: Staff, service: str) -> AccessList:
        """List the latest accesses, with reasons and categories, and never a value."""

    def choices(self, staff: Staff, service: str) -> AccessChoices:
        """Show what may be named in asking."""

    def find(
        self, staff: Staff, service: str, *, kind: IdentifierKind, value: str
    ) -> tuple[str, ...]:
        """Return the own ids of those who have an identifier."""

    def ask(self, staff: Staff, service: str, *, asked: AccessAsked) -> AccessAnswer:
        """Ask for an access: it opens, waits for a second person, or is refused."""

    def approve(self, staff: Staff, service: str, access: uuid.UUID) -> None:
        """Open an access that waits, as its second person."""

    def refuse(self, staff: Staff, service: str, access: uuid.UUID) -> None:
        """Refuse an access that waits, as its second person."""

    def take_back(self, staff: Staff, service: str, access: uuid.UUID) -> None:
        """End an access before its time."""

    def read(self, staff: Staff, service: str, *, given: ReadUnder) -> Seen:
        """Return what may be seen under an access, after the evidence is committed."""
