"""Several answers about one act come to one answer."""

from itertools import permutations

from amana.acts.records.deciding import together
from amana.domain.decision.question import Answer


def _showing(part: str, data: str = "phone") -> Answer:
    return Answer(permitted=True, masked=(data,), masks={data: part})


def test_of_several_masks_the_one_that_shows_least_holds_in_any_order() -> None:
    """(11) Whichever value of a record was asked about last."""
    answers = (_showing("shortened"), _showing("hidden"), _showing("last4"))
    for some in permutations(answers):
        assert together(some).masks == {"phone": "hidden"}
    assert together((_showing("last4"), _showing("initial", "name"))).masks == {
        "phone": "last4",
        "name": "initial",
    }
