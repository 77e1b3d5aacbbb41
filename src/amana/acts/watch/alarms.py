"""Alarms: kinds with their questions, and one round of looking, raising and ending.

A kind is one entry of ``KINDS``: a name and a look that yields findings. What a finding says fires
(a warning or a fault) is an alarm of the kind under the finding's subject; it is over once a look
finds it well, or finds it no more. A look that fails changes nothing.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from amana.acts.fault import fault_of
from amana.acts.watch.backup_look import look_at_backup
from amana.acts.watch.certificate_look import look_at_certificates
from amana.acts.watch.evidence_look import look_at_evidence
from amana.acts.watch.finding import Finding, State
from amana.acts.watch.looks import look_at_database, look_at_disk, look_at_ledger
from amana.acts.watch.operations import INSTALLATION
from amana.acts.watch.outbox_look import look_at_outbox
from amana.acts.watch.probe_looks import look_at_probed_certificates, look_at_probes
from amana.acts.watch.surroundings import Surroundings
from amana.acts.watch.work_looks import (
    look_at_erasures,
    look_at_events,
    look_at_jobs,
    look_at_queue,
    look_at_tasks,
)
from amana.storage.watch import Watch

REMINDED_EVERY: Final = timedelta(days=1)
_KEPT_FOR: Final = timedelta(days=90)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmKind:
    """What can be alarmed about, and the question that tells."""

    name: str
    """Also the check of its findings: the words stand under ``watch.<name>.<why>``. One name may
    have a kind for services and one for the whole installation."""
    look: Callable[[Surroundings, str], Iterable[Finding]]
    """Asked for a service; for the whole installation with an empty one."""
    whole: bool = False
    """Whether it is about the whole installation."""


KINDS: Final = (
    AlarmKind(name="ledger", look=look_at_ledger),
    AlarmKind(name="queue", look=look_at_queue),
    AlarmKind(name="jobs", look=look_at_jobs),
    AlarmKind(name="events", look=look_at_events),
    AlarmKind(name="outbox", look=look_at_outbox),
    AlarmKind(name="tasks", look=look_at_tasks),
    AlarmKind(name="erasures", look=look_at_erasures),
    AlarmKind(name="evidence", look=look_at_evidence),
    AlarmKind(name="probe", look=look_at_probes),
    AlarmKind(name="backup", look=look_at_backup),
    AlarmKind(name="certificate", look=look_at_probed_certificates),
    AlarmKind(
        name="clock",
        look=lambda here, _: (it for it in look_at_database(here) if it.check == "clock"),
        whole=True,
    ),
    AlarmKind(name="disk", look=lambda here, _: look_at_disk(here), whole=True),
    AlarmKind(name="certificate", look=lambda here, _: look_at_certificates(here), whole=True),
)


def look_for_alarms(
    here: Surroundings,
    service: str,
    *,
    channels: Sequence[str],
    kinds: Sequence[AlarmKind] = KINDS,
) -> None:
    """Look once for the alarms of a service; the first service's turn covers the installation."""
    _round(here, service, [it for it in kinds if not it.whole], channels)
    if here.storage.services()[:1] == (service,):
        _round(here, INSTALLATION, [it for it in kinds if it.whole], channels)


def _round(
    here: Surroundings, scope: str, kinds: Sequence[AlarmKind], channels: Sequence[str]
) -> None:
    """Look first, then write all that changed in one transaction, with what is to be told."""
    found = {kind.name: _look(here, scope, kind) for kind in kinds}
    seen = {name: findings for name, findings in found.items() if findings is not None}
    with here.storage.watching() as watch:
        watch.alone()
        for name, findings in seen.items():
            _compare(watch, scope, name, findings, channels)
        watch.remind(scope, channels=channels, every=REMINDED_EVERY)
        watch.forget(scope, after=_KEPT_FOR)


def _look(here: Surroundings, scope: str, kind: AlarmKind) -> tuple[Finding, ...] | None:
    """Return what a kind's look found, or ``None`` where it could not be made."""
    found: list[Finding] = []
    fault = fault_of(lambda: found.extend(kind.look(here, scope)))
    if fault is not None:
        _log.warning("alarm %s: %s", kind.name, fault, extra={"event": "alarm.unseen"})
        return None
    return tuple(found)


def _compare(
    watch: Watch, scope: str, kind: str, findings: Iterable[Finding], channels: Sequence[str]
) -> None:
    """Raise what fires and did not, end what fired and does not; what is unseen stays."""
    firing = {it.subject: it for it in watch.firing(scope) if it.kind == kind}
    unseen = {it.subject for it in findings if it.state is State.UNSEEN}
    now = {it.subject: it for it in findings if it.fires}
    for subject, it in now.items():
        if subject in firing:
            watch.still_firing(firing[subject].id, why=it.why, fields=it.fields)
        else:
            alarm = watch.raise_alarm(
                scope, kind=kind, subject=subject, why=it.why, fields=it.fields
            )
            watch.tell(alarm, event="raised", channels=channels)
            _say("alarm.raised", kind, scope, it.why)
    for subject in firing.keys() - now.keys() - unseen:
        watch.end_alarm(firing[subject].id)
        watch.tell(firing[subject].id, event="over", channels=channels)
        _say("alarm.over", kind, scope, "")


def _say(event: str, kind: str, scope: str, why: str) -> None:
    more: Mapping[str, object] = {"event": event, "service": scope, "code": why}
    _log.warning("%s: %s", event, kind, extra=more)
