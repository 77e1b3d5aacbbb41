"""A proposed map, approved as it is: what an erasure by it takes, and what it leaves of others."""

from collections.abc import Callable
from datetime import date
from typing import Final

import pytest
import sqlalchemy as sa

from amana.acts.looking_at.source import look_at
from amana.domain.proposal.proposal import propose
from amana.domain.proposal.writing import written
from amana.domain.source.outcome import Sought
from amana.domain.source.parse import parse
from amana.sources.opening import Limits, engine_of
from amana.sources.sql_source import SqlSource

TODAY: Final = date(2026, 11, 23)
TABLES: Final = """
create table customers (id integer primary key, email varchar(60) unique, full_name text);
create table orders (
    id integer primary key, customer_id integer references customers (id),
    gift_to integer references customers (id), ship_name text, ship_address text, note text,
    status text, total numeric
);
create table messages (
    id integer primary key, to_id integer references customers (id),
    from_id integer references customers (id), body text,
    reply_to integer references messages (id)
);
insert into customers values
    (1, 'layla@example.com', 'ليلى الأنصاري'), (2, 'omar@example.com', 'Omar Haddad'),
    (3, 'noor@example.com', 'Noor Ali');
insert into orders values
    (10, 1, 2, 'ليلى الأنصاري', 'Doha 5', 'the back door', 'paid', 12),
    (11, 2, 1, 'Omar Haddad', 'Wakra', null, 'paid', 6);
insert into messages values
    (1, 2, 1, 'hi Omar', null), (2, 1, 2, 'hello', null), (3, 2, 3, 'third', 2)
"""
LEFT: Final = {
    "customers": [(2, "omar@example.com", "Omar Haddad"), (3, "noor@example.com", "Noor Ali")],
    "orders": [
        (10, None, 2, None, None, None, "paid", 12),
        (11, 2, None, "Omar Haddad", "Wakra", None, "paid", 6),
    ],
    "messages": [(2, None, 2, "hello", None), (3, 2, 3, "third", 2)],
}


@pytest.mark.promise("A29")
@pytest.mark.promise("A17")
@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_a_proposed_erasure_leaves_no_name_and_what_others_wrote(
    dialect: str, new_url: Callable[[str], str]
) -> None:
    """Name, address and note go out of the order; Omar's own message, and his gift, stay his."""
    url = new_url(dialect)
    with engine_of(url, Limits()).begin() as connection:
        if dialect == "postgresql":
            connection.exec_driver_sql("set local search_path = public")
        for statement in TABLES.split(";"):
            connection.exec_driver_sql(statement)
    sight = look_at(url, TODAY, lambda _done, _of: None)
    found = propose(sight.structure, sight.tallies, service="shop", source="shop")
    text = written(found, lambda reason: reason.why.value)
    layla = Sought(person="p", identifiers={"email": ("layla@example.com",)}, pseudonym="e" * 24)
    SqlSource(url, parse(text.replace("approved: false", "approved: true"))).erase([layla])
    with engine_of(url, Limits()).begin() as connection:
        if dialect == "postgresql":
            connection.exec_driver_sql("set local search_path = public")
        left = {
            name: [
                tuple(row)
                for row in connection.execute(sa.text(f"select * from {name} order by id"))  # noqa: S608 - named above
            ]
            for name in LEFT
        }
    assert left == LEFT
