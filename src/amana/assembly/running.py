"""All parts put together, for one process or for several."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from amana.acts.doors.access import AccessDoor
from amana.acts.doors.aggregates import AggregatesDoor
from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.asked_releases import AskedReleasesDoor
from amana.acts.doors.banner import BannerDoor
from amana.acts.doors.breaches import AskedBreachesDoor, BreachDeskDoor
from amana.acts.doors.certificates import CertificateDoor
from amana.acts.doors.choices import ChoicesDoor
from amana.acts.doors.copies import AskedCopyDoor, OwnCopyDoor
from amana.acts.doors.customers import CustomersDoor, EndUsersDoor
from amana.acts.doors.desk import DeskDoor
from amana.acts.doors.documents import DocumentsDoor
from amana.acts.doors.events import EventsDoor
from amana.acts.doors.holds import AskedHoldsDoor, HoldsDoor
from amana.acts.doors.identity import IdentityDoor
from amana.acts.doors.mail import MailDoor
from amana.acts.doors.me import MeDoor
from amana.acts.doors.messages import MessagesDoor
from amana.acts.doors.passwords import PasswordsDoor
from amana.acts.doors.persons import PersonsDoor
from amana.acts.doors.public import PublicDoor
from amana.acts.doors.publications import ModerationDoor, PublicationsDoor
from amana.acts.doors.record_sets import RecordSetsDoor
from amana.acts.doors.records import RecordsDoor
from amana.acts.doors.releases import ReleasesDoor
from amana.acts.doors.request_links import RequestLinkDoor
from amana.acts.doors.request_plans import AskedPlansDoor, RequestPlansDoor
from amana.acts.doors.requests import AskedDoor, OwnRequestDoor, RequestDeskDoor
from amana.acts.doors.retention import RetentionDeskDoor, RetentionDoor
from amana.acts.doors.sharing import SharingDoor
from amana.acts.doors.sharing_desk import OwnSharingDoor, SharingDeskDoor
from amana.acts.doors.sharing_notices import SharingNoticesDoor
from amana.acts.doors.sources import AskedSourcesDoor, SourcesDoor
from amana.acts.doors.staff import StaffDoor
from amana.acts.doors.watch import WatchDoor
from amana.acts.rates import Rates
from amana.acts.restore import Target
from amana.acts.sequencing import Sequencing
from amana.acts.working import Duties
from amana.assembly.database import (
    address_of_other,
    database_of,
    ignore,
    places_of,
    set_up,
    storage_of,
)
from amana.assembly.identity import code_kinds, person_providers
from amana.assembly.mail_in import mail_door
from amana.assembly.sources import open_source
from amana.assembly.watching import handlers, scheduled, watch_door
from amana.channels.openid import OAuthPeople, OpenId, OpenIdPeople
from amana.channels.openid.provider import Provider
from amana.channels.witness import Witness
from amana.domain.ledger.cosignature import parse_witness_key
from amana.domain.person.identifiers import IdentifierKind
from amana.settings import Secret, Settings, WrongSetting
from amana.storage.archive.opening import bring_root_key
from amana.storage.database import Storage
from amana.storage.embedded import EmbeddedServer
from amana.storage.errors import NoDatabaseRuns
from amana.storage.installation import check_writable
from amana.storage.ledger import Cosign, Sequencer, alone, check_signature
from amana.storage.secret_files import read_secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """Amana's parts put together, without its HTTP edge and its loops."""

    settings: Settings
    storage: Storage
    database: EmbeddedServer | None
    """The database, where it is ours to run."""
    sequencer: Sequencer
    public: PublicDoor
    certificates: CertificateDoor
    application: ApplicationDoor
    choices: ChoicesDoor
    events: EventsDoor
    mail: MailDoor
    banner: BannerDoor
    records: RecordsDoor
    record_sets: RecordSetsDoor
    persons: PersonsDoor
    messages: MessagesDoor
    sharing_notices: SharingNoticesDoor
    releases: ReleasesDoor
    asked_releases: AskedReleasesDoor
    publications: PublicationsDoor
    moderation: ModerationDoor
    breach_desk: BreachDeskDoor
    breaches: AskedBreachesDoor
    documents: DocumentsDoor
    requests: AskedDoor
    request_desk: RequestDeskDoor
    own_requests: OwnRequestDoor
    request_plans: RequestPlansDoor
    asked_plans: AskedPlansDoor
    sources: SourcesDoor
    asked_sources: AskedSourcesDoor
    holds: HoldsDoor
    asked_holds: AskedHoldsDoor
    aggregates: AggregatesDoor
    retention: RetentionDoor
    retention_desk: RetentionDeskDoor
    sharing: SharingDoor
    sharing_desk: SharingDeskDoor
    own_sharing: OwnSharingDoor
    customers: CustomersDoor
    end_users: EndUsersDoor
    copies: AskedCopyDoor
    own_copies: OwnCopyDoor
    request_links: RequestLinkDoor
    identity: IdentityDoor
    passwords: PasswordsDoor
    me: MeDoor
    staff: StaffDoor
    desk: DeskDoor
    access: AccessDoor
    rates: Rates
    code_kinds: frozenset[IdentifierKind]
    """To what kinds of addresses people can be sent codes."""
    person_providers: Mapping[str, OpenIdPeople | OAuthPeople]
    openid: OpenId | None
    """Where the organisation's own accounts sign in, if the settings say so."""
    form_key: bytes
    watch: WatchDoor
    duties: Duties
    """What its workers can do."""


