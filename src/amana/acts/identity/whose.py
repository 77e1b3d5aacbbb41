"""Whose an address is, if it is just one person's."""

from amana.domain.person.groups import PersonKey
from amana.domain.person.identifiers import IdentifierKind, matched
from amana.domain.vocabulary.collecting import Origin
from amana.storage.persons.identifiers import HeldIdentifier
from amana.storage.work import View


def whose(view: View, kind: IdentifierKind, address: str) -> PersonKey | None:
    """Return whose address it is; ``None`` where it is nobody's, or several share it.

    It counts where the person gave it to the service, or was shown to have it; what only others
    say of somebody lets nobody in. An address that a family shares says that somebody is one of
    them, not which. Of several the one counts who has shown that it is theirs, if there is just
    one.
    """
    found = [
        key
        for key in view.identifiers.whose(kind, address)
        if any(map(_counts, _theirs(view, (key,), kind, address)))
    ]
    groups = {view.persons.group_of(key) for key in found}
    if len(groups) > 1:
        groups = {group for group in groups if _verified(view, group, kind, address)}
    if len(groups) != 1:
        return None
    (group,) = groups
    return next(key for key in found if key in group)


def _counts(held: HeldIdentifier) -> bool:
    return held.verified_at is not None or held.origin is not Origin.THIRD_PARTY


def _verified(view: View, group: tuple[PersonKey, ...], kind: IdentifierKind, address: str) -> bool:
    return any(each.verified_at is not None for each in _theirs(view, group, kind, address))


def _theirs(
    view: View, members: tuple[PersonKey, ...], kind: IdentifierKind, address: str
) -> list[HeldIdentifier]:
    """Return the identifiers of these ids that are this address, and have not ended."""
    wanted = matched(kind, address)
    return [
        each
        for each in view.identifiers.of(members, only_readable=True)
        if each.kind is kind and matched(kind, each.value) == wanted and each.ended_at is None
    ]
