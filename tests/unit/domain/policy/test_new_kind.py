"""A kind that the language has never heard of joins it: nothing goes by the names of kinds."""

import dataclasses

from amana.domain.decision.rule import Doing, Effect, Rule
from amana.domain.policy.contradictions import remarks
from amana.domain.policy.finding import Severity
from amana.domain.policy.notice import notice
from amana.domain.policy.parse import parse
from amana.domain.promises import KINDS
from amana.domain.promises.use import USE, Use
from amana.domain.words import Language


def _sold(form: Use) -> tuple[Rule, ...]:
    return (
        Rule(
            effect=Effect.PERMIT,
            doings=frozenset({Doing.DISCLOSE}),
            data=frozenset(form.data),
            natures=frozenset({"sell"}),
        ),
    )


def test_a_new_kind_is_checked_and_written_like_the_others(
    text: str, texts: dict[Language, str]
) -> None:
    """What it permits is held against what is ruled out, and the notice leaves it not out."""
    sell = dataclasses.replace(USE, name="sell", rules=_sold)
    policy = parse(
        f"{text}  S1: {{sell: email, for: orders}}\n", texts=texts, kinds={**KINDS, "sell": sell}
    )
    errors = [it for it in remarks(policy) if it.severity is Severity.ERROR]
    assert [(it.code, it.promises) for it in errors] == [("ruled_out", ("M10", "S1"))]
    blocks = notice(policy, "en")
    headings = [block.text for block in blocks]
    assert "Further promises" in headings
    assert ("S1",) in {block.promises for block in blocks}