@contextmanager
def running(settings: Settings, on_step: Callable[[str], None] = ignore) -> Iterator[Running]:
    """Start what the settings ask for, in this one process, and stop it in order.

    Raises what storage raises where the database, a key or a folder cannot be used; then
    nothing of ours goes on running. Its ledgers are sequenced; jobs are for workers.
    """
    with prepared(settings, on_step) as amana, Sequencing(amana.storage, amana.sequencer):
        yield amana


@contextmanager
def prepared(settings: Settings, on_step: Callable[[str], None] = ignore) -> Iterator[Running]:
    """Start the database and put the parts together; none of their loops runs yet.

    Raises what :func:`running` does.
    """
    with (
        database_of(settings, on_step) as (address, database),
        storage_of(settings, address) as storage,
    ):
        set_up(settings, storage)
        amana = _put_together(settings, storage, database)
        amana.watch.counters.forget_ended()
        with closing(amana.watch.counters):
            yield amana


@contextmanager
def joined(settings: Settings) -> Iterator[Running]:
    """Put the parts together on a database that another program has set up and keeps running.

    Raises ``NoDatabaseRuns`` where there is none, and what joining a database raises.
    """
    address = address_of_other(settings)
    if address is None:
        raise NoDatabaseRuns(folder=str(settings.data))
    with storage_of(settings, address) as storage:
        storage.join()
        yield _put_together(settings, storage, None)


@contextmanager
def restoring(
    settings: Settings, folders: Iterable[Path], on_step: Callable[[str], None] = ignore
) -> Iterator[Target]:
    """Start the database alone, to restore into it what lies in these folders.

    A root key that is not in place is taken from the backup, if that holds it; else raises
    ``NoRootKey``.
    """
    places = places_of(settings)
    check_writable(settings.data)
    if settings.root_key is None and settings.root_key_kms is None:
        bring_root_key(folders, places.root_key)
    passwords = places.secrets / ".restoring.json"
    with (
        database_of(settings, on_step) as (address, _),
        storage_of(settings, address) as storage,
        storage_of(settings, address, passwords) as shut,
    ):
        try:
            yield Target(
                storage=storage,
                shut=shut,
                sequencer=sequencer_of(settings, shut),
                places=places,
                root_key=storage.root_key,
            )
        finally:
            # A restore that goes on after this one makes others.
            passwords.unlink(missing_ok=True)


def sequencer_of(settings: Settings, storage: Storage) -> Sequencer:
    """Return the sequencer of all services' ledgers."""
    host = urlsplit(settings.public_url or "").hostname or "localhost"
    return Sequencer(
        storage,
        folder=places_of(settings).published,
        origin_of=lambda service: f"{host}/{service}",
        cosign=_cosign(settings),
    )


