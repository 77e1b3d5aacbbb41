"""Number people, and fold what they chose into the sets: a scheduled task, in small steps."""

from typing import Final

from amana.storage.database import Storage

_AT_ONCE: Final = 5_000


def fold_choices(storage: Storage, service: str) -> None:
    """Give numbers to all who were met, and fold their words in.

    Who never chose is numbered too: a purpose that goes on until an opt-out is of everybody.
    Killed anywhere, the next run goes on. Two at once take turns, batch by batch.
    """
    while _number_everybody(storage, service) == _AT_ONCE:
        pass
    while _number_who_chose(storage, service):
        pass
    while _fold(storage, service) == _AT_ONCE:
        pass


def _number_everybody(storage: Storage, service: str) -> int:
    """Give a batch numbers, without those whom another act holds right now."""
    with storage.work(service) as work:
        work.choice_sets.hold()
        numbered = work.persons.give_numbers(limit=_AT_ONCE)
        work.transaction.end(commit=True)
    return numbered


def _number_who_chose(storage: Storage, service: str) -> int:
    """Give numbers to those whose words wait, and wait for those who are in another act."""
    with storage.work(service) as work:
        work.choice_sets.hold()
        waiting = work.choice_sets.unnumbered(limit=_AT_ONCE)
        # By one statement: whoever has the count already may wait for no person more.
        work.persons.give_numbers_to(waiting)
        work.transaction.end(commit=True)
    return len(waiting)


def _fold(storage: Storage, service: str) -> int:
    with storage.work(service) as work:
        work.choice_sets.hold()
        folded = work.choice_sets.fold(limit=_AT_ONCE)
        work.transaction.end(commit=True)
    return folded
