"""What an application passes on of what people chose."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from amana.acts.choices.audience import AudienceNamed, AudiencePage
from amana.acts.choices.choosing import Choosing, ChosenNow
from amana.acts.choices.confirm import Waiting
from amana.acts.choices.history import ChoiceHistory
from amana.acts.choices.receipt import Receipt
from amana.acts.choices.show_choices import ChoicesShown
from amana.acts.choices.signal import Signalled
from amana.domain.choice.word import Chosen
from amana.domain.decision.question import Question


class ChoiceActs(Protocol):
    """What people said about purposes."""

    def choose(self, service: str, given: Choosing) -> ChosenNow:
        """Record what a person said about some purposes."""

    def ask_to_confirm(self, service: str, given: Choosing) -> Waiting:
        """Keep a consent that counts once its token comes back."""

    def confirm(self, service: str, *, token: str) -> ChosenNow:
        """Let the consent that waits for this token count."""

    def history(self, service: str, *, person: str) -> ChoiceHistory:
        """Return all that a person said, what lapsed, and what waits for a second step."""

    def state_at(self, service: str, *, person: str, at: datetime) -> Chosen:
        """Return how a person stood to all purposes at an instant."""

    def receipt(self, service: str, *, person: str, entry: UUID) -> Receipt:
        """Return the receipt of what a person said under this entry."""

    def signal(self, service: str, *, person: str) -> Signalled:
        """Note that a person's browser signals Global Privacy Control."""

    def choices(self, service: str, *, person: str) -> ChoicesShown:
        """Return what a person chose, and what of it holds today."""

    def audience_among(
        self, service: str, question: Question, persons: Sequence[str]
    ) -> AudienceNamed:
        """Propose which of these persons may be asked about."""

    def audience_page(
        self, service: str, question: Question, *, after: str | None = None, limit: int = 100
    ) -> AudiencePage:
        """Propose all who may be asked about, a page at a time."""
