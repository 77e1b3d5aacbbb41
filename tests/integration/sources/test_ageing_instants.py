"""MariaDB's timestamps are instants, whatever zone its server or the map names."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from amana.domain.promises.retain import Moment
from amana.domain.retention.due import Bound, Condition
from amana.domain.source.parse import parse
from amana.sources.opening import Limits, engine_of
from amana.sources.sql_source import SqlSource

if TYPE_CHECKING:
    from amana.domain.retention.ended import Batch

MAP = """\
amana: 1
service: shop
source: shop
approved: true
tables:
  seen:
    erase: delete
    person: {own: customer}
    times: {collection: at}
    zone: Asia/Qatar
    columns: {customer: {is: name}}
    plain: [id]
"""
NOW = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
DUE = Condition(clauses=((Bound(moment=Moment.COLLECTION, latest=NOW),),))


@pytest.mark.timeout(420)
@pytest.mark.parametrize("zone", ["+00:00", "+08:00", "-07:00"])
def test_a_timestamp_counts_as_the_instant_that_it_is(
    new_url: Callable[[str], str], zone: str
) -> None:
    """Written by a session of any zone, a minute before is over and a minute after is not."""
    url = new_url("mariadb")
    hours = timedelta(hours=int(zone[:3]))
    with engine_of(url, Limits()).begin() as connection:
        connection.exec_driver_sql(
            "create table seen (id int primary key, customer varchar(40), at timestamp null)"
        )
        connection.exec_driver_sql(f"set session time_zone = '{zone}'")
        for number, minutes in ((1, -1), (2, 1)):
            at = (NOW + hours + timedelta(minutes=minutes)).replace(tzinfo=None)
            connection.execute(
                sa.text("insert into seen values (:id, 'ann', :at)"), {"id": number, "at": at}
            )
    done: list[Batch] = []
    SqlSource(url, parse(MAP)).end_due(
        "seen", DUE, held=(), at_once=5, before=lambda _: None, after=done.append
    )
    with engine_of(url, Limits()).connect() as connection:
        left = list(connection.execute(sa.text("select id from seen")).scalars())
    assert left == [2]
    assert [each.longest for each in done] == [timedelta(minutes=1)]
