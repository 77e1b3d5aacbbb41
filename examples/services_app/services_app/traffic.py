"""Traffic that goes on by itself through the app's own HTTP doors, so that the ledger lives.

Each round is one story of ``stories``; what visitors may not do is part of it, as in life.
"""

from collections.abc import Iterator
from functools import partial
from itertools import count

from playing.browsing import Visitor
from playing.rounds import Pace, Round, Seen, play

from services_app import people, stories
from services_app.application import Credentials
from services_app.orders import PRICES

MOST_PEOPLE = 2_000
"""Where so many have signed up, those who are there already come back instead."""
BUSINESSES = 4
_REASONS = ("شكوى رقم 1042", "مراجعة دورية للربع الأول", "بلاغ رقم 77 عن سوء استعمال")
_EVERY_CORRECTION = 3
_EVERY_OFFICER = 5


def run(url: str, *, staff: Credentials, pace: Pace, seed: int = 1) -> int:
    """Let people come at a pace; return how many of their stories went well."""
    return play(_stories(url, staff, seed), door=f"{url}/sign-up?as=provider", pace=pace)


def _stories(url: str, staff: Credentials, seed: int) -> Iterator[Round]:
    """Open the businesses, then go round: someone new, a provider, a payment, the officer."""
    for number in range(BUSINESSES):
        yield partial(_register, url, number, seed)
    for turn in count():
        someone = people.person(turn % MOST_PEOPLE, seed=seed)
        if turn < MOST_PEOPLE:
            yield partial(stories.new_customer, url, someone)
        yield partial(_work, url, turn, tuple(PRICES).index(someone.service), seed)
        yield partial(stories.pay, url, someone)
        if turn % _EVERY_OFFICER == 0:
            reason = _REASONS[turn // _EVERY_OFFICER % len(_REASONS)]
            yield partial(stories.officers_day, url, staff, reason)


def _register(url: str, number: int, seed: int) -> Seen:
    """Register a business."""
    with Visitor(url) as visitor:
        firm = people.business(number, seed=seed)
        return Seen((stories.sign_up_business(visitor, firm),))


def _work(url: str, turn: int, number: int, seed: int) -> Seen:
    """Let a business work off what waits for it; now and then an address was wrong."""
    wrong = turn % _EVERY_CORRECTION == 0
    right = people.new_address(turn, seed=seed) if wrong else None
    return stories.work_day(url, people.business(number, seed=seed), right)
