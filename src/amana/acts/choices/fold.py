"""Fold what people chose into the sets: a scheduled task, in small steps."""

from typing import Final

from amana.storage.database import Storage

_AT_ONCE: Final = 5_000


def fold_choices(storage: Storage, service: str) -> None:
    """Give numbers to those who chose, and fold their words in.

    Killed anywhere, the next run goes on.
    """
    while _number(storage, service):
        pass
    while _fold(storage, service) == _AT_ONCE:
        pass


def _number(storage: Storage, service: str) -> int:
    with storage.work(service) as work:
        waiting = work.choice_sets.unnumbered(limit=_AT_ONCE)
        for person_key in waiting:
            work.persons.give_number(person_key)
        work.transaction.end(commit=True)
    return len(waiting)


def _fold(storage: Storage, service: str) -> int:
    with storage.work(service) as work:
        folded = work.choice_sets.fold(limit=_AT_ONCE)
        work.transaction.end(commit=True)
    return folded
