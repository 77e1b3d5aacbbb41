"""The requests of a service by deadline, a page at a time; and those of one person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.cursors import cursor_of, place_of
from amana.acts.instants import at
from amana.acts.requests.carry_out import FETCHED
from amana.acts.requests.missing import missing_for
from amana.acts.requests.refuse import authorities_of
from amana.acts.requests.restricting import told
from amana.acts.requests.second_member import Second, second_for
from amana.acts.requests.stepping import entry_about, person_of
from amana.acts.requests.terms import laws_named
from amana.domain.copying.shape import Missing
from amana.domain.law.dealing import excess_articles
from amana.domain.ledger.entry import Json
from amana.domain.request.carrying import OPEN as OPEN_PARTS
from amana.domain.request.carrying import PartState
from amana.domain.request.states import ENDED, State
from amana.domain.vocabulary.requests import RequestKind
from amana.domain.words import Words
from amana.storage.recipients import NoticeRow
from amana.storage.request_doors import RestrictionRow, ToldRow
from amana.storage.request_parts import PartRow
from amana.storage.requests import OPEN, RequestRow, Wanted
from amana.storage.work import View

SHOW: Final = "show-request"
_LIST: Final = "requests"
_MOST_OWN: Final = 100
_MOST_FAULTS: Final = 200
_MOST_AGED: Final = 100_000
AGES: Final = (3, 7, 14, 30)
"""Days within which a request has to be answered, as the desk counts them."""
CERTIFIED: Final = frozenset({RequestKind.ERASURE, RequestKind.PART_ERASURE})
"""Kinds of requests of which there will be a certificate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPage:
    """A page of requests, the first to be answered first; whose they are is not in it."""

    requests: tuple[RequestRow, ...]
    counts: dict[State, int]
    late: int
    """How many open requests of the service are late."""
    after: str | None
    """Where the next page begins; ``None`` with the last."""
    now: datetime
    faults: tuple[tuple[str, str], ...] = ()
    """What keeps open requests in the sources, where it was asked for: source and code."""
    ageing: Mapping[int | None, int] = field(default_factory=dict)
    """How many open ones have to be answered within how many days, where it was asked for: the
    days of ``AGES``, 0 where the latest end is over, ``None`` for later than all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestShown:
    """One request, with whose it is, and what they said."""

    row: RequestRow
    person: str | None
    about: str
    authorities: tuple[Words, ...]
    told: ToldRow | None = None
    """Whether receipt was confirmed, and by when a law wants it."""
    repeats: int = 0
    """How often the same person asked for the same kind within the year before."""
    excess: tuple[str, ...] = ()
    """Laws and articles by which repeated requests can be refused; none unless all let one."""
    parts: tuple[PartRow, ...] = ()
    """What it has to do in the sources."""
    recipients: tuple[NoticeRow, ...] = ()
    """Who else is told of what it did."""
    missing: tuple[Missing, ...] = ()
    """Sources that the copy which answers it is without; they follow."""
    second: Second = Second.NOT_NEEDED
    """Whether whoever looks may approve it by themselves."""
    restriction: RestrictionRow | None = None
    """Of a restriction that was carried out, how far its end is."""
    may_lift: bool = False
    """Whether the person was told that the restriction will be lifted, and every source marked."""
    number: str | None = field(default=None, repr=False)
    """The secret number of its certificate, shown to the person alone."""


def list_requests(
    view: View,
    *,
    after: str | None = None,
    limit: int = 50,
    wanted: Wanted = OPEN,
    at_desk: bool = False,
) -> RequestPage:
    """Return a page; ``at_desk`` adds what keeps open requests, and how long they have.

    Raises ``WrongCursor``.
    """
    place = place_of(view.sealer, after, of=_LIST, about=view.service)
    found = view.requests.listed(limit=limit + 1, after=place, wanted=wanted)
    more = len(found) > limit
    last = (
        cursor_of(view.sealer, found[limit - 1].id, of=_LIST, about=view.service) if more else None
    )
    return RequestPage(
        requests=found[:limit],
        counts=dict(view.requests.counts()),
        late=view.requests.count_late(),
        after=last,
        now=view.now,
        faults=view.requests.faults(limit=_MOST_FAULTS) if at_desk else (),
        ageing=view.requests.ageing(AGES, limit=_MOST_AGED) if at_desk else {},
    )


def show_request(act: Act, request: UUID) -> RequestShown:
    """Return one request, and commit that it was looked at. Raises ``NotFound``."""
    work = act.work
    row = work.requests.one(request)
    person = person_of(work, row)
    about = "" if person is None else str(work.requests.said(row).get("about", ""))
    members = () if person is None else work.persons.group(person)
    restriction = work.request_doors.restriction(request)
    shown = RequestShown(
        row=row,
        person=person,
        about=about,
        authorities=authorities_of(row),
        told=work.request_doors.told(request),
        repeats=work.request_doors.before(members, row.kind, row.received_at),
        excess=excess_articles(laws_named(row.laws)),
        parts=work.parts.of(request),
        recipients=work.recipients.of(request),
        second=second_for(act, row),
        missing=missing_for(work, row, person) if row.kind in FETCHED else (),
        restriction=restriction,
        may_lift=_may_lift(work, row, restriction),
    )
    work.commit(entry_about(act, row, SHOW, {}, person))
    return shown


def show_restriction(view: View, request: UUID) -> RequestShown:
    """Return how far the end of a restriction is, and nothing of whose it is."""
    row, restriction = view.requests.one(request), view.request_doors.restriction(request)
    return RequestShown(
        row=row,
        person=None,
        about="",
        authorities=authorities_of(row),
        parts=view.parts.of(request),
        restriction=restriction,
        may_lift=_may_lift(view, row, restriction),
    )


def _may_lift(view: View, row: RequestRow, restriction: RestrictionRow | None) -> bool:
    return restriction is not None and row.state in ENDED and told(view, restriction)


def own_requests(view: View, *, person: str, limit: int = _MOST_OWN) -> tuple[RequestShown, ...]:
    """Return the requests of a person, the latest first. Raises ``PersonErased``."""
    rows = view.requests.of(view.persons.group(person), limit=limit)
    ids = [row.id for row in rows]
    parts, recipients = view.parts.of_many(ids), view.recipients.of_many(ids)
    return tuple(
        RequestShown(
            row=row,
            person=person,
            about=str(view.requests.said(row).get("about", "")),
            authorities=authorities_of(row),
            parts=parts.get(row.id, ()),
            recipients=recipients.get(row.id, ()),
            missing=missing_for(view, row, person) if row.kind in FETCHED else (),
            number=view.certificates.number(row.id) if row.kind in CERTIFIED else None,
        )
        for row in rows
    )


def told_json(shown: RequestShown) -> dict[str, Json]:
    """Return what was confirmed, and how often the same was asked before."""
    told = shown.told
    return {
        "confirm_until": None if told is None else at(told.confirm_until),
        "confirmed_at": None if told is None else at(told.confirmed_at),
        "repeats": shown.repeats,
        "excess": shown.excess,
    }


def restriction_json(shown: RequestShown) -> dict[str, Json] | None:
    """Return how a restriction stands; ``None`` where nothing was restricted."""
    held = shown.restriction
    if held is None:
        return None
    return {
        "begun_at": held.begun_at.isoformat(),
        "announced_at": at(held.announced_at),
        "may_lift": shown.may_lift and held.lifted_at is None,
        "lifted_at": at(held.lifted_at),
        "marks_to_lift": sum(each.lifting and each.state in OPEN_PARTS for each in shown.parts),
        "marks_lifted": sum(each.lifting and each.state is PartState.DONE for each in shown.parts),
    }


def row_json(row: RequestRow) -> dict[str, Json]:
    """Return a request as programs are shown it: without whose it is."""
    return {
        "request": str(row.id),
        "kind": row.kind.value,
        "door": row.door.value,
        "state": row.state.value,
        "by_guardian": row.by_guardian,
        "received_at": row.received_at.isoformat(),
        "safe_until": row.safe_until.isoformat(),
        "latest_until": row.latest_until.isoformat(),
        "law": row.law,
        "article": row.article,
        "certain": row.certain,
        "extended_at": at(row.extended_at),
        "proven_at": at(row.proven_at),
        "proven_by": row.proven_by,
        "alone": row.alone,
        "fee": row.fee,
        "currency": row.currency,
        "reason": row.reason,
        "ended_at": at(row.ended_at),
        "late_at": at(row.late_at),
        "entry": str(row.entry),
        "ended": None if row.ended is None else str(row.ended),
        "promises": row.promises,
        "laws": row.laws,
    }
