"""The door to the benchmarks, and how memory is weighed."""

import os
import subprocess
import sys

import pytest

from amana.cli.benchmarks.memory import proportional_mb
from amana.cli.benchmarks.result import Figure, Outcome, as_json, of_runs

TAKE_50_MB = "b = bytearray(50_000_000); print('ready', flush=True); input()"


def test_a_figure_beyond_its_bar_is_not_met() -> None:
    """One figure beyond its bar is enough, and no figures at all meet nothing."""
    within = Figure(name="a", value=3, unit="s", bar=3)
    beyond = Figure(name="b", value=3.01, unit="s", bar=3)
    assert Outcome(size={}, figures=(within,)).met
    assert not Outcome(size={}, figures=(within, beyond)).met
    assert not Outcome(size={}, figures=()).met


def test_runs_are_summed_up_by_their_median_and_spread() -> None:
    """The median stands beside the bar, the least and the greatest stand without one."""
    median, least, greatest = of_runs("start_s", [3.0, 1.0, 2.0], "s", bar=2)
    assert (median.value, least.value, greatest.value) == (2.0, 1.0, 3.0)
    assert (median.met, least.met, greatest.met) == (True, None, None)


def test_the_json_has_exactly_its_keys() -> None:
    """Whoever reads results by machine finds the same keys for ever."""
    outcome = Outcome(size={"runs": 1}, figures=(Figure(name="a", value=1, unit="s", bar=2),))
    shown = as_json("start", outcome)
    assert isinstance(shown, dict)
    assert set(shown) == {"benchmark", "machine", "size", "figures"}
    assert shown["figures"] == [{"name": "a", "value": 1, "unit": "s", "bar": 2, "met": True}]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is weighed on Linux")
def test_memory_counts_children_too() -> None:
    """What a child holds is part of what the program takes."""
    alone = proportional_mb(frozenset({os.getpid()}))
    with subprocess.Popen(
        [sys.executable, "-c", TAKE_50_MB],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        together = proportional_mb(frozenset({os.getpid()}))
        child.communicate("\n")
    assert together - alone > 40
