"""The door of choices: what a service's program passes on of what people said."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from amana.acts.act import Act, Actor, Role
from amana.acts.choices.audience import Audience, AudienceNamed, Audiences, among
from amana.acts.choices.choose import Choosing, ChosenNow, choose
from amana.acts.choices.show_choices import ChoicesShown, show_choices
from amana.acts.taking_part import refuse_absent
from amana.domain.decision.question import Question
from amana.storage.database import Storage
from amana.storage.spans import span


@dataclass(frozen=True, slots=True)
class ChoicesDoor:
    """Acts of a service's own program. Each changes by one statement, with its entry."""

    storage: Storage
    audiences: Audiences = field(default_factory=Audiences)

    def choose(self, service: str, given: Choosing) -> ChosenNow:
        """Record what a person said about some purposes."""
        with span("act", act="choose"), self.storage.glancing(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            return choose(Act(actor=Actor(role=Role.APPLICATION, label=service), work=work), given)

    def choices(self, service: str, *, person: str) -> ChoicesShown:
        """Return what a person chose, and what of it holds today."""
        with self.storage.reading(service) as view:
            return show_choices(view, person=person)

    def audience(self, service: str, question: Question) -> Audience:
        """Propose who may be asked about; each one is decided about by name, under lock."""
        with self.storage.reading(service) as view:
            return self.audiences.propose(view, question)

    def audience_among(
        self, service: str, question: Question, persons: Sequence[str]
    ) -> AudienceNamed:
        """Propose which of these persons may be asked about, as :meth:`audience` does."""
        with self.storage.reading(service) as view:
            return among(view, self.audiences.propose(view, question), persons)
