"""What a database of the organisation's own holds of the grants, and what goes around them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from amana.domain.grants.facts import OPEN, Fact, Held, Own
from amana.domain.grants.plan import GrantPlan
from amana.storage.grants.errors import ColumnMissing, NotYesOrNo, TableMissing
from amana.storage.grants.script import mark_of
from amana.storage.transaction import Transaction

_CHANGED = "changed"
_SELECT_ONLY = "r"
_COLUMN_OF_CHECKS = "yes_no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Warnings:
    """What goes around the grants, by names of the database: never a value."""

    views: tuple[str, ...] = ()
    """Views over the tables that everybody or a role of ours may read."""
    functions: tuple[str, ...] = ()
    """Functions with the rights of who may read the tables, that everybody or ours may call."""
    parts: tuple[str, ...] = ()
    """Partitions that can be read by themselves."""
    both: tuple[str, ...] = ()
    """Logins that hold a role of ours and read the tables whole all the same."""
    several: tuple[str, ...] = ()
    """Logins that hold the roles of several purposes."""
    others: tuple[str, ...] = ()
    """Logins without a role of ours that read the tables whole."""

    @property
    def leaks(self) -> bool:
        """Tell whether a role of ours reaches more than it was granted."""
        return bool(self.views or self.functions or self.parts or self.both)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """What stands in a database."""

    held: frozenset[Fact]
    roles: Mapping[str, str | None]
    """The roles of the plan, and all that were made for the service, with their marks."""
    own: Own
    owned: frozenset[str]
    """Ids of the tables that who is signed in may change."""
    opened: tuple[tuple[str, str], ...]
    """Schema and name of the tables whose row security was turned on for us."""
    warnings: Warnings


def names_of(plan: GrantPlan) -> tuple[str, ...]:
    """Return the roles of the plan, the owner of the views first."""
    return (plan.keeper, *(purpose.role for purpose in plan.purposes))


def catalogue(here: Transaction, plan: GrantPlan) -> Catalogue:
    """Read what stands in the database.

    Raises ``TableMissing``, ``ColumnMissing`` and ``NotYesOrNo`` where the map is not of it.
    """
    tables = {
        "schemas": [table.schema for table in plan.tables],
        "names": [table.name for table in plan.tables],
    }
    found = here.rows("grants", "columns", **tables)
    _check(plan, found)
    roles = {
        row["name"]: row["mark"]
        for row in here.rows(
            "grants", "roles", roles=list(names_of(plan)), mark=mark_of(plan.service)
        )
    }
    named = [*roles]
    policies = here.rows("grants", "policies", open=OPEN, roles=named)
    opened = tuple((row["schema"], row["name"]) for row in policies if row["policy"] == OPEN)
    limits = {(row["schema"], row["name"]) for row in found if row["limited"]}
    owns = {(row["schema"], row["name"]) for row in found if row["owned"]}
    return Catalogue(
        held=frozenset(
            (
                *_roles(here, plan, roles),
                *_rights(here, named, tables),
                *_made(here, plan, policies),
            )
        ),
        roles=roles,
        own=Own(
            limited=frozenset(
                t.id for t in plan.tables if (t.schema, t.name) in limits - {*opened}
            ),
            findable=frozenset(row["schema"] for row in found if row["findable"]),
        ),
        owned=frozenset(t.id for t in plan.tables if (t.schema, t.name) in owns),
        opened=opened,
        warnings=_warnings(here, plan, named, tables),
    )


def _check(plan: GrantPlan, found: list[dict[str, Any]]) -> None:
    """Refuse a map that is not of this database."""
    columns: dict[tuple[str, str], dict[str, bool]] = {}
    for row in found:
        of_table = columns.setdefault((row["schema"], row["name"]), {})
        of_table[row["column"]] = row[_COLUMN_OF_CHECKS]
    for table in plan.tables:
        there = columns.get((table.schema, table.name))
        if there is None:
            raise TableMissing(table=table.id)
        for name in table.named:
            if name not in there:
                raise ColumnMissing(table=table.id, column=name)
        for name in (*table.consent.values(), *table.objection.values()):
            if not there[name]:
                raise NotYesOrNo(table=table.id, column=name)


def _roles(here: Transaction, plan: GrantPlan, roles: Mapping[str, str | None]) -> Iterator[Fact]:
    for name in roles:
        yield Fact(held=Held.ROLE, role=name)
    for row in here.rows("grants", "powers", roles=[*roles]):
        yield Fact(held=Held(row["kind"]), role=row["role"], detail=row["detail"])
    for row in here.rows("grants", "masks", keeper=plan.keeper):
        detail = _as_made(row) if not row["definer"] else _CHANGED
        yield Fact(held=Held.MASK, detail=detail)


def _rights(here: Transaction, named: list[str], tables: Mapping[str, list[str]]) -> Iterator[Fact]:
    for row in here.rows("grants", "held", roles=named):
        place = tuple(row[part] for part in ("schema", "name", "column") if row[part])
        yield Fact(held=Held(row["kind"]), role=row["role"], place=place, detail=row["privilege"])
    for row in here.rows("grants", "open_to_all", **tables):
        place = tuple(row[part] for part in ("schema", "name", "column") if row[part])
        yield Fact(held=Held.PUBLIC, place=place, detail=row["privilege"])


def _made(here: Transaction, plan: GrantPlan, policies: list[dict[str, Any]]) -> Iterator[Fact]:
    for row in here.rows("grants", "views", keeper=plan.keeper):
        detail = _as_made(row) if row["barred"] else _CHANGED
        yield Fact(held=Held.VIEW, place=(row["schema"], row["name"]), detail=detail)
    for row in policies:
        place = (row["schema"], row["name"])
        if row["policy"] == OPEN:
            detail = "" if row["limited"] else _CHANGED
            yield Fact(held=Held.OPEN, place=place, detail=detail)
            continue
        well = row["narrows"] and row["limited"] and row["command"] == _SELECT_ONLY
        own = row["roles"] == [row["policy"]]
        detail = _as_made(row) if well and own else _CHANGED
        yield Fact(held=Held.ROWS, role=row["policy"], place=place, detail=detail)


def _as_made(row: Mapping[str, Any]) -> str:
    """Return the digest of the plan by which it was made, if nobody has changed it since."""
    digest, _, made = (row["mark"] or "").partition(":")
    return digest if made == row["made"] else _CHANGED


def _warnings(
    here: Transaction, plan: GrantPlan, named: list[str], tables: Mapping[str, list[str]]
) -> Warnings:
    def places(name: str, **more: object) -> tuple[str, ...]:
        return tuple(
            row["place"] for row in here.rows("grants", name, roles=named, **tables, **more)
        )

    around = here.rows("grants", "around", roles=named, **tables)
    purposes = [purpose.role for purpose in plan.purposes]
    return Warnings(
        views=places("readable_views", keeper=plan.keeper),
        functions=places("definer_functions", keeper=plan.keeper),
        parts=places("open_parts"),
        both=tuple(row["login"] for row in around if row["holds"]),
        several=tuple(row["login"] for row in here.rows("grants", "several", purposes=purposes)),
        others=tuple(row["login"] for row in around if not row["holds"]),
    )
