"""Restriction against a model that plays what was said word by word."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.domain.choice.restriction import RESTRICTED, serves_still
from amana.domain.choice.word import REFUSING, Last, State
from amana.domain.decision.compiled import compiled
from amana.domain.decision.evaluate import evaluate
from amana.domain.decision.question import Facts, Question, RuleBook
from amana.domain.decision.rule import Doing

PURPOSES = ("orders", "news")
IDS = ("a", "b")
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
BOOK = RuleBook(
    data=frozenset({"email"}),
    purposes={"orders": "contract", "news": "consent"},
    recipients=frozenset(),
    rules=(),
)
words = st.tuples(
    st.sampled_from(IDS),
    st.sampled_from(PURPOSES),
    st.sampled_from([State.CONSENTED, State.WITHDRAWN, State.OBJECTED, State.OPTED_IN]),
    st.booleans(),
)
ends = st.tuples(
    st.sampled_from(IDS),
    st.just(RESTRICTED),
    st.sampled_from([State.OBJECTED, State.OPTED_IN]),
    st.just(False),  # noqa: FBT003 - a value
)


@dataclass(slots=True)
class Model:
    """What holds after each word, one after the other."""

    restricted: bool = False
    agreed: set[str] = field(default_factory=set)

    def hear(self, purpose: str, state: State, *, implied: bool) -> None:
        """Take one word."""
        if purpose == RESTRICTED:
            self.restricted = state is State.OBJECTED
            self.agreed.clear()
        elif state in {State.CONSENTED, State.OPTED_IN} and not implied:
            self.agreed.add(purpose)
        else:
            self.agreed.discard(purpose)


@pytest.mark.promise("A22")
@given(st.lists(words | ends, max_size=12), st.sampled_from(list(Doing)))
def test_restricted_data_serves_what_was_agreed_to_since(
    said: list[tuple[str, str, State, bool]], doing: Doing
) -> None:
    """Whatever was restricted, lifted and agreed to, under any id, in any order."""
    model, last = Model(), dict[tuple[str, str], Last]()
    for minute, (id_, purpose, state, implied) in enumerate(said):
        model.hear(purpose, state, implied=implied)
        before = last.get((id_, purpose))
        # As the database keeps it: a withdrawal lifts no objection.
        keeps = state is State.WITHDRAWN and before is not None and before.state in REFUSING
        last[id_, purpose] = Last(
            purpose=purpose,
            state=before.state if keeps and before is not None else state,
            at=BEGUN + timedelta(minutes=minute),
            holds=True,
            implied=implied,
        )
    facts = Facts(serves_still=serves_still(last.values()))
    for purpose in PURPOSES:
        question = Question(
            doing=doing, data=frozenset({"email"}), purposes=frozenset({purpose}), channel="email"
        )
        expected = model.restricted and purpose not in model.agreed and doing is not Doing.KEEP
        for answer in (evaluate(BOOK, question, facts), compiled(BOOK).answer(question, facts)):
            assert any(each.rule == 16 for each in answer.refusals) is expected
