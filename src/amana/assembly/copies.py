"""Copies for people: what workers do for them."""

from collections.abc import Mapping
from datetime import timedelta

from amana.acts.copies.asking import ask_for_proven
from amana.acts.copies.ending import end_copies
from amana.acts.copies.from_sources import from_approved
from amana.acts.copies.making import making_copies
from amana.acts.copies.rest import JOB
from amana.acts.jobs import Handler
from amana.acts.schedule import Scheduled
from amana.assembly.sources import open_source
from amana.settings import Settings


def copy_tasks() -> tuple[Scheduled, ...]:
    """Return the tasks that begin copies for proven requests, and end those whose time is over."""
    return (
        Scheduled(name="copies.prepare", every=timedelta(minutes=1), run=ask_for_proven),
        Scheduled(name="copies.end", every=timedelta(minutes=5), run=end_copies),
    )


def copy_jobs(settings: Settings) -> Mapping[str, Handler]:
    """Return what makes copies."""
    reading = from_approved(open_source(settings))
    return {JOB: making_copies(reading, site=settings.public_url)}
