"""Send what is due: claimed in batches, handed over, and noted as done or failed.

Whoever dies in between leaves what was in their hands; it is taken up and sent once more, under
the same id, and counted.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from uuid import UUID

from amana.acts.messages.claiming import claim_due
from amana.acts.messages.handing import Handing, Pace
from amana.acts.messages.ways import Outlet
from amana.storage.database import Storage
from amana.storage.jobs import Job
from amana.storage.outbox import JOB

if TYPE_CHECKING:
    from amana.domain.vocabulary.messages import Channel

_USUAL: Final = Pace()


def send_due(  # noqa: PLR0913 - what to send with, until when, how fast
    storage: Storage,
    service: str,
    outlet: Outlet,
    *,
    claim: UUID,
    over: Callable[[], bool] = lambda: False,
    pace: Pace = _USUAL,
) -> int:
    """Send what is due, batch by batch, until nothing is; return how many went.

    A way that is found shut is left alone until the next turn: what goes by others goes on.
    ``claim`` names whoever sends: what this one left behind before is taken up first.
    """
    with storage.work(service) as work:
        work.outbox.take_up(claim=claim)
        work.over()
    sent = 0
    shut: set[Channel] = set()
    while not over():
        batch = claim_due(storage, service, outlet, claim=claim, most=pace.claim, shut=shut)
        if not batch.taken:
            break
        handing = Handing(storage, service, outlet, claim=claim, pace=pace)
        sent += handing.give_all(batch.in_hand)
        shut |= handing.shut
    return sent


def send_job(outlet: Outlet, pace: Pace = _USUAL) -> Callable[[Storage, Job], None]:
    """Return what does a job of sending."""

    def run(storage: Storage, job: Job) -> None:
        with storage.work(job.service) as work:
            work.outbox.absorb_jobs()
            work.over()
        send_due(storage, job.service, outlet, claim=job.id, pace=pace)

    return run


def wake_sending(storage: Storage, service: str) -> None:
    """Put a job of sending into the queue where something is due. A scheduled task."""
    with storage.work(service) as work:
        if work.outbox.is_due():
            work.jobs.defer(JOB, key="due")
        work.over()
