"""The choices benchmark hands out real receipts among words that only fill the tables."""

import pytest

from amana.cli.benchmarks import choices


@pytest.mark.slow
def test_each_figure_is_of_real_words() -> None:
    """All words stand in the history, and who agreed is counted out of the sets."""
    outcome = choices.measure_smoke(full=False, tell=lambda _: None)
    many, real = choices.SMALL.many, choices.SMALL.real
    assert outcome.size["choices"] == many + real
    assert outcome.size["with_evidence"] == real
    values = {figure.name: figure.value for figure in outcome.figures}
    assert {"receipts_per_s", "receipt_ms", "state_ms", "history_ms"} <= set(values)
    assert values["agreed"] == many * 3 // 4 + real
    # Made in less than half a second, the words took none.
    assert all(value > 0 for name, value in values.items() if name != "made_in_s")
