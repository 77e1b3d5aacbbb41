"""The one place that picks concrete parts and puts them together."""

import logging
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from amana.acts.doors.application import ApplicationDoor
from amana.acts.doors.desk import DeskDoor
from amana.acts.doors.public import PublicDoor
from amana.acts.doors.staff import StaffDoor
from amana.acts.doors.watch import WatchDoor
from amana.acts.erase import finish_erasures
from amana.acts.jobs import Handler
from amana.acts.probes.all_probes import PROBES
from amana.acts.probes.planted import planted_values
from amana.acts.probes.probe import Given, Probe, run_probe
from amana.acts.probes.sites import site_of
from amana.acts.probes.wire import Wire
from amana.acts.rates import Rates
from amana.acts.restore import Target
from amana.acts.schedule import Scheduled
from amana.acts.sequencing import Sequencing
from amana.acts.turn_keys import finish_rewrapping
from amana.acts.watch.alarms import look_for_alarms
from amana.acts.watch.counters import Counters
from amana.acts.watch.doctor import Doctor
from amana.acts.watch.outside_looks import Outside
from amana.acts.watch.readiness import Ready
from amana.acts.watch.surroundings import Surroundings
from amana.acts.watch.telling import MailTeller, Teller, WebhookTeller, send_notices
from amana.acts.working import Duties
from amana.channels.mail import Relay
from amana.channels.openid import OpenId
from amana.channels.openid.provider import Provider
from amana.channels.webhook import Webhook
from amana.channels.witness import Witness
from amana.domain.errors import AmanaError
from amana.domain.evidence.looking import probe_act
from amana.domain.ledger.cosignature import parse_witness_key
from amana.settings import ClockCheck, Secret, Settings, WrongSetting
from amana.storage.address import ServerAddress
from amana.storage.archive.folders import Places
from amana.storage.archive.opening import bring_root_key
from amana.storage.database import Storage
from amana.storage.embedded import EmbeddedServer, place_of, running_at
from amana.storage.errors import ClockBehind, ClockSkewed, NoDatabaseRuns
from amana.storage.installation import check_clocks, check_writable
from amana.storage.keys.root import FileRootKey, RootKey
from amana.storage.ledger import Cosign, Sequencer, alone, check_signature
from amana.storage.secret_files import read_secret

_ALARMS_EVERY: Final = timedelta(seconds=30)
_log = logging.getLogger(__name__)


def ignore(_step: str) -> None:
    """Hear a step and say nothing."""


def clock() -> datetime:
    """Return the instant by this machine's clock, for what no transaction dates."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """Amana's parts put together, without its HTTP edge and its loops."""

    settings: Settings
    storage: Storage
    database: EmbeddedServer | None
    """The database, where it is ours to run."""
    sequencer: Sequencer
    public: PublicDoor
    application: ApplicationDoor
    staff: StaffDoor
    desk: DeskDoor
    rates: Rates
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
        _database(settings, on_step) as (address, database),
        _storage(settings, address) as storage,
    ):
        _set_up(settings, storage)
        amana = _put_together(settings, storage, database)
        amana.watch.counters.forget_ended()
        yield amana


@contextmanager
def joined(settings: Settings) -> Iterator[Running]:
    """Put the parts together on a database that another program has set up and keeps running.

    Raises ``NoDatabaseRuns`` where there is none, and what joining a database raises.
    """
    address = _address_of_other(settings)
    if address is None:
        raise NoDatabaseRuns(folder=str(settings.data))
    with _storage(settings, address) as storage:
        storage.join()
        yield _put_together(settings, storage, None)


def tellers(settings: Settings) -> Mapping[str, Teller]:
    """Return the ways in which alarms are told, by channel; raises ``BadChannel``."""
    told: dict[str, Teller] = {}
    if settings.mail_server and settings.mail_from and settings.alarm_mail_to:
        told["mail"] = MailTeller(
            relay=Relay(address=settings.mail_server.reveal(), sender=settings.mail_from),
            to=settings.alarm_mail_to,
            language=settings.alarm_language,
            clock=_now,
            public_url=settings.public_url,
        )
    if settings.alarm_webhook and settings.alarm_webhook_secret:
        told["webhook"] = WebhookTeller(
            webhook=Webhook(
                url=settings.alarm_webhook.reveal(),
                secret=settings.alarm_webhook_secret.reveal(),
                private=settings.alarm_webhook_private,
            ),
            clock=_now,
        )
    return told


