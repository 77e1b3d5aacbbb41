"""Rows that stay for a reason end by no time."""

from amana.domain.retention.due import Bearing
from amana.domain.retention.tree import trees_of
from amana.domain.source.parse import parse

KEPT = """\
amana: 1
service: store
source: shop
tables:
  invoice:
    erase: keep
    reason: "The law wants it"
    person: {email: email}
    times: {collection: made_at}
"""


def test_a_table_that_stays_ends_nothing() -> None:
    """Whatever times it has."""
    assert trees_of(parse(KEPT), Bearing(terms=())) == ()
