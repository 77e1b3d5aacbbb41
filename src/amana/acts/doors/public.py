"""The door of everybody: policies, their evidence, and the public files of the ledgers."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from amana.acts.ask_policy import AnswersPage, ask_page, spoken_in
from amana.acts.changes_page import ChangesPage
from amana.acts.feed_page import FeedPage
from amana.acts.in_force import NoPolicyInForce, in_force, published
from amana.acts.policy_page import PolicyPage
from amana.acts.promise_page import PromisePage
from amana.acts.service_list import ServiceSummary
from amana.acts.show_changes import show_changes
from amana.acts.show_feed import show_feed
from amana.acts.show_policy import find_version, show_policy
from amana.acts.show_promise import show_promise
from amana.acts.standings import standings
from amana.domain.errors import Refused
from amana.domain.evidence.proof import Standing, State
from amana.domain.ledger.errors import MissingFile
from amana.domain.ledger.succession import succession_path
from amana.domain.ledger.tile import parse_path
from amana.domain.words import Language, Words
from amana.storage.database import Storage
from amana.storage.ledger import PublicFolder


class NoSuchService(Refused):
    """There is no service of this name here."""

    code = "service.none"


@dataclass(frozen=True, slots=True)
class PublicDoor:
    """What anybody may see. A service that is not there is refused like one without a policy."""

    storage: Storage
    published: Path
    """The folder of the public ledger files, a folder a service."""
    addresses: dict[str, str] = field(default_factory=dict)
    """Where a service itself can be opened, for those that said so."""

    def services(self) -> tuple[ServiceSummary, ...]:
        """Return the services that have a policy in force, and how their promises stand."""
        found = (self.summary(service) for service in self.storage.services())
        return tuple(summary for summary in found if summary.states)

    def policy_page(self, service: str, *, language: Language, version: int | None) -> PolicyPage:
        """Return a version of the policy, by default the one in force."""
        self._check(service)
        with self.storage.reading(service) as view:
            return show_policy(view, language=language, version=version)

    def ask(self, service: str, *, question: str) -> AnswersPage:
        """Return what the policy in force answers, in the question's language."""
        self._check(service)
        with self.storage.reading(service) as view:
            page = show_policy(view, language=spoken_in(question))
        return ask_page(page, question)

    def changes(self, service: str, *, before: int, after: int) -> ChangesPage:
        """Return the differences between two versions."""
        self._check(service)
        with self.storage.reading(service) as view:
            return show_changes(view, before=before, after=after)

    def feed(self, service: str) -> FeedPage:
        """Return the latest versions, each with what it changed."""
        self._check(service)
        with self.storage.reading(service) as view:
            return show_feed(view)

    def promise_page(self, service: str, promise: str) -> PromisePage:
        """Return the evidence of one promise of the version in force."""
        self._check(service)
        with self.storage.reading(service) as view:
            return show_promise(view, promise, key=self._file(service, "key"))

    def checkpoint(self, service: str) -> str:
        """Return the latest signed checkpoint, or raise ``MissingFile`` before the first."""
        self._check(service)
        return self._must(service, "checkpoint")

    def ledger_key(self, service: str) -> str:
        """Return the verifier key of the service's ledger."""
        self._check(service)
        return self._must(service, "key")

    def ledger_succession(self, service: str, number: int) -> bytes:
        """Return the note by which a key of the ledger named key ``number``."""
        self._check(service)
        path = succession_path(number)
        note = PublicFolder(self.published / service).read(path)
        if note is None:
            raise MissingFile(path=path)
        return note

    def tile(self, service: str, path: str) -> bytes:
        """Return a tile or an entry bundle by its path, as tlog-tiles names it.

        Raises ``MissingFile`` for one that is not there, and what ``parse_path`` raises for a
        path that names none: no other file can be asked for.
        """
        self._check(service)
        return PublicFolder(self.published / service).file(parse_path(path))

    def summary(self, service: str) -> ServiceSummary:
        """Return how a service's promises stand; without a policy in force it has none."""
        with self.storage.reading(service) as view:
            try:
                stored = find_version(view, None)
            except NoPolicyInForce:
                name = Words(en=service)
                return ServiceSummary(service=service, title=name, controller=name, states={})
            policy = published(view, stored).policy
            standing = standings(view, policy, stored.number)
            states = Counter(each.state for each in standing.values())
            return ServiceSummary(
                service=service,
                title=policy.title,
                controller=policy.controller.name,
                states={state: states[state] for state in State if states[state]},
                address=self.addresses.get(service),
            )

    def standings(self, service: str) -> Mapping[str, Standing]:
        """Return how each promise of the policy in force stands."""
        self._check(service)
        with self.storage.reading(service) as view:
            stored = in_force(view)
            return standings(view, published(view, stored).policy, stored.number)

    def _check(self, service: str) -> None:
        """Refuse a name that no service has, before anything is done with it."""
        if service not in self.storage.services():
            raise NoSuchService

    def _folder(self, service: str) -> Path:
        return PublicFolder(self.published / service).path

    def _file(self, service: str, name: str) -> str | None:
        try:
            return (self._folder(service) / name).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None

    def _must(self, service: str, name: str) -> str:
        try:
            return (self._folder(service) / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            raise MissingFile(path=name) from None
