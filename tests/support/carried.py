"""Carry what is due through every source, as workers do, without any."""

from uuid import uuid4

from amana.acts.requests.carrying import carry_parts
from amana.acts.sources.opening import OpenSource
from amana.storage import Storage


def carry_all(storage: Storage, service: str, open_source: OpenSource) -> int:
    """Return how many parts were taken."""
    with storage.reading(service) as view:
        due = view.parts.due()
    return sum(
        carry_parts(storage, service, open_source, source=source, job=uuid4()) for source in due
    )
