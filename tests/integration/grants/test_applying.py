"""Grants in a database of the organisation's own, tried by connecting as each role."""

from typing import TYPE_CHECKING, LiteralString

import psycopg
import pytest

from amana.storage.grants.errors import NotAsPlanned

if TYPE_CHECKING:
    from tests.integration.grants.conftest import Shop


@pytest.mark.promise("W11", "A15")
def test_each_purpose_reads_what_the_policy_permits_and_nothing_else(shop: "Shop") -> None:
    """A column that no promise names for the purpose is refused by the database itself."""
    shop.apply()
    with shop.login("orders") as orders:
        assert orders.execute("select id, name from customers order by id").fetchall() == [
            (1, "Noor"),
            (2, "Omar"),
            (3, "Reem"),
        ]
        for statement in _REFUSED_TO_ORDERS:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                orders.execute(statement)
    with shop.login("fraud") as fraud, pytest.raises(psycopg.errors.InsufficientPrivilege):
        fraud.execute("select name from customers")
    with shop.login() as nobody, pytest.raises(psycopg.errors.InsufficientPrivilege):
        nobody.execute("select id from customers")


_REFUSED_TO_ORDERS: tuple[LiteralString, ...] = (
    "select secret from customers",
    "select card from customers",
    "select * from customers",
    "select count(*) from customers where card like '4%'",
    "copy customers to stdout",
    "copy (select card from customers) to stdout",
    "update customers set name = 'x'",
    "delete from customers",
    "insert into customers (id) values (9)",
    "truncate customers",
    "create table public.mine (x text)",
    "create view public.mine as select * from customers",
)


@pytest.mark.promise("M15")
def test_a_masked_column_shows_its_part_in_a_view_of_the_purpose(shop: "Shop") -> None:
    """The last four digits, however the number is written; the table itself shows none."""
    shop.apply()
    with shop.login("orders") as orders:
        view = psycopg.sql.Identifier(shop.role("orders"), "customers")
        shown = orders.execute(
            psycopg.sql.SQL("select id, name, card from {} order by id").format(view)
        ).fetchall()
        assert shown == [
            (1, "Noor", "•••• 1111"),
            (2, "Omar", "•••• 0004"),
            (3, "Reem", "•••• 0009"),
        ]
        with pytest.raises(psycopg.errors.UndefinedColumn):
            orders.execute(psycopg.sql.SQL("select secret from {}").format(view))
    with shop.login("fraud") as fraud, pytest.raises(psycopg.errors.InsufficientPrivilege):
        fraud.execute(psycopg.sql.SQL("select * from {}").format(view))


@pytest.mark.promise("C5")
def test_rows_follow_the_occasion_and_the_consent(shop: "Shop") -> None:
    """An address from an order serves no newsletter, unless its owner joined it."""
    shop.apply()
    with shop.login("newsletter") as newsletter:
        found = newsletter.execute("select id, email from customers order by id").fetchall()
        assert found == [(1, "noor@example.org"), (2, "omar@example.org")]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            newsletter.execute("select wants_news from customers")
    with shop.login("enquiries") as enquiries:
        assert len(enquiries.execute("select email from customers").fetchall()) == 3
    # Whoever owns the database goes on as before.
    assert shop.run("select count(*) from customers") == [(3,)]


@pytest.mark.promise("C5")
def test_an_occasion_that_rules_a_purpose_out_hides_its_rows_or_its_values(shop: "Shop") -> None:
    """All rows of that occasion where nothing else is read of them, else the one value alone."""
    source = shop.source.replace("for: [orders, enquiries], unless: newsletter", "for: [orders]")
    shop.apply(source=source)
    assert not shop.look(source=source).drift
    with shop.login("enquiries") as enquiries:
        found = enquiries.execute("select id from customers order by id").fetchall()
        assert found == [(2,), (3,)]
    both = source.replace("  U3:", "  U4: {{use: [name], for: [enquiries]}}\n  U3:")
    shop.apply(source=both)
    view = psycopg.sql.Identifier(shop.role("enquiries"), "customers")
    with shop.login("enquiries") as enquiries:
        shown = enquiries.execute(
            psycopg.sql.SQL("select name, email from {} order by id").format(view)
        ).fetchall()
        assert shown[:2] == [("Noor", None), ("Omar", "omar@example.org")]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            enquiries.execute("select email from customers")


def test_what_does_not_read_back_as_planned_is_not_committed(shop: "Shop") -> None:
    """A right that another granted, and that the owner cannot take, undoes the whole setting."""
    build = psycopg.sql
    name = build.Identifier(f"giver_{shop.service[-12:]}")
    with psycopg.connect(shop.address.conninfo(), autocommit=True) as connection:
        connection.execute(build.SQL("create role {}").format(name))
        try:
            grant = build.SQL("grant select on customers to {} with grant option")
            connection.execute(grant.format(name))
            connection.execute(build.SQL("set role {}").format(name))
            connection.execute("grant select on customers to public")
            connection.execute("reset role")
            with pytest.raises(NotAsPlanned):
                shop.apply()
            roles = {row[0] for row in shop.run("select rolname::text from pg_roles")}
            assert shop.plan().keeper not in roles
        finally:
            connection.execute(build.SQL("drop owned by {} cascade").format(name))
            connection.execute(build.SQL("drop role {}").format(name))
