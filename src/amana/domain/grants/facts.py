"""What a database holds of the grants, as facts that can be compared with what it should hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from amana.domain.grants.plan import GrantPlan, PurposeGrant, TableGrant

READS: Final = "SELECT"
OPEN: Final = "amana_open"
"""The row policy that leaves every row to all others, where row security was turned on for us."""


class Held(StrEnum):
    """Sorts of facts."""

    ROLE = "role"
    POWER = "power"
    """A role can do more than read, such as log in."""
    JOINS = "joins"
    """A role is a member of another."""
    COLUMN = "column"
    RELATION = "relation"
    SCHEMA = "schema"
    FUNCTION = "function"
    DATABASE = "database"
    OWNS = "owns"
    VIEW = "view"
    MASK = "mask"
    ROWS = "rows"
    OPEN = "open"
    PUBLIC = "public"
    """Everybody may do something with a table."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fact:
    """One thing that is so: what, of which role, and where."""

    held: Held
    role: str = ""
    place: tuple[str, ...] = ()
    """Schema, relation, column: as far as they matter."""
    detail: str = ""
    """A privilege, a power, another role, or the digest of a definition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """How a database differs from the plan."""

    missing: tuple[Fact, ...] = ()
    extra: tuple[Fact, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether it differs at all."""
        return bool(self.missing or self.extra)


def drift(expected: frozenset[Fact], held: frozenset[Fact]) -> Drift:
    """Compare what should be with what is."""
    return Drift(missing=tuple(sorted(expected - held)), extra=tuple(sorted(held - expected)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """Digests of the definitions that the plan leads to."""

    views: dict[tuple[str, str], str]
    """Of a role and the id of a table, that of the view."""
    rows: dict[tuple[str, str], str]
    """The same of the row policy."""
    mask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What the organisation has arranged itself, and what is left as it is."""

    limited: frozenset[str] = frozenset()
    """Ids of the tables that have row security of the organisation's own."""
    findable: frozenset[str] = frozenset()
    """Schemas in which everybody may look names up."""


def expected(plan: GrantPlan, digests: Digests, own: Own) -> frozenset[Fact]:
    """Return every fact of a database that is as planned."""
    return frozenset(
        fact
        for fact in _expected(plan, digests, own.limited)
        if fact.held is not Held.SCHEMA or fact.place[0] not in own.findable
    )


def _expected(plan: GrantPlan, digests: Digests, limited: frozenset[str]) -> Iterator[Fact]:
    yield Fact(held=Held.ROLE, role=plan.keeper)
    yield Fact(held=Held.MASK, detail=digests.mask)
    for purpose in plan.purposes:
        yield Fact(held=Held.ROLE, role=purpose.role)
        for grant in purpose.tables:
            yield from _of_table(plan, purpose, grant, digests)
    for grant in {grant.table.id: grant for _, grant in _limits(plan)}.values():
        if grant.table.id not in limited:
            yield Fact(held=Held.OPEN, place=(grant.table.schema, grant.table.name))


def _limits(plan: GrantPlan) -> Iterator[tuple[PurposeGrant, TableGrant]]:
    """Yield the grants that limit rows."""
    for purpose in plan.purposes:
        yield from ((purpose, grant) for grant in purpose.tables if grant.rows)


def _of_table(
    plan: GrantPlan, purpose: PurposeGrant, grant: TableGrant, digests: Digests
) -> Iterator[Fact]:
    role, table = purpose.role, grant.table
    key = (role, table.id)
    for column in grant.whole:
        of_column = (table.schema, table.name, column)
        yield Fact(held=Held.COLUMN, role=role, place=of_column, detail=READS)
    yield Fact(held=Held.SCHEMA, role=role, place=(table.schema,), detail="USAGE")
    if grant.rows:
        of_rows = (table.schema, table.name)
        yield Fact(held=Held.ROWS, role=role, place=of_rows, detail=digests.rows[key])
    if not grant.needs_view:
        return
    yield Fact(held=Held.VIEW, place=(role, table.id), detail=digests.views[key])
    yield Fact(held=Held.RELATION, role=role, place=(role, table.id), detail=READS)
    yield Fact(held=Held.SCHEMA, role=role, place=(role,), detail="USAGE")
    yield Fact(held=Held.FUNCTION, role=role, place=(plan.keeper, "shown"), detail="EXECUTE")
    yield Fact(held=Held.SCHEMA, role=plan.keeper, place=(table.schema,), detail="USAGE")
    for column in needed(grant):
        of_column = (table.schema, table.name, column)
        yield Fact(held=Held.COLUMN, role=plan.keeper, place=of_column, detail=READS)


def needed(grant: TableGrant) -> tuple[str, ...]:
    """Return the columns that a view of the grant reads, those of its conditions included."""
    shown = (*grant.table.keys, *(column.name for column in grant.columns))
    asked = (
        condition.column
        for conditions in (grant.rows, *(column.only for column in grant.columns))
        for condition in conditions
    )
    return tuple(dict.fromkeys((*shown, *asked)))
