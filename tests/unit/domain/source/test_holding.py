"""A hold keeps what it names in a map, and what that leads to, and changes nothing else."""

from datetime import date

import pytest

from amana.domain.source.holding import HeldScope, under_holds
from amana.domain.source.model import ColumnFate, RowFate
from amana.domain.source.parse import parse

MAP = """\
amana: 1
service: shop
source: crm
tables:
  customer:
    erase: delete
    person: {own: id}
    columns: {email: {is: email}}
  ticket:
    erase: delete
    via: {customer: {table: customer, on: {customer_id: id}}}
    columns: {text: {is: note}}
  answer:
    erase: delete
    via: {ticket: {table: ticket, on: {ticket_id: id}}}
    plain: [words]
  order:
    erase: change
    person: {own: customer_id}
    columns:
      phone: {is: phone, erase: clear}
      place: {is: address, erase: constant, value: x}
  invoice:
    erase: keep
    reason: Tax law
    person: {own: customer_id}
    columns: {phone: {is: phone}}
"""
AGAIN = date(2027, 3, 1)
HOLD = "019c2d5e-0000-7000-8000-000000000000"


def _kept(**scope: str) -> dict[str, str | None]:
    """Return the tables that are kept under a hold, with their reasons."""
    mapping = under_holds(
        parse(MAP), [HeldScope(hold=HOLD, reason="Case 12", again_on=AGAIN, **scope)]
    )
    found = mapping.tables.items()
    return {name: table.reason for name, table in found if table.fate is RowFate.KEEP}


def test_without_a_hold_the_map_is_as_it_was() -> None:
    """Nothing is held."""
    assert under_holds(parse(MAP), []) == parse(MAP)


@pytest.mark.promise("A24")
def test_a_held_table_is_kept_with_all_that_its_rows_lead_to() -> None:
    """Over any number of steps, with the reason and the day; other tables go as before."""
    why = f"legal-hold {HOLD} (2027-03-01)"
    assert _kept(source="crm", table="answer") == {
        "answer": why,
        "ticket": why,
        "customer": why,
        "invoice": "Tax law",
    }
    assert _kept(source="crm", table="customer") == {"customer": why, "invoice": "Tax law"}


def test_a_hold_on_another_source_changes_nothing_here() -> None:
    """Only as far as it goes."""
    assert _kept(source="till") == {"invoice": "Tax law"}


@pytest.mark.promise("A24")
def test_a_held_category_keeps_its_column_where_the_row_stays_anyway() -> None:
    """The other columns of the row go; a row that would be deleted is kept whole."""
    held = HeldScope(hold=HOLD, category="phone", reason="Case 12", again_on=AGAIN)
    mapping = under_holds(parse(MAP), [held])
    phone, place = mapping.tables["order"].columns
    assert (phone.fate, phone.reason) == (ColumnFate.KEEP, f"legal-hold {HOLD} (2027-03-01)")
    assert place.fate is ColumnFate.CONSTANT
    assert _kept(category="phone") == {"invoice": "Tax law"}
    assert set(_kept(category="email")) == {"customer", "invoice"}


def test_everything_is_kept_under_a_hold_without_bounds() -> None:
    """A table that was kept before keeps its own reason."""
    kept = _kept()
    assert set(kept) == set(parse(MAP).tables)
    assert kept["invoice"] == "Tax law"
