"""Traffic that goes on by itself through the site's own HTTP doors, so that the ledger lives."""

from collections.abc import Iterator
from functools import partial
from itertools import count
from typing import Final

from playing.browsing import Visitor
from playing.rounds import Pace, Round, Seen, play

from classifieds import people, postbox, stories

MOST_PEOPLE: Final = 500
"""Where so many have signed up, those who are there already come back instead."""
_REASONS: Final = ("بلاغ رقم 512 عن إعلان مكرّر", "شكوى رقم 77", "مراجعة دورية")
_NETWORKS: Final = ("liqa", "nidaa", "dawwar")
_EVERY_DESK: Final = 4


def run(url: str, *, staff: tuple[str, str], pace: Pace, seed: int) -> int:
    """Let people come at a pace; return how many of their stories went well."""
    return play(_stories(url, staff, seed), door=f"{url}/sign-up/", pace=pace)


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


def _by_network(url: str, network: str, member: str) -> Seen:
    """Come by a network, see what it tells, and have it taken over."""
    with Visitor(url) as visitor:
        shown = stories.by_network(visitor, network, member)
        if "/mine/" in shown.url:
            return Seen((shown,))
        return Seen((shown, stories.take_over(visitor, shown, network)))
