"""Grants in a database of the organisation's own, tried by connecting as each role."""

from typing import TYPE_CHECKING, LiteralString

import psycopg
import pytest

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
