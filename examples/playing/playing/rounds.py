"""The rounds of made-up people: each plays a story, and what did not go well is said.

Nothing is imported here that an example's own environment may lack.
"""

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Event
from typing import Final, TypeAlias

import httpx

from playing.browsing import NoForm, Page

DOOR_WITHIN_S: Final = 60.0
_LOOKS_EVERY_S: Final = 0.1
_ASKED_FOR_S: Final = 5.0
_FAULTS: Final = (httpx.HTTPError, NoForm, LookupError, ValueError)
"""What a story meets at a door that is closed, or on a page that is not the one it came for."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How the pages of a story answered."""

    pages: tuple[Page, ...]

    @property
    def went_well(self) -> bool:
        """Tell whether each page was what the visitor came for."""
        return not self.fault

    @property
    def fault(self) -> str:
        """Say what the first page was that nobody came for; nothing where each was right."""
        for page in self.pages:
            if page.status != httpx.codes.OK:
                return f"HTTP {page.status}"
            if not page.went_well:
                return "a form to be mended"
        return ""


Round: TypeAlias = Callable[[], Seen]


def _after_nothing(_: int) -> None:
    """Do nothing after a round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How the rounds go on."""

    stop: Event
    """Nobody comes any more once it is set."""
    rate: float = 1.0
    """Rounds a second, about."""
    rounds: int | None = None
    """How many there are; ``None``: as many as there are stories."""
    after: Callable[[int], object] = _after_nothing
    """Called with each round's number, from 0, when it is over."""
    door_within_s: float = DOOR_WITHIN_S
    """How long people wait, at most, for the first door to open."""


def play(stories: Iterable[Round], *, door: str, pace: Pace) -> int:
    """Play stories until told to stop, or the rounds are over; return how many went well.

    ``door`` is the page that the first story opens. A door that is closed is no fault of the
    rounds: they wait for the first, and come back later to another. Of each round that did not
    go well its number and the kind of its fault are written to standard error, and nothing more.
    """
    _wait_for(door, pace)
    well = 0
    for number, story in enumerate(stories):
        if pace.stop.is_set() or number == pace.rounds:
            break
        fault = _played(story)
        if fault:
            sys.stderr.write(f"round {number}: {fault}\n")
            sys.stderr.flush()
        well += not fault
        pace.after(number)
        pace.stop.wait(1 / pace.rate)
    return well


def _played(story: Round) -> str:
    """Play one; return what kind of fault it met. What a fault says may name somebody."""
    try:
        return story().fault
    except NoForm as fault:
        return "NoForm" if fault.status is None else f"NoForm, HTTP {fault.status}"
    except _FAULTS as fault:
        return type(fault).__name__


def _wait_for(door: str, pace: Pace) -> None:
    """Wait until it answers, the rounds are stopped, or people are tired of it."""
    ends = time.monotonic() + pace.door_within_s
    while not (pace.stop.is_set() or _is_open(door) or time.monotonic() > ends):
        pace.stop.wait(_LOOKS_EVERY_S)


def _is_open(door: str) -> bool:
    try:
        answer = httpx.get(door, follow_redirects=True, timeout=_ASKED_FOR_S, trust_env=False)
    except httpx.HTTPError:
        return False
    return answer.status_code == httpx.codes.OK
