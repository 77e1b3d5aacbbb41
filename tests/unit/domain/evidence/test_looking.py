"""Each probe has an act of its own on the ledger."""

from amana.domain.evidence.looking import PLANT, probe_act
from amana.domain.evidence.question import ProbeName


def test_the_looks_of_each_probe_are_told_apart_by_their_act() -> None:
    """No two probes share an act, and none is the planting of a value."""
    acts = {probe_act(name) for name in ProbeName}
    assert len(acts) == len(ProbeName)
    assert PLANT not in acts
    assert probe_act(ProbeName.RAW_FILES) == "probe.raw-files"
