"""What each purpose may read of a table, as the decision function answers for each column."""

from dataclasses import replace

import pytest

from amana.domain.decision.question import RuleBook
from amana.domain.decision.rule import Doing, Effect, Need, Rule
from amana.domain.grants.facts import Digests, Held, Own, drift, expected, needed
from amana.domain.grants.names import LONGEST, keeper_of, purpose_role
from amana.domain.grants.plan import Condition, GrantPlan, ShownColumn, Sort, TableGrant, planned
from amana.domain.grants.reading import Withheld
from amana.domain.record_map.tables import Column, Table

USES = frozenset({Doing.USE, Doing.READ})
TABLE = Table(
    id="customers",
    schema="public",
    name="customers",
    person="id",
    record="number",
    plain=("price",),
    columns=(Column(name="mail", category="email"), Column(name="pan", category="card")),
)


def _rule(effect: Effect, **more: object) -> Rule:
    return replace(Rule(effect=effect, doings=USES), **more)  # type: ignore[arg-type]


def _book(*rules: tuple[str, Rule], **purposes: str) -> RuleBook:
    return RuleBook(
        data=frozenset({"email", "card"}),
        purposes=purposes or {"orders": "contract"},
        recipients=frozenset(),
        rules=rules,
    )


def _use(data: str = "email", purpose: str = "orders", **more: object) -> Rule:
    named = {"data": frozenset({data}), "purposes": frozenset({purpose})}
    return _rule(Effect.PERMIT, **named, **more)


def _of(plan: GrantPlan, purpose: str = "orders") -> tuple[TableGrant, ...]:
    return next(each.tables for each in plan.purposes if each.purpose == purpose)


def test_a_column_without_a_promise_is_withheld_by_rule_1() -> None:
    """Keys come with the first column that may be read, and never alone."""
    plan = planned("shop", _book(("U1", _use())), (TABLE,))
    (grant,) = _of(plan)
    assert grant.whole == ("id", "number", "price", "mail")
    assert not grant.needs_view
    assert plan.withheld == (Withheld(purpose="orders", table="customers", column="pan", rule=1),)
    assert _of(planned("shop", _book(), (TABLE,))) == ()


def test_a_key_that_is_listed_as_data_is_data() -> None:
    """An address that tells rows apart is no mere key."""
    table = replace(TABLE, person="mail", record=None, plain=())
    assert table.keys == ()
    plan = planned("shop", _book(("U1", _use("card"))), (table,))
    assert _of(plan)[0].whole == ("pan",)
    assert TABLE.named == ("mail", "pan", "id", "number", "price")


@pytest.mark.promise("M15")
def test_of_two_masks_the_stricter_holds_for_every_reader() -> None:
    """A mask promised for a look by staff holds in the database, where staff may look too."""
    masks = [
        (
            name,
            _rule(Effect.REQUIRE, data=frozenset({"email"}), needs=frozenset({Need.MASK}), part=p),
        )
        for name, p in (("M1", "last4"), ("M2", None))
    ]
    plan = planned("shop", _book(("U1", _use()), *masks), (TABLE,))
    (grant,) = _of(plan)
    assert grant.columns == (
        ShownColumn(name="mail", category="email", promises=("U1",), part="hidden"),
    )
    assert grant.needs_view
    assert "mail" not in grant.whole


@pytest.mark.promise("C5")
def test_the_occasion_decides_where_the_policy_asks_for_it() -> None:
    """One occasion may be all that is ruled out, or all that is permitted; without a column, no."""
    limit = _rule(
        Effect.LIMIT,
        data=frozenset({"email"}),
        purposes=frozenset({"support"}),
        occasions=frozenset({"order"}),
    )
    book = _book(("U1", _use()), ("C5", limit), orders="contract", support="contract")
    plan = planned("shop", book, (TABLE,))
    assert _of(plan) == ()
    assert plan.withheld[0] == Withheld(
        purpose="orders",
        table="customers",
        column="mail",
        rule=3,
        promises=("C5",),
        missing="occasion",
    )
    known = replace(TABLE, occasion="came_by")
    (grant,) = _of(planned("shop", book, (known,)))
    assert grant.rows == (Condition(column="came_by", sort=Sort.OUTSIDE, values=("order",)),)
    banned = _rule(Effect.PERMIT, occasions=frozenset({"order"}), data=frozenset({"email"}))
    (grant,) = _of(planned("shop", _book(("U2", banned)), (known,)))
    assert grant.rows == (Condition(column="came_by", sort=Sort.AMONG, values=("order",)),)


def test_what_only_one_column_asks_of_a_row_is_asked_of_that_column_alone() -> None:
    """The other columns stay readable; the view shows the one where the row permits it."""
    limit = _rule(
        Effect.LIMIT,
        data=frozenset({"email"}),
        purposes=frozenset(),
        occasions=frozenset({"order"}),
    )
    book = _book(("U1", _use()), ("U2", _use("card")), ("C5", limit))
    (grant,) = _of(planned("shop", book, (replace(TABLE, occasion="came_by"),)))
    assert grant.rows == ()
    assert grant.columns[0].only == (
        Condition(column="came_by", sort=Sort.OUTSIDE, values=("order",)),
    )
    assert grant.whole == ("id", "number", "price", "pan")
    assert needed(grant) == ("id", "number", "price", "mail", "pan", "came_by")


