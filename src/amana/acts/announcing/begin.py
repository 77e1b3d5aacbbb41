"""Begin to tell people of a new version, in the transaction that publishes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from amana.domain.policy.model import Policy, Promise
from amana.domain.promises.change import Announcement, Change
from amana.storage.uuid7 import uuid7
from amana.storage.work import Work

JOB: Final = "announce_version"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVersion:
    """A version that is being published, and the one that it follows."""

    number: int
    before: Policy
    after: Policy
    material: bool
    effective_at: datetime | None


def begin_announcing(work: Work, new: NewVersion) -> bool:
    """Note that people are to be told of this version, if it is promised; tell whether it is.

    What was promised before counts, and what is promised now: a version cannot take back that
    people are told of it.
    """
    promises = list(_changes(new.before, new.after))
    ways = {way for _, form in promises for way in _ways(form, material=new.material)}
    sending = ways & {Announcement.EMAIL, Announcement.IN_SERVICE}
    if not sending:
        return False
    promise = next(it for it, form in promises if _ways(form, material=new.material) & sending)
    ahead = any(form.ahead is not None for _, form in promises)
    work.announcements.begin(
        new.number,
        series=uuid7(work.now),
        material=new.material,
        by_email=Announcement.EMAIL in ways,
        in_service=Announcement.IN_SERVICE in ways,
        promise=promise.id,
        due_at=new.effective_at if ahead else None,
    )
    work.jobs.defer(JOB, key=f"v{new.number}", version=new.number)
    return True


def _changes(before: Policy, after: Policy) -> Iterator[tuple[Promise, Change]]:
    """Yield the promises about changes, those of the new version first."""
    for policy in (after, before):
        for promise in policy.promises.values():
            if isinstance(promise.form, Change):
                yield promise, promise.form


def _ways(form: Change, *, material: bool) -> frozenset[Announcement]:
    return frozenset((*form.by, *form.if_material)) if material else frozenset(form.by)
