"""By what a living person is asked for in sources."""

import secrets
from collections.abc import Collection, Iterator, Mapping

from amana.acts.sources.opening import Opened
from amana.domain.person.groups import PersonKey
from amana.domain.person.identifiers import OWN_ID, IdentifierKind
from amana.domain.source.outcome import CopiedRow, Sought
from amana.domain.source.values import PSEUDONYM_LENGTH
from amana.storage.work import View


def sought_of(view: View, person: str, *, name: str = "") -> Sought:
    """Return by what the person is known, over all of their ids. Raises ``PersonErased``.

    What somebody else is known by too, in a family or an office, is left out: by it rows of
    others would be found. ``name`` is what the caller knows them by; it reaches no source.
    """
    group = view.persons.group(person)
    found: dict[str, set[str]] = {OWN_ID: {person, *view.identifiers.own_ids(group).values()}}
    for each in view.identifiers.of(group, only_readable=True):
        if not known_of_others(view, group, each.kind, each.value):
            found.setdefault(each.kind.value, set()).add(each.value)
    return Sought(
        person=name or person,
        identifiers={kind: tuple(sorted(values)) for kind, values in found.items()},
        pseudonym=secrets.token_hex(PSEUDONYM_LENGTH // 2),
    )


def copied_rows(sources: Mapping[str, Opened], sought: Sought) -> Iterator[tuple[str, CopiedRow]]:
    """Yield each row about a person with the name of its source, a bounded number held at once."""
    for name, each in sources.items():
        for row in each.source.copy([sought]):
            yield name, row


def known_of_others(
    view: View, group: Collection[PersonKey], kind: IdentifierKind, value: str
) -> bool:
    """Tell whether somebody else is known by this now."""
    return bool(set(view.identifiers.whose(kind, value)) - set(group))
