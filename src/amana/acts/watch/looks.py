"""Looks at what stands in the way of every request: database, keys, ledger, clock, disk."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from typing import Final, TypeVar

from amana.acts.watch.finding import Finding, State, seconds
from amana.acts.watch.surroundings import Surroundings
from amana.domain.errors import AmanaError
from amana.storage.errors import CannotOpen, SecretsUnsafe
from amana.storage.known_value import keep_known_value, known_value_opens
from amana.storage.watch import LedgerStanding

_MB: Final = 1 << 20
_Measure = TypeVar("_Measure", int, timedelta)


def judge(measure: _Measure, bounds: tuple[_Measure, _Measure]) -> State:
    """Return the state of something that should stay below its bounds."""
    warning, fault = bounds
    if measure >= fault:
        return State.FAULT
    return State.WARNING if measure >= warning else State.OK


def look_at_database(here: Surroundings) -> Iterator[Finding]:
    """Ask the database for its clock, and compare it with this machine's.

    Acts and deadlines go by the database's; this machine's stands in certificates and sessions.
    """
    try:
        before = here.clock()
        with here.storage.watching() as watch:
            asked = here.clock()
            theirs = watch.now()
            answered = here.clock()
    except AmanaError as error:
        yield Finding(check="database", state=State.FAULT, why="away", fields={"code": error.code})
        return
    yield Finding(check="database", fields={"ms": round((answered - before) / _MS)})
    off = abs(theirs - (asked + (answered - asked) / 2))
    state = judge(off, here.bounds.skew)
    why = "well" if state is State.OK else "off"
    yield Finding(check="clock", state=state, why=why, fields={"off_s": seconds(off)})


_MS: Final = timedelta(milliseconds=1)


def look_at_keys(here: Surroundings, service: str) -> Iterator[Finding]:
    """Open the service's known value; the first look seals it."""
    try:
        with here.storage.work(service) as work:
            opens = known_value_opens(work)
            if opens is None:
                keep_known_value(work)
    except (SecretsUnsafe, CannotOpen) as error:
        yield Finding(
            check="keys",
            state=State.FAULT,
            why="unusable",
            subject=service,
            fields={"code": error.code},
        )
        return
    if opens is False:
        yield Finding(check="keys", state=State.FAULT, why="other", subject=service)
    else:
        yield Finding(check="keys", subject=service)


def look_at_ledger(here: Surroundings, service: str | None = None) -> Iterator[Finding]:
    """Say of one or each service's ledger how long the oldest entry waits for its place."""
    with here.storage.watching() as watch:
        standings, now = watch.ledgers(service), watch.now()
    for standing in standings:
        age = timedelta() if standing.oldest is None else max(now - standing.oldest, timedelta())
        yield _of_ledger(standing, age, judge(age, here.bounds.unsequenced))


def _of_ledger(standing: LedgerStanding, age: timedelta, state: State) -> Finding:
    return Finding(
        check="ledger",
        state=state,
        why="well" if state is State.OK else "waiting",
        subject=standing.service,
        fields={"waiting": standing.waiting, "age_s": seconds(age), "size": standing.size},
    )


def look_at_disk(here: Surroundings) -> Iterator[Finding]:
    """Say how much room is left where keys and ledger files lie."""
    free = shutil.disk_usage(here.data).free // _MB
    warning, fault = here.bounds.free_mb
    state = judge(-free, (-warning, -fault))
    why = "well" if state is State.OK else "little"
    yield Finding(check="disk", state=state, why=why, fields={"free_mb": free})
