"""The door of choices: what a service's program passes on of what people said."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from amana.acts.act import Act, Actor, Role
from amana.acts.choices.audience import (
    Audience,
    AudienceNamed,
    AudiencePage,
    Audiences,
    among,
    page_of,
)
from amana.acts.choices.choose import Choosing, ChosenNow, choose
from amana.acts.choices.confirm import Waiting, ask_to_confirm, confirm
from amana.acts.choices.history import ChoiceHistory, history_of, state_at
from amana.acts.choices.receipt import Receipt, receipt
from amana.acts.choices.show_choices import ChoicesShown, show_choices
from amana.acts.choices.signal import Signalled, note_signal
from amana.acts.records.about import about_person
from amana.acts.taking_part import refuse_absent
from amana.domain.choice.word import Chosen
from amana.domain.decision.question import Question
from amana.storage.database import Storage
from amana.storage.spans import span
from amana.storage.work import Work


@dataclass(frozen=True, slots=True)
class ChoicesDoor:
    """Acts of a service's own program. Each changes by one statement, with its entry."""

    storage: Storage
    audiences: Audiences = field(default_factory=Audiences)

    def choose(self, service: str, given: Choosing) -> ChosenNow:
        """Record what a person said about some purposes."""
        about = about_person(given.person)
        with span("act", act="choose"), self.storage.glancing(service, about) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            return choose(_by_program(service, work), given)

    def ask_to_confirm(self, service: str, given: Choosing) -> Waiting:
        """Keep a consent that counts once its token comes back."""
        with span("act", act="choose-ask"), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            return ask_to_confirm(_by_program(service, work), given)

    def confirm(self, service: str, *, token: str) -> ChosenNow:
        """Let the consent that waits for this token count."""
        with span("act", act="choose"), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            return confirm(_by_program(service, work), token=token)

    def signal(self, service: str, *, person: str) -> Signalled:
        """Note that a person's browser signals Global Privacy Control."""
        with span("act", act="signal"), self.storage.work(service) as work:
            refuse_absent(service, work.condition.state, work.condition.reason)
            return note_signal(_by_program(service, work), person=person)

    def choices(self, service: str, *, person: str) -> ChoicesShown:
        """Return what a person chose, and what of it holds today."""
        with self.storage.reading(service) as view:
            return show_choices(view, person=person)

    def history(self, service: str, *, person: str) -> ChoiceHistory:
        """Return all that a person said, what lapsed, and what waits for a second step."""
        with self.storage.reading(service) as view:
            return history_of(view, person)

    def state_at(self, service: str, *, person: str, at: datetime) -> Chosen:
        """Return how a person stood to all purposes at an instant."""
        with self.storage.reading(service) as view:
            return state_at(view, person, at)

    def receipt(self, service: str, *, person: str, entry: UUID) -> Receipt:
        """Return the receipt of what a person said under this entry."""
        with self.storage.reading(service) as view:
            return receipt(view, person=person, entry=entry)

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

    def audience_page(
        self, service: str, question: Question, *, after: str | None = None, limit: int = 100
    ) -> AudiencePage:
        """Propose all who may be asked about, a page at a time, as :meth:`audience` does."""
        with self.storage.reading(service) as view:
            found = self.audiences.propose(view, question)
            return page_of(view, found, question, after=after, limit=limit)


def _by_program(service: str, work: Work) -> Act:
    return Act(actor=Actor(role=Role.APPLICATION, label=service), work=work)
