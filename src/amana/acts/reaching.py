"""Where the people of a service are reached: their address, and in which language they are told."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from amana.acts.staying_out import of_records
from amana.domain.person.identifiers import IdentifierKind
from amana.domain.words import Language
from amana.storage.work import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How one person is reached by mail."""

    person: bytes = field(repr=False)
    """The look-up key under which a message to them stands."""
    group: tuple[bytes, ...] = field(repr=False)
    own: str | None = field(repr=False)
    """The service's own id of them, where it is known."""
    language: Language | None
    """In which they met the policy last."""
    stored: str | None = field(repr=False)
    """An address out of their records, where none is noted as theirs."""
    by_mail: bool


def reaches(
    view: View, roots: Collection[bytes], *, with_account: bool = False
) -> Mapping[bytes, Reach]:
    """Return how each of these persons is reached; who was erased is left out.

    ``with_account`` leaves out who has neither an account of any kind nor an address noted.
    """
    groups = view.persons.groups_of(tuple(roots))
    members = {key for group in groups.values() for key in group}
    mailed = {
        each.person
        for each in view.identifiers.of(members, only_readable=True)
        if each.kind is IdentifierKind.EMAIL and each.ended_at is None
    }
    own_ids = view.identifiers.own_ids(members)
    languages = view.announcements.languages(members)
    accounts = view.announcements.accounts(members) if with_account else members
    found: dict[bytes, Reach] = {}
    for root, group in groups.items():
        noted = any(key in mailed for key in group)
        if not noted and not any(key in accounts for key in group):
            continue
        stored = None if noted else _stored(view, group)
        known = next((key for key in group if key in own_ids), root)
        found[root] = Reach(
            person=known,
            group=group,
            own=own_ids.get(known),
            language=next((languages[key] for key in group if key in languages), None),
            stored=stored,
            by_mail=noted or stored is not None,
        )
    return found


def _stored(view: View, group: tuple[bytes, ...]) -> str | None:
    """Return an address out of the persons' records, where the map says that it is one."""
    found = [value for _, (kind, value) in of_records(view, group) if kind is IdentifierKind.EMAIL]
    return found[-1] if found else None
