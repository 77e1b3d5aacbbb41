"""Keep what is declared about a person: where they live, their age, whether they are a business."""

from uuid import UUID

from amana.acts.act import Act
from amana.acts.in_force import in_force, published
from amana.acts.person_id import check_met
from amana.acts.persons.errors import UnknownSource
from amana.domain.ledger.entry import Entry, Json
from amana.domain.person.facts import check_countries
from amana.domain.vocabulary.collecting import Origin
from amana.storage.persons.facts import FactValue, fact_of


def declare(
    act: Act, *, person: str, value: FactValue, origin: Origin, source: str | None = None
) -> UUID:
    """Keep a declaration with who made it, and return the entry; earlier ones stay as history.

    The entry says which fact was declared, not what. Raises ``BadCountry``, and
    ``UnknownSource`` for a third party that the policy does not name as a recipient.
    """
    check_met(act.work, person)
    if isinstance(value, tuple):
        check_countries(value)
    if (origin is Origin.THIRD_PARTY) != (source is not None):
        raise UnknownSource
    work = act.work
    if source is not None and source not in published(work, in_force(work)).policy.recipients:
        raise UnknownSource
    key, entry = work.sealer.person_key(person), work.name_entry()
    work.people.meet(key)
    work.identifiers.note_own(person, entry=entry)
    work.declared.declare(key, value, origin=origin, source=source, entry=entry)
    body: dict[str, Json] = {
        "actor": act.actor.identity,
        "person": person,
        "fact": fact_of(value).value,
        "origin": origin.value,
        "source": source,
    }
    work.commit(Entry(act="declare", body=body, person=person), ids=(entry,))
    return entry
