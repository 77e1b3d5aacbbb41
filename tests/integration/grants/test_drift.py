"""What was changed since the grants were set is found, and setting them again mends it."""

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, LiteralString

import psycopg
import pytest

from amana.domain.grants.facts import Held
from amana.domain.record_map.tables import Column
from amana.storage.errors import SignInRefused
from amana.storage.grants.applying import apply, look
from amana.storage.grants.errors import (
    ColumnMissing,
    HoldsThings,
    NotYesOrNo,
    RoleTaken,
    SetUpByAnother,
    TableMissing,
)

if TYPE_CHECKING:
    from tests.integration.grants.conftest import Shop


MEMBERS: LiteralString = """
select 1 from pg_auth_members m
where starts_with(m.roleid::regrole::text, 'amana_p_')
    and (to_jsonb(m) ->> 'set_option')::boolean is not false
    and not (select rolsuper from pg_roles where oid = m.member)
"""
"""Members that can become a role; PostgreSQL 15 knows no members that cannot."""


def test_setting_what_is_set_changes_nothing(shop: "Shop") -> None:
    """A look first says all that would be done; a second setting finds nothing to do."""
    before = shop.look()
    assert before.drift
    assert before.statements
    applied = shop.apply()
    assert applied.drift == before.drift
    again = shop.apply()
    assert (bool(again.drift), again.statements) == (False, ())
    assert not shop.look().drift


@pytest.mark.promise("W11", "A15")
@pytest.mark.parametrize(
    "change",
    [
        "grant select on customers to {orders}",
        "grant select (secret) on customers to {newsletter}",
        "grant select on customers to public",
        "grant select (secret) on customers to public",
        "grant insert on customers to {orders}",
        "grant {orders} to {newsletter}",
        "grant pg_read_all_data to {newsletter}",
        "alter role {newsletter} login",
        "alter role {newsletter} bypassrls",
        "drop policy {newsletter} on customers",
        "alter policy {newsletter} on customers using (true)",
        "alter table customers disable row level security",
        "alter view {orders}.customers set (security_barrier = false)",
        (
            "create or replace view {orders}.customers with (security_barrier = true) as"
            " select id, name, email, secret as card from customers"
        ),
        "alter view {orders}.customers set (security_invoker = true)",
        "revoke select (name) on customers from {orders}",
        "drop view {orders}.customers",
        (
            "create or replace function {keeper}.shown(value text, part text, kind text)"
            " returns text language sql immutable parallel safe return value"
        ),
    ],
)
def test_every_change_is_found_and_mended(shop: "Shop", change: LiteralString) -> None:
    """More rights, fewer, a loosened policy, another view under the same name."""
    shop.apply()
    build = psycopg.sql
    names = {purpose: build.Identifier(shop.role(purpose)) for purpose in ("orders", "newsletter")}
    keeper = build.Identifier(shop.plan().keeper)
    with psycopg.connect(shop.address.conninfo(), autocommit=True) as connection:
        connection.execute(build.SQL(change).format(keeper=keeper, **names))
    assert shop.look().drift, change
    assert shop.apply().drift
    assert not shop.look().drift


def test_a_new_column_is_nobodys_until_the_map_names_it(shop: "Shop") -> None:
    """It is granted to no role by itself, and no drift either."""
    shop.apply()
    shop.run("alter table customers add column diagnosis text default 'none'")
    assert not shop.look().drift
    with shop.login("orders") as orders, pytest.raises(psycopg.errors.InsufficientPrivilege):
        orders.execute("select diagnosis from customers")
    grown = replace(
        shop.customers, columns=(*shop.customers.columns, Column(name="diagnosis", category="name"))
    )
    assert shop.apply(grown).drift
    with shop.login("orders") as orders:
        assert orders.execute("select diagnosis from customers").fetchone() == ("none",)


def test_a_purpose_that_ended_takes_its_role_with_it(shop: "Shop") -> None:
    """What the policy no longer names, no login keeps."""
    shop.apply()
    gone = shop.role("fraud")
    source = shop.source.replace("  U3: {{use: [card], for: [fraud]}}\n", "")
    lines = source.splitlines(keepends=True)
    source = "".join(line for line in lines if not line.startswith("  fraud:"))
    drift = shop.look(source=source).drift
    assert (Held.ROLE, gone) in {(fact.held, fact.role) for fact in drift.extra}
    shop.apply(source=source)
    assert gone not in {row[0] for row in shop.run("select rolname::text from pg_roles")}


def test_taking_the_grants_away_leaves_the_database_as_others_know_it(shop: "Shop") -> None:
    """No role, no view, no row security that was turned on here."""
    shop.apply()
    assert shop.revoke()
    assert shop.run("select relrowsecurity from pg_class where relname = 'customers'") == [(False,)]
    assert shop.run("select count(*) from pg_policy") == [(0,)]
    left = {row[0] for row in shop.run("select rolname::text from pg_roles")}
    assert shop.plan().keeper not in left
    assert shop.revoke() == ()