def _now() -> datetime:
    return datetime.now(UTC)


def surroundings(settings: Settings, storage: Storage) -> Surroundings:
    """Return what looks at the system are given."""
    return Surroundings(
        storage=storage,
        clock=_now,
        data=settings.data,
        public_url=settings.public_url,
        certificate_file=settings.tls_cert,
    )


def doctor_for(
    settings: Settings,
    storage: Storage,
    *,
    offline: bool = False,
    ntp_server: str | None = None,
    dkim_selector: str | None = None,
) -> Doctor:
    """Return what looks at everything. Raises ``BadChannel`` for a relay that cannot be one."""
    relay = None
    if settings.mail_server is not None and settings.mail_from is not None:
        relay = Relay(address=settings.mail_server.reveal(), sender=settings.mail_from)
    outside = Outside(relay=relay, ntp_server=ntp_server, dkim_selector=dkim_selector)
    return Doctor(
        here=surroundings(settings, storage),
        outside=None if offline else outside,
        check_signature=check_signature,
    )


def watch_door(settings: Settings, storage: Storage) -> WatchDoor:
    """Return the door of those who watch. Each process counts in a file of its own."""
    here = surroundings(settings, storage)
    return WatchDoor(here, Ready(here), Counters(settings.data / "metrics"))


@contextmanager
def opened(settings: Settings, on_step: Callable[[str], None] = ignore) -> Iterator[Storage]:
    """Open the database alone, set up for this release, with its keys.

    Raises what storage raises.
    """
    with _database(settings, on_step) as (address, _), _storage(settings, address) as storage:
        _set_up(settings, storage)
        yield storage


@contextmanager
def reached(settings: Settings, on_step: Callable[[str], None] = ignore) -> Iterator[Storage]:
    """Open the database beside a program that runs it, or start it for as long as this lasts.

    Nothing is set up: what is there stays as the release that set it up left it.
    """
    with ExitStack() as stack:
        address = _address_of_other(settings)
        if address is None:
            address, _ = stack.enter_context(_database(settings, on_step))
        yield stack.enter_context(_storage(settings, address))


@contextmanager
def reached_or_away(settings: Settings) -> Iterator[tuple[Storage, str | None]]:
    """Reach the database; where that fails, give a storage that nothing answers, and why."""
    with ExitStack() as stack:
        away: str | None = None
        try:
            storage = stack.enter_context(reached(settings))
        except AmanaError as error:
            away = error.code
            nobody = ServerAddress(host="/", port=0, database="", user="", password="")
            storage = stack.enter_context(_storage(settings, nobody))
        yield storage, away


@contextmanager
def at_hand(settings: Settings) -> Iterator[Storage]:
    """Open the database set up and checked, also beside a program that runs it."""
    address = _address_of_other(settings)
    if settings.database_url is not None or address is None:
        with opened(settings) as storage:
            yield storage
        return
    with _storage(settings, address) as storage:
        storage.join()
        yield storage


def _address_of_other(settings: Settings) -> ServerAddress | None:
    """Return where the database answers that this program need not start."""
    if settings.database_url is not None:
        return ServerAddress.parse(settings.database_url.reveal())
    return running_at(settings.data / "database")


def _set_up(settings: Settings, storage: Storage) -> None:
    """Make the database what this release needs.

    A server of the organisation's own is migrated by ``amana migrate``, since other programs may
    be at work there; only a fresh database is set up here.
    """
    if settings.database_url is None:
        # Nobody else is at work in a folder of ours: new code may follow the old at once.
        storage.set_up()
    else:
        storage.join()
    try:
        check_clocks(storage.clocks(), here=datetime.now(UTC))
    except (ClockBehind, ClockSkewed) as wrong:
        if settings.clock is ClockCheck.REFUSE:
            raise
        _log.warning("clock: %s", wrong)


