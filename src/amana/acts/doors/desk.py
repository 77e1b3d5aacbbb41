"""The door of staff: what they do at the console, each for a service that is theirs."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from uuid import UUID

from amana.acts.act import Act
from amana.acts.attest import attest, show_attestations
from amana.acts.doors.public import PublicDoor
from amana.acts.draft_policy import check_draft, draft_from_reading, save_draft, show_draft
from amana.acts.permissions import Permission
from amana.acts.plan_publication import plan_publication
from amana.acts.policy_desk import (
    AttestationView,
    Draft,
    NewAttestation,
    PlanView,
    PublicationDecision,
)
from amana.acts.publish_policy import Publication, publish_policy
from amana.acts.reading_review import Judged, ReadingReview, ReadingSummary
from amana.acts.review_reading import (
    confirm_sure,
    judge_proposal,
    keep_reading,
    show_reading,
    show_readings,
)
from amana.acts.service_list import ServiceSummary
from amana.acts.staff import Staff
from amana.acts.team.acting import acting, looking
from amana.reading import read
from amana.storage.database import Storage
from amana.storage.work import View


@dataclass(frozen=True, slots=True)
class DeskDoor:
    """Acts of staff. Each is refused to those whose role at the service does not permit it."""

    storage: Storage
    public: PublicDoor

    def services(self, staff: Staff) -> tuple[ServiceSummary, ...]:
        """Return the services that they work on, those without a policy in force too."""
        return tuple(self.public.summary(service) for service in staff.services)

    def readings(self, staff: Staff, service: str) -> tuple[ReadingSummary, ...]:
        """Return the documents read so far, the latest first."""
        with self._view(staff, service, Permission.STAFF_READING_READ) as view:
            return show_readings(view)

    def upload_reading(self, staff: Staff, service: str, *, data: bytes, name: str) -> UUID:
        """Read a document and keep what it proposes; return the reading's id.

        Who may not is refused first; the document is read while no transaction is open. Raises
        what reading raises.
        """
        with self._view(staff, service, Permission.STAFF_READING_WRITE):
            pass
        found = read(data, name=name)
        with self._act(staff, service, Permission.STAFF_READING_WRITE) as act:
            return keep_reading(act, reading=found, name=name)

    def reading(self, staff: Staff, service: str, reading: UUID) -> ReadingReview:
        """Return a reading with the decisions so far."""
        with self._view(staff, service, Permission.STAFF_READING_READ) as view:
            return show_reading(view, reading)

    def decide_proposal(self, staff: Staff, service: str, reading: UUID, *, judged: Judged) -> None:
        """Keep a person's decision about one proposal."""
        with self._act(staff, service, Permission.STAFF_READING_WRITE) as act:
            judge_proposal(act, reading, judged)

    def confirm_sure(self, staff: Staff, service: str, reading: UUID, *, percent: int) -> int:
        """Confirm the open proposals that are at least so sure; return how many."""
        with self._act(staff, service, Permission.STAFF_READING_WRITE) as act:
            return confirm_sure(act, reading, percent=percent)

    def draft_from_reading(self, staff: Staff, service: str, reading: UUID) -> None:
        """Make the draft anew from what was confirmed and changed in a reading."""
        with self._act(staff, service, Permission.STAFF_DRAFT_WRITE) as act:
            draft_from_reading(act, reading)

    def draft(self, staff: Staff, service: str) -> Draft:
        """Return the draft."""
        with self._view(staff, service, Permission.STAFF_DRAFT_READ) as view:
            return show_draft(view)

    def save_draft(self, staff: Staff, service: str, *, draft: Draft) -> None:
        """Keep the draft as it is."""
        with self._act(staff, service, Permission.STAFF_DRAFT_WRITE) as act:
            save_draft(act, draft)

    def check_draft(self, staff: Staff, service: str) -> None:
        """Raise what is wrong with the draft, all of it."""
        with self._view(staff, service, Permission.STAFF_DRAFT_READ) as view:
            check_draft(view)

    def plan(self, staff: Staff, service: str) -> PlanView:
        """Return what publishing the draft would change."""
        with self._view(staff, service, Permission.STAFF_DRAFT_READ) as view:
            return plan_publication(view)

    def publish(self, staff: Staff, service: str, *, release: PublicationDecision) -> int:
        """Publish the draft and return the version; refused if another one came first."""
        with self._act(staff, service, Permission.STAFF_POLICY_PUBLISH) as act:
            draft = show_draft(act.work)
            return publish_policy(
                act,
                Publication(
                    source=draft.text,
                    texts=draft.texts,
                    number=release.number,
                    digest=release.digest,
                    effective_at=release.effective_at,
                    material=release.material,
                    reason=release.reason or None,
                ),
            )

    def attestations(self, staff: Staff, service: str) -> tuple[AttestationView, ...]:
        """Return what was attested, the latest first."""
        with self._view(staff, service, Permission.STAFF_ATTESTATION_READ) as view:
            return show_attestations(view)

    def attest(self, staff: Staff, service: str, *, word: NewAttestation) -> UUID:
        """Keep a person's word for a promise."""
        with self._act(staff, service, Permission.STAFF_ATTESTATION_WRITE) as act:
            return attest(act, word)

    def _view(
        self, staff: Staff, service: str, permission: Permission
    ) -> AbstractContextManager[View]:
        return looking(self.storage, staff, service, permission)

    def _act(
        self, staff: Staff, service: str, permission: Permission
    ) -> AbstractContextManager[Act]:
        return acting(self.storage, staff, service, permission)
