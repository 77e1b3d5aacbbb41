"""A promise to tell of a breach is held to the term of whom it tells."""

import pytest

from amana.domain.law.book import BOOK
from amana.domain.law.breaches import BreachTerm, TermStart, Whom
from amana.domain.law.check.lengths import hours_to_tell
from amana.domain.policy.contradictions import remarks
from amana.domain.policy.parse import parse

HEAD = """\
amana: 1
service: store
title: {{ar: "إشعار", en: Notice}}
controller: {{name: {{ar: "متجر", en: Store}}, email: privacy@example.org}}
languages: [ar, en]
laws: [{law}]
data: {{email: {{}}}}
purposes:
  orders: {{name: {{ar: "الطلبات", en: orders}}, basis: contract}}
promises:
  P1: {{breach: {whom}, within: PT{hours}H}}
"""

TOLD = {Whom.AUTHORITY: "authority", Whom.PEOPLE: "affected"}
TERMS = {
    f"{pack.law.value} {term.whom.value}": (pack.law.value, term)
    for pack in BOOK.values()
    if {each.whom for each in pack.breaches} == set(Whom)
    for term in pack.breaches
}
"""The terms of every law that has one for people and one for its authority."""


def late(law: str, whom: str, hours: int) -> list[str]:
    """Return what is said, in English, against telling these of a breach within so many hours."""
    policy = parse(HEAD.format(law=law, whom=whom, hours=hours), texts={})
    return [each.words.en for each in remarks(policy) if each.code == "late_breach"]


def hours_from_awareness(term: BreachTerm) -> int | None:
    """Return the law's number, or nothing where it has none or it runs from another notice."""
    told = hours_to_tell(term)
    known = term.start in {TermStart.AWARE, TermStart.DISCOVERED}
    return told[0] if told is not None and known else None


@pytest.mark.parametrize("law_and_term", TERMS.values(), ids=TERMS.keys())
def test_each_is_held_to_its_own_term(law_and_term: tuple[str, BreachTerm]) -> None:
    """To the hour; where the law says no number from awareness on, nothing is too late."""
    law, term = law_and_term
    hours = hours_from_awareness(term)
    if hours is None:
        assert not late(law, TOLD[term.whom], 24 * 60)
        return
    assert not late(law, TOLD[term.whom], hours)
    (said,) = late(law, TOLD[term.whom], hours + 1)
    assert f"{hours} hours" in said


def test_the_term_for_people_does_not_bind_what_the_authority_is_told() -> None:
    """Jordan: twenty-four hours for people, seventy-two for the authority."""
    assert not late("jordan", "authority", 72)
    assert len(late("jordan", "affected", 72)) == 1
    assert "everyone whose data is affected" in late("jordan", "[affected, authority]", 72)[0]
    assert len(late("jordan", "[affected, authority]", 73)) == 2
