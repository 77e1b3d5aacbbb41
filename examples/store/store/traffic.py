"""Traffic that goes on by itself through the shop's own pages, so that the ledger lives."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from typing import Final

from playing.browsing import Page, Visitor
from playing.rounds import Pace, Round, Seen, play

from store import stories
from store.made_up import MadeUp
from store.people import OPINIONS, person

_MOST_PEOPLE: Final = 1_000
_GOODS: Final = 8
_EVERY_DESK: Final = 3

Code = Callable[[str], str]
"""Gives the code that was written to an address."""


def run(url: str, *, staff: tuple[str, str], code_of: Code, pace: Pace, seed: int) -> int:
    """Let people come at a pace; return how many of their stories went well."""
    return play(_stories(url, staff, code_of, seed), door=f"{url}/accounts/register/", pace=pace)


def _stories(url: str, staff: tuple[str, str], code_of: Code, seed: int) -> Iterator[Round]:
    """Somebody new each time; now and then the desk sees to them."""
    for turn in count():
        someone = person(turn % _MOST_PEOPLE, seed=seed)
        yield partial(_visit, url, staff, code_of, someone, turn)


def _visit(url: str, staff: tuple[str, str], code_of: Code, someone: MadeUp, turn: int) -> Seen:
    pages = _customer(url, someone, turn, code_of)
    if turn % _EVERY_DESK == 0:
        pages += _desk(url, staff, stories.person_on(pages[-1]))
    return Seen(tuple(pages))


def _customer(url: str, someone: MadeUp, turn: int, code_of: Code) -> list[Page]:
    """Open an account, look around, choose, buy, write."""
    product = turn % _GOODS + 1
    with Visitor(url) as visitor:
        stories.register(visitor, someone)
        pages = [stories.enter_code(visitor, code_of(someone.email))]
        pages.append(stories.choose(visitor, "offers-yes" if turn % 2 else "analysis-no"))
        pages.append(stories.buy(visitor, product))
        named = "own_name" if turn % 2 else "anonymous"
        pages.append(stories.review(visitor, product, OPINIONS[turn % len(OPINIONS)], named))
        if turn % 2:
            pages.append(visitor.send("/accounts/", "/accounts/draw/", {}))
        pages.append(visitor.open("/accounts/"))
        return pages


def _desk(url: str, staff: tuple[str, str], who: str) -> list[Page]:
    """Deliver, look in with a reason, take a call."""
    with Visitor(url) as visitor:
        pages = [stories.sign_in(visitor, *staff)]
        number = pages[-1].first(r'name="number" value="(\d+)"')
        pages.append(stories.desk(visitor, "deliver", {"number": number}))
        pages.append(
            stories.desk(visitor, "look", {"person": who, "reason": "سؤال عن موعد التوصيل"})
        )
        pages.append(stories.desk(visitor, "call", {"person": who, "step": "told"}))
        said = {"person": who, "step": "record", "recording": "مكالمة عن موعد التوصيل"}
        pages.append(stories.desk(visitor, "call", said))
        return pages
