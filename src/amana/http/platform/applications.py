"""What an application asks with a key of its service."""

import uuid
from typing import Protocol

from amana.acts.accept import Acceptance
from amana.acts.caller import Caller
from amana.acts.certificate import Certificate
from amana.acts.deciding.asked import Asked, Decided
from amana.acts.once import Doing, Reply
from amana.acts.policy_page import PolicyPage
from amana.acts.tell_history import AT_ONCE, HistoryPart
from amana.domain.person.found_young import FoundYoung
from amana.domain.words import Language
from amana.storage.kept_answers import Asking


class ServiceActs(Protocol):
    """What an application asks with its service's key: see ``http/api`` for the shapes."""

    def caller_of(self, key: str) -> Caller | None:
        """Return the program that shows this API key; ``None`` if it is nobody's."""

    def once(self, service: str, asking: Asking, doing: Doing) -> Reply:
        """Do what a request asks, or say what was answered when it was done."""

    def decide(self, service: str, asked: Asked) -> Decided:
        """Decide an act and write it down, permitted or refused."""

    def accept(
        self, service: str, *, person: str, version: int, how: Acceptance, language: Language
    ) -> uuid.UUID:
        """Write down how a person met the version in force."""

    def history(
        self, service: str, *, person: str, after: str | None = None, limit: int = AT_ONCE
    ) -> HistoryPart:
        """Return what was done with a person's data."""

    def erase(
        self, service: str, *, person: str, too_young: FoundYoung | None = None
    ) -> Certificate:
        """Erase a person, and certify it; asked twice it says the same."""

    def policy(self, service: str) -> PolicyPage:
        """Return the policy in force and how its promises stand."""
