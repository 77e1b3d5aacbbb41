"""The desk over a database of others: maps, plans, one word for several, and how it goes on."""

import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from carried import carry_all

from amana.acts.act import OPERATOR, Act
from amana.acts.holding.holds import put_hold
from amana.domain.source.holding import HeldScope
from amana.domain.source.model import SourceMap
from amana.domain.source.registry import SourceKind
from amana.sources.protocol import Source
from amana.sources.sql_source import SqlSource, Step

if TYPE_CHECKING:
    from tests.http.console.conftest import Shop

PEOPLE = ("p-1", "p-2", "p-3")


def test_a_map_is_read_checked_and_approved_at_the_console(shop: "Shop") -> None:
    """In words, never with the way to the database; a misfit is named, and nothing approved."""
    assert "no map is approved" in shop.page("sources")
    page = shop.page("sources/shop")
    for said in ("customer_order", "rows are deleted", "Tax law", "10 years", "from their rows in"):
        assert said in page
    assert str(shop.file) not in page
    assert "agrees with the policy" in shop.send("sources/shop/check", version="1").text
    assert shop.send("sources/shop/approve", version="1").status_code == 422
    with closing(sqlite3.connect(shop.file)) as opened:
        opened.execute("alter table customer_order rename column address to place")
        opened.commit()
    wrong = shop.send("sources/shop/approve", version="1", sure="yes")
    assert wrong.status_code == 422
    assert "address" in wrong.text
    with closing(sqlite3.connect(shop.file)) as opened:
        opened.execute("alter table customer_order rename column place to address")
        opened.commit()
    shop.approve_map()
    assert "map number 1 is approved" in shop.page("sources")
    assert shop.send("sources/shop/remove", sure="yes").status_code == 303
    assert "No sources yet" in shop.page("sources")


@pytest.mark.promise("A22")
def test_the_plan_says_what_stays_before_anything_runs(shop: "Shop") -> None:
    """Rows by table, what becomes of them, why something stays and how long; nothing changes."""
    shop.approve_map()
    asked = shop.ask("p-1")
    assert "No plan has been made yet" in shop.page(f"requests/{asked}")
    assert shop.send(f"requests/{asked}/plan").status_code == 303
    page = shop.page(f"requests/{asked}")
    assert re.findall(r"<code dir=\"ltr\">(customer|orders)</code>", page) == ["customer", "orders"]
    for said in ("Tax law", "10 years", "by map number 1"):
        assert said in page
    assert (shop.rows("customer"), shop.rows("customer_order")) == (3, 3)


def test_several_are_approved_by_one_word_and_what_changed_is_named(shop: "Shop") -> None:
    """One plan over all; a request that changed since it was seen is left as it is."""
    shop.approve_map()
    asked = [shop.ask(person) for person in PEOPLE]
    assert shop.send("requests/together/plan", chosen=asked).status_code == 303
    page = shop.desk.get(
        f"/console/{shop.service}/requests/together", params={"lang": "en", "chosen": asked}
    ).text
    assert "3 requests" in page
    assert re.findall(r"data-name=\"Rows\">(\d+)", page) == ["3", "3"]
    seen = re.findall(r'name="seen" value="([0-9a-f.-]+)"', page)
    assert len(seen) == 3
    shop.send(f"requests/{asked[1]}/fee", amount="500", currency="QAR")
    assert shop.send("requests/together/approve", seen=seen).status_code == 422
    done = shop.send("requests/together/approve", seen=seen, sure="yes").text
    begun, left = done.split("changed since you saw them")
    assert set(re.findall(r"/requests/([0-9a-f-]{36})", begun)) == {asked[0], asked[2]}
    assert re.findall(r"/requests/([0-9a-f-]{36})", left) == [asked[1]]
    assert shop.carry() == 2
    assert shop.rows("customer") == 1
    again = shop.send("requests/together/approve", seen=seen, sure="yes").text
    assert "was begun" not in again


def test_one_that_cannot_begin_stops_none_of_the_others(shop: "Shop") -> None:
    """Of three the one in the middle is put under a hold meanwhile: it is named, and left."""
    shop.approve_map()
    asked = [shop.ask(person) for person in PEOPLE]
    shop.send("requests/together/plan", chosen=asked)
    page = shop.desk.get(
        f"/console/{shop.service}/requests/together", params={"lang": "en", "chosen": asked}
    ).text
    seen = re.findall(r'name="seen" value="([0-9a-f.-]+)"', page)
    with shop.storage.work(shop.service) as work:
        again_on = work.now.date() + timedelta(days=30)
        scope = HeldScope(reason="Case 12", again_on=again_on)
        put_hold(Act(actor=OPERATOR, work=work), scope, person="p-2")
    done = shop.send("requests/together/approve", seen=seen, sure="yes")
    assert done.status_code == 200
    begun, left = done.text.split("changed since you saw them")
    assert set(re.findall(r"/requests/([0-9a-f-]{36})", begun)) == {asked[0], asked[2]}
    assert re.findall(r"/requests/([0-9a-f-]{36})", left) == [asked[1]]
    assert shop.carry() == 2


