"""How many answers were right, and in which ways others were wrong."""

from dataclasses import dataclass

from amana.cli.benchmarks.gdpr.model import REFUSED, Answer, Expected, Model
from amana.cli.benchmarks.gdpr.operations import Operation, Persona, VerifyDeletion


@dataclass(slots=True)
class Score:
    """Counts over all operations of a run."""

    asked: int = 0
    right: int = 0
    missed_refusals: int = 0
    expired_read: int = 0
    found_after_deletion: int = 0

    @property
    def percent(self) -> float:
        """Return the share of right answers."""
        return 100 * self.right / max(1, self.asked)

    def judge(  # noqa: PLR0913, PLR0917 - what was asked, answered, and when
        self,
        model: Model,
        persona: Persona,
        operation: Operation,
        answer: Answer,
        began: float,
        ended: float,
    ) -> None:
        """Compare the answer with the model's, which does the operation too."""
        past = _past(model, answer, began)
        expected = model.expect(persona, operation, began, ended)
        self.asked += 1
        self.right += expected.allows(answer)
        self.missed_refusals += expected.least == REFUSED and answer != REFUSED
        self.expired_read += past
        self.found_after_deletion += _found(operation, answer, expected)


def _past(model: Model, answer: Answer, began: float) -> int:
    """Count the records in an answer that were past their time before it was asked for."""
    if not isinstance(answer, frozenset):
        return 0
    named = (model.records.get(item[0]) for item in answer)
    return sum(record is not None and record.expires_at <= began for record in named)


def _found(operation: Operation, answer: Answer, expected: Expected) -> bool:
    return isinstance(operation, VerifyDeletion) and expected.least is True and answer is False
