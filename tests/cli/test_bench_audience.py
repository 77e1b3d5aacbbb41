"""The audience benchmark proposes out of sets as large as it says, and keeps real choices."""

import pytest

from amana.cli.benchmarks import audience
from amana.storage.choice_sets import CHUNK


@pytest.mark.slow
def test_both_figures_stand_beside_their_bars(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two chunks of people and a few choices in a database of its own."""
    monkeypatch.setattr(audience, "PEOPLE", 2 * CHUNK)
    monkeypatch.setattr(audience, "RUNS", 2)
    monkeypatch.setattr(audience, "CHOICES", 4)
    outcome = audience.measure(full=False, tell=lambda _: None)
    assert (outcome.size["people"], outcome.size["choices"]) == (2 * CHUNK, 4)
    bars = {figure.name: figure.bar for figure in outcome.figures if figure.bar is not None}
    assert bars == {"ten_million_ms": 10, "ten_million_by_consent_ms": 10, "choice_ms": 1}
