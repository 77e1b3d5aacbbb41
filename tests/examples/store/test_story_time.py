"""What takes weeks and years in the store, or comes rarely: time is moved in the databases."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import psycopg
import pytest
from example import BREACH_SUBJECT

from store import stories

if TYPE_CHECKING:
    from tests.examples.store.conftest import Customer, Shop

pytestmark = pytest.mark.xdist_group("store")
ASKS = "يسألك عن رأيك"
_LETTERS_EARLIER = (
    "update amana.outbox set made_at = made_at - %(by)s, due_at = due_at - %(by)s"
    " where service = %(service)s and purpose = 'ratings' and state = 'waiting'"
)
_DELIVERIES_EARLIER = (
    "update amana.event set at = at - %(by)s where service = %(service)s and event = 'delivery'"
    " and at > now() - interval '1 day'"
)


def _two_weeks_pass(shop: "Shop") -> None:
    """Move each delivery of today, and the letter that waits since, two weeks back."""
    given = {"by": timedelta(days=14), "service": shop.running.service}
    server = shop.running.amana.storage.address.conninfo()
    with psycopg.connect(server) as connection:
        assert connection.execute(_LETTERS_EARLIER, given).rowcount > 0
        assert connection.execute(_DELIVERIES_EARLIER, given).rowcount > 0


def _bought(who: "Customer") -> str:
    """Let somebody buy something; return the order's number."""
    return stories.buy(who.visitor, 2).path.strip("/").rsplit("/", maxsplit=1)[-1]


def _delivered(shop: "Shop", number: str) -> str:
    """Let what was bought arrive."""
    assert "سُلِّم" in shop.desk("deliver", number=number)
    return number


def _asked(shop: "Shop", who: "Customer") -> int:
    return sum(ASKS in it.subject for it in shop.running.letters(who.someone.email))


@pytest.mark.promise("M16")
def test_a_rating_is_asked_for_two_weeks_after_a_delivery(shop: "Shop") -> None:
    """Not before; whoever left by the letter's own link is not asked about the next one."""
    gone, staying = shop.customer("منى السويدي"), shop.customer("سارة الدوسري")
    # The shop's own letter of an order comes before they leave, else it would come around them.
    first, *others = (_bought(each) for each in (gone, gone, staying))
    _delivered(shop, first)
    assert _asked(shop, gone) == 0
    _two_weeks_pass(shop)
    shop.running.leave(shop.running.letter(gone.someone.email, ASKS))
    for each in others:
        _delivered(shop, each)
    _two_weeks_pass(shop)
    shop.running.letter(staying.someone.email, ASKS)
    assert (_asked(shop, gone), _asked(shop, staying)) == (1, 1)
    kept = shop.running.kept_in_mail(gone.someone.email, staying.someone.email)
    assert kept == {"M16"}
    assert shop.states()["M16"] == "kept"


def test_an_order_ends_five_years_after_it_was_done(shop: "Shop") -> None:
    """One that was done so long ago is in the shop's database no more; one of today is."""
    who = shop.customer("خلود الكبيسي")
    old, new = (_delivered(shop, _bought(who)) for _ in range(2))
    done = datetime.now(UTC) - timedelta(days=5 * 366)
    with _database(shop) as database, database:
        said = (f"{done:%Y-%m-%d %H:%M:%S}", old)
        database.execute("update order_order set done_at = ? where number = ?", said)
    shop.run_retention()
    with _database(shop) as database:
        rows = database.execute("select number from order_order where number in (?, ?)", (old, new))
        assert rows.fetchall() == [(new,)]
    assert shop.states()["orders-kept"] == "kept"


def test_what_is_kept_for_an_account_ends_with_it(shop: "Shop") -> None:
    """Closed, its row and how to reach its owner are gone; what was bought stays, of nobody."""
    who = shop.customer("وضحى المهيري")
    number = _delivered(shop, _bought(who))
    who.visitor.fill("/accounts/close/", {})
    # Times are held against each other by whole seconds.
    shop.running.wait(lambda: _is_gone(shop, who), what="an account that ended")
    with _database(shop) as database:
        query = "select user_id from order_order where number = ?"
        assert database.execute(query, (number,)).fetchone() == (None,)
    held = {it.type for it in shop.amana.records.of(who.id)}
    assert "contact" not in held
    assert held >= {"purchase", "card"}
    assert shop.states()["account-kept"] == "kept"


def _is_gone(shop: "Shop", who: "Customer") -> bool:
    shop.run_retention()
    with _database(shop) as database:
        query = "select count(*) from store_user where id = ?"
        return bool(database.execute(query, (who.id,)).fetchone() == (0,))


def _database(shop: "Shop") -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(shop.running.data / "minwal.db", timeout=20))


def test_whoever_a_breach_is_about_hears_of_it_in_time(shop: "Shop") -> None:
    """A list of names lay open for an hour: a letter comes, and the authority gets its form."""
    who = shop.customer("بدرية العمادي")
    shop.running.tell_of_breach(who.id, law="qatar")
    assert "مكشوفة" in shop.letter(who.someone.email, BREACH_SUBJECT)
    shop.running.wait(lambda: shop.states()["breach-told"] == "kept", what="a breach told")
