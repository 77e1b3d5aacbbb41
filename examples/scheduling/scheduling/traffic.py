"""Traffic that goes on: businesses open, people book, staff go round, at a pace that is set."""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from itertools import count

from playing.browsing import NoForm, Visitor
from playing.rounds import Pace, Round, Seen, play

from scheduling import people, stories
from scheduling.stories import CodeFor

BUSINESSES = 4
_CLIENTS = 60
_REASONS = ("شكوى من رسالة لم تصل", "سؤال عن دخول غريب إلى الحساب", "مراجعة طلب دعم")


def run(url: str, *, officer: tuple[str, str], code_for: CodeFor, pace: Pace, seed: int) -> int:
    """Let people come at a pace; return how many of their stories went well."""
    return play(_stories(url, officer, code_for, seed), door=f"{url}/sign-up", pace=pace)


def _stories(url: str, officer: tuple[str, str], code_for: CodeFor, seed: int) -> Iterator[Round]:
    for number in range(BUSINESSES):
        yield partial(_open, url, number, code_for, seed)
    for turn in count():
        at = turn % BUSINESSES
        yield partial(_book, url, turn % _CLIENTS, at, code_for, seed)
        if turn % 3 == 0:
            yield partial(_run_business, url, at, seed, paid=turn < BUSINESSES)
        if turn % 4 == 1:
            yield partial(_desk, url, officer, turn, seed)


def _open(url: str, number: int, code_for: CodeFor, seed: int) -> Seen:
    """Open a business with its services; some link the meeting service."""
    firm = people.business(number, seed=seed)
    with Visitor(url) as visitor:
        pages = [stories.sign_up(visitor, firm, code_for)]
        pages += [stories.publish(visitor, name) for name in firm.services]
        pages.append(stories.keep_bookings(visitor, ("30", "90", "", "365")[number % 4]))
        if number % 2:
            pages.append(stories.partner(visitor, linked=True))
        pages.append(stories.choose(visitor, "improving", "tailoring", "offers"))
        return Seen(tuple(pages))


def _book(url: str, number: int, at: int, code_for: CodeFor, seed: int) -> Seen:
    """Book with a business; some move it, some object to research, some write to support."""
    someone = people.person(number, seed=seed)
    firm = people.business(at, seed=seed)
    with Visitor(url) as visitor:
        front = visitor.open("/")
        page = front.paths(rf'href="(/b/m-[0-9a-f]+)">{firm.name}')[0]
        pages = [stories.book(visitor, someone, page, code_for, nth=number)]
        if number % 3 == 1:
            pages.append(stories.move_first(visitor))
        if number % 4 == 1:
            pages.append(stories.choose(visitor, "tailoring"))
        if number % 5 == 0:
            pages.append(stories.write_support(visitor, "هل أستطيع تغيير موعدي من الهاتف؟"))
        return Seen(tuple(pages))


def _run_business(url: str, number: int, seed: int, *, paid: bool) -> Seen:
    """Look at the bookings and the members; at first upgrade as well."""
    firm = people.business(number, seed=seed)
    with Visitor(url) as visitor:
        pages = [stories.enter(visitor, firm.owner.email, firm.owner.password)]
        pages += [visitor.open("/business"), visitor.open("/business/members")]
        if paid:
            pages.append(stories.upgrade(visitor))
        return Seen(tuple(pages))


def _desk(url: str, officer: tuple[str, str], turn: int, seed: int) -> Seen:
    """Look at one account with a reason, and go the rounds."""
    with Visitor(url) as visitor:
        pages = [stories.enter(visitor, *officer)]
        whom = people.person(turn % 5, seed=seed)
        reason = _REASONS[turn % len(_REASONS)]
        with suppress(NoForm):
            stories.look(visitor, whom.email, reason)
        pages += [stories.go_round(visitor, name) for name in ("develop", "offer", "times")]
        return Seen(tuple(pages))
