"""The metrics by name: what each counts, and by which labels.

A label holds names of ours alone: routes by their template, acts, services, checks. Nothing that
a caller chooses is one, so that nobody makes series without end, and none belongs to a person.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """How a metric behaves, in the words of Prometheus."""

    COUNTER = "counter"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One metric."""

    name: str
    kind: Kind
    labels: tuple[str, ...] = ()
    about: str


REQUESTS: Final = Metric(
    name="amana_requests",
    kind=Kind.COUNTER,
    labels=("route", "method", "status"),
    about="requests answered, by the route's template",
)
REQUEST_SECONDS: Final = Metric(
    name="amana_request_seconds",
    kind=Kind.HISTOGRAM,
    labels=("route", "method"),
    about="seconds from a request to the end of its answer",
)
DECISIONS: Final = Metric(
    name="amana_decisions",
    kind=Kind.COUNTER,
    labels=("service", "act", "outcome"),
    about="decisions, by what was asked and whether it was permitted, refused or failed",
)
POOL: Final = Metric(
    name="amana_pool_connections",
    kind=Kind.GAUGE,
    labels=("state",),
    about="connections to the database: open, used, and callers that wait for one",
)
COUNTED: Final = (REQUESTS, REQUEST_SECONDS, DECISIONS, POOL)
"""Counted by each process as things happen."""

LEDGER_ENTRIES: Final = Metric(
    name="amana_ledger_entries",
    kind=Kind.GAUGE,
    labels=("service",),
    about="entries in the service's latest checkpoint",
)
LEDGER_WAITING: Final = Metric(
    name="amana_ledger_waiting",
    kind=Kind.GAUGE,
    labels=("service",),
    about="entries that are committed and in no checkpoint; at most 10,000 are counted",
)
LEDGER_LAG: Final = Metric(
    name="amana_ledger_lag_seconds",
    kind=Kind.GAUGE,
    labels=("service",),
    about="age of the oldest entry that waits; 0 where none does",
)
JOBS: Final = Metric(
    name="amana_jobs",
    kind=Kind.GAUGE,
    labels=("service", "state"),
    about="jobs in the queue: ready, later, running, set_aside",
)
QUEUE_AGE: Final = Metric(
    name="amana_queue_age_seconds",
    kind=Kind.GAUGE,
    labels=("service",),
    about="since when the oldest job could be done",
)
WORKERS: Final = Metric(
    name="amana_workers", kind=Kind.GAUGE, about="workers that said lately that they live"
)
TASK_FAILED: Final = Metric(
    name="amana_task_failed",
    kind=Kind.GAUGE,
    labels=("service", "task"),
    about="scheduled tasks: 1 where the last run failed, else 0",
)
PROBE_FAILED: Final = Metric(
    name="amana_probe_failed",
    kind=Kind.GAUGE,
    labels=("service", "probe"),
    about="probes that have looked: 1 where the last look saw a promise broken, else 0",
)
PROBE_AGE: Final = Metric(
    name="amana_probe_age_seconds",
    kind=Kind.GAUGE,
    labels=("service", "probe"),
    about="time since the probe's last look",
)
ERASURES: Final = Metric(
    name="amana_erasures_unfinished",
    kind=Kind.GAUGE,
    labels=("service",),
    about="erasures that were begun and are not ended",
)
EVIDENCE_REFUSED: Final = Metric(
    name="amana_evidence_refused",
    kind=Kind.GAUGE,
    labels=("service",),
    about="entries of reads that the database refused in the last seven days",
)
OUTBOX_WAITING: Final = Metric(
    name="amana_outbox_waiting",
    kind=Kind.GAUGE,
    labels=("service",),
    about="messages that could be sent now; at most 10,000 are counted",
)
OUTBOX_AGE: Final = Metric(
    name="amana_outbox_age_seconds",
    kind=Kind.GAUGE,
    labels=("service",),
    about="since when the oldest message could be sent; 0 where none waits",
)
MESSAGES: Final = Metric(
    name="amana_messages",
    kind=Kind.GAUGE,
    labels=("service", "channel", "outcome"),
    about="messages ever: sent, failed, refused, and repeated (sent again after a worker died)",
)
LETTERS_IN: Final = Metric(
    name="amana_letters_in",
    kind=Kind.GAUGE,
    labels=("service", "kind"),
    about="letters that came in within the last 90 days, by what they were",
)
CHECK: Final = Metric(
    name="amana_check",
    kind=Kind.GAUGE,
    labels=("check",),
    about="what /health/ready looks at: 1 is well, 0.5 a warning, 0 a fault",
)
CLOCK_SKEW: Final = Metric(
    name="amana_clock_skew_seconds",
    kind=Kind.GAUGE,
    about="difference between the clocks of this machine and the database",
)
DISK_FREE: Final = Metric(
    name="amana_disk_free_bytes",
    kind=Kind.GAUGE,
    about="room left where keys and ledger files lie",
)
ALARMS: Final = Metric(
    name="amana_alarms_firing",
    kind=Kind.GAUGE,
    labels=("kind", "service"),
    about="alarms that fire; the service is empty for the whole installation",
)
NOTICES: Final = Metric(
    name="amana_alarm_notices_unsent",
    kind=Kind.GAUGE,
    labels=("channel",),
    about="notices of alarms that could not be sent so far",
)
BUILD: Final = Metric(
    name="amana_build", kind=Kind.GAUGE, labels=("version",), about="always 1: the release"
)
COMPUTED: Final = (
    LEDGER_ENTRIES,
    LEDGER_WAITING,
    LEDGER_LAG,
    JOBS,
    QUEUE_AGE,
    WORKERS,
    TASK_FAILED,
    PROBE_FAILED,
    PROBE_AGE,
    ERASURES,
    EVIDENCE_REFUSED,
    OUTBOX_WAITING,
    OUTBOX_AGE,
    MESSAGES,
    LETTERS_IN,
    CHECK,
    CLOCK_SKEW,
    DISK_FREE,
    ALARMS,
    NOTICES,
    BUILD,
)
"""Read from the database, or looked at, when they are asked for: alike in every process."""
METRICS: Final = COUNTED + COMPUTED