def test_row_security_of_the_organisation_stays_in_force(shop: "Shop") -> None:
    """Its own policies go on narrowing what a purpose reads; nothing of it is opened."""
    shop.run("alter table customers enable row level security")
    shop.run("create policy own on customers using (id = 1)")
    shop.apply()
    assert not shop.look().drift
    with shop.login("newsletter") as newsletter:
        assert newsletter.execute("select email from customers").fetchall() == [
            ("noor@example.org",)
        ]
    shop.revoke()
    assert shop.run("select polname::text from pg_policy") == [("own",)]


def test_ways_around_are_named(shop: "Shop") -> None:
    """Views, functions and partitions that everybody reads, and logins that read all anyway."""
    shop.run("create view everybody as select secret from customers")
    shop.run("grant select on everybody to public")
    shop.run("create function leaky() returns text language sql security definer"
             " as 'select secret from customers limit 1'")  # fmt: skip
    shop.run("create table heirs () inherits (customers)")
    shop.run("grant select on heirs to public")
    shop.apply()
    name = f"app_{secrets.token_hex(6)}"
    shop.logins.append(name)
    build = psycopg.sql
    with psycopg.connect(shop.address.conninfo(), autocommit=True) as connection:
        app, orders = build.Identifier(name), build.Identifier(shop.role("orders"))
        connection.execute(build.SQL("create role {} login").format(app))
        connection.execute(build.SQL("grant select on customers to {}").format(app))
        assert shop.look().warnings.others == (name,)
        connection.execute(build.SQL("grant {} to {}").format(orders, app))
    warned = shop.look().warnings
    assert (warned.views, warned.functions, warned.parts, warned.both) == (
        ("public.everybody",),
        ("public.leaky()",),
        ("public.heirs",),
        (name,),
    )
    assert warned.leaks


def test_a_map_of_another_database_is_refused(shop: "Shop") -> None:
    """By the name of the table or column that is not there, or not what it should be."""
    with pytest.raises(TableMissing):
        shop.apply(replace(shop.customers, name="clients"))
    with pytest.raises(ColumnMissing):
        shop.apply(replace(shop.customers, person="user_id"))
    with pytest.raises(NotYesOrNo):
        shop.apply(replace(shop.customers, consent={"newsletter": "name"}))


def test_what_is_not_ours_is_left_alone(shop: "Shop") -> None:
    """A role of the same name, or one that has come to own things, stops the setting."""
    role = psycopg.sql.Identifier(shop.role("orders"))
    with psycopg.connect(shop.address.conninfo(), autocommit=True) as connection:
        connection.execute(psycopg.sql.SQL("create role {}").format(role))
        with pytest.raises(RoleTaken):
            shop.apply()
        connection.execute(psycopg.sql.SQL("drop role {}").format(role))
        shop.apply()
        connection.execute("create table precious (x text)")
        connection.execute(psycopg.sql.SQL("alter table precious owner to {}").format(role))
    with pytest.raises(HoldsThings):
        shop.revoke()
    shop.run("drop table precious")


def test_who_owns_the_tables_and_makes_roles_need_be_no_superuser(shop: "Shop") -> None:
    """Afterwards that login is a member of none of the roles; one without the rights is refused."""
    name, password = f"dba_{secrets.token_hex(6)}", secrets.token_hex(8)
    shop.logins.append(name)
    build = psycopg.sql
    me = build.Identifier(name)
    with psycopg.connect(shop.address.conninfo(), autocommit=True) as connection:
        made = build.SQL("create role {} login password {}")
        connection.execute(made.format(me, build.Literal(password)))
        theirs = replace(shop.address, user=name, password=password)
        with pytest.raises(SetUpByAnother):
            apply(theirs, shop.plan())
        connection.execute(build.SQL("alter role {} createrole").format(me))
        connection.execute(build.SQL("alter table customers owner to {}").format(me))
        database = build.Identifier(shop.address.database)
        connection.execute(build.SQL("grant create on database {} to {}").format(database, me))
    apply(theirs, shop.plan())
    assert not look(theirs, shop.plan()).drift
    assert shop.run(MEMBERS) == []
    assert not look(theirs, shop.plan()).warnings.both
    with pytest.raises(SignInRefused):
        look(replace(theirs, password=password[1:]), shop.plan())
    with psycopg.connect(shop.address.conninfo(), autocommit=True) as connection:
        connection.execute(build.SQL("alter table customers owner to current_user"))
        connection.execute(build.SQL("drop owned by {} cascade").format(me))
