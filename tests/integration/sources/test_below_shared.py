"""Rows that hang on what a person only shares, by a link that owns."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from amana.domain.source.outcome import Sought
from amana.domain.source.parse import parse
from amana.sources.opening import Limits, engine_of
from amana.sources.sql_source import SqlSource

MAP = """\
amana: 1
service: shop
source: shop
approved: true
tables:
  person: {erase: delete, person: {email: email}}
  talk:
    erase: change
    via: {with: {table: person, on: {person_id: id}, owns: false, clear: true}}
  word:
    erase: delete
    key: [id, talk_id]
    via: {in: {table: talk, on: {talk_id: id}}}
    columns:
      said: {is: note, erase: keep, reason: Others answered it}
      by: {is: name, erase: clear, of: in}
"""
TABLES = (
    "create table person (id integer primary key, email varchar(40))",
    "create table talk (id integer primary key, person_id integer references person (id))",
    "create table word (id integer, talk_id integer references talk (id), said text, {by} text)",
    "insert into person values (0, 'ann@x.example')",
    "insert into talk values (0, 0)",
    "insert into word values (null, 0, 'one', 'Ann'), (null, null, 'two', 'Ann')",
)


@pytest.mark.promise("A17")
def test_what_hangs_on_shared_content_loses_the_person(
    kind: str, new_url: Callable[[str], str]
) -> None:
    """A row that would go if it were theirs stays, and the column that speaks of them is cleared.

    The keys of such rows may be null.
    """
    url = new_url(kind)
    word = sa.table("word", sa.column("said"), sa.column("by"))
    with engine_of(url, Limits()).begin() as connection:
        quoted = connection.dialect.identifier_preparer.quote_identifier("by")
        if kind == "postgresql":
            connection.exec_driver_sql("set local search_path = public")
        for statement in TABLES:
            connection.exec_driver_sql(statement.format(by=quoted))
    ann = Sought(person="p", identifiers={"email": ("ann@x.example",)}, pseudonym="e" * 24)
    SqlSource(url, parse(MAP)).erase([ann])
    with engine_of(url, Limits()).begin() as connection:
        if kind == "postgresql":
            connection.exec_driver_sql("set local search_path = public")
        found = connection.execute(sa.select(word).order_by(word.c.said)).all()
    assert [tuple(row) for row in found] == [("one", None), ("two", "Ann")]
