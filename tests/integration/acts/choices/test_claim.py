"""What cannot be taken back is decided while nobody can choose otherwise."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from amana.acts.act import Act, Actor, Role
from amana.acts.choices.choose import Choosing, choose
from amana.acts.deciding.asked import Asked
from amana.acts.deciding.decide import decide
from amana.domain.choice.word import Word
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing

if TYPE_CHECKING:
    from tests.integration.acts.choices.conftest import Shop

OFFER = Asked(
    question=Question(
        doing=Doing.MESSAGE,
        data=frozenset({"email"}),
        purposes=frozenset({"offers"}),
        channel="email",
    ),
    person="who-1",
)
ACTOR = Actor(role=Role.APPLICATION, label="shop")


@pytest.mark.promise("M7")
def test_an_opt_out_waits_for_a_claim_under_way_and_comes_after_it(shop: "Shop") -> None:
    """So that no message is claimed after an opt-out was answered."""
    shop.refusing(Doing.USE, "orders")
    with ThreadPoolExecutor() as others, shop.storage.work(shop.service) as work:
        work.choices.hold(work.persons.group("who-1"))
        choosing = others.submit(shop.choose, Word.OPT_OUT, "offers")
        time.sleep(0.2)
        assert not choosing.done()
        assert decide(Act(actor=ACTOR, work=work), OFFER).answer.permitted
        choosing.result(timeout=10)
    assert shop.refusing(Doing.MESSAGE, "offers") == {5}


@pytest.mark.promise("M7")
def test_a_claim_waits_for_an_opt_out_under_way_and_sees_it(shop: "Shop") -> None:
    """Whatever it read before."""
    shop.refusing(Doing.USE, "orders")
    with ThreadPoolExecutor() as others, shop.storage.work(shop.service) as work:
        # Chosen, and not committed yet.
        work.transaction.hold()
        opt_out = Choosing(person="who-1", word=Word.OPT_OUT, purposes=frozenset({"offers"}))
        choose(Act(actor=ACTOR, work=work), opt_out)
        claiming = others.submit(shop.refusing, Doing.MESSAGE, "offers")
        time.sleep(0.2)
        assert not claiming.done()
        work.transaction.take_up()
        work.transaction.end(commit=True)
        assert claiming.result(timeout=10) == {5}
