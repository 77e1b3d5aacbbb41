"""Take in many records at once: one transaction and one entry of evidence for the whole chunk.

Each record is decided as a single one would be. What is known about persons who were met before is
looked up of all of them together; nothing is known about the others: one answer holds for them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from amana.acts.act import Actor
from amana.acts.deciding.evidence import named
from amana.acts.records.deciding_many import Group, decide_many, question_of, said_of_many
from amana.acts.records.ending import check_end
from amana.acts.records.errors import RecordExists
from amana.acts.records.incoming import Incoming, Taken, Terms
from amana.acts.records.intake_errors import ImportMoved
from amana.acts.records.making_ready import Rules, made_ready, rules_of
from amana.acts.taking_part import refuse_absent
from amana.domain.decision.rule import Doing
from amana.domain.errors import AmanaError
from amana.domain.ledger.entry import Entry, Json, Outcome
from amana.storage.database import Storage
from amana.storage.records.intake import Intake, Place
from amana.storage.records.row import Content, NewRecord
from amana.storage.uuid7 import uuid7_series
from amana.storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class OfFile:
    """The part of a file that a chunk is: it comes in once, whoever tries again."""

    digest: str
    before: Place
    """How far the file had come in."""
    after: Place
    """How far it has come in with this chunk; what became of the lines is counted here."""
    left_out: int = 0
    """Lines of this part that were no records."""


def take_in(  # noqa: PLR0913 - who, what, on which terms, from where, in earnest or not
    storage: Storage,
    service: str,
    chunk: Sequence[Incoming],
    terms: Terms,
    *,
    actor: Actor,
    of: OfFile | None = None,
    dry: bool = False,
) -> tuple[Taken, ...]:
    """Take the records in that may be, with their evidence, and say of each what became of it.

    Either all of it is committed or nothing. Raises what no record of the chunk could come in
    with: ``NoPolicyInForce``, ``NoMapInForce``, ``UndeclaredType``; ``ImportMoved`` where another
    program took this part of the file. Where ``dry``, nothing is committed.
    """
    with storage.work(service) as work:
        refuse_absent(service, work.condition.state, work.condition.reason)
        check_end(terms.expires_at, now=work.now)
        intake = Intake(transaction=work.transaction, service=service, sealer=work.sealer)
        intake.prepare()
        rules = rules_of(work, terms)
        ready, errors = made_ready(work, rules, chunk)
        decided = decide_many(work, intake, rules, ready, errors)
        if dry:
            return _outcomes(chunk, errors, {})
        entries, records = _store(work, intake, rules, decided, errors, actor)
        if of is not None:
            _move(intake, of, stored=len(records), left_out=len(chunk) - len(records))
        work.commit(*entries.values(), ids=tuple(entries))
    return _outcomes(chunk, errors, records)


def _store(  # noqa: PLR0913, PLR0917 - each is a part of the chunk
    work: Work,
    intake: Intake,
    rules: Rules,
    decided: Sequence[Group],
    errors: dict[int, AmanaError],
    actor: Actor,
) -> tuple[dict[UUID, Entry], dict[int, UUID]]:
    """Store what is permitted, and link each person to the entry that says so, or says no.

    Returns the entries to be committed and the ids of the records by their numbers.
    """
    entries: dict[UUID, Entry] = {}
    records: dict[int, UUID] = {}
    for group in decided:
        entry = work.name_entry()
        stored = _put(work, intake, rules, group, entry, errors) if group.permitted else {}
        intake.link(entry, {each.person_key for each in group.ready})
        entries[entry] = _entry(rules, actor, group, records=len(stored))
        records |= stored
    if not entries:
        entries[work.name_entry()] = _entry(rules, actor, Group(permitted=False))
    return entries, records


def _put(  # noqa: PLR0913, PLR0917 - each is a part of the chunk
    work: Work,
    intake: Intake,
    rules: Rules,
    group: Group,
    entry: UUID,
    errors: dict[int, AmanaError],
) -> dict[int, UUID]:
    """Store the records of a group; return the ids of those that were, by their numbers."""
    came = rules.provenance()
    # A record of nothing would only say that it came.
    kept = [each for each in group.ready if each.values]
    terms, ids = rules.terms, uuid7_series(work.now, len(kept))
    new = {
        each.number: NewRecord(
            id=record,
            person_key=each.person_key,
            type=terms.type,
            content=Content(person=each.person, key=each.key, values=each.values),
            provenance=came,
            purposes=terms.purposes,
            recipients=terms.recipients,
            automated=terms.automated,
            expires_at=terms.expires_at,
        )
        for record, each in zip(ids, kept, strict=True)
    }
    made = intake.put(tuple(new.values()), entry=entry)
    for number, record in new.items():
        if record.id not in made:
            errors[number] = RecordExists(type=terms.type)
    return {number: record.id for number, record in new.items() if record.id in made}


def _entry(rules: Rules, actor: Actor, group: Group, *, records: int = 0) -> Entry:
    """Return the evidence of a group: what was asked of how many, and nothing about anybody."""
    told: dict[str, Json] = {
        **said_of_many(actor, question_of(rules, group.fields), group.answer),
        "type": rules.type.id,
        "fields": tuple(sorted(group.fields)),
        "lines": len(group.ready),
        "records": records,
        "imported": rules.terms.how.imported,
    }
    return Entry(
        act=Doing.COLLECT.value,
        outcome=Outcome.DONE if group.permitted else Outcome.REFUSED,
        promises=() if group.answer is None else named(group.answer),
        policy_version=rules.version.number,
        body=told,
    )


def _move(intake: Intake, of: OfFile, *, stored: int, left_out: int) -> None:
    """Note how far the file has come in, or raise ``ImportMoved``."""
    now = replace(of.after, stored=stored, left_out=left_out + of.left_out)
    if not intake.move(of.digest, before=of.before, now=now):
        raise ImportMoved


def _outcomes(
    chunk: Sequence[Incoming], errors: Mapping[int, AmanaError], records: Mapping[int, UUID]
) -> tuple[Taken, ...]:
    return tuple(
        Taken(
            number=given.number,
            record=records.get(given.number),
            error=errors.get(given.number),
        )
        for given in chunk
    )
