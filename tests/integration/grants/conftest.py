"""A shop's own database, with people in it, and logins that hold the roles of purposes."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, LiteralString

import psycopg
import pytest

from amana.domain.grants.plan import GrantPlan, planned
from amana.domain.policy.model import Policy
from amana.domain.policy.parse import parse
from amana.domain.policy.rule_book import rule_book
from amana.domain.record_map.tables import Column, Table
from amana.storage import ServerAddress
from amana.storage.grants.applying import Looked, apply, look, revoke
from amana.storage.grants.script import mark_of

POLICY = """\
amana: 1
service: {service}
title: {{ar: "سياسة الخصوصية", en: "Privacy policy"}}
controller: {{name: {{ar: "الدار", en: "The House"}}, email: privacy@house.example}}
languages: [ar, en]
laws: [qatar]
data:
  name: {{is: "pd:Name"}}
  email: {{is: "pd:EmailAddress"}}
  card: {{is: "pd:PaymentCardNumber", name: {{en: "card", ar: "بطاقة"}}}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  enquiries: {{is: "dpv:CommunicationManagement", basis: contract}}
  newsletter:
    {{is: "dpv:DirectMarketing", basis: consent, name: {{ar: "النشرة", en: "the newsletter"}}}}
  fraud: {{is: "dpv:MisusePreventionAndDetection", basis: legitimate_interest}}
promises:
  U1: {{use: [name, email, card], for: [orders]}}
  U2: {{use: [email], for: [enquiries, newsletter]}}
  U3: {{use: [card], for: [fraud]}}
  C5: {{only: [email], at: [order], for: [orders, enquiries], unless: newsletter}}
  M15: {{protect: [card], by: [mask], show: last4}}
"""
TABLES: LiteralString = """
create table customers (id integer primary key, name text, email text, card text, secret text,
    came_by text, wants_news boolean);
insert into customers values
    (1, 'Noor', 'noor@example.org', '4111 1111 1111 1111', 'red', 'order', true),
    (2, 'Omar', 'omar@example.org', '5500-0000-0000-0004', 'green', 'registration', true),
    (3, 'Reem', 'reem@example.org', '340000000000009', 'blue', 'registration', false);
grant select on customers to public;
"""
CUSTOMERS = Table(
    id="customers",
    schema="public",
    name="customers",
    person="id",
    columns=(
        Column(name="name", category="name"),
        Column(name="email", category="email"),
        Column(name="card", category="card"),
    ),
    occasion="came_by",
    consent={"newsletter": "wants_news"},
)


@dataclass(frozen=True, slots=True)
class Shop:
    """A database of an organisation's own, and what may be done there."""

    address: ServerAddress
    service: str
    logins: list[str] = field(default_factory=list)
    source: str = POLICY
    customers: Table = CUSTOMERS

    def policy(self, source: str = POLICY) -> Policy:
        """Return the shop's policy."""
        return parse(source.format(service=self.service), texts={})

    def plan(self, *tables: Table, source: str = POLICY) -> GrantPlan:
        """Return what the policy leads to."""
        return planned(self.service, rule_book(self.policy(source)), tables or (CUSTOMERS,))

    def apply(self, *tables: Table, source: str = POLICY) -> Looked:
        """Set the grants."""
        return apply(self.address, self.plan(*tables, source=source))

    def look(self, *tables: Table, source: str = POLICY) -> Looked:
        """Compare the database with the plan."""
        return look(self.address, self.plan(*tables, source=source))

    def revoke(self) -> tuple[str, ...]:
        """Take the grants away."""
        return revoke(self.address, self.plan())

    def role(self, purpose: str) -> str:
        """Return the role of a purpose."""
        return next(each.role for each in self.plan().purposes if each.purpose == purpose)

    def run(self, statement: LiteralString) -> list[tuple[Any, ...]]:
        """Run a statement as who owns the database."""
        with psycopg.connect(self.address.conninfo(), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def login(self, *purposes: str) -> Iterator[psycopg.Connection[Any]]:
        """Connect as an application that holds the roles of the purposes."""
        name, password = f"app_{secrets.token_hex(6)}", secrets.token_hex(8)
        self.logins.append(name)
        build = psycopg.sql
        with psycopg.connect(self.address.conninfo(), autocommit=True) as connection:
            made = build.SQL("create role {} login password {}")
            connection.execute(made.format(build.Identifier(name), build.Literal(password)))
            for purpose in purposes:
                grant = build.SQL("grant {} to {}")
                role = build.Identifier(self.role(purpose))
                connection.execute(grant.format(role, build.Identifier(name)))
        conninfo = self.address.conninfo(user=name, password=password)
        with psycopg.connect(conninfo, autocommit=True) as connection:
            yield connection


@pytest.fixture
def make_shop(server: ServerAddress) -> Iterator[Callable[[LiteralString], Shop]]:
    """Return what makes a database of an organisation's own with the tables given."""
    made: list[Shop] = []

    def make(tables: LiteralString = TABLES) -> Shop:
        name = f"shop_{secrets.token_hex(6)}"
        build = psycopg.sql
        with psycopg.connect(server.conninfo(database="postgres"), autocommit=True) as connection:
            connection.execute(build.SQL("create database {}").format(build.Identifier(name)))
        shop = Shop(replace(server, database=name), f"shop-{secrets.token_hex(6)}")
        made.append(shop)
        shop.run(tables)
        return shop

    yield make
    for shop in made:
        _clear(server, shop)


def _clear(server: ServerAddress, shop: Shop) -> None:
    build = psycopg.sql
    with psycopg.connect(server.conninfo(database="postgres"), autocommit=True) as connection:
        name = build.Identifier(shop.address.database)
        connection.execute(build.SQL("drop database {} with (force)").format(name))
        rows = connection.execute(
            "select rolname from pg_roles where shobj_description(oid, 'pg_authid') = %s",
            (mark_of(shop.service),),
        ).fetchall()
        for role in (*shop.logins, *(row[0] for row in rows)):
            connection.execute(build.SQL("drop role if exists {}").format(build.Identifier(role)))


@pytest.fixture
def shop(make_shop: Callable[[], Shop]) -> Shop:
    """Make a shop with customers."""
    return make_shop()