def test_progress_is_followed_without_script_and_stops_at_the_end(shop: "Shop") -> None:
    """The page says by a header when it looks again, later each time; looking writes nothing."""
    shop.approve_map()
    asked = shop.ask("p-1")
    shop.send(f"requests/{asked}/carry-out")
    where = f"/console/{shop.service}/requests/{asked}/progress"
    first = shop.desk.get(where, params={"lang": "en"})
    assert first.headers["refresh"] == f"2;url={where}?looked=1&lang=en"
    assert "0 of 1 are through" in shop.plain(first)
    assert "http-equiv" not in first.text
    late = shop.desk.get(where, params={"lang": "en", "looked": "20"})
    assert late.headers["refresh"].startswith("30;")
    assert "refresh" not in shop.desk.get(where, params={"looked": "60"}).headers
    assert shop.carry() == 1
    over = shop.desk.get(where, params={"lang": "en", "looked": "3"})
    assert "refresh" not in over.headers
    assert "1 of 1 are through" in shop.plain(over)
    assert "Tax law" in shop.plain(over)


def test_what_failed_is_tried_again_or_left_undone_by_a_person(shop: "Shop") -> None:
    """A table that changed is named; mended, the request goes on, and ends with what it kept."""
    shop.approve_map()
    asked, other = shop.ask("p-1"), shop.ask("p-2")
    with closing(sqlite3.connect(shop.file)) as opened:
        opened.execute("alter table customer rename to client")
        opened.commit()
    for each in (asked, other):
        shop.send(f"requests/{each}/carry-out")
    shop.carry()
    assert "waits for you" in shop.page(f"requests/{asked}")
    assert shop.send(f"requests/{other}/parts/shop/give-up").status_code == 422
    assert shop.send(f"requests/{other}/parts/shop/give-up", sure="yes").status_code == 303
    assert "partly done" in shop.page(f"requests/{other}")
    with closing(sqlite3.connect(shop.file)) as opened:
        opened.execute("alter table client rename to customer")
        opened.commit()
    assert shop.send(f"requests/{asked}/parts/shop/retry").status_code == 303
    shop.carry()
    assert "done, and looked at again" in shop.page(f"requests/{asked}")
    assert shop.rows("customer") == 2


@pytest.mark.promise("A28")
def test_a_correction_is_written_down_approved_and_set_in_the_source(shop: "Shop") -> None:
    """What is left empty stays; the page shows no value, neither the old nor the new."""
    asked = shop.ask("p-1", "correction")
    assert "no source has an approved map" in shop.page(f"requests/{asked}/corrections").lower()
    shop.approve_map()
    page = shop.page(f"requests/{asked}/corrections")
    columns = re.findall(r'name="column" value="([^"]+)"', page)
    assert columns
    values = ["new@x.example" if each.endswith("/email") else "" for each in columns]
    assert (
        shop.send(f"requests/{asked}/corrections", column=columns, value=values).status_code == 303
    )
    assert "new@x.example" not in shop.page(f"requests/{asked}/corrections")
    assert shop.send(f"requests/{asked}/corrections", column=columns, value=[""]).status_code == 422
    shop.send(f"requests/{asked}/carry-out", sure="yes")
    assert shop.carry() == 1
    with closing(sqlite3.connect(shop.file)) as opened:
        (email,) = opened.execute("select email from customer where id = 'p-1'").fetchone()
    assert email == "new@x.example"


def test_the_page_counts_its_seconds_in_arabic(shop: "Shop") -> None:
    """Two of them in the dual."""
    shop.approve_map()
    asked = shop.ask("p-1")
    shop.send(f"requests/{asked}/carry-out")
    where = f"/console/{shop.service}/requests/{asked}/progress"
    got = shop.desk.get(where, params={"lang": "ar"})
    assert "بعد ثانيتين" in shop.plain(got)


class Killed(BaseException):
    """The end of a program, which nothing catches."""


@pytest.mark.promise("A29")
def test_what_a_killed_pass_did_is_shown_as_a_most(shop: "Shop") -> None:
    """The pass after it finds nothing: the desk says what had been found, and that it is gone."""
    shop.approve_map()
    asked = shop.ask("p-1")
    shop.send(f"requests/{asked}/carry-out")

    def dying(_kind: SourceKind, way: str, mapping: SourceMap) -> Source:
        def hear(step: Step) -> None:
            if step is Step.COMMITTED:
                raise Killed

        return SqlSource(way, mapping, on_step=hear)

    with pytest.raises(Killed):
        carry_all(shop.storage, shop.service, dying)
    assert "at most" not in shop.page(f"requests/{asked}")
    assert shop.carry() == 1
    page = shop.page(f"requests/{asked}")
    assert "customer: at most 1 deleted, 0 changed" in page
    assert "nothing of it was found" in page
    arabic = shop.page(f"requests/{asked}", lang="ar")
    assert "على الأكثر" in arabic
