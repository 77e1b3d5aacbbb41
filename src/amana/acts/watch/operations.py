"""What the page of operations shows of the parts that serve a service."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from amana.acts.probes.last_looks import LastLook, last_looks
from amana.acts.watch.finding import Finding
from amana.acts.watch.readiness import Ready
from amana.acts.watch.surroundings import Surroundings
from amana.storage.job_queue import SetAside
from amana.storage.schedule import ScheduledRun
from amana.storage.watch import Alarm

INSTALLATION: Final = ""
"""The scope of alarms about the whole installation."""
_ENDED_WITHIN: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operations:
    """How the parts stand, for one service; other services are not named."""

    at: datetime
    ready: bool
    findings: tuple[Finding, ...]
    firing: tuple[Alarm, ...]
    set_aside: tuple[SetAside, ...]
    runs: tuple[ScheduledRun, ...]
    looks: tuple[LastLook, ...]
    """Of each probe that a promise in force asks for, the last."""
    ended: tuple[Alarm, ...]
    """Of the last week, the latest first."""


def show_operations(here: Surroundings, ready: Ready, service: str) -> Operations:
    """Show how the installation and this service's own parts stand."""
    looked = ready.look()
    with here.storage.watching() as watch:
        firing = watch.firing(INSTALLATION) + watch.firing(service)
        ended = watch.ended([INSTALLATION, service], within=_ENDED_WITHIN)
        set_aside, runs = watch.set_aside(service), watch.runs(service)
        at = watch.now()
    with here.storage.reading(service) as view:
        looks = last_looks(view)
    return Operations(
        at=at,
        ready=looked.ready,
        findings=tuple(it for it in looked.findings if it.subject in {"", service}),
        firing=firing,
        set_aside=set_aside,
        runs=runs,
        looks=looks,
        ended=ended,
    )
