"""What a service can read in one transaction: all parts of its storage, at one instant."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from psycopg.rows import DictRow

from amana.storage.accesses import Accesses
from amana.storage.aggregates import Aggregates
from amana.storage.announcements import Announcements
from amana.storage.api_keys import ApiKeys
from amana.storage.attestations import Attestations
from amana.storage.breaches import Breaches
from amana.storage.certificates import Certificates
from amana.storage.children import Children
from amana.storage.choice_sets import ChoiceSets
from amana.storage.choices import Choices
from amana.storage.codes import Codes
from amana.storage.copies import Copies
from amana.storage.customers import Customers
from amana.storage.erased_looks import ErasedLooks
from amana.storage.erasures.rows import Erasures
from amana.storage.events_out import EventsOut
from amana.storage.evidence import Evidence
from amana.storage.glance import About, Glance, glance
from amana.storage.holds import Holds
from amana.storage.identity import Identity
from amana.storage.jobs import Jobs
from amana.storage.keys.sealing import Sealer
from amana.storage.letters_in import LettersIn
from amana.storage.members import Members
from amana.storage.notices import Notices
from amana.storage.outbox import Outbox
from amana.storage.passwords import Passwords
from amana.storage.people import People
from amana.storage.persons import DeclaredFacts, Identifiers, Persons, Suppression
from amana.storage.policies import Policies, VersionRow
from amana.storage.publications import Publications
from amana.storage.readings import Readings
from amana.storage.recipients import Recipients
from amana.storage.records.events import Events
from amana.storage.records.maps import MapRow, Maps
from amana.storage.records.records import Records
from amana.storage.records.sets import RecordSets
from amana.storage.records.stripping import Stripping
from amana.storage.releases import Releases
from amana.storage.request_doors import RequestDoors
from amana.storage.request_parts import RequestParts
from amana.storage.requests import Requests
from amana.storage.retention import Retention
from amana.storage.service_life import Condition, ServiceLife, ServiceState
from amana.storage.sharing import Sharing
from amana.storage.sharing_notices import SharingNotices
from amana.storage.signals import Signals
from amana.storage.sources import Sources
from amana.storage.stop_notices import StopNotices
from amana.storage.transaction import Transaction
from amana.storage.vouching import Vouching


@dataclass(kw_only=True)
class View:
    """What a service can read in one transaction, all of the same instant.

    Each part is made when it is first asked for: an act needs few of them.
    """

    service: str
    transaction: Transaction
    sealer: Sealer
    about: About | None = None
    """What a single act is about; then it is found by the statement that takes the instant."""
    now: datetime = field(init=False)
    """The transaction's instant by the database's clock; aware, UTC."""
    _seen: Glance = field(init=False)

    def __post_init__(self) -> None:
        """Take the instant once, for everything in this transaction."""
        self._seen = glance(self.transaction, self.sealer, self.about)
        self.now = self._seen.row["now"].astimezone(UTC)

    @cached_property
    def condition(self) -> Condition:
        """How the service stands, at the transaction's instant."""
        row = self._seen.row
        return Condition(
            state=ServiceState(row["service_state"]),
            reason=row["service_reason"],
            changed_at=row["changed_at"],
        )

    @property
    def unnumbered(self) -> bool:
        """Whether somebody may wait for a number, as the work began."""
        return bool(self._seen.row.get("unnumbered", True))

    @cached_property
    def policies(self) -> Policies:
        """Drafts and published versions."""
        return Policies(
            self.transaction,
            service=self.service,
            now=self.now,
            current=_version_of(self._seen.row),
        )

    @cached_property
    def letters_in(self) -> LettersIn:
        """Letters that came in."""
        return LettersIn(transaction=self.transaction, service=self.service, sealer=self.sealer)

    @cached_property
    def readings(self) -> Readings:
        """Documents as they were read."""
        return Readings(self.transaction, service=self.service, now=self.now)

    @cached_property
    def people(self) -> People:
        """What is held about a person."""
        return People(self.transaction, service=self.service, now=self.now, sealer=self.sealer)

    @cached_property
    def persons(self) -> Persons:
        """Which ids are one person."""
        return Persons(
            self.transaction,
            service=self.service,
            now=self.now,
            sealer=self.sealer,
            seen=self._seen.group(),
        )

    @cached_property
    def identifiers(self) -> Identifiers:
        """By what persons are known."""
        return Identifiers(self.transaction, service=self.service, now=self.now, sealer=self.sealer)

    @cached_property
    def declared(self) -> DeclaredFacts:
        """What is declared about persons."""
        return DeclaredFacts(
            self.transaction, service=self.service, now=self.now, sealer=self.sealer
        )

    @cached_property
    def suppression(self) -> Suppression:
        """Addresses that stay out."""
        return Suppression(self.transaction, service=self.service, sealer=self.sealer)

    @cached_property
    def evidence(self) -> Evidence:
        """Answers to the evidence questions."""
        return Evidence(self.transaction, service=self.service, now=self.now)

    @cached_property
    def attestations(self) -> Attestations:
        """What named persons attest."""
        return Attestations(self.transaction, service=self.service, now=self.now)

    @cached_property
    def retention(self) -> Retention:
        """What is kept for how long."""
        return Retention(transaction=self.transaction, service=self.service)

    @cached_property
    def erasures(self) -> Erasures:
        """Erasures that were asked for."""
        return Erasures(self.transaction, service=self.service, now=self.now)

    @cached_property
    def breaches(self) -> Breaches:
        """Breaches of data."""
        return Breaches(transaction=self.transaction, service=self.service, sealer=self.sealer)

    @cached_property
    def certificates(self) -> Certificates:
        """Certificates of erasures."""
        return Certificates(transaction=self.transaction, service=self.service, sealer=self.sealer)

    @cached_property
    def erased_looks(self) -> ErasedLooks:
        """Hashes of what erased persons were known by."""
        return ErasedLooks(
            transaction=self.transaction, service=self.service, now=self.now, sealer=self.sealer
        )

    @cached_property
    def codes(self) -> Codes:
        """One-time codes."""
        return Codes(self.transaction, service=self.service, now=self.now, sealer=self.sealer)

    @cached_property
    def vouching(self) -> Vouching:
        """What providers say of people."""
        return Vouching(self.transaction, service=self.service, now=self.now, sealer=self.sealer)

    @cached_property
    def passwords(self) -> Passwords:
        """Stretched passwords of people."""
        return Passwords(self.transaction, service=self.service, sealer=self.sealer)

    @cached_property
    def members(self) -> Members:
        """Who works on the service."""
        return Members(self.transaction, service=self.service)

    @cached_property
    def accesses(self) -> Accesses:
        """Accesses of staff."""
        return Accesses(self.transaction, service=self.service, now=self.now, sealer=self.sealer)

    @cached_property
    def api_keys(self) -> ApiKeys:
        """Keys of programs."""
        return ApiKeys(self.transaction, service=self.service)

    @cached_property
    def jobs(self) -> Jobs:
        """Work to be done later."""
        return Jobs(transaction=self.transaction, service=self.service, now=self.now)

    @cached_property
    def records(self) -> Records:
        """Records, one at a time."""
        return Records(
            transaction=self.transaction,
            service=self.service,
            sealer=self.sealer,
            people=self.people,
            seen=self._seen,
        )

    @cached_property
    def stripping(self) -> Stripping:
        """Values taken out of records for ever."""
        return Stripping(transaction=self.transaction, service=self.service, sealer=self.sealer)

    @cached_property
    def choices(self) -> Choices:
        """What people chose."""
        return Choices(self.transaction, service=self.service, now=self.now, seen=self._seen)

    @cached_property
    def choice_sets(self) -> ChoiceSets:
        """Sets of people by what they chose."""
        return ChoiceSets(self.transaction, service=self.service)

    @cached_property
    def events(self) -> Events:
        """Events that were told of persons."""
        return Events(
            transaction=self.transaction,
            service=self.service,
            people=self.people,
            seen=self._seen,
        )

    @cached_property
    def maps(self) -> Maps:
        """Versions of the record map."""
        return Maps(
            transaction=self.transaction, service=self.service, found=_map_of(self._seen.row)
        )

    @cached_property
    def sets(self) -> RecordSets:
        """Many records at once."""
        return RecordSets(transaction=self.transaction, service=self.service, sealer=self.sealer)

    @cached_property
    def life(self) -> ServiceLife:
        """Whether the service is open."""
        return ServiceLife(transaction=self.transaction, service=self.service)

    @cached_property
    def holds(self) -> Holds:
        """What may not be erased for now."""
        return Holds(transaction=self.transaction, service=self.service, sealer=self.sealer)

    @cached_property
    def identity(self) -> Identity:
        """Who people proved to be."""
        return Identity(self.transaction, service=self.service, now=self.now, sealer=self.sealer)

    @cached_property
    def outbox(self) -> Outbox:
        """Messages to people."""
        return Outbox(self.transaction, service=self.service, now=self.now, sealer=self.sealer)

    @cached_property
    def notices(self) -> Notices:
        """Notices that the service's own pages show."""
        return Notices(self.transaction, service=self.service, sealer=self.sealer)

    @cached_property
    def signals(self) -> Signals:
        """What browsers signal for people."""
        return Signals(transaction=self.transaction, service=self.service)

    @cached_property
    def events_out(self) -> EventsOut:
        """Events that the service's own program is told."""
        return EventsOut(
            transaction=self.transaction, service=self.service, now=self.now, sealer=self.sealer
        )

    @cached_property
    def announcements(self) -> Announcements:
        """Announcements of changed policies."""
        return Announcements(transaction=self.transaction, service=self.service)

    @cached_property
    def releases(self) -> Releases:
        """Releases of data on a legal ground."""
        return Releases(transaction=self.transaction, service=self.service, sealer=self.sealer)

    @cached_property
    def sharing_notices(self) -> SharingNotices:
        """Announced sharing."""
        return SharingNotices(transaction=self.transaction, service=self.service)

    @cached_property
    def requests(self) -> Requests:
        """What people asked for."""
        return Requests(transaction=self.transaction, service=self.service, sealer=self.sealer)

    @cached_property
    def copies(self) -> Copies:
        """Copies that are prepared for people."""
        return Copies(transaction=self.transaction, service=self.service, sealer=self.sealer)

    @cached_property
    def request_doors(self) -> RequestDoors:
        """Links of letters that ask for something, and what is said to who asked."""
        return RequestDoors(transaction=self.transaction, service=self.service, sealer=self.sealer)

    @cached_property
    def parts(self) -> RequestParts:
        """What requests do in sources."""
        return RequestParts(transaction=self.transaction, service=self.service, sealer=self.sealer)

    @cached_property
    def recipients(self) -> Recipients:
        """Who gets data, and what they are told."""
        return Recipients(transaction=self.transaction, service=self.service, sealer=self.sealer)

    @cached_property
    def sharing(self) -> Sharing:
        """Grants to recipients, and disclosures."""
        return Sharing(transaction=self.transaction, service=self.service, sealer=self.sealer)

    @cached_property
    def stop_notices(self) -> StopNotices:
        """What follows disclosures."""
        return StopNotices(transaction=self.transaction, service=self.service, sealer=self.sealer)

    @cached_property
    def aggregates(self) -> Aggregates:
        """Tables of figures that were released."""
        return Aggregates(transaction=self.transaction, service=self.service)

    @cached_property
    def children(self) -> Children:
        """Who was found too young."""
        return Children(transaction=self.transaction, service=self.service, sealer=self.sealer)

    @cached_property
    def customers(self) -> Customers:
        """Controllers of their own end users."""
        return Customers(transaction=self.transaction, service=self.service, sealer=self.sealer)

    @cached_property
    def publications(self) -> Publications:
        """What people publish."""
        return Publications(transaction=self.transaction, service=self.service, sealer=self.sealer)

    @cached_property
    def sources(self) -> Sources:
        """The organisation's own databases."""
        return Sources(transaction=self.transaction, service=self.service, sealer=self.sealer)


def _version_of(row: DictRow) -> VersionRow | None:
    """Return the version in force that stands in the row of the instant."""
    if row["number"] is None:
        return None
    return VersionRow(
        number=row["number"],
        languages=tuple(row["languages"]),
        published_at=row["published_at"],
        effective_at=row["effective_at"],
        material=row["material"],
        reason=row["judged"],
    )


def _map_of(row: DictRow) -> MapRow | None:
    """Return the map in force that stands in the row of the instant."""
    return None if row["map"] is None else MapRow(number=row["map"], applied_at=row["applied_at"])
