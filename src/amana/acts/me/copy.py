"""A simple copy of what Amana holds about a person, as JSON, made at once: for themselves.

The whole one, with the databases of the organisation, is prepared by a job (``acts.copies``).

Values stand in it as they are held, not masked: it is the person's own (GDPR articles 15 and 20).
"""

from itertools import islice
from typing import Final

from amana.acts.act import Act
from amana.acts.identity.proof import check_proven
from amana.acts.instants import at
from amana.acts.me.copied import besides_records
from amana.acts.me.elsewhere import held_elsewhere
from amana.acts.records.list_records import HeldRecord, HeldValue, every_record
from amana.acts.records.whose import keys_of
from amana.acts.requests.carry_out import end_by_copy
from amana.domain.ledger.entry import Entry, Json
from amana.domain.person.level import Level

ACT: Final = "copy"
FORM: Final = "amana-own-copy-2"
MOST_RECORDS: Final = 10_000
"""So many records fit into a copy that is made at once; more are asked for from the service."""


def make_copy(act: Act, *, person: str, session: Level) -> dict[str, Json]:
    """Return the copy, and commit that it was made.

    ``session`` is the level of the session by which they ask. Of what it holds only some, it says
    so, and which other databases of the organisation are not in it. Raises ``NotProven`` where that
    is not the level that the policy promises before data leaves, ``NoPolicyInForce`` and
    ``PersonErased``.
    """
    work = act.work
    check_proven(work, person, session=session)
    held, cut = besides_records(work, person)
    found = list(islice(every_record(work, keys_of(work, person)), MOST_RECORDS + 1))
    if len(found) > MOST_RECORDS:
        cut = (*cut, "records")
    elsewhere = held_elsewhere(work)
    if not cut and not elsewhere:
        # What was asked for as a request is answered by this copy, in the same transaction; by a
        # part of it nothing is, and where there are other databases this is a part.
        end_by_copy(act, person=person)
    entry = work.name_entry()
    body: dict[str, Json] = {
        "actor": act.actor.identity,
        "person": person,
        "records": min(len(found), MOST_RECORDS),
    }
    work.commit(Entry(act=ACT, body=body, person=person), ids=(entry,))
    return {
        "form": FORM,
        "service": work.service,
        "made_at": work.now.isoformat(),
        "entry": str(entry),
        **held,
        "records": tuple(_record(each) for each in found[:MOST_RECORDS]),
        "complete": not cut,
        "cut": cut,
        "elsewhere": elsewhere,
    }


def _record(record: HeldRecord) -> dict[str, Json]:
    return {
        "type": record.type,
        "key": record.key,
        "purposes": record.purposes,
        "objected": record.objected,
        "recipients": record.recipients,
        "automated": record.automated,
        "expires_at": at(record.expires_at),
        "fields": {
            name: {
                "now": None if held.now is None else _value(held.now),
                "earlier": tuple(_value(each) for each in held.earlier),
            }
            for name, held in record.fields.items()
        },
    }


def _value(held: HeldValue) -> dict[str, Json]:
    return {
        "value": held.value,
        "origin": held.origin,
        "source": held.source,
        "occasion": held.occasion,
        "notice_version": held.notice_version,
        "imported": held.imported,
        "at": held.at.isoformat(),
        "entry": str(held.entry),
    }
