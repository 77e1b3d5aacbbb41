"""What fails at the store leaves nothing behind: an order, an account, a release."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from store.gateway import DECLINED
from store.made_up import MadeUp

from amana.sdk import AmanaRejected
from store import stories

if TYPE_CHECKING:
    from tests.examples.store.conftest import Shop

pytestmark = pytest.mark.xdist_group("store")
FULL = "4111 1111 1111 1111"
OF_AN_ORDER = {"purchase", "card"}


@contextmanager
def _database(shop: "Shop") -> Iterator[sqlite3.Connection]:
    path = shop.running.data / "minwal.db"
    with closing(sqlite3.connect(path, timeout=20)) as database, database:
        yield database


def _types(shop: "Shop", person: str) -> list[str]:
    return [it.type for it in shop.amana.records.of(person) if it.type in OF_AN_ORDER]


@pytest.mark.promise("M2", "M15")
def test_a_card_that_is_declined_leaves_nothing_and_the_next_one_buys(shop: "Shop") -> None:
    """No order, no record of one; with another card the same basket is bought."""
    someone = shop.customer()
    page = stories.buy(someone.visitor, 4, card=DECLINED)
    assert page.path == "/checkout/"
    assert "لم تقبل بوابة الدفع هذه البطاقة" in page.text
    assert _types(shop, someone.id) == []
    with _database(shop) as database:
        query = "select count(*) from order_order where user_id = ?"
        assert database.execute(query, (someone.id,)).fetchone() == (0,)
    again = someone.visitor.fill("/checkout/", {"card": FULL, "note": ""})
    assert again.path.startswith("/orders/")
    assert sorted(_types(shop, someone.id)) == ["card", "purchase"]


@pytest.mark.promise("M2", "M15")
def test_a_card_in_a_note_is_an_error_of_the_form(shop: "Shop") -> None:
    """The form comes back and says why; nothing was asked, paid or kept."""
    someone = shop.customer()
    page = stories.buy(someone.visitor, 4, note=f"بطاقتي {FULL}")
    assert (page.status, page.path) == (200, "/checkout/")
    assert "في هذا النص رقم بطاقة كامل" in page.text
    assert _types(shop, someone.id) == []


def _newcomer(name: str) -> MadeUp:
    return MadeUp(
        name="عائشة المناعي",
        email=f"{name}@mail.example",
        phone="+97455019999",
        address="شارع اللؤلؤ، مبنى 3، الدوحة",
        password="long-and-made-up",  # noqa: S106 - nobody's
    )


def _id_of(shop: "Shop", email: str) -> str | None:
    with _database(shop) as database:
        row = database.execute("select id from store_user where email = ?", (email,)).fetchone()
    return None if row is None else str(row[0])


def _is_erased(shop: "Shop", person: str) -> bool:
    try:
        list(shop.amana.records.of(person))
    except AmanaRejected as fault:
        return bool(fault.fields["problem"] == "person.erased")
    return False


@pytest.mark.promise("M1", "M5")
def test_who_registers_again_gets_a_new_code_and_a_new_account(shop: "Shop") -> None:
    """The account that slept under the address is erased, with the password of whoever tried."""
    first, again = _newcomer("asleep"), shop.visitor()
    stories.register(shop.visitor(), first)
    before = _id_of(shop, first.email)
    shop.code_for(first.email)
    assert before is not None
    sent = len([it for it in shop.running.mailbox.latest() if it.to == first.email])
    stories.register(again, first)
    assert shop.running.mailbox.wait_for(
        lambda _: len([it for it in shop.running.mailbox.latest() if it.to == first.email]) > sent,
        at_most_s=30,
    )
    assert stories.person_on(stories.enter_code(again, shop.code_for(first.email))) != before
    assert _is_erased(shop, before)


@pytest.mark.promise("M1")
def test_who_does_not_confirm_within_an_hour_is_erased(shop: "Shop") -> None:
    """The next registration of anybody finds them late, and nothing of them stays."""
    late = _newcomer("late")
    stories.register(shop.visitor(), late)
    person = _id_of(shop, late.email)
    assert person is not None
    long_ago = datetime.now(UTC) - timedelta(minutes=61)
    with _database(shop) as database:
        said = (long_ago.strftime("%Y-%m-%d %H:%M:%S"), person)
        database.execute("update store_user set date_joined = ? where id = ?", said)
    stories.register(shop.visitor(), _newcomer("other"))
    assert _id_of(shop, late.email) is None
    assert _is_erased(shop, person)


@pytest.mark.promise("M10", "M12")
def test_a_release_needs_its_document_and_sends_its_hash(shop: "Shop") -> None:
    """Without asker, reference, reason or file nothing is proposed; the hash is the file's."""
    someone = shop.customer()
    url = "/v1/releases"
    before = len(shop.http.get(url).json()["releases"])
    lacking = {"person": someone.id, "recipient": "authority"}
    assert shop.staff.send("/staff/", "/staff/release/", lacking).status == 422
    assert len(shop.http.get(url).json()["releases"]) == before
    shop.desk("release", **lacking, reference="2026/99", reason="كتاب رسمي")
    made = [it["release"] for it in shop.http.get(url).json()["releases"]]
    assert len(made) == before + 1
    assert any(
        shop.http.get(f"{url}/{it}").json().get("document", {}).get("sha256")
        == sha256(stories.LETTER).hexdigest()
        for it in made
    )


@pytest.mark.promise("M2")
def test_a_delivery_starts_the_time_of_its_own_order_alone(shop: "Shop") -> None:
    """Of two orders one is delivered: the moment is noted of its two records."""
    someone = shop.customer()
    page = stories.buy(someone.visitor, 5)
    number = page.path.strip("/").rsplit("/", maxsplit=1)[-1]
    stories.buy(someone.visitor, 6)
    before = _noted(shop, "order_done")
    assert "سُلِّم" in shop.desk("deliver", number=number)
    known = shop.amana.record_sets.known(person=someone.id)
    of_it = {it.record for it in known if it.type in OF_AN_ORDER and it.key == number}
    assert len(of_it) == 2
    assert sorted(_noted(shop, "order_done")) == sorted([*before, *of_it])


def _noted(shop: "Shop", event: str) -> list[str]:
    """Return of which records an event was noted: ``None`` stands for a whole person."""
    with shop.running.amana.storage.reading(shop.running.service) as view:
        rows = view.transaction._connection.execute(  # noqa: SLF001 - no door tells this
            "select record from amana.event where event = %s", [event]
        ).fetchall()
    return [str(row["record"]) for row in rows]


@pytest.mark.promise("M7")
def test_one_refusal_does_not_end_the_round_of_offers(shop: "Shop") -> None:
    """Somebody whom Amana erased is passed over, and the others get what they want."""
    gone, wanting = shop.customer(), shop.customer()
    shop.amana.erase(gone.id)
    stories.choose(wanting.visitor, "offers-yes")
    assert shop.letter_of_offers(wanting.someone.email, "عرض اخترناه لك") is not None
