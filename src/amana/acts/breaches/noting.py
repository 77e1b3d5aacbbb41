"""Note a breach and what is learnt and done of it: each an act with its entry, none undone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.breaches.case import Case, HandedIn, NoteKind, read_case
from amana.acts.breaches.given import Letter, facts_json
from amana.acts.events.tell import EventKind, tell
from amana.acts.in_force import in_force, published
from amana.domain.breach.clocks import Clock, Stand
from amana.domain.breach.errors import (
    AlreadyClosed,
    ContentMissing,
    FactsUnfit,
    NobodyFound,
    NoNoticeApproved,
    NotConcerned,
    StillRunning,
    TimesOutOfOrder,
)
from amana.domain.breach.facts import LONGEST, Facts
from amana.domain.law.breaches import Whom
from amana.domain.law.dealing import DEALINGS
from amana.domain.law.notifying import notify_rules
from amana.domain.ledger.entry import Entry, Json
from amana.domain.promises.law import Law
from amana.domain.words import LANGUAGES, Language, is_one_line, says_something
from amana.storage.uuid7 import uuid7
from amana.storage.work import Work

JOB: Final = "send_breach_notices"
_ACTS: Final = {
    NoteKind.OPENED: "open-breach",
    NoteKind.CHANGED: "change-breach",
    NoteKind.SEARCHED: "find-affected",
    NoteKind.APPROVED: "approve-breach-notice",
    NoteKind.SENDING: "send-breach-notices",
    NoteKind.HANDED_IN: "hand-in-breach-form",
    NoteKind.OTHERWISE: "tell-breach-otherwise",
    NoteKind.CLOSED: "close-breach",
}
_LONGEST_NOTICE: Final = 20_000
_LONGEST_WORDS: Final = 500


def open_breach(act: Act, facts: Facts, *, rehearsal: bool = False) -> UUID:
    """Note a breach, start its clocks, tell the application, and commit; return its id.

    Raises ``TimesOutOfOrder``, ``TimeTooEarly`` and ``NoPolicyInForce``.
    """
    work = act.work
    _check_names(facts)
    facts.times.check(work.now, founded=work.life.made_at())
    identity = uuid7(work.now)
    work.breaches.open(identity, series=uuid7(work.now, order=1), rehearsal=rehearsal)
    fields: dict[str, Json] = {
        "breach": str(identity),
        "rehearsal": rehearsal,
        "severity": facts.severity.value,
        "aware_at": facts.times.aware.isoformat(),
    }
    tell(work, EventKind.BREACH_OPENED, fields)
    _note(act, identity, NoteKind.OPENED, {"facts": facts_json(facts)})
    return identity


def change_breach(act: Act, breach: UUID, facts: Facts, *, learnt: str) -> None:
    """Note the facts as they are known now beside those before, and commit.

    Raises ``NotFound``, ``AlreadyClosed``, ``TimesOutOfOrder``, ``TimeTooEarly`` and
    ``FactsUnfit``.
    """
    _open_case(act, breach)
    _check_names(facts)
    facts.times.check(act.work.now, founded=act.work.life.made_at())
    says = {"facts": facts_json(facts), "learnt": _reason(learnt, "learnt")}
    _note(act, breach, NoteKind.CHANGED, says)


def approve_notice(act: Act, breach: UUID, letters: Mapping[Language, Letter]) -> None:
    """Approve the words in which people are told, and commit.

    Raises ``ContentMissing`` where a law that is concerned demands what the facts do not tell,
    ``FactsUnfit`` for words that say nothing or too much, ``NotFound`` and ``AlreadyClosed``.
    """
    case = _open_case(act, breach)
    for rule in notify_rules([law for law in case.laws if DEALINGS[law].in_force]):
        missing = sorted(it for it in rule.contents if not case.facts.tells(it))
        if rule.whom is Whom.PEOPLE and missing and _required(case, rule.law):
            raise ContentMissing(content=missing[0].value, law=rule.law.value)
    for language in LANGUAGES:
        letter = letters.get(language)
        if (
            letter is None
            or not _says(letter.subject, _LONGEST_WORDS)
            or not is_one_line(letter.subject)
        ):
            raise FactsUnfit(part=f"subject_{language}")
        if not _says(letter.text, _LONGEST_NOTICE):
            raise FactsUnfit(part=f"text_{language}")
    says: dict[str, Any] = {
        language: {"subject": letters[language].subject, "text": letters[language].text}
        for language in LANGUAGES
    }
    _note(act, breach, NoteKind.APPROVED, says)


def begin_sending(act: Act, breach: UUID) -> None:
    """Let everybody who is found be told, now and later, and commit.

    Raises ``NoNoticeApproved``, ``NobodyFound``, ``NotFound`` and ``AlreadyClosed``.
    """
    case = _open_case(act, breach)
    if not case.letters:
        raise NoNoticeApproved
    if not case.counts.affected:
        raise NobodyFound
    act.work.breaches.begin_sending(breach)
    act.work.jobs.defer(JOB, key=str(breach), breach=str(breach))
    _note(act, breach, NoteKind.SENDING, {"affected": case.counts.affected})


def hand_in(act: Act, breach: UUID, done: HandedIn) -> None:
    """Note when and how the form was handed in to an authority, and commit.

    Raises ``NotConcerned``, ``TimesOutOfOrder`` for a time that is to come or before anybody was
    aware, ``FactsUnfit``, ``NotFound`` and ``AlreadyClosed``.
    """
    case = _open_case(act, breach)
    known = {rule.law for rule in notify_rules(case.laws) if rule.whom is Whom.AUTHORITY}
    if done.law not in known:
        raise NotConcerned(law=done.law.value)
    says = {
        "law": done.law.value,
        "phase": done.phase.value,
        "at": _past(case, act.work.now, done.at).isoformat(),
        "how": _reason(done.how, "how"),
    }
    _note(act, breach, NoteKind.HANDED_IN, says)


def tell_otherwise(act: Act, breach: UUID, *, at: datetime | None, how: str) -> None:
    """Note that those whom no message reaches were told another way, and commit.

    Raises ``TimesOutOfOrder``, ``FactsUnfit``, ``NotFound`` and ``AlreadyClosed``.
    """
    case = _open_case(act, breach)
    when = _past(case, act.work.now, at)
    act.work.breaches.told_otherwise(breach, when)
    says = {"at": when.isoformat(), "how": _reason(how, "how")}
    _note(act, breach, NoteKind.OTHERWISE, says)


def close_breach(act: Act, breach: UUID, *, reason: str) -> None:
    """Note that a breach is over, and commit; nothing is added to it from here on.

    Raises ``StillRunning`` while somebody must be told and was not, ``FactsUnfit``, ``NotFound``
    and ``AlreadyClosed``.
    """
    case = _open_case(act, breach)
    running = [each for each in case.clocks if _holds(each, case, act.work.now)]
    if running:
        raise StillRunning(clock=running[0].name)
    _note(act, breach, NoteKind.CLOSED, {"reason": _reason(reason, "reason")})


def keep_clocks(work: Work, case: Case) -> None:
    """Keep the clocks as they are now: promises are judged by them. The caller commits."""
    promises = published(work, in_force(work)).policy.promises
    work.breaches.set_clocks(case.row.id, case.clocks, promises=promises)


def _note(act: Act, breach: UUID, kind: NoteKind, says: Mapping[str, Any]) -> None:
    """Note it, work the clocks out anew, and commit with the entry."""
    work, entry = act.work, act.work.name_entry()
    work.breaches.note(breach, kind.value, says, entry=entry)
    if kind is NoteKind.CLOSED:
        work.breaches.close(breach)
    case = read_case(work, breach)
    keep_clocks(work, case)
    body: dict[str, Json] = {
        "actor": act.actor.identity,
        "breach": str(breach),
        "rehearsal": case.row.rehearsal,
        "affected": case.counts.affected,
        "told": case.counts.told,
        "aware": case.facts.times.aware.isoformat(),
    }
    promises = tuple(dict.fromkeys(it.promise for it in case.clocks if it.promise))
    if case.row.rehearsal:
        promises = ()
    made = Entry(act=_ACTS[kind], promises=promises, body=body)
    work.commit(made, ids=(entry,))


note_found = _note
"""For the search, which counts by itself; it commits."""


def _open_case(act: Act, breach: UUID) -> Case:
    case = read_case(act.work, breach, hold=True)
    if case.row.closed_at is not None:
        raise AlreadyClosed
    return case


def _holds(clock: Clock, case: Case, now: datetime) -> bool:
    """Tell whether a clock keeps a breach from being closed.

    A promise to tell those affected asks for nothing where nobody is; a draft asks for nothing.
    """
    if (
        not clock.in_force
        or clock.ended is not None
        or clock.stands(now) in {Stand.NOT_REQUIRED, Stand.WAITS}
    ):
        return False
    return clock.whom is Whom.AUTHORITY or bool(case.counts.affected)


def _required(case: Case, law: Law) -> bool:
    return any(
        each.law is law and each.whom is Whom.PEOPLE and each.required for each in case.clocks
    )


def _past(case: Case, now: datetime, at: datetime | None) -> datetime:
    when = at or now
    if when > now:
        raise TimesOutOfOrder(earlier="handed_in", later="now")
    if when < case.facts.times.discovered:
        raise TimesOutOfOrder(earlier="discovered", later="handed_in")
    return when


def _reason(text: str, part: str) -> str:
    if not _says(text, LONGEST):
        raise FactsUnfit(part=part)
    return text.strip()


def _check_names(facts: Facts) -> None:
    """Refuse names that are more than one line. Raises ``FactsUnfit``."""
    named = {"title": facts.title, "lead": facts.lead, "contact": facts.contact or ""}
    for part, name in named.items():
        if not is_one_line(name):
            raise FactsUnfit(part=part)


def _says(text: str, longest: int) -> bool:
    return says_something(text) and len(text) <= longest and "\0" not in text
