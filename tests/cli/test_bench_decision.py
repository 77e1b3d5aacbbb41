"""The decision benchmark says the same rules to all, and times each beside the others."""

import pytest

from amana.cli.benchmarks import decision, decision_peers
from amana.cli.benchmarks.decision_rules import questions
from amana.cli.errors import AnswersDiffer


def _shortened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decision, "RUNS", 1)
    monkeypatch.setattr(decision, "TIMED", 2)
    monkeypatch.setattr(decision, "_CALLS", {})
    monkeypatch.setattr(decision, "_CALLS_OF_PEERS", 2)


def test_all_answer_every_question_alike_before_anything_is_timed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Permitted and refused ones; the figures stand beside their bars."""
    _shortened(monkeypatch)
    outcome = decision.measure(full=False, tell=lambda _: None)
    assert outcome.size["compared"] == len(list(questions()))
    assert 0 < outcome.size["permitted"] < outcome.size["compared"]
    names = {figure.name for figure in outcome.figures}
    assert {"median_us", "full_us", "floor_us", "speedup_over_cedarpy", "casbin_us"} <= names


def test_a_peer_that_answers_otherwise_stops_the_benchmark(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Figures of other rules would compare nothing."""
    monkeypatch.setattr(decision_peers, "casbin", lambda: lambda _asked: lambda: True)
    with pytest.raises(AnswersDiffer):
        decision.measure(full=False, tell=lambda _: None)


def test_where_a_peer_is_absent_the_rest_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """And whoever runs it is told how to install it."""
    _shortened(monkeypatch)

    def absent(name: str) -> object:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(decision_peers, "import_module", absent)
    told: list[str] = []
    outcome = decision.measure(full=False, tell=told.append)
    assert "pip install cedarpy casbin" in told[0]
    assert {figure.name for figure in outcome.figures} >= {"median_us", "full_us"}
    assert not [figure for figure in outcome.figures if "cedar" in figure.name]