def _cosign(settings: Settings) -> Cosign:
    """Return how checkpoints are cosigned: by the witness of the settings, or by nobody.

    Raises ``WrongSetting`` for a witness without its key, ``MalformedKey`` for a key that is none.
    """
    if settings.witness is None and settings.witness_key is None:
        return alone
    if settings.witness is None or settings.witness_key is None:
        raise WrongSetting(name="witness_key", wanted="a key, together with `witness`")
    key = parse_witness_key(settings.witness_key)
    return Witness(settings.witness, key, check=check_signature).cosign


def _put_together(settings: Settings, storage: Storage, database: EmbeddedServer | None) -> Running:
    first = {name: urls[0] for name, urls in settings.addresses.items()}
    public = PublicDoor(storage, places_of(settings).published, first)
    return Running(
        settings=settings,
        storage=storage,
        database=database,
        sequencer=sequencer_of(settings, storage),
        public=public,
        certificates=CertificateDoor(storage),
        application=ApplicationDoor(storage),
        choices=ChoicesDoor(storage),
        events=EventsDoor(storage),
        mail=mail_door(settings, storage),
        banner=BannerDoor(storage, dict(settings.addresses)),
        records=RecordsDoor(storage),
        record_sets=RecordSetsDoor(storage),
        persons=PersonsDoor(storage),
        messages=MessagesDoor(storage),
        sharing_notices=SharingNoticesDoor(storage),
        releases=ReleasesDoor(storage),
        asked_releases=AskedReleasesDoor(storage),
        publications=PublicationsDoor(storage),
        moderation=ModerationDoor(storage),
        breach_desk=BreachDeskDoor(storage, open_source(settings)),
        breaches=AskedBreachesDoor(storage, open_source(settings)),
        documents=DocumentsDoor(storage),
        requests=AskedDoor(storage),
        request_desk=RequestDeskDoor(storage),
        own_requests=OwnRequestDoor(storage),
        request_plans=RequestPlansDoor(storage, open_source(settings)),
        asked_plans=AskedPlansDoor(storage, open_source(settings)),
        sources=SourcesDoor(storage, open_source(settings)),
        asked_sources=AskedSourcesDoor(storage, open_source(settings)),
        holds=HoldsDoor(storage),
        asked_holds=AskedHoldsDoor(storage),
        aggregates=AggregatesDoor(storage),
        retention=RetentionDoor(storage),
        retention_desk=RetentionDeskDoor(storage),
        customers=CustomersDoor(storage),
        end_users=EndUsersDoor(storage),
        sharing=SharingDoor(storage),
        sharing_desk=SharingDeskDoor(storage),
        own_sharing=OwnSharingDoor(storage),
        copies=AskedCopyDoor(storage),
        own_copies=OwnCopyDoor(storage),
        request_links=RequestLinkDoor(storage),
        identity=IdentityDoor(storage),
        passwords=PasswordsDoor(storage),
        me=MeDoor(storage, places_of(settings).published),
        staff=StaffDoor(storage),
        desk=DeskDoor(storage, public),
        access=AccessDoor(storage),
        rates=Rates(storage, settings.limits),
        code_kinds=code_kinds(settings),
        person_providers=person_providers(settings),
        openid=_openid(settings),
        form_key=secrets.token_bytes(32),
        watch=watch_door(settings, storage),
        duties=Duties(tasks=scheduled(settings), handlers=handlers(settings)),
    )


def _openid(settings: Settings) -> OpenId | None:
    """Return the organisation's sign-in; settings that name a part of it only are refused."""
    if settings.oidc_issuer is None:
        return None
    if settings.oidc_client_id is None:
        raise WrongSetting(name="oidc_client_id", wanted="a text, since there is an oidc_issuer")
    secret = settings.oidc_client_secret
    if secret is None and settings.oidc_client_secret_file is not None:
        secret = Secret(read_secret(settings.oidc_client_secret_file))
    if secret is None:
        raise WrongSetting(name="oidc_client_secret_file", wanted="a file with the secret")
    return OpenId(
        Provider(settings.oidc_issuer), client=settings.oidc_client_id, secret=secret.reveal()
    )
