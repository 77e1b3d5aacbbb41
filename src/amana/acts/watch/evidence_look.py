"""A look at evidence that the database refused: of such a reading the ledger says only that."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from amana.acts.watch.finding import Finding, State
from amana.acts.watch.surroundings import Surroundings
from amana.storage.recorder import REFUSED_EVIDENCE

_LATELY: Final = timedelta(days=7)


def look_at_evidence(here: Surroundings, service: str) -> Iterator[Finding]:
    """Say of a service how many entries of reads were set aside in the last seven days."""
    with here.storage.reading(service) as view:
        count = view.evidence.failed_lately(REFUSED_EVIDENCE, since=view.now - _LATELY)
    yield Finding(
        check="evidence",
        state=State.FAULT if count else State.OK,
        why="refused" if count else "well",
        subject=service,
        fields={"count": count},
    )
