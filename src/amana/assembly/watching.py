"""What looks at the system: alarms, the doctor, probes, and the tasks of workers."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Final

from amana.acts.announcing.begin import JOB as ANNOUNCE
from amana.acts.announcing.go_on import Announcing
from amana.acts.announcing.sharing import JOB as ANNOUNCE_SHARING
from amana.acts.announcing.sharing_telling import SharingTelling
from amana.acts.announcing.wording import Where
from amana.acts.breaches.noting import JOB as BREACH_NOTICES
from amana.acts.breaches.sending import go_on as tell_of_breaches
from amana.acts.breaches.sending import send_job as breach_job
from amana.acts.certifying.certify import certify_what_is_done
from amana.acts.certifying.elsewhere import elsewhere
from amana.acts.choices.fold import fold_choices
from amana.acts.doors.watch import WatchDoor
from amana.acts.erase import finish_erasures
from amana.acts.events.deliver import Deliveries, forget_events
from amana.acts.figures.note_standings import EVERY as NOTED_EVERY
from amana.acts.figures.note_standings import note_standings
from amana.acts.identity.codes import JOB as CODE_JOB
from amana.acts.identity.codes import sending_codes
from amana.acts.identity.deliver import put_out_code
from amana.acts.jobs import Handler
from amana.acts.messages.sending import send_job
from amana.acts.once import forget_answers
from amana.acts.probes.all_probes import PROBES
from amana.acts.probes.own_database import own_database
from amana.acts.probes.planted import planted_values
from amana.acts.probes.probe import Given, Probe, run_probe
from amana.acts.probes.sites import site_of
from amana.acts.probes.wire import Wire
from amana.acts.recipients.telling import JOB as TELL
from amana.acts.recipients.telling import tell_due, tell_job
from amana.acts.releases.telling import tell_released
from amana.acts.requests.calling import JOB as CARRY
from amana.acts.requests.carrying import carry_due, carry_job
from amana.acts.requests.watching import watch_requests
from amana.acts.retention.run import TASK as RETAIN
from amana.acts.retention.run import retention_task
from amana.acts.schedule import Scheduled
from amana.acts.sharing.following import JOB as FOLLOW
from amana.acts.sharing.following import follow_due, follow_job
from amana.acts.sharing.pushing import JOB as PUSH
from amana.acts.sharing.pushing import push_due, push_job
from amana.acts.turn_index import follow_epochs
from amana.acts.turn_keys import end_epoch, finish_rewrapping
from amana.acts.watch.alarms import look_for_alarms
from amana.acts.watch.counters import Counters
from amana.acts.watch.doctor import Doctor
from amana.acts.watch.outside_looks import Outside
from amana.acts.watch.readiness import Ready
from amana.acts.watch.surroundings import Surroundings
from amana.acts.watch.telling import MailTeller, Teller, WebhookTeller, send_notices
from amana.assembly.copies import copy_jobs, copy_tasks
from amana.assembly.database import clock
from amana.assembly.mail_in import mail_tasks
from amana.assembly.messages import message_tasks, outlet_of
from amana.assembly.sources import open_source
from amana.channels.browser import Browser, installed
from amana.channels.mail import Relay
from amana.channels.webhook import Webhook
from amana.domain.evidence.looking import probe_act
from amana.domain.retention.overdue import EVERY
from amana.settings import Settings, WrongSetting
from amana.storage.database import Storage
from amana.storage.embedded import place_of
from amana.storage.events_out import JOB as DELIVER_EVENT
from amana.storage.ledger import check_signature
from amana.storage.outbox import JOB

_INDEX_EVERY: Final = timedelta(minutes=5)
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


def deliveries(settings: Settings) -> Deliveries:
    """Return where applications are told of events. Raises ``WrongSetting`` and ``BadChannel``."""
    places, secrets = settings.event_webhooks, settings.event_webhook_secrets
    if places.keys() != secrets.keys():
        raise WrongSetting(name="event_webhook_secrets", wanted="one for each of `event_webhooks`")
    return Deliveries(
        webhooks={
            service: Webhook(
                url=url.reveal(),
                secret=secrets[service].reveal(),
                private=settings.event_webhook_private,
            )
            for service, url in places.items()
        }
    )


def announcing(settings: Settings) -> Announcing:
    """Return what tells people of new versions."""
    return Announcing(where=Where(public_url=settings.public_url))


def sharing_telling(settings: Settings) -> SharingTelling:
    """Return what tells people of new sharing."""
    return SharingTelling(where=Where(public_url=settings.public_url))


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
        Scheduled(name="erasures.certify", every=timedelta(minutes=1), run=certify_done),
        Scheduled(name="requests.watch", every=timedelta(minutes=1), run=watch_requests),
        Scheduled(name="requests.carry", every=timedelta(seconds=5), run=carry_due),
        Scheduled(name=RETAIN, every=EVERY, run=retention_task(open_source(settings))),
        Scheduled(name="recipients.tell", every=timedelta(seconds=15), run=tell_due),
        Scheduled(name="disclosures.push", every=timedelta(seconds=15), run=push_due),
        Scheduled(name="disclosures.follow", every=timedelta(seconds=15), run=follow_due),
        Scheduled(name="choices.fold", every=timedelta(minutes=1), run=fold_choices),
        Scheduled(
            name="events.deliver", every=timedelta(seconds=15), run=deliveries(settings).go_round
        ),
        Scheduled(
            name="announcements.go_on",
            every=timedelta(minutes=1),
            run=announcing(settings).go_on,
        ),
        Scheduled(name="standings.note", every=NOTED_EVERY, run=note_standings),
        Scheduled(name="breaches.go_on", every=timedelta(seconds=15), run=tell_of_breaches),
        Scheduled(
            name="sharing.go_on",
            every=timedelta(minutes=1),
            run=sharing_telling(settings).go_on,
        ),
        Scheduled(name="releases.tell", every=timedelta(minutes=1), run=tell_released),
        *mail_tasks(settings),
        *copy_tasks(),
        Scheduled(name="events.forget", every=timedelta(hours=1), run=forget_events),
        Scheduled(name="answers.forget", every=timedelta(hours=1), run=forget_answers),
        Scheduled(name="keys.rewrap", every=timedelta(hours=1), run=finish_rewrapping),
        _index_of(settings.key_epoch_days),
        *_epochs_of(settings.key_epoch_days),
        *message_tasks(),
        Scheduled(name="alarms", every=_ALARMS_EVERY, run=watch),
        *(_scheduled_look(settings, probe) for probe in PROBES.values()),
    )


def certify_done(storage: Storage, service: str) -> None:
    """Certify what is done everywhere."""
    certify_what_is_done(storage, service, elsewhere=elsewhere)


def _epochs_of(days: int) -> tuple[Scheduled, ...]:
    """Return the task that ends epochs, unless they never end by themselves."""
    if not days:
        return ()

    def run(storage: Storage, service: str) -> None:
        end_epoch(storage, service, after=timedelta(days=days))

    return (Scheduled(name="keys.epoch", every=timedelta(hours=1), run=run),)


def _index_of(days: int) -> Scheduled:
    """Return the task that lets index keys follow the epochs, and ends what was begun by hand."""

    def run(storage: Storage, service: str) -> None:
        follow_epochs(storage, service, turns=bool(days))

    return Scheduled(name="keys.index", every=_INDEX_EVERY, run=run)


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
        browser=_browser(settings.browser),
        open_source=open_source(settings),
        mailbox=settings.seed_mailboxes.get,
        public=None if settings.public_url is None else site_of(settings.public_url),
    )


def _browser(named: str) -> Browser | None:
    """Return the browser of the settings: at a path, the one that is installed, or none."""
    if named == "none":
        return None
    program = installed() if named == "auto" else Path(named)
    return None if program is None else Browser(program)


def handlers(settings: Settings) -> Mapping[str, Handler]:
    """Return what workers do for a job of each name."""
    return {
        DELIVER_EVENT: deliveries(settings).do,
        ANNOUNCE: announcing(settings).do,
        BREACH_NOTICES: breach_job,
        ANNOUNCE_SHARING: sharing_telling(settings).do,
        JOB: send_job(outlet_of(settings)),
        CODE_JOB: sending_codes(put_out_code),
        CARRY: carry_job(open_source(settings)),
        TELL: tell_job(clock),
        PUSH: push_job(clock),
        FOLLOW: follow_job(clock),
        **copy_jobs(settings),
    }
