"""Traffic that goes on by itself through the app's own HTTP doors, so that the ledger lives."""

from collections.abc import Iterator
from functools import partial
from itertools import count
from threading import Lock

from playing.rounds import Pace, Round, play

from ordering import people, stories
from ordering.application import Credentials

MOST_PEOPLE = 500
"""Where so many have signed up, those who are there already come back instead."""
_REASONS = ("شكوى عن طلب بارد", "سؤال عن موعد الاستلام", "خطأ في الفاتورة رقم 118")
_EVERY_OBJECTION = 4
_EVERY_DESK = 2


class Letterbox:
    """What went into letters for made-up people, who read no mailbox."""

    def __init__(self) -> None:
        """Begin empty."""
        self._heard: dict[str, str] = {}
        self._lock = Lock()

    def put(self, to: str, said: str) -> None:
        """Hear it."""
        with self._lock:
            self._heard[to] = said

    def take(self, to: str) -> str:
        """Give it, once; nothing where nothing came."""
        with self._lock:
            return self._heard.pop(to, "")


def run(url: str, *, staff: Credentials, heard: Letterbox, pace: Pace, seed: int = 1) -> int:
    """Let people come at a pace; return how many of their stories went well."""
    return play(_stories(url, staff, heard, seed), door=f"{url}/sign-up", pace=pace)


def _stories(url: str, staff: Credentials, heard: Letterbox, seed: int) -> Iterator[Round]:
    """Go round: somebody new, what they say, a passer-by, the desk."""
    for turn in count():
        someone = people.person(turn % MOST_PEOPLE, seed=seed)
        if turn < MOST_PEOPLE:
            yield partial(stories.new_customer, url, someone, heard.take)
        yield partial(stories.says_much, url, someone, heard.take)
        if turn % _EVERY_OBJECTION == 0:
            yield partial(stories.objects, url, someone)
        yield partial(stories.passes_by, url, people.person(MOST_PEOPLE + turn, seed=seed))
        if turn % _EVERY_DESK == 0:
            reason = _REASONS[turn // _EVERY_DESK % len(_REASONS)]
            yield partial(stories.at_desk, url, staff, reason)
