"""Under which names the looks of probes stand on the ledger."""

from typing import Final

from amana.domain.evidence.question import ProbeName

PLANT: Final = "probe.plant"
"""The act by which a value is planted. It stands under no promise: a rehearsal shows nothing."""


def probe_act(name: ProbeName) -> str:
    """Return the act of a probe's entries, by which the looks of each are told apart."""
    return f"probe.{name.value}"
