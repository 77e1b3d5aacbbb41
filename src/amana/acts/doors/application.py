"""The door of applications: what a service asks with its own key."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from amana.acts.accept import Acceptance, accept
from amana.acts.access.facts import with_accesses
from amana.acts.act import Act, Actor, Role
from amana.acts.caller import Caller
from amana.acts.certificate import Certificate
from amana.acts.children.erase_child import erase_child
from amana.acts.deciding.asked import Asked, Decided
from amana.acts.deciding.decide import decide
from amana.acts.once import Doing, Reply, answer_once
from amana.acts.policy_page import PolicyPage
from amana.acts.requests.erase_everywhere import erase_everywhere
from amana.acts.show_policy import show_policy
from amana.acts.taking_part import refuse_absent
from amana.acts.tell_history import AT_ONCE, HistoryPart, tell_history
from amana.domain.person.found_young import FoundYoung
from amana.domain.words import ARABIC, Language
from amana.storage.database import Storage
from amana.storage.kept_answers import Asking
from amana.storage.service_life import ServiceState
from amana.storage.spans import span
from amana.storage.work import Work


@dataclass(frozen=True, slots=True)
class ApplicationDoor:
    """Acts of a service's own program. The key says which service it is, nothing else does."""

    storage: Storage

    def caller_of(self, key: str) -> Caller | None:
        """Return the program that shows this API key; ``None`` if it is nobody's.

        A service that does not take part raises ``ServicePaused`` or ``ServiceClosed``.
        """
        # Asked at each request: a key that was revoked opens nothing from that transaction on.
        with self.storage.platform(single=True) as platform:
            holder = platform.holder_of(key)
        if holder is None:
            return None
        refuse_absent(holder.service, ServiceState(holder.state), holder.reason)
        return Caller(service=holder.service, key=holder.id, label=holder.label, scope=holder.scope)

    def once(self, service: str, asking: Asking, doing: Doing) -> Reply:
        """Do what a request asks, or say what was answered when it was done."""
        return answer_once(self.storage, service, asking, doing)

    def decide(self, service: str, asked: Asked) -> Decided:
        """Decide and write it down, permitted or refused."""
        with span("act", act="decide"), self._work(service) as work:
            act = Act(actor=_actor(service), work=work)
            return decide(act, with_accesses(work, asked))

    def accept(
        self, service: str, *, person: str, version: int, how: Acceptance, language: Language
    ) -> UUID:
        """Write down how a person met the version in force."""
        with span("act", act="accept"), self._work(service) as work:
            act = Act(actor=_actor(service), work=work)
            return accept(act, person=person, version=version, how=how, language=language)

    def history(
        self, service: str, *, person: str, after: str | None = None, limit: int = AT_ONCE
    ) -> HistoryPart:
        """Return some of what was done with a person's data, the latest first."""
        with self.storage.reading(service) as view:
            return tell_history(view, person=person, after=after, limit=limit)

    def erase(
        self, service: str, *, person: str, too_young: FoundYoung | None = None
    ) -> Certificate:
        """Erase a person here and in every source; asked twice it says the same.

        ``too_young`` says how it was found out that they are, which is kept as a record.
        """
        with span("act", act="erase"):
            if too_young is not None:
                return erase_child(
                    self.storage, service, person=person, how=too_young, actor=_actor(service)
                )
            return erase_everywhere(self.storage, service, person=person, actor=_actor(service))

    def policy(self, service: str) -> PolicyPage:
        """Return the policy in force and how its promises stand."""
        with self.storage.reading(service) as view:
            return show_policy(view, language=ARABIC)

    @contextmanager
    def _work(self, service: str) -> Iterator[Work]:
        """Open a work; a pause holds from its own transaction on, whoever was let in before."""
        with self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            yield work


def _actor(service: str) -> Actor:
    return Actor(role=Role.APPLICATION, label=service)
