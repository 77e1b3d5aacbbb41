"""Traffic that goes on by itself through the site's own HTTP doors, so that the ledger lives."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import count
from threading import Event
from typing import Final

import httpx
from playing.browsing import NoForm, Visitor

from classifieds import people, postbox, stories

MOST_PEOPLE: Final = 500
"""Where so many have signed up, those who are there already come back instead."""
_REASONS: Final = ("بلاغ رقم 512 عن إعلان مكرّر", "شكوى رقم 77", "مراجعة دورية")
_NETWORKS: Final = ("liqa", "nidaa", "dawwar")
_EVERY_DESK: Final = 4
Round = Callable[[], stories.Seen]


def run(  # noqa: PLR0913 - all but the address by keyword
    url: str, *, staff: tuple[str, str], stop: Event, rate: float, rounds: int | None, seed: int
) -> int:
    """Play stories until told to stop, about ``rate`` a second; return how many went well.

    A door that is closed is no fault of the traffic: it comes back later.
    """
    well = 0
    for number, story in enumerate(_stories(url, staff, seed)):
        if stop.is_set() or number == rounds:
            break
        with suppress(httpx.HTTPError, NoForm, ValueError):
            well += story().went_well
        stop.wait(1 / rate)
    return well


def _stories(url: str, staff: tuple[str, str], seed: int) -> Iterator[Round]:
    """Go round: somebody new, somebody who comes back, somebody of a network, the desk."""
    for turn in count():
        someone = people.person(turn % MOST_PEOPLE, seed=seed)
        if turn < MOST_PEOPLE:
            yield partial(stories.newcomer, url, someone, postbox.take)
        if turn % 3 == 1:
            yield partial(stories.second_thoughts, url, someone)
        if turn % _EVERY_DESK == 0:
            reason = _REASONS[turn // _EVERY_DESK % len(_REASONS)]
            yield partial(stories.desk_day, url, *staff, reason)
        if turn < len(_NETWORKS):
            yield partial(_by_network, url, _NETWORKS[turn], str(turn + 1))


def _by_network(url: str, network: str, member: str) -> stories.Seen:
    """Come by a network, see what it tells, and have it taken over."""
    with Visitor(url) as visitor:
        shown = stories.by_network(visitor, network, member)
        if "/mine/" in shown.url:
            return stories.Seen((shown,))
        return stories.Seen((shown, stories.take_over(visitor, shown, network)))
