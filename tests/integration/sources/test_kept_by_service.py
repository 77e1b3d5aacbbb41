"""A service says whose the rows are that it keeps, or its answer is none."""

import pytest

from amana.acts.http_source.answers import Gone
from amana.sources.errors import AnswerUnfit


def gone(kept: int, kept_of: dict[str, int] | None = None) -> Gone:
    """Return what a service says of a table."""
    return Gone(table="bill", kept=kept, reason="Tax law", kept_of=kept_of)


@pytest.mark.parametrize(
    ("said", "persons", "kept"),
    [
        (gone(0), 3, {}),
        (gone(2), 1, {0: 2}),
        (gone(2, {"0": 2}), 1, {0: 2}),
        (gone(3, {"0": 2, "2": 1, "1": 0}), 3, {0: 2, 2: 1}),
        (gone(2, {"0": 2, "1": 1}), 2, {0: 2, 1: 1}),
    ],
)
def test_each_kept_row_is_somebodys(said: Gone, persons: int, kept: dict[int, int]) -> None:
    """Of one person it need not say whose; a row of two counts for both."""
    assert said.kept_by_person(persons) == kept


@pytest.mark.parametrize(
    ("said", "persons"),
    [
        (gone(1), 2),
        (gone(2, {"0": 1}), 2),
        (gone(1, {"2": 1}), 2),
        (gone(1, {"0": 2}), 1),
        (gone(0, {"0": 1}), 1),
    ],
)
def test_what_does_not_add_up_is_no_answer(said: Gone, persons: int) -> None:
    """Who had something kept would end as done."""
    with pytest.raises(AnswerUnfit) as unfit:
        said.kept_by_person(persons)
    assert unfit.value.fields == {"act": "erase", "what": "kept_of"}
