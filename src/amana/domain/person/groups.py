"""One person under several ids: bonds between ids, and the groups that follow from them.

A bond says *these two ids are one person*. Bonds are a set, and a group is what they connect:
the order in which they were made does not matter, one that is made twice is one, and taking away
the one that was added leaves exactly what there was before. Nothing is moved from id to id, so
that a wrong bond can be taken back without a trace.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final, TypeAlias

PersonKey: TypeAlias = bytes
"""The keyed hash of a service's own id of a person; 32 bytes."""
Bond: TypeAlias = frozenset[PersonKey]
"""Two different ids of one person."""

MOST_IDS: Final = 64
"""Ids of one person: beyond them somebody joins what has nothing in common but an address."""


def bond(one: PersonKey, other: PersonKey) -> Bond:
    """Return the bond between two ids; one id alone raises ``ValueError``."""
    if one == other:
        msg = "a bond has two ends"
        raise ValueError(msg)
    return frozenset((one, other))


def group_of(bonds: AbstractSet[Bond], person: PersonKey) -> frozenset[PersonKey]:
    """Return all ids of the person, this one among them."""
    met, waiting = {person}, [person]
    while waiting:
        here = waiting.pop()
        beside = {key for each in bonds if here in each for key in each} - met
        met |= beside
        waiting.extend(beside)
    return frozenset(met)


def groups_of(
    bonds: AbstractSet[Bond], persons: Iterable[PersonKey]
) -> frozenset[frozenset[PersonKey]]:
    """Return the groups of these ids: each id stands in exactly one."""
    return frozenset(group_of(bonds, person) for person in persons)


def without(bonds: AbstractSet[Bond], person: PersonKey) -> frozenset[Bond]:
    """Return the bonds that are left where the person's id is taken out of its group."""
    return frozenset(each for each in bonds if person not in each)


def root_of(group: AbstractSet[PersonKey]) -> PersonKey:
    """Return the id that stands for the group: whoever computes it gets the same one."""
    return min(group)


def roots_of(
    bonds: AbstractSet[Bond], persons: Iterable[PersonKey]
) -> Mapping[PersonKey, PersonKey | None]:
    """Return for each id the root that it is joined to; ``None`` for a root itself.

    The root of a root is ``None`` always: no chain is longer than one step, and none is a cycle.
    """
    found: dict[PersonKey, PersonKey | None] = {}
    for group in groups_of(bonds, persons):
        root = root_of(group)
        found.update({person: None if person == root else root for person in group})
    return found
