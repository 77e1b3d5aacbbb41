"""A source's map beside its database and its policy: what is held unsaid, and promised unheld."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from amana.domain.policy.model import Policy
from amana.domain.promises.collect import Collect
from amana.domain.proposal.doubts import Doubt, TooFew, unnamed
from amana.domain.proposal.looks import Tally
from amana.domain.proposal.proposal import Proposal
from amana.domain.proposal.tables import ProposedColumn
from amana.domain.record.types import ValueType
from amana.domain.source.model import SourceMap
from amana.domain.source.structure import full_name

LEAST: Final = 0.5
"""The confidence from which on a column that the map leaves out is worth a person's look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldColumn:
    """A column that seems to hold, or is said to hold, data about people."""

    table: str
    column: str
    category: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a person has to look at."""

    unmapped: tuple[HeldColumn, ...]
    """Columns with data about people, as it seems, that the map does not name."""
    unpromised: tuple[HeldColumn, ...]
    """Columns of the map whose category no promise collects."""
    unkept: tuple[str, ...]
    """Categories that the policy promises to collect, and that no column holds."""
    doubtful: tuple[Doubt, ...] = ()
    """Columns that the map does not name, and in which single values look like somebody's."""
    too_few: tuple[TooFew, ...] = ()
    """Tables with columns that the map does not name, and with too few rows to tell."""

    @property
    def clean(self) -> bool:
        """Tell whether nothing was found. What is promised and not held may lie elsewhere."""
        return not self.unmapped and not self.unpromised

    @property
    def told_apart(self) -> bool:
        """Tell whether enough was seen of all that the map does not name to say what it holds."""
        return not self.doubtful and not self.too_few


def compared(mapping: SourceMap, proposal: Proposal, policy: Policy | None) -> Comparison:
    """Return what map, database and policy do not have in common."""
    mapped = frozenset(
        (full_name(table.schema, table.name), name)
        for table in mapping.tables.values()
        for name in table.named
    )
    unmapped = tuple(
        _held(table.full_name, column)
        for table in (*proposal.tables, *proposal.unreached)
        for column in table.columns
        if column.confidence >= LEAST and (table.full_name, column.name) not in mapped
    )
    told = {(each.table, each.column) for each in unmapped}
    doubtful, few = unnamed(proposal.doubts, proposal.few, mapped | told)
    collected = _collected(policy)
    held = tuple(
        HeldColumn(table=full_name(t.schema, t.name), column=c.name, category=c.category)
        for t in mapping.tables.values()
        for c in t.columns
    )
    if policy is None:
        return Comparison(
            unmapped=unmapped, unpromised=(), unkept=(), doubtful=doubtful, too_few=few
        )
    unpromised = tuple(each for each in held if each.category not in collected)
    categories = {each.category for each in held}
    unkept = tuple(name for name in policy.data if name in collected and name not in categories)
    return Comparison(
        unmapped=unmapped,
        unpromised=unpromised,
        unkept=unkept,
        doubtful=doubtful,
        too_few=few,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedNumbers:
    """A column of telephone numbers, some without their country: such rows will be missed."""

    table: str
    column: str
    bare: int
    looked: int


def missed_numbers(
    people: Iterable[tuple[str, Mapping[str, Sequence[str]]]],
    tallies: Mapping[str, Mapping[str, Tally]],
) -> tuple[MissedNumbers, ...]:
    """Return the columns by which persons are to be found, and are not always to be.

    ``people`` are tables by full name, each with the columns of each kind of identifier. A column
    whose numbers a person has by another way as well counts all the same.
    """
    return tuple(
        MissedNumbers(table=table, column=name, bare=seen.bare_phones, looked=seen.looked)
        for table, person in people
        for name in person.get(ValueType.PHONE.value, ())
        if (seen := tallies.get(table, {}).get(name, Tally())).bare_phones
    )


def _held(table: str, column: ProposedColumn) -> HeldColumn:
    return HeldColumn(
        table=table,
        column=column.name,
        category=column.category,
        confidence=round(column.confidence, 2),
    )


def _collected(policy: Policy | None) -> frozenset[str]:
    """Return the categories that the policy promises to collect."""
    promises = () if policy is None else policy.promises.values()
    forms = (promise.form for promise in promises)
    return frozenset(name for form in forms if isinstance(form, Collect) for name in form.data)
