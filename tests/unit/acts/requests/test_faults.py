"""What went wrong in a source is tried for ever, for a while, or never."""

from datetime import timedelta

import pytest

from amana.acts.requests.faults import is_of_all, is_taken_back, retry_of, wait_said
from amana.channels.errors import (
    AnswerTooLong,
    AnswerTooSlow,
    NotReached,
    NotTaken,
    NotTrusted,
    PlaceForbidden,
    ReceiptForged,
)
from amana.domain.request.carrying import Retry
from amana.sources.errors import (
    AnswerUnfit,
    FileChanged,
    MarksChanged,
    NotMarked,
    NotSeenAgain,
    ServiceRefuses,
    SourceFailed,
    SourcePending,
    SourceUnreachable,
    StillThere,
)
from amana.storage.errors import KeyMissing, RecordSealBroken


@pytest.mark.parametrize(
    ("error", "retry"),
    [
        (SourceUnreachable(), Retry.ALWAYS),
        (NotReached(status=0), Retry.ALWAYS),
        (NotTaken(status=503), Retry.ALWAYS),
        (NotTaken(status=429), Retry.ALWAYS),
        (AnswerTooSlow(), Retry.ALWAYS),
        (NotSeenAgain(), Retry.ALWAYS),
        (SourcePending(after=60), Retry.ALWAYS),
        (StillThere(table="t", count=1), Retry.SOME),
        (NotMarked(table="t", count=1), Retry.SOME),
        (MarksChanged(table="t", count=1), Retry.SOME),
        (AnswerUnfit(act="erase", what="json"), Retry.SOME),
        (AnswerTooLong(most=1), Retry.SOME),
        (FileChanged(table="t"), Retry.SOME),
        (ServiceRefuses(act="erase", why="no"), Retry.NEVER),
        (ReceiptForged(), Retry.NEVER),
        (NotTaken(status=401), Retry.NEVER),
        (NotTaken(status=404), Retry.NEVER),
        (PlaceForbidden(), Retry.NEVER),
        (NotTrusted(), Retry.NEVER),
        (KeyMissing(), Retry.NEVER),
        (RecordSealBroken(record="r"), Retry.NEVER),
    ],
    ids=str,
)
def test_what_can_never_work_is_not_tried_for_ever(error: Exception, retry: Retry) -> None:
    """Outages pass; what may be a slip has some tries; refusals and forgeries call a person."""
    assert retry_of(error) is retry


def test_a_service_that_has_begun_is_left_alone_as_long_as_it_says() -> None:
    """Nothing else says how long to wait."""
    assert wait_said(SourcePending(after=90)) == timedelta(seconds=90)
    assert wait_said(SourceUnreachable()) is None


def test_a_closed_door_is_closed_for_every_set() -> None:
    """It is not asked again for halves of the set, as it is where one person may be to blame."""
    assert is_of_all(NotTaken(status=401))
    assert is_of_all(ReceiptForged())
    assert not is_of_all(NotTaken(status=413))
    assert not is_of_all(ServiceRefuses(act="erase", why="no"))


@pytest.mark.parametrize(
    ("reason", "known"),
    [
        ("23503", True),
        ("40001", True),
        ("P0001", True),
        ("SQLITE_CONSTRAINT_FOREIGNKEY", True),
        ("40003", False),
        ("57P01", False),
        ("4006", False),
        ("ENOSPC", False),
        ("OperationalError", False),
    ],
)
def test_only_a_refusal_says_that_nothing_was_committed(reason: str, *, known: bool) -> None:
    """A commit that was not heard of may be done; files that a full disk stopped end later."""
    assert is_taken_back(SourceFailed(reason=reason)) is known


def test_what_failed_after_the_commit_was_not_taken_back() -> None:
    """Nor is what nobody foresaw known to be."""
    assert not is_taken_back(NotSeenAgain())
    assert not is_taken_back(SourceUnreachable())
    assert not is_taken_back(OSError())