@contextmanager
def reached_with_places(
    settings: Settings, on_step: Callable[[str], None] = ignore
) -> Iterator[tuple[Storage, Places, RootKey]]:
    """Reach the database, and name what lies beside it, for a backup."""
    with reached(settings, on_step) as storage:
        yield storage, places_of(settings), FileRootKey(places_of(settings).root_key)


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
    bring_root_key(folders, places.root_key)
    passwords = places.secrets / ".restoring.json"
    with (
        _database(settings, on_step) as (address, _),
        _storage(settings, address) as storage,
        _storage(settings, address, passwords) as shut,
    ):
        try:
            yield Target(
                storage=storage,
                shut=shut,
                sequencer=sequencer_of(settings, shut),
                places=places,
                root_key=FileRootKey(places.root_key),
            )
        finally:
            # A restore that goes on after this one makes others.
            passwords.unlink(missing_ok=True)


def places_of(settings: Settings) -> Places:
    """Return where these settings keep what is in no database."""
    keys = settings.data / "secrets"
    return Places(
        secrets=keys,
        root_key=settings.root_key_file or keys / "root.key",
        published=settings.data / "ledger",
        erasures=settings.data / "erasures",
    )


def sequencer_of(settings: Settings, storage: Storage) -> Sequencer:
    """Return the sequencer of all services' ledgers."""
    host = urlsplit(settings.public_url or "").hostname or "localhost"
    return Sequencer(
        storage,
        folder=places_of(settings).published,
        origin_of=lambda service: f"{host}/{service}",
        cosign=_cosign(settings),
    )


def scheduled(settings: Settings) -> tuple[Scheduled, ...]:
    """Return what workers run again and again for each service."""
    told = tellers(settings)

    def watch(storage: Storage, service: str) -> None:
        look_for_alarms(surroundings(settings, storage), service, channels=tuple(told))
        send_notices(storage, told)

    return (
        Scheduled(name="erasures.finish", every=timedelta(minutes=1), run=finish_erasures),
        Scheduled(name="keys.rewrap", every=timedelta(hours=1), run=finish_rewrapping),
        Scheduled(name="alarms", every=_ALARMS_EVERY, run=watch),
        *(_scheduled_look(settings, probe) for probe in PROBES.values()),
    )


def _scheduled_look(settings: Settings, probe: Probe) -> Scheduled:
    def run(storage: Storage, service: str) -> None:
        run_probe(storage, service, probe, probing(settings))

    return Scheduled(name=probe_act(probe.name), every=probe.every, run=run)


def probing(settings: Settings) -> Given:
    """Return what probes are given to look at."""

    def folders() -> tuple[Path, ...]:
        if settings.database_url is not None:
            return ()
        return (settings.data, place_of(settings.data / "database"))

    return Given(
        sites=lambda service: tuple(site_of(url) for url in settings.addresses.get(service, ())),
        folders=folders,
        values=lambda service: planted_values(settings.data / "planted", service),
        wire=Wire(),
    )


def handlers(settings: Settings) -> Mapping[str, Handler]:
    """Return what workers do for a job of each name."""
    del settings
    return {}


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
        application=ApplicationDoor(storage),
        staff=StaffDoor(storage),
        desk=DeskDoor(storage, public),
        rates=Rates(storage, settings.limits),
        openid=_openid(settings),
        form_key=secrets.token_bytes(32),
        watch=watch_door(settings, storage),
        duties=Duties(tasks=scheduled(settings), handlers=handlers(settings)),
    )


@contextmanager
def _database(
    settings: Settings, on_step: Callable[[str], None]
) -> Iterator[tuple[ServerAddress, EmbeddedServer | None]]:
    """Start our own database, or name the one that was given."""
    check_writable(settings.data)
    if settings.database_url is not None:
        yield ServerAddress.parse(settings.database_url.reveal()), None
        return
    server = EmbeddedServer(settings.data / "database", on_step=on_step)
    with server as address:
        yield address, server


@contextmanager
def _storage(
    settings: Settings, address: ServerAddress, passwords: Path | None = None
) -> Iterator[Storage]:
    """Open the database at this address with the keys of the settings."""
    places, given = places_of(settings), settings.keys_url
    storage = Storage(
        address,
        root_key=FileRootKey(places.root_key),
        secrets=places.secrets,
        keys_address=None if given is None else ServerAddress.parse(given.reveal()),
        erasures=places.erasures,
        passwords=passwords,
    )
    try:
        yield storage
    finally:
        storage.close()


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
