"""Who acts for whom: a guardian for a child, staff for a business."""

from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.person_id import check_met
from amana.acts.persons.errors import GuardianCircle, NotABusiness, NotTied, SamePerson
from amana.domain.ledger.entry import Entry
from amana.domain.person.facts import PersonKind, kind_of
from amana.storage.persons import TieKind
from amana.storage.work import View

ACTS_FOR: Final = frozenset({TieKind.GUARDIAN, TieKind.STAFF})


def tie_persons(act: Act, *, person: str, other: str, kind: TieKind) -> UUID:
    """Say that the person acts for the other, as guardian or as staff; return the entry.

    What is tied already stays so. Raises ``SamePerson``, ``NotABusiness``, ``GuardianCircle``
    and ``PersonErased``.
    """
    for each in (person, other):
        check_met(act.work, each)
    work, entry = act.work, act.work.name_entry()
    work.persons.hold()
    keys = [work.sealer.person_key(each) for each in (person, other)]
    for each, key in zip((person, other), keys, strict=True):
        work.people.meet(key)
        work.identifiers.note_own(each, entry=entry)
    _check(work, keys[0], keys[1], kind)
    work.persons.tie(keys[0], keys[1], kind=kind, entry=entry)
    return _commit(act, f"tie-{kind.value}", (person, other), entry)


def untie_persons(act: Act, *, person: str, other: str, kind: TieKind) -> UUID:
    """Say that the person does not act for the other any more; return the entry.

    Raises ``NotTied`` and ``PersonErased``.
    """
    for each in (person, other):
        check_met(act.work, each)
    work, entry = act.work, act.work.name_entry()
    # Before the groups are read: a merge at the same time would change whose ties are meant.
    work.persons.hold()
    groups = [work.persons.group(each) for each in (person, other)]
    ended = sum(
        work.persons.untie(one, two, kinds=[kind], entry=entry)
        for one in groups[0]
        for two in groups[1]
    )
    if not ended:
        raise NotTied
    return _commit(act, f"untie-{kind.value}", (person, other), entry)


def _check(view: View, person: bytes, other: bytes, kind: TieKind) -> None:
    """Refuse ties that say nothing: to oneself, to a firm that is none, in a circle."""
    own, theirs = view.persons.group_of(person), view.persons.group_of(other)
    if other in own:
        raise SamePerson
    if kind is TieKind.STAFF:
        said = (each.value for each in view.declared.of(theirs))
        kinds = [each for each in said if isinstance(each, PersonKind)]
        if kind_of(kinds) is not PersonKind.BUSINESS:
            raise NotABusiness
    if kind is TieKind.GUARDIAN and _guards(view, theirs, frozenset(own)):
        raise GuardianCircle


def _guards(view: View, above: tuple[bytes, ...], below: frozenset[bytes]) -> bool:
    """Tell whether somebody of the first is a guardian of the second, through others too."""
    met: set[bytes] = set()
    waiting = list(above)
    while waiting:
        met |= (here := set(waiting))
        children = {
            key
            for tie in view.persons.ties(here)
            if tie.kind is TieKind.GUARDIAN and tie.person in here
            for key in view.persons.group_of(tie.other)
        }
        if children & below:
            return True
        waiting = list(children - met)
    return False


def _commit(act: Act, name: str, persons: tuple[str, str], entry: UUID) -> UUID:
    """Commit an entry in the history of each; neither names the other."""
    entries = [
        Entry(act=name, body={"actor": act.actor.identity, "person": person}, person=person)
        for person in persons
    ]
    act.work.commit(*entries, ids=(entry, act.work.name_entry()))
    return entry
