"""All metrics as Prometheus reads them: sums over the processes, and what the database says now."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client import Metric as Family
from prometheus_client.registry import Collector

from amana.acts.probes.last_looks import last_looks
from amana.acts.watch import metrics
from amana.acts.watch.counters import Counters
from amana.acts.watch.evidence_look import look_at_evidence
from amana.acts.watch.finding import Finding, State
from amana.acts.watch.metrics import Metric
from amana.acts.watch.readiness import Ready
from amana.acts.watch.surroundings import Surroundings
from amana.domain.errors import AmanaError

_FIGURE = {State.OK: 1.0, State.UNSEEN: 1.0, State.WARNING: 0.5, State.FAULT: 0.0}
_MB = 1 << 20


@dataclass(frozen=True, slots=True, eq=False)
class Scrape(Collector):
    """Collects once for each time that somebody asks."""

    here: Surroundings
    ready: Ready
    counters: Counters

    def text(self) -> bytes:
        """Return the metrics in the text format of Prometheus, version 0.0.4."""
        use = self.here.storage.pools.use()
        self.counters.pool(opened=use.open, used=use.used, waiting=use.waiting)
        registry = CollectorRegistry(auto_describe=False)
        registry.register(self)
        return generate_latest(registry)

    def collect(self) -> Iterable[Family]:
        """Yield every metric; where the database is away, those that need it are missing."""
        sums = {it.name: it for it in self.counters.sums()}
        yield from (sums.get(it.name) or _family(it, ()) for it in metrics.COUNTED)
        yield _family(metrics.BUILD, [((metadata.version("amana"),), 1)])
        looked = self.ready.look().findings
        yield from _of_looks(looked)
        away = any(it.check == "database" and it.fires for it in looked)
        if not away:
            yield from self._of_alarms()
            yield from self._of_services()
            yield from self._of_messages()

    def _of_alarms(self) -> Iterator[Family]:
        with self.here.storage.watching() as watch:
            firing, unsent, runs = watch.firing(), watch.unsent(), watch.runs()
            unfinished = watch.erasures()
        counts: dict[tuple[str, ...], float] = {}
        for alarm in firing:
            key = (alarm.kind, alarm.service)
            counts[key] = counts.get(key, 0) + 1
        yield _family(metrics.ALARMS, counts.items())
        failed = {(it.service, it.name): float(it.outcome == "failed") for it in runs}
        yield _family(metrics.TASK_FAILED, failed.items())
        counted = [((service,), float(n)) for service, (n, _) in unfinished.items()]
        yield _family(metrics.ERASURES, counted)
        yield _family(metrics.NOTICES, [((name,), n) for name, n in unsent.items()])

    def _of_services(self) -> Iterator[Family]:
        failed: dict[tuple[str, ...], float] = {}
        ages: dict[tuple[str, ...], float] = {}
        refused: dict[tuple[str, ...], float] = {}
        for service in self.here.storage.services():
            # What cannot be read of one service is an alarm, and hides no other's figures.
            with suppress(AmanaError), self.here.storage.reading(service) as view:
                for it in last_looks(view):
                    if it.at is not None:
                        failed[service, it.probe.value] = float(it.failed)
                        ages[service, it.probe.value] = (view.now - it.at).total_seconds()
            with suppress(AmanaError):
                for found in look_at_evidence(self.here, service):
                    refused[service,] = float(found.fields["count"])
        yield _family(metrics.EVIDENCE_REFUSED, refused.items())
        yield _family(metrics.PROBE_FAILED, failed.items())
        yield _family(metrics.PROBE_AGE, ages.items())

    def _of_messages(self) -> Iterator[Family]:
        waiting: dict[tuple[str, ...], float] = {}
        ages: dict[tuple[str, ...], float] = {}
        ended: dict[tuple[str, ...], float] = {}
        came: dict[tuple[str, ...], float] = {}
        for service in self.here.storage.services():
            with suppress(AmanaError), self.here.storage.reading(service) as view:
                due, counts, letters = (
                    view.outbox.overdue(),
                    view.outbox.counts(),
                    view.letters_in.counts(),
                )
                waiting[service,] = due.count
                ages[service,] = due.age(view.now).total_seconds()
                for it in counts:
                    for outcome in ("sent", "failed", "refused", "repeated"):
                        key = (service, it.channel, outcome)
                        ended[key] = ended.get(key, 0) + getattr(it, outcome)
                came |= {(service, kind): count for kind, count in letters.items()}
        yield _family(metrics.OUTBOX_WAITING, waiting.items())
        yield _family(metrics.OUTBOX_AGE, ages.items())
        yield _family(metrics.MESSAGES, ended.items())
        yield _family(metrics.LETTERS_IN, came.items())


def _of_looks(looked: Iterable[Finding]) -> Iterator[Family]:
    """Yield what the looks of readiness found, worst of each check, and their figures."""
    worst: dict[tuple[str, ...], float] = {}
    rows: dict[Metric, list[tuple[tuple[str, ...], float]]] = {
        metric: [] for figures in _FIGURES.values() for metric, *_ in figures
    }
    for it in looked:
        worst[it.check,] = min(worst.get((it.check,), 1.0), _FIGURE[it.state])
        for metric, name, unit in _FIGURES.get(it.check, ()):
            if name in it.fields:
                held = (it.subject, name)[: len(metric.labels)]
                rows[metric].append((held, int(it.fields[name]) * unit))
    yield _family(metrics.CHECK, worst.items())
    for metric, samples in rows.items():
        yield _family(metric, samples)


_FIGURES: dict[str, tuple[tuple[Metric, str, int], ...]] = {
    "ledger": (
        (metrics.LEDGER_ENTRIES, "size", 1),
        (metrics.LEDGER_WAITING, "waiting", 1),
        (metrics.LEDGER_LAG, "age_s", 1),
    ),
    "queue": (
        *((metrics.JOBS, state, 1) for state in ("ready", "later", "running", "set_aside")),
        (metrics.QUEUE_AGE, "age_s", 1),
    ),
    "workers": ((metrics.WORKERS, "living", 1),),
    "clock": ((metrics.CLOCK_SKEW, "off_s", 1),),
    "disk": ((metrics.DISK_FREE, "free_mb", _MB),),
}
"""Of each check the metric, the field that it shows, and what one of it is worth. A metric with
two labels has the service and the name of the field."""


def _family(metric: Metric, samples: Iterable[tuple[tuple[str, ...], float]]) -> Family:
    family = Family(metric.name, metric.about, metric.kind.value)
    for values, figure in samples:
        family.add_sample(metric.name, dict(zip(metric.labels, values, strict=True)), figure)
    return family
