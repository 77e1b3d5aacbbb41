"""Everything that can be looked at, in the order in which one thing rests on another."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from amana.acts.watch.backup_look import look_at_backup
from amana.acts.watch.certificate_look import look_at_certificates
from amana.acts.watch.evidence_look import look_at_evidence
from amana.acts.watch.finding import Finding, State
from amana.acts.watch.folder_looks import CheckSignature, look_at_published, look_at_secrets
from amana.acts.watch.looks import look_at_database, look_at_disk, look_at_keys, look_at_ledger
from amana.acts.watch.outside_looks import (
    Outside,
    look_at_mail,
    look_at_public_url,
    look_at_time,
)
from amana.acts.watch.probe_looks import look_at_probed_certificates, look_at_probes
from amana.acts.watch.readiness import safely
from amana.acts.watch.server_looks import look_at_guards, look_at_migrations, look_at_server
from amana.acts.watch.surroundings import Surroundings
from amana.acts.watch.work_looks import (
    look_at_erasures,
    look_at_jobs,
    look_at_queue,
    look_at_tasks,
    look_at_workers,
)

_OUTSIDE = ("public_url", "certificate", "mail", "ntp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doctor:
    """Looks at everything once. It changes nothing but a service's known value, at first."""

    here: Surroundings
    outside: Outside | None
    """``None`` looks at this machine alone."""
    check_signature: CheckSignature
    away: str | None = None
    """Why the database could not be reached, by a code: then it is not looked at."""

    def examine(self) -> Iterator[Finding]:
        """Yield what each look finds as it is found; one that fails stops no other."""
        yield from self._all("secrets", lambda: look_at_secrets(self.here))
        yield from self._all("disk", lambda: look_at_disk(self.here))
        database = tuple(self._all("database", self._database))
        yield from database
        if not any(it.check == "database" and it.fires for it in database):
            yield from self._of_database()
        yield from self._of_outside()

    def _database(self) -> Iterator[Finding]:
        if self.away is None:
            yield from look_at_database(self.here)
        else:
            fields = {"code": self.away}
            yield Finding(check="database", state=State.FAULT, why="away", fields=fields)

    def _of_database(self) -> Iterator[Finding]:
        here = self.here
        looks: dict[str, Callable[[], Iterable[Finding]]] = {
            "migrations": lambda: look_at_migrations(here),
            "postgresql": lambda: look_at_server(here),
            "guards": lambda: look_at_guards(here),
            "keys": lambda: self._each(look_at_keys),
            "ledger": lambda: look_at_ledger(here),
            "published": lambda: look_at_published(here, self.check_signature),
            "workers": lambda: look_at_workers(here),
            "queue": lambda: look_at_queue(here),
            "jobs": lambda: look_at_jobs(here),
            "tasks": lambda: look_at_tasks(here),
            "erasures": lambda: look_at_erasures(here),
            "evidence": lambda: self._each(look_at_evidence),
            "probe": lambda: self._each(look_at_probes),
            "certificate": lambda: self._each(look_at_probed_certificates),
            "backup": lambda: self._each(look_at_backup),
        }
        for check, look in looks.items():
            yield from self._all(check, look)

    def _each(self, look: Callable[[Surroundings, str], Iterable[Finding]]) -> Iterator[Finding]:
        for service in self.here.storage.services():
            yield from look(self.here, service)

    def _of_outside(self) -> Iterator[Finding]:
        outside = self.outside
        if outside is None:
            for check in _OUTSIDE:
                yield Finding(check=check, state=State.UNSEEN, why="unasked")
            return
        yield from self._all("public_url", lambda: look_at_public_url(self.here))
        yield from self._all("certificate", lambda: look_at_certificates(self.here))
        yield from self._all("mail", lambda: look_at_mail(outside))
        yield from self._all("ntp", lambda: look_at_time(self.here, outside))

    def _all(self, check: str, look: Callable[[], Iterable[Finding]]) -> Iterable[Finding]:
        return safely(check, look)
