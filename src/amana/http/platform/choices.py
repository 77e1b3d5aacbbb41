"""What an application passes on of what people chose."""

from collections.abc import Sequence
from typing import Protocol

from amana.acts.choices.audience import AudienceNamed
from amana.acts.choices.choose import Choosing, ChosenNow
from amana.acts.choices.show_choices import ChoicesShown
from amana.domain.decision.question import Question


class ChoiceActs(Protocol):
    """What people said about purposes."""

    def choose(self, service: str, given: Choosing) -> ChosenNow:
        """Record what a person said about some purposes."""

    def choices(self, service: str, *, person: str) -> ChoicesShown:
        """Return what a person chose, and what of it holds today."""

    def audience_among(
        self, service: str, question: Question, persons: Sequence[str]
    ) -> AudienceNamed:
        """Propose which of these persons may be asked about."""
