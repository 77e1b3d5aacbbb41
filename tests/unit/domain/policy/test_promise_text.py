"""A promise that a person types beside its sentence is looked at before it is kept."""

import pytest

from amana.domain.policy.errors import PolicyErrors
from amana.domain.policy.promise_text import check_promise_text


def test_a_promise_of_its_kind_passes() -> None:
    """Whether its terms are declared is seen later, in the whole file."""
    check_promise_text("{use: [email], for: orders}", kind="use")


@pytest.mark.parametrize(
    "text",
    ["{never: email}", "use", "[use]", "{use: ", "\u202e{use: email}"],
    ids=["another kind", "a word", "a list", "not YAML", "unseen"],
)
def test_anything_else_is_refused_with_its_place(text: str) -> None:
    """Nothing that would not stand in the file is kept beside the sentence."""
    with pytest.raises(PolicyErrors) as caught:
        check_promise_text(text, kind="use")
    assert [(problem.line, problem.column) for problem in caught.value.problems]
