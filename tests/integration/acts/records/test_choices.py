"""What a person chose, and the notice that they were given, decide over each record of theirs."""

from typing import Any

import pytest

from amana.acts.choices.choose import Choosing
from amana.acts.doors.choices import ChoicesDoor
from amana.domain.choice.word import Word

_NEWS = "  P9: {use: [email], for: [news]}\n  P10: {choice: [news], by: opt_in}"


def _choose(house: Any, word: Word, purpose: str) -> None:  # noqa: ANN401 - of conftest
    given = Choosing(person="person-1", word=word, purposes=frozenset({purpose}))
    ChoicesDoor(house.storage).choose(house.service, given)


def test_a_record_is_used_by_consent_only_while_it_stands(house: Any) -> None:  # noqa: ANN401 - of conftest
    """Neither before it was given nor after it was taken back."""
    house.publish(_NEWS, material=False)
    house.collect()
    news = {"purposes": frozenset({"news"}), "fields": frozenset({"email"})}
    assert house.use(**news).values is None
    _choose(house, Word.CONSENT, "news")
    assert house.use(**news).values == {"email": "Maryam@example.org"}
    _choose(house, Word.WITHDRAW, "news")
    assert house.use(**news).values is None


def test_an_objection_refuses_its_purpose_and_no_other(house: Any) -> None:  # noqa: ANN401 - of conftest
    """From the transaction in which it is made."""
    house.collect()
    quality = {"purposes": frozenset({"quality"})}
    assert house.use(**quality).values
    _choose(house, Word.OBJECT, "quality")
    refused = house.use(**quality)
    assert [refusal.rule for refusal in refused.answer.refusals] == [5]
    assert house.use().values


@pytest.mark.parametrize("material", [True, False])
def test_a_later_purpose_needs_a_notice_or_a_choice(house: Any, *, material: bool) -> None:  # noqa: ANN401 - of conftest
    """What came before a material change is not used for what it added; a later record is."""
    house.collect(values={"name": "مريم", "address": "Doha, street 1"})
    call = "  P9: {use: [address], for: [profiling]}"
    declared = "  profiling: {basis: legitimate_interest, name: {en: profiling}}\n"
    house.publish(call, material=material, purposes=declared)
    asked = {"purposes": frozenset({"profiling"}), "fields": frozenset({"address"})}
    assert house.use(**asked).answer.permitted is not material
    house.collect(key="k-2", values={"address": "Doha, street 2"})
    assert house.use(key="k-2", **asked).answer.permitted
