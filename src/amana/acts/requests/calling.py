"""Call for a worker that goes through a source."""

from typing import Final

from amana.acts.act import Act

JOB: Final = "carry_parts"


def call_for(act: Act, source: str) -> None:
    """Put a job in the queue that goes through a source, with this transaction's commit."""
    act.work.jobs.defer(JOB, key=source, source=source)
