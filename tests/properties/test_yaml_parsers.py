"""Both parsers of the YAML package, libyaml's and its own, give the same nodes (0517)."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from amana.domain.policy import yaml_nodes
from amana.domain.policy.errors import PolicyErrors

POLICIES = [
    file.read_text(encoding="utf-8")
    for file in sorted((Path(__file__).parents[2] / "examples").glob("*/policy*.yaml"))
]
MARKS = " \n:-#'\"[]{}&*!|>%@`,?\\\u2028\x85\ufeffaم0١"


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """Draw a piece of a policy, at some places of which something else stands."""
    text = draw(st.sampled_from(POLICIES))
    start = draw(st.integers(0, len(text) - 1))
    piece = text[start : start + 400]
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(piece)))
        piece = piece[:at] + draw(st.sampled_from(MARKS)) + piece[at + draw(st.integers(0, 1)) :]
    return piece


def _nodes(text: str, loader: type) -> yaml_nodes.Node | None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_nodes, "_LOADER", loader)
        try:
            return yaml_nodes.nodes(text)
        except PolicyErrors:
            return None


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="the YAML package here brings no libyaml")
@given(text=st.sampled_from(POLICIES) | spoilt())
def test_both_parsers_read_the_same(text: str) -> None:
    """The same nodes at the same places, or both refuse."""
    assert _nodes(text, yaml.CSafeLoader) == _nodes(text, yaml.SafeLoader)


@pytest.mark.parametrize(
    ("loader", "place"), [(yaml.SafeLoader, (1, 1)), (yaml.CSafeLoader, (2, 13))]
)
def test_what_no_unicode_has_is_refused_by_both(loader: type, place: tuple[int, int]) -> None:
    """Each says where, as far as it knows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_nodes, "_LOADER", loader)
        with pytest.raises(PolicyErrors) as refused:
            yaml_nodes.nodes('amana: 1\nservice: "\\UFFFFFFFF"')
    (problem,) = refused.value.problems
    assert (problem.line, problem.column) == place
