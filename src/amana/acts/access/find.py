"""Find a person by an identifier: the look itself is on the ledger, whoever is found or not."""

from amana.acts.act import Act
from amana.acts.in_force import in_force, published
from amana.acts.permissions import Permission
from amana.acts.persons.normal import normal_identifier
from amana.acts.records.keeping import country_of
from amana.domain.ledger.entry import Entry, Json
from amana.domain.person.identifiers import IdentifierKind

ACT = "find-person"


def find_person(act: Act, kind: IdentifierKind, value: str) -> tuple[str, ...]:
    """Return the service's own ids of those who have the identifier now: one, several or nobody.

    Each of them reads in their own copy that somebody of the staff looked them up, by what kind
    of identifier; of what was looked for nothing is kept. Raises ``NotPermitted``,
    ``UnfitValue`` and ``NoPolicyInForce``.
    """
    act.require(Permission.STAFF_ACCESS_ASK)
    work = act.work
    version = in_force(work)
    country = country_of(published(work, version).policy)
    keys = work.identifiers.whose(kind, normal_identifier(kind, value, country=country))
    found = tuple(sorted(work.identifiers.own_ids(keys).values()))
    body: dict[str, Json] = {"actor": act.actor.identity, "by": kind.value, "found": len(found)}
    if act.actor.at is not None:
        body["role"] = act.actor.at.value
    about = [
        Entry(act=ACT, policy_version=version.number, body={**body, "person": each}, person=each)
        for each in found
    ]
    nobody = Entry(act=ACT, policy_version=version.number, body=body)
    first, *more = about or [nobody]
    work.commit(first, *more)
    return found
