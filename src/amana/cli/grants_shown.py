"""How a plan of grants, and what differs from it, is shown: as lines, or as JSON."""

from collections.abc import Iterator

from amana.cli.printing import Json
from amana.domain.grants.facts import Drift, Fact
from amana.domain.grants.plan import Condition, GrantPlan, PurposeGrant, TableGrant
from amana.domain.grants.reading import Withheld
from amana.domain.words import Language
from amana.storage.grants.applying import Looked
from amana.storage.grants.catalogue import Warnings
from amana.wording.bidi import isolate_within
from amana.wording.catalogue import say

_WARNED = ("views", "functions", "parts", "both", "several", "others")


def plan_lines(plan: GrantPlan, language: Language) -> Iterator[str]:
    """Yield the plan, purpose by purpose, then what is withheld."""
    for purpose in plan.purposes:
        yield say(
            "grants.role",
            language,
            purpose=purpose.purpose,
            role=isolate_within(purpose.role, language),
        )
        if not purpose.tables:
            yield "  " + say("grants.nothing", language)
        for grant in purpose.tables:
            yield from _table_lines(purpose, grant, language)
    for each in plan.withheld:
        yield _withheld_line(each, language)


def _table_lines(purpose: PurposeGrant, grant: TableGrant, language: Language) -> Iterator[str]:
    table = isolate_within(f"{grant.table.schema}.{grant.table.name}", language)
    yield "  " + say(
        "grants.columns",
        language,
        table=table,
        columns=isolate_within(", ".join(grant.whole), language),
    )
    for condition in grant.rows:
        yield "    " + _condition_line(condition, language)
    if not grant.needs_view:
        return
    view = isolate_within(f"{purpose.role}.{grant.table.id}", language)
    yield "  " + say("grants.view", language, view=view)
    for column in grant.columns:
        if column.part:
            part = say(f"grants.part.{column.part}", language)
            yield "    " + say(
                "grants.masked", language, column=isolate_within(column.name, language), part=part
            )
        for condition in column.only:
            name = isolate_within(column.name, language)
            yield f"    {name}: {_condition_line(condition, language)}"


def _condition_line(condition: Condition, language: Language) -> str:
    return say(
        f"grants.rows.{condition.sort.value}",
        language,
        column=isolate_within(condition.column, language),
        values=isolate_within(", ".join(condition.values), language),
    )


def _withheld_line(each: Withheld, language: Language) -> str:
    return say(
        f"grants.withheld.{each.missing or 'rule'}",
        language,
        purpose=each.purpose,
        column=isolate_within(f"{each.table}.{each.column}", language),
        rule=each.rule,
        promises=isolate_within(", ".join(each.promises), language) or "–",
    )


def looked_lines(looked: Looked, language: Language) -> Iterator[str]:
    """Yield how a database differs from the plan, and what goes around it."""
    if not looked.drift:
        yield say("grants.as_planned", language)
    yield from drift_lines(looked.drift, language)
    for name in _WARNED:
        found = getattr(looked.warnings, name)
        if found:
            yield say(
                f"grants.warning.{name}", language, names=isolate_within(", ".join(found), language)
            )


def drift_lines(drift: Drift, language: Language) -> Iterator[str]:
    """Yield what is missing and what is there beyond the plan."""
    for sort, facts in (("missing", drift.missing), ("extra", drift.extra)):
        for fact in facts:
            yield say(f"grants.{sort}", language, fact=isolate_within(_fact(fact), language))


def _fact(fact: Fact) -> str:
    """Return a fact by its parts, which are names of the database."""
    parts = (fact.held.value, fact.role, ".".join(fact.place), fact.detail)
    return " · ".join(part for part in parts if part)


def plan_json(plan: GrantPlan) -> Json:
    """Return the plan for programs."""
    return {
        "service": plan.service,
        "keeper": plan.keeper,
        "purposes": [
            {
                "purpose": purpose.purpose,
                "role": purpose.role,
                "tables": [_table_json(purpose, grant) for grant in purpose.tables],
            }
            for purpose in plan.purposes
        ],
        "withheld": [
            {
                "purpose": each.purpose,
                "table": each.table,
                "column": each.column,
                "rule": each.rule,
                "promises": list(each.promises),
                "missing": each.missing,
            }
            for each in plan.withheld
        ],
    }


def _table_json(purpose: PurposeGrant, grant: TableGrant) -> Json:
    return {
        "table": grant.table.id,
        "schema": grant.table.schema,
        "name": grant.table.name,
        "columns": list(grant.whole),
        "rows": [_condition_json(each) for each in grant.rows],
        "view": f"{purpose.role}.{grant.table.id}" if grant.needs_view else None,
        "shown": [
            {
                "column": column.name,
                "category": column.category,
                "promises": list(column.promises),
                "part": column.part,
                "only": [_condition_json(each) for each in column.only],
            }
            for column in grant.columns
        ],
    }


def _condition_json(condition: Condition) -> Json:
    return {
        "column": condition.column,
        "is": condition.sort.value,
        "values": list(condition.values),
    }


def looked_json(looked: Looked) -> dict[str, Json]:
    """Return how a database stands, for programs."""
    return {
        "as_planned": not looked.drift,
        "missing": [_fact_json(fact) for fact in looked.drift.missing],
        "extra": [_fact_json(fact) for fact in looked.drift.extra],
        "warnings": warnings_json(looked.warnings),
        "statements": list(looked.statements),
    }


def warnings_json(warnings: Warnings) -> Json:
    """Return what goes around the grants."""
    return {name: list(getattr(warnings, name)) for name in _WARNED}


def _fact_json(fact: Fact) -> Json:
    return {
        "held": fact.held.value,
        "role": fact.role,
        "place": list(fact.place),
        "detail": fact.detail,
    }
