"""Which promises an unpermitted disclosure concerns."""

import pytest

from amana.domain.decision.concerning import concerned
from amana.domain.decision.question import Answer, Question, Refusal, RuleBook
from amana.domain.decision.rule import Doing, Effect, Rule

_SHARES = frozenset({Doing.DISCLOSE})
_BOOK = RuleBook(
    data=frozenset({"email", "phone", "name"}),
    purposes={"orders": "contract", "offers": "consent"},
    recipients=frozenset({"courier", "printer"}),
    rules=(
        ("P1", Rule(effect=Effect.PERMIT, doings=frozenset({Doing.COLLECT}))),
        (
            "P2",
            Rule(
                effect=Effect.PERMIT,
                doings=_SHARES,
                data=frozenset({"email"}),
                recipients=frozenset({"courier"}),
                purposes=frozenset({"orders"}),
            ),
        ),
        (
            "P3",
            Rule(
                effect=Effect.PERMIT,
                doings=_SHARES,
                data=frozenset({"email", "phone"}),
                recipients=frozenset({"printer"}),
            ),
        ),
        ("P4", Rule(effect=Effect.FORBID, doings=_SHARES, data=frozenset({"email"}))),
    ),
)


@pytest.mark.promise("W16")
@pytest.mark.parametrize(
    ("data", "recipient", "purpose", "refused", "against"),
    [
        ("email", "courier", "orders", (), ("P2",)),
        ("email", "courier", "orders", ("P4",), ("P2", "P4")),
        ("phone", "printer", "offers", (), ("P3",)),
        ("email", "courier", "offers", (), ("P2", "P3")),
        ("name", "courier", "orders", (), ()),
        ("name", "courier", "orders", ("P4",), ("P4",)),
    ],
)
def test_a_disclosure_concerns_what_speaks_of_it(
    data: str, recipient: str, purpose: str, refused: tuple[str, ...], against: tuple[str, ...]
) -> None:
    """What refused it, and what permits the same on conditions; else whatever gives the data."""
    question = Question(
        doing=Doing.DISCLOSE,
        data=frozenset({data}),
        purposes=frozenset({purpose}),
        recipient=recipient,
    )
    answer = Answer(permitted=False, refusals=(Refusal(rule=2, promises=refused),))
    assert concerned(_BOOK, question, answer) == against
