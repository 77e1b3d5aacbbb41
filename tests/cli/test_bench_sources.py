"""The benchmarks of sources erase and copy real rows, and compare what was found."""

import pytest

from amana.cli.benchmarks.sources import copy, erasure
from amana.cli.benchmarks.sources.shop import ROWS_A_PERSON, TABLES
from amana.sources.sql_source import Step


@pytest.mark.slow
def test_an_erasure_is_measured_beside_the_same_by_hand() -> None:
    """All three erase people of their own in one shop, and each step has its time."""
    outcome = erasure.measure_smoke(full=False, tell=lambda _: None)
    assert outcome.size["rows"] == erasure.SMALL.people * ROWS_A_PERSON
    assert outcome.size["tables"] == len(TABLES) == 12
    values = {figure.name: figure.value for figure in outcome.figures}
    assert {"ratio_to_bare", "ratio_to_bare_unread", "speedup_over_rows"} <= set(values)
    assert {f"step_{step}_ms" for step in Step} <= set(values)
    assert values["memory_mb"] >= values["memory_before_mb"] > 0
    assert values["erase_unread_ms"] < values["erase_ms"]


@pytest.mark.slow
def test_a_copy_is_measured_beside_the_same_rows_read_by_hand() -> None:
    """Both find the same rows; the copies of larger persons are weighed each by itself."""
    outcome = copy.measure_smoke(full=False, tell=lambda _: None)
    assert outcome.size["tables"] == 20
    assert outcome.size["rows_a_copy"] == 1 + copy.PARTS * copy.SMALL.rows
    values = {figure.name: figure.value for figure in outcome.figures}
    assert {f"memory_{rows}_mb" for rows in copy.SMALL.large} <= set(values)
    assert {"overhead_ms", "copy_ms", "bare_ms", "memory_grown_mb"} <= set(values)
    assert values["rows_per_s"] > 0
