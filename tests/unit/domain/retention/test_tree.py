"""Rows that stay for a reason end by no time."""

from itertools import product

import pytest

from amana.acts.retention.bearing import fault_of
from amana.domain.promises.retain import Moment
from amana.domain.retention.due import Bearing
from amana.domain.retention.overdue import NOT_STARTED, OWN_CLOCK, STAYS
from amana.domain.retention.place import Place
from amana.domain.retention.terms import Term
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


KEPT_LONGER = ', erase: keep, reason: "The law on accounts", until: P5Y'
SHOP = """\
amana: 1
service: store
source: shop
tables:
  account:
    erase: delete
    person: {own: id}
    times: {account_closed: closed_at}
    columns: {email: {is: email}}
  purchase:
    erase: change
    via: {buyer: {table: account, on: {buyer: id}, clear: true}}
    times: {order_done: done_at}
    columns: {what: {is: booking, erase: keep, reason: "The law on accounts", until: P5Y}}
  line:
    erase: change
    via: {purchase: {table: purchase, on: {purchase: id}}}
    columns: {title: {is: booking, erase: keep, reason: "The law on accounts", until: P5Y}}
"""
TERMS = (
    Term(promise="R1", data=frozenset({"email"}), moment=Moment.ACCOUNT_CLOSED, period=None),
    Term(promise="R2", data=frozenset({"booking"}), moment=Moment.ORDER_DONE, period=None),
)


def places(text: str) -> dict[str, Place]:
    """Return the tables that end, by their ids."""
    return {each.item: each for each in trees_of(parse(text), Bearing(terms=TERMS))}


def test_a_row_with_a_time_of_its_own_stays_where_its_link_is_cleared() -> None:
    """An account does not take purchases along: each table ends by its own clock."""
    found = places(SHOP)
    assert {name: each.tables for name, each in found.items()} == {
        "account": ("account",),
        "purchase": ("purchase", "line"),
    }
    assert {name: each.promises for name, each in found.items()} == {
        "account": {"R1"},
        "purchase": {"R2"},
    }
    assert [each.fault for each in found.values()] == [None, None]


GONE = SHOP.replace(KEPT_LONGER, "").replace("erase: change", "erase: delete")
WAITED = GONE.replace(", clear: true", "")


def test_a_row_whose_link_cannot_be_cleared_is_waited_for() -> None:
    """A purchase ends by its own clock with its lines, an account once it has none."""
    found = places(WAITED)
    assert {name: each.tables for name, each in found.items()} == {
        "account": ("account",),
        "purchase": ("purchase", "line"),
    }
    (waited,) = found["account"].waits
    assert (waited, waited.waits) == (found["purchase"], ())
    assert [each.fault for each in found.values()] == [None, None]


@pytest.mark.parametrize(
    ("started", "fault"), [({"R1", "R2"}, None), ({"R1"}, NOT_STARTED), ({"R2"}, NOT_STARTED)]
)
def test_what_is_waited_for_keeps_what_waits(started: set[str], fault: str | None) -> None:
    """Where nobody let the promise about purchases begin, accounts end as little as they do."""
    begun = frozenset(term.said for term in TERMS if term.promise in started)
    bearing = Bearing(terms=TERMS, started=begun)
    assert fault_of(bearing, places(WAITED)["account"]) == fault


def test_what_several_wait_for_is_looked_at_once() -> None:
    """Fourteen layers of two tables, each linked to both above: time does not double with each."""
    layered = "amana: 1\nservice: store\nsource: shop\ntables:\n"
    for layer, place in product(range(14), "ab"):
        layered += f"  {place}{layer}:\n    erase: delete\n    times: {{order_done: done_at}}\n"
        layered += "    columns: {what: {is: booking}}\n"
        above = ", ".join(f"{it}: {{table: {it}{layer - 1}, on: {{{it}: id}}}}" for it in "ab")
        layered += f"    via: {{{above}}}\n" if layer else "    person: {own: id}\n"
    found = places(layered)
    assert len(found) == 28
    assert [each.item for each in found["a12"].before()] == ["a12", "a13", "b13"]
    assert sorted(each.item for each in found["a0"].before()) == sorted(found.keys() - {"b0"})


def test_a_time_that_lies_deeper_ends_nothing() -> None:
    """What goes along without a time takes along what has one, and nobody can tell which counts."""
    basket = """\
  basket:
    erase: delete
    via: {account: {table: account, on: {account: id}}}
"""
    deeper = WAITED.replace("  purchase:\n", basket + "  purchase:\n", 1)
    deeper = deeper.replace("table: account, on: {buyer: id}", "table: basket, on: {buyer: id}")
    assert places(deeper)["account"].fault == OWN_CLOCK


def test_what_stays_changed_is_not_waited_for() -> None:
    """It would never be gone: where both rows stay, nobody can tell whose clock counts."""
    stays = WAITED.replace("erase: delete", "erase: change")
    stays = stays.replace("{is: email}", "{is: email, erase: clear}")
    stays = stays.replace("{is: booking}", "{is: booking, erase: clear}")
    assert places(stays)["account"].fault == OWN_CLOCK


def test_what_no_promise_ends_is_not_waited_for() -> None:
    """Purchases hold nothing that a promise speaks of, and so never end."""
    plain = WAITED.replace("    columns: {what: {is: booking}}\n", "    plain: [what]\n")
    assert places(plain)["account"].fault == OWN_CLOCK


def test_a_clock_that_says_nothing_of_the_end_is_not_waited_for() -> None:
    """The purchase is kept from a moment of which its table says nothing."""
    assert places(WAITED.replace("order_done", "last_use"))["account"].fault == OWN_CLOCK


def test_what_stays_for_ever_ends_by_no_time() -> None:
    """An erasure keeps all of the row, and no reason ends: its promise shows as unproven."""
    found = places(SHOP.replace(", until: P5Y", ""))
    assert found["purchase"].fault == STAYS
