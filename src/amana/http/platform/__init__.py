"""What the HTTP edge needs from below. ``assembly`` supplies it; nothing here picks a part."""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from amana.acts.rates import Rates
from amana.http.doorway import Reach
from amana.http.platform.aggregates import AggregateActs
from amana.http.platform.applications import ServiceActs
from amana.http.platform.banner import BannerActs
from amana.http.platform.breaches import AskedBreachActs, BreachDeskActs
from amana.http.platform.certificates import CertificateActs
from amana.http.platform.choices import ChoiceActs
from amana.http.platform.copies import CopyActs, OwnCopyActs
from amana.http.platform.customers import CustomerActs, EndUserActs
from amana.http.platform.documents import DocumentActs
from amana.http.platform.events import EventActs
from amana.http.platform.holds import AskedHoldActs, HoldActs
from amana.http.platform.identity import IdentityActs, PasswordActs, PersonVouching, Ways
from amana.http.platform.mail import MailActs
from amana.http.platform.me import MeActs
from amana.http.platform.messages import MessageActs
from amana.http.platform.persons import PersonActs
from amana.http.platform.public import PublicActs
from amana.http.platform.publications import ModerationActs, PublicationActs
from amana.http.platform.record_sets import RecordSetActs
from amana.http.platform.records import RecordActs
from amana.http.platform.releases import AskedReleaseActs, ReleaseActs
from amana.http.platform.requests import (
    AskedPlanActs,
    AskedSourceActs,
    OwnRequestActs,
    RequestActs,
    RequestDeskActs,
    RequestLinkActs,
    RequestPlanActs,
    SourceActs,
)
from amana.http.platform.retention import RetentionActs, RetentionDeskActs
from amana.http.platform.sharing import OwnSharingActs, SharingActs, SharingDeskActs
from amana.http.platform.sharing_notices import SharingNoticeActs
from amana.http.platform.staff import AccessActs, DeskActs, StaffActs, Vouching
from amana.http.platform.watching import WatchActs, Watching, Weakness

__all__ = [
    "AccessActs",
    "AggregateActs",
    "AskedBreachActs",
    "AskedHoldActs",
    "AskedPlanActs",
    "AskedReleaseActs",
    "AskedSourceActs",
    "BannerActs",
    "BreachDeskActs",
    "CertificateActs",
    "ChoiceActs",
    "CopyActs",
    "CustomerActs",
    "DeskActs",
    "DocumentActs",
    "EndUserActs",
    "EventActs",
    "HoldActs",
    "IdentityActs",
    "MailActs",
    "MeActs",
    "MessageActs",
    "ModerationActs",
    "OwnCopyActs",
    "OwnRequestActs",
    "OwnSharingActs",
    "PasswordActs",
    "PersonActs",
    "PersonVouching",
    "Platform",
    "PublicActs",
    "PublicationActs",
    "RecordActs",
    "RecordSetActs",
    "ReleaseActs",
    "RequestActs",
    "RequestDeskActs",
    "RequestLinkActs",
    "RequestPlanActs",
    "RetentionActs",
    "RetentionDeskActs",
    "ServiceActs",
    "SharingActs",
    "SharingDeskActs",
    "SharingNoticeActs",
    "SourceActs",
    "StaffActs",
    "Vouching",
    "WatchActs",
    "Watching",
    "Ways",
    "Weakness",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """All of the above, and how the edge is to behave."""

    public: PublicActs
    certificates: CertificateActs
    staff: StaffActs
    desk: DeskActs
    access: AccessActs
    api: ServiceActs
    choices: ChoiceActs
    events: EventActs
    mail: MailActs
    banner: BannerActs
    records: RecordActs
    record_sets: RecordSetActs
    persons: PersonActs
    messages: MessageActs
    sharing_notices: SharingNoticeActs
    releases: ReleaseActs
    asked_releases: AskedReleaseActs
    publications: PublicationActs
    moderation: ModerationActs
    breach_desk: BreachDeskActs
    breaches: AskedBreachActs
    documents: DocumentActs
    requests: RequestActs
    request_desk: RequestDeskActs
    own_requests: OwnRequestActs
    request_plans: RequestPlanActs
    asked_plans: AskedPlanActs
    sources: SourceActs
    asked_sources: AskedSourceActs
    holds: HoldActs
    asked_holds: AskedHoldActs
    aggregates: AggregateActs
    retention: RetentionActs
    retention_desk: RetentionDeskActs
    sharing: SharingActs
    sharing_desk: SharingDeskActs
    own_sharing: OwnSharingActs
    customers: CustomerActs
    end_users: EndUserActs
    copies: CopyActs
    own_copies: OwnCopyActs
    request_links: RequestLinkActs
    identity: IdentityActs
    passwords: PasswordActs
    me: MeActs
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
    ways: Ways = field(default_factory=Ways)
    """By which ways people come in."""
    reach: Reach = field(default_factory=Reach)
    """The address under which people reach it, if it is known, and the proxies on the way."""
    weakness: Weakness | None = None
    """Said in ``security.txt``, where the operator gave it."""
