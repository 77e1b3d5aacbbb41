"""What anybody may see."""

from typing import Protocol

from amana.acts.ask_policy import AnswersPage
from amana.acts.changes_page import ChangesPage
from amana.acts.feed_page import FeedPage
from amana.acts.policy_page import PolicyPage
from amana.acts.promise_page import PromisePage
from amana.acts.service_list import ServiceSummary
from amana.domain.words import Language


class PublicActs(Protocol):
    """What anybody may see. A service, version or promise that is not there is ``Refused``."""

    def services(self) -> tuple[ServiceSummary, ...]:
        """List the services that have a policy in force."""

    def policy_page(self, service: str, *, language: Language, version: int | None) -> PolicyPage:
        """Show a version of the policy, by default the one in force."""

    def ask(self, service: str, *, question: str) -> AnswersPage:
        """Answer a question with sentences of the policy in force, or with none."""

    def changes(self, service: str, *, before: int, after: int) -> ChangesPage:
        """Show the differences between two versions."""

    def feed(self, service: str) -> FeedPage:
        """Show the latest versions, each with what it changed."""

    def promise_page(self, service: str, promise: str) -> PromisePage:
        """Show the evidence of one promise of the version in force."""

    def checkpoint(self, service: str) -> str:
        """Return the latest signed checkpoint."""

    def tile(self, service: str, path: str) -> bytes:
        """Return a tile or an entry bundle by its path, as tlog-tiles names it."""

    def ledger_key(self, service: str) -> str:
        """Return the verifier key of the service's ledger."""

    def ledger_succession(self, service: str, number: int) -> bytes:
        """Return the note by which a key of the ledger named key ``number``."""
