"""What looks at the system: alarms, the doctor, probes, and the tasks of workers."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Final

from amana.acts.choices.fold import fold_choices
from amana.acts.doors.watch import WatchDoor
from amana.acts.erase import finish_erasures
from amana.acts.jobs import Handler
from amana.acts.once import forget_answers
from amana.acts.probes.all_probes import PROBES
from amana.acts.probes.own_database import own_database
from amana.acts.probes.planted import planted_values
from amana.acts.probes.probe import Given, Probe, run_probe
from amana.acts.probes.sites import site_of
from amana.acts.probes.wire import Wire
from amana.acts.schedule import Scheduled
from amana.acts.turn_keys import end_epoch, finish_rewrapping
from amana.acts.watch.alarms import look_for_alarms
from amana.acts.watch.counters import Counters
from amana.acts.watch.doctor import Doctor
from amana.acts.watch.outside_looks import Outside
from amana.acts.watch.readiness import Ready
from amana.acts.watch.surroundings import Surroundings
from amana.acts.watch.telling import MailTeller, Teller, WebhookTeller, send_notices
from amana.assembly.database import clock
from amana.channels.mail import Relay
from amana.channels.webhook import Webhook
from amana.domain.evidence.looking import probe_act
from amana.settings import Settings
from amana.storage.database import Storage
from amana.storage.embedded import place_of
from amana.storage.ledger import check_signature

_ALARMS_EVERY: Final = timedelta(seconds=30)


def tellers(settings: Settings) -> Mapping[str, Teller]:
    """Return the ways in which alarms are told, by channel; raises ``BadChannel``."""
    told: dict[str, Teller] = {}
    if settings.mail_server and settings.mail_from and settings.alarm_mail_to:
        told["mail"] = MailTeller(
            relay=Relay(address=settings.mail_server.reveal(), sender=settings.mail_from),
            to=settings.alarm_mail_to,
            language=settings.alarm_language,
            clock=clock,
            public_url=settings.public_url,
        )
    if settings.alarm_webhook and settings.alarm_webhook_secret:
        told["webhook"] = WebhookTeller(
            webhook=Webhook(
                url=settings.alarm_webhook.reveal(),
                secret=settings.alarm_webhook_secret.reveal(),
                private=settings.alarm_webhook_private,
            ),
            clock=clock,
        )
    return told


def surroundings(settings: Settings, storage: Storage) -> Surroundings:
    """Return what looks at the system are given."""
    return Surroundings(
        storage=storage,
        clock=clock,
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


def scheduled(settings: Settings) -> tuple[Scheduled, ...]:
    """Return what workers run again and again for each service."""
    told = tellers(settings)

    def watch(storage: Storage, service: str) -> None:
        look_for_alarms(surroundings(settings, storage), service, channels=tuple(told))
        send_notices(storage, told)

    return (
        Scheduled(name="erasures.finish", every=timedelta(minutes=1), run=finish_erasures),
        Scheduled(name="choices.fold", every=timedelta(minutes=1), run=fold_choices),
        Scheduled(name="answers.forget", every=timedelta(hours=1), run=forget_answers),
        Scheduled(name="keys.rewrap", every=timedelta(hours=1), run=finish_rewrapping),
        *_epochs_of(settings.key_epoch_days),
        Scheduled(name="alarms", every=_ALARMS_EVERY, run=watch),
        *(_scheduled_look(settings, probe) for probe in PROBES.values()),
    )


def _epochs_of(days: int) -> tuple[Scheduled, ...]:
    """Return the task that ends epochs, unless they never end by themselves."""
    if not days:
        return ()

    def run(storage: Storage, service: str) -> None:
        end_epoch(storage, service, after=timedelta(days=days))

    return (Scheduled(name="keys.epoch", every=timedelta(hours=1), run=run),)


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
        own=lambda service: own_database(settings.data / "grants", service),
    )


def handlers(settings: Settings) -> Mapping[str, Handler]:
    """Return what workers do for a job of each name."""
    del settings
    return {}
