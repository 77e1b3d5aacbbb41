"""Bring in what people said elsewhere, many words at once, with evidence that says so.

A word that was said elsewhere counts from the instant at which it was said there, by whoever
brings it in: it never goes over what the person said here since. Its entry, and every receipt
of it, say that it was brought in.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from amana.acts.act import Act, Actor
from amana.acts.choices.choose import Saying, said
from amana.acts.choices.choosing import Choosing
from amana.acts.choices.errors import SaidInFuture, SaidSince
from amana.acts.person_id import check_person
from amana.acts.records.intake_errors import ImportMoved
from amana.acts.records.take_in import OfFile
from amana.acts.taking_part import refuse_absent
from amana.domain.errors import AmanaError
from amana.domain.ledger.entry import Entry, Json
from amana.storage.database import Storage
from amana.storage.errors import PersonErased
from amana.storage.records.intake import Intake, Place
from amana.storage.work import Work

ACT: Final = "import-choices"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidElsewhere:
    """A word that a line of a file tells of."""

    number: int
    """Of the line, by which it is told what became of it."""
    given: Choosing
    said_at: datetime
    """Aware."""
    evidence: str | None = field(default=None, repr=False)
    """What shows it, in the words of who brings it in: a form's number, a file's name."""
    words: str | None = field(default=None, repr=False)
    """The very words that were shown, where they were kept."""


def bring_in(  # noqa: PLR0913 - who, what, from where, in earnest or not
    storage: Storage,
    service: str,
    told: Sequence[SaidElsewhere],
    *,
    actor: Actor,
    of: OfFile | None = None,
    dry: bool = False,
) -> Mapping[int, AmanaError]:
    """Record the words that may be, in one transaction; return by number why others may not.

    Raises ``NoPolicyInForce``, ``ServiceAbsent``, and ``ImportMoved`` where another program took
    this part of the file. Where ``dry``, nothing is committed, and no key made.
    """
    with storage.work(service) as work:
        refuse_absent(service, work.condition.state, work.condition.reason)
        act = Act(actor=actor, work=work)
        ready, errors = _sorted_out(act, told)
        intake = Intake(transaction=work.transaction, service=service, sealer=work.sealer)
        keys = {each.number: work.sealer.person_key(each.given.person) for each, _ in ready}
        work.choices.hold_to_write(tuple(set(keys.values())))
        met = intake.meet(set(keys.values()))
        alive, last = met.new | met.alive, _last(work, ready, keys)
        for each, saying in ready:
            key = keys[each.number]
            if error := _refusal(each, key, alive, last):
                errors[each.number] = error
                continue
            last.update({(key, purpose): each.said_at for purpose in each.given.purposes})
            if not dry:
                _record(act, each, saying)
        if not dry:
            recorded = len(told) - len(errors)
            if of is not None:
                _move(intake, of, stored=recorded, left_out=len(errors))
            body: dict[str, Json] = {
                "actor": actor.identity,
                "lines": len(told),
                "recorded": recorded,
            }
            work.commit(Entry(act=ACT, body=body))
    return errors


def _sorted_out(
    act: Act, told: Sequence[SaidElsewhere]
) -> tuple[list[tuple[SaidElsewhere, Saying]], dict[int, AmanaError]]:
    """Return what may be taken under the policy in force, and why the rest may not."""
    ready: list[tuple[SaidElsewhere, Saying]] = []
    errors: dict[int, AmanaError] = {}
    for each in told:
        try:
            check_person(each.given.person)
            if each.said_at > act.work.now:
                raise SaidInFuture
            ready.append((each, said(act, each.given, each.given.how_at(each.said_at))))
        except AmanaError as error:
            errors[each.number] = error
    return ready, errors


def _last(
    work: Work, ready: Sequence[tuple[SaidElsewhere, Saying]], keys: Mapping[int, bytes]
) -> dict[tuple[bytes, str], datetime]:
    """Return when each id last spoke of each purpose."""
    purposes = {purpose for each, _ in ready for purpose in each.given.purposes}
    rows = work.choices.last(tuple(set(keys.values())), purposes)
    return {(row.person, row.purpose): row.at for row in rows}


def _refusal(
    each: SaidElsewhere,
    key: bytes,
    alive: Container[bytes],
    last: Mapping[tuple[bytes, str], datetime],
) -> AmanaError | None:
    """Tell why a word that may be taken comes too late; ``None`` where it does not."""
    if key not in alive:
        return PersonErased()
    earlier = (last.get((key, purpose)) for purpose in each.given.purposes)
    return SaidSince() if any(at is not None and at >= each.said_at for at in earlier) else None


def _record(act: Act, each: SaidElsewhere, saying: Saying) -> None:
    """Write the word; one who chooses here at this very moment goes first, and it stays out."""
    noted = act.work.noted(saying.entry(act, each.given, more=_evidence(each)))
    saying.record(act.work, each.given, noted)


def _evidence(each: SaidElsewhere) -> Mapping[str, Json]:
    more: dict[str, Json] = {"imported": True}
    if each.evidence is not None:
        more["evidence"] = each.evidence
    if each.words is not None:
        more["shown_words"] = each.words
    return more


def _move(intake: Intake, of: OfFile, *, stored: int, left_out: int) -> None:
    after = Place(
        place=of.after.place,
        line=of.after.line,
        stored=stored,
        left_out=left_out + of.left_out,
    )
    if not intake.move(of.digest, before=of.before, now=after):
        raise ImportMoved