def test_a_purpose_by_consent_needs_a_column_that_shows_it() -> None:
    """Without it no row is readable; with it, those of who agreed."""
    book = _book(("U1", _use()), orders="consent")
    plan = planned("shop", book, (TABLE,))
    assert _of(plan) == ()
    assert (plan.withheld[0].rule, plan.withheld[0].missing) == (4, "consent")
    (grant,) = _of(planned("shop", book, (replace(TABLE, consent={"orders": "agreed"}),)))
    assert grant.rows == (Condition(column="agreed", sort=Sort.GIVEN),)
    more = _book(("U1", _use(needs=frozenset({Need.ADULT}))), orders="consent")
    agreed = planned("shop", more, (replace(TABLE, consent={"orders": "agreed"}),))
    assert (agreed.withheld[0].rule, agreed.withheld[0].missing) == (6, None)


def test_what_people_may_object_to_needs_a_column_that_shows_it() -> None:
    """An objection that the database does not know would be passed over."""
    book = _book(("U1", _use(needs=frozenset({Need.NO_OBJECTION}))))
    plan = planned("shop", book, (TABLE,))
    assert (plan.withheld[0].rule, plan.withheld[0].missing) == (5, "objection")
    (grant,) = _of(planned("shop", book, (replace(TABLE, objection={"orders": "left"}),)))
    assert grant.rows == (Condition(column="left", sort=Sort.ABSENT),)


def test_no_two_purposes_share_a_role() -> None:
    """Whatever services and purposes are called, and however long."""
    pairs = [("a-b", "c"), ("a", "b_c"), ("a", "b__c"), ("a-b-c", "d"), ("a-b", "c_d")]
    pairs += [("s" * 40, "p" * 60), ("s" * 40, "p" * 61)]
    roles = [purpose_role(*pair) for pair in pairs]
    assert len(set(roles)) == len(pairs)
    assert max(len(role) for role in roles) <= LONGEST
    assert keeper_of("a-b") not in roles


def test_what_a_database_should_hold_is_told_fact_by_fact() -> None:
    """What is missing and what is more are told apart."""
    book = _book(("U1", _use()), orders="consent")
    plan = planned("shop", book, (replace(TABLE, consent={"orders": "agreed"}),))
    role = purpose_role("shop", "orders")
    digests = Digests(views={}, rows={(role, "customers"): "d"}, mask="m")
    facts = expected(plan, digests, Own())
    assert {fact.held for fact in facts} == {
        *(Held.ROLE, Held.MASK, Held.COLUMN, Held.SCHEMA, Held.ROWS, Held.OPEN)
    }
    theirs = expected(plan, digests, Own(limited=frozenset({"customers"})))
    assert {fact.held for fact in facts - theirs} == {Held.OPEN}
    shared = expected(plan, digests, Own(findable=frozenset({"public"})))
    assert {fact.held for fact in facts - shared} == {Held.SCHEMA}
    found = drift(facts, theirs)
    assert (len(found.missing), found.extra, bool(found)) == (1, (), True)
    assert not drift(facts, facts)


def test_a_view_and_all_that_it_needs_should_be_there() -> None:
    """The purpose reads the view alone; the keeper reads the columns that the view is made of."""
    mask = _rule(Effect.REQUIRE, data=frozenset({"email"}), needs=frozenset({Need.MASK}))
    plan = planned("shop", _book(("U1", _use()), ("M1", mask)), (TABLE,))
    role = purpose_role("shop", "orders")
    digests = Digests(views={(role, "customers"): "v"}, rows={}, mask="m")
    facts = expected(plan, digests, Own())
    held = {
        (fact.held, fact.place, fact.detail)
        for fact in facts
        if fact.held in {Held.VIEW, Held.RELATION, Held.FUNCTION}
    }
    assert held == {
        (Held.VIEW, (role, "customers"), "v"),
        (Held.RELATION, (role, "customers"), "SELECT"),
        (Held.FUNCTION, (plan.keeper, "shown"), "EXECUTE"),
    }
    read = {fact.place[2] for fact in facts if fact.held is Held.COLUMN and fact.role == role}
    behind = {
        fact.place[2] for fact in facts if fact.held is Held.COLUMN and fact.role == plan.keeper
    }
    assert read == {"id", "number", "price"}
    assert behind == {"id", "number", "price", "mail"}


def test_a_part_that_nobody_knows_hides_the_column() -> None:
    """As decisions take it: of two masks the one that shows least, and of one unknown, nothing."""
    masks = [_rule(Effect.REQUIRE, needs=frozenset({Need.MASK}), part=p) for p in ("last4", "half")]
    plan = planned("shop", _book(("U1", _use()), *(("M", mask) for mask in masks)), (TABLE,))
    (grant,) = _of(plan)
    assert [each.part for each in grant.columns if each.name == "mail"] == ["hidden"]
