"""Traffic that goes on by itself through the shop's own pages, so that the ledger lives."""

from collections.abc import Callable
from contextlib import suppress
from itertools import count
from threading import Event
from typing import Final

import httpx
from playing.browsing import NoForm, Page, Visitor

from store import stories
from store.made_up import MadeUp
from store.people import OPINIONS, person

_MOST_PEOPLE: Final = 1_000
_GOODS: Final = 8
_EVERY_DESK: Final = 3
_OK: Final = 200

Code = Callable[[str], str]
"""Gives the code that was written to an address."""


def run(  # noqa: PLR0913 - all but the address by keyword
    url: str,
    *,
    staff: tuple[str, str],
    code_of: Code,
    stop: Event,
    rate: float,
    rounds: int | None,
    seed: int,
) -> int:
    """Play stories until told to stop, about ``rate`` a second; return how many went well."""
    well = 0
    for turn in count():
        if stop.is_set() or turn == rounds:
            break
        someone = person(turn % _MOST_PEOPLE, seed=seed)
        with suppress(httpx.HTTPError, NoForm):
            pages = _customer(url, someone, turn, code_of)
            if turn % _EVERY_DESK == 0:
                pages += _desk(url, staff, stories.person_on(pages[-1]))
            well += all(page.status == _OK for page in pages)
        stop.wait(1 / rate)
    return well


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
