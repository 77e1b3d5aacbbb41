"""Rows in which two people stand, such as who wrote a message and whom it went to.

At most one of them owns such a row: an erasure of the other takes their side out of it, and leaves
what the first one wrote. INVARIANT: where a row says more than who belongs to whom, of all links
of a table that lead to different people one at most owns.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from amana.domain.proposal.clues import Reason, Why
from amana.domain.proposal.facts import ENOUGH, Facts, role
from amana.domain.proposal.folding import fold
from amana.domain.proposal.reached import Reached
from amana.domain.source.structure import ColumnKind

_FIRST: Final = frozenset(
    fold(word)
    for word in (
        "from sender author writer poster buyer purchaser customer client user account owner "
        "requester requested submitter submitted reporter reported payer person member patient "
        "booker orderer uploader inviter caller giver مرسل كاتب مشتري عميل زبون صاحب مستخدم"
    ).split()
)
"""Words of keys to who wrote or ordered what stands in the row."""
_SECOND: Final = frozenset(
    fold(word)
    for word in (
        "to recipient receiver addressee gift target other friend followed followee invitee "
        "invited referred recommended partner spouse payee beneficiary second counterpart "
        "counterparty peer about mentioned against contact emergency guardian parent "
        "مستلم مستقبل مهدى مستفيد ثان ثاني اخر"
    ).split()
)
"""Words of keys to whom it went to, or whom it names."""
_SAYS_NOTHING: Final = frozenset({ColumnKind.DATE, ColumnKind.TIME, ColumnKind.BOOLEAN})
_BOTH: Final = Reason(why=Why.TWO_PEOPLE)


def with_one_owner(
    table: str, links: tuple[Reached, ...], facts: Facts, people: tuple[str, ...]
) -> tuple[Reached, ...]:
    """Return a table's links, of those that lead to different people one owning, which is first.

    A row that only says who belongs to whom, as a friendship, goes with either of them.
    """
    two = tuple(_of_two(table, links, facts, people))
    if not two:
        return links
    first = min(two, key=lambda each: _rank(table, each, facts))
    told = tuple(replace(each, reasons=(*each.reasons, _BOTH)) for each in two)
    if not _relates(table, links, facts):
        told = tuple(
            each if each.link == first.link else _not_owning(table, each, facts) for each in told
        )
    others = tuple(each for each in links if each not in two)
    return (*sorted(told, key=lambda each: each.link != first.link), *others)


def _of_two(
    table: str, links: tuple[Reached, ...], facts: Facts, people: tuple[str, ...]
) -> Iterator[Reached]:
    """Yield the owning links of a table that lead to another person each."""
    owning = [each for each in links if each.link.owns]
    for one in owning:
        for other in owning:
            apart = one.link.columns != other.link.columns
            same = one.link.table == other.link.table
            both = one.link.table in people and other.link.table in people
            if apart and (same or both) and not _either(table, one, other, facts):
                yield one
                break


def _either(table: str, one: Reached, other: Reached, facts: Facts) -> bool:
    """Tell whether no row is seen to have both, as an order is a customer's or a guest's."""
    rows, filled = _rows(table, facts), [_filled(table, each, facts) for each in (one, other)]
    return rows >= ENOUGH and all(filled) and sum(filled) <= rows


def _rows(table: str, facts: Facts) -> int:
    tallies = facts.tallies.get(table, {}).values()
    return max((each.looked for each in tallies), default=0)


def _filled(table: str, each: Reached, facts: Facts) -> int:
    """Return in how many rows that were looked at a link leads to somebody."""
    tallies = facts.tallies.get(table, {})
    rows = _rows(table, facts)
    return min(tallies[name].looked if name in tallies else rows for name in each.link.columns)


def _rank(table: str, each: Reached, facts: Facts) -> tuple[bool, int, bool]:
    """Return how far the key is from that of who wrote or ordered the row; least is nearest.

    A key that leads nowhere in any row, as the sender of what the program sends, is last.
    """
    unused = _rows(table, facts) >= ENOUGH and not _filled(table, each, facts)
    words = set(role(each.link.columns))
    place = 2 if words & _SECOND else 0 if words & _FIRST else 1
    columns = facts.structure.tables[table].columns
    return unused, place, any(columns[name].nullable for name in each.link.columns)


def _relates(table: str, links: tuple[Reached, ...], facts: Facts) -> bool:
    """Tell whether rows say no more than who belongs to whom, and since when."""
    found = facts.structure.tables[table]
    keys = {name for each in links for name in each.link.columns} | set(found.primary_key)
    keys |= {name for key, _ in facts.keys(table) for name in key.columns}
    return all(
        column.name in keys or column.kind in _SAYS_NOTHING for column in found.columns.values()
    )


def _not_owning(table: str, each: Reached, facts: Facts) -> Reached:
    """Return the link as that to somebody else, let go of where it can be."""
    laid = facts.structure.tables[table]
    clear = laid.can_let_go(each.link.columns)
    return replace(each, link=replace(each.link, owns=False, clear=clear))
