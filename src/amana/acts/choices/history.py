"""What a person said over time, what ended by itself, and how it stood at any instant."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from amana.acts.accept import ACCEPT, DECLINE
from amana.acts.accept import Acceptance as HowMet
from amana.acts.deciding.history import steps_since
from amana.acts.person_id import check_met
from amana.domain.choice.binding import Lapse, WhyLapsed, lapse
from amana.domain.choice.circumstances import NOW_HERE, Circumstances
from amana.domain.choice.word import AGREEING, Chosen, Last, State, chosen
from amana.storage.choices import PendingRow, SaidRow
from amana.storage.policies import VersionRow
from amana.storage.work import View


class Happened(StrEnum):
    """What one line of a history tells."""

    SAID = "said"
    LAPSED = "lapsed"
    """A consent ended by a later version, on the day of its effect."""
    ASKED = "asked"
    """The first of two steps: it counts once it is confirmed."""
    ACCEPTED = "accepted"
    """A version of the policy was met: accepted, gone on with, or declined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a person's history."""

    at: datetime
    happened: Happened
    purpose: str | None = None
    """``None`` of the policy as a whole."""
    state: State | None = None
    """How it stood after it; ``None`` of what changed nothing."""
    version: int | None
    """The policy's version that was shown; of a lapse, that which ended it."""
    promise: str | None = None
    holds: bool = False
    """Of a consent, whether what it binds to is still promised today."""
    how: Circumstances = NOW_HERE
    met: HowMet | None = None
    """Of a version, how it was met."""
    why: WhyLapsed | None = None
    """Of a lapse, what changed."""
    expires_at: datetime | None = None
    """Of a first step, until when it may be confirmed."""
    confirmed_at: datetime | None = None
    brought_at: datetime | None = None
    """Of what was said elsewhere, when it was brought in; then ``at`` is as its bearer says."""
    entry: UUID | None = None
    """The ledger entry, of which a receipt can be asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceHistory:
    """All that a person said about purposes and versions, under any of their ids."""

    lines: tuple[Line, ...]
    """The latest first."""
    now: Chosen
    """What it all comes to today."""
    waiting: tuple[str, ...] = ()
    """Purposes of which a first step waits for its second."""


def history_of(view: View, person: str) -> ChoiceHistory:
    """Return the person's whole history. Somebody unknown has none.

    Raises ``UnusablePerson`` and ``PersonErased``.
    """
    check_met(view, person)
    group = view.persons.group(person)
    said, pending = view.choices.said(group), view.choices.pending(group)
    current = view.policies.in_force()
    lines = [
        *_spoken(view, said, current),
        *_asked(pending),
        *_accepted(view, person),
    ]
    return ChoiceHistory(
        lines=tuple(sorted(lines, key=lambda line: line.at, reverse=True)),
        now=_come_to(view, said, view.now),
        waiting=tuple(sorted({it for row in _open(pending, view.now) for it in row.purposes})),
    )


def state_at(view: View, person: str, at: datetime) -> Chosen:
    """Return how the person stood to all purposes at an instant, by the version then in force.

    What was said elsewhere counts from when it was said there. The person's ids are those of
    today. Raises ``UnusablePerson`` and ``PersonErased``.
    """
    check_met(view, person)
    return _come_to(view, view.choices.said(view.persons.group(person)), at)


def _come_to(view: View, said: Iterable[SaidRow], at: datetime) -> Chosen:
    version = view.policies.in_force(at)
    return chosen(
        Last(
            purpose=row.purpose,
            state=row.state,
            at=row.at,
            holds=version is not None and _lapse(view, row, version) is None,
            implied=row.implied,
        )
        for row in _last_of_each(said, at)
    )


def _last_of_each(said: Iterable[SaidRow], at: datetime) -> Iterator[SaidRow]:
    """Yield the last word of each id about each purpose, up to the instant.

    ``said`` has the latest first; of words of one instant the one recorded last stands first.
    """
    met: set[tuple[bytes, str]] = set()
    for row in said:
        if row.at <= at and (row.person, row.purpose) not in met:
            met.add((row.person, row.purpose))
            yield row


def _lapse(view: View, row: SaidRow, version: VersionRow) -> Lapse | None:
    """Return by which version up to this one a consent lapsed (rule 4); ``None`` if it holds."""
    if row.binding is None or row.version >= version.number:
        return None
    later = (
        step
        for step in steps_since(view, version, first=row.version + 1)
        if step.version.number <= version.number
    )
    return lapse(row.binding, later)


def _spoken(view: View, said: tuple[SaidRow, ...], current: VersionRow | None) -> Iterator[Line]:
    """Yield the words, and the lapses of those that nobody took back before."""
    effects = {row.number: row.effective_at for row in view.policies.versions()}
    followed: dict[tuple[bytes, str], datetime] = {}
    for row in said:
        ended = None if current is None else _lapse(view, row, current)
        agreeing = row.state in AGREEING
        yield _word(row, holds=agreeing and ended is None)
        next_word = followed.get((row.person, row.purpose))
        if agreeing and ended is not None:
            day = effects[ended.version]
            if next_word is None or next_word > day:
                yield _lapsed(row, ended, day)
        followed[row.person, row.purpose] = row.at


def _word(row: SaidRow, *, holds: bool) -> Line:
    return Line(
        at=row.at,
        happened=Happened.SAID,
        purpose=row.purpose,
        state=row.state,
        version=row.version,
        promise=None if row.binding is None else row.binding.promise,
        holds=holds,
        how=row.how,
        brought_at=row.brought_at,
        entry=row.entry,
    )


def _lapsed(row: SaidRow, ended: Lapse, day: datetime) -> Line:
    return Line(
        at=day,
        happened=Happened.LAPSED,
        purpose=row.purpose,
        version=ended.version,
        promise=None if row.binding is None else row.binding.promise,
        why=ended.why,
    )


def _asked(pending: Iterable[PendingRow]) -> Iterator[Line]:
    for row in pending:
        for purpose in row.purposes:
            yield Line(
                at=row.at,
                happened=Happened.ASKED,
                purpose=purpose,
                version=row.version,
                how=row.how,
                expires_at=row.expires_at,
                confirmed_at=row.confirmed_at,
                entry=row.entry,
            )


def _open(pending: Iterable[PendingRow], now: datetime) -> Iterator[PendingRow]:
    return (row for row in pending if row.confirmed_at is None and row.expires_at > now)


def _accepted(view: View, person: str) -> Iterator[Line]:
    """Yield how the person met each version."""
    for each in view.people.acts(person, names={ACCEPT, DECLINE}):
        language = each.body.get("language")
        yield Line(
            at=each.at,
            happened=Happened.ACCEPTED,
            version=each.policy_version,
            met=HowMet(str(each.body["how"])),
            how=Circumstances(
                language="ar" if language == "ar" else "en" if language == "en" else None
            ),
            entry=each.entry,
        )
