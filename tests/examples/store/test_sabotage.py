"""Promises of the store broken on purpose, behind Amana's back, and what finds it.

What nothing can find stands in ``docs/explanation/what-amana-cannot-see.md``.
"""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest

from amana.acts.probes.probe import plant
from amana.domain.ledger.entry import Entry
from store import stories

if TYPE_CHECKING:
    from tests.examples.store.conftest import Shop

pytestmark = pytest.mark.xdist_group("store")
EXAMPLE = Path(__file__).parents[3] / "examples" / "store"
_TAG = '<script src="https://tracking.example/tag.js"></script>'
_LINK = '<a href="https://rugs-elsewhere.example/">سجاد</a>'


def _in_shop(shop: "Shop", text: str, *values: object) -> list[tuple[object, ...]]:
    """Do something in the shop's own database, past the shop."""
    with (
        closing(sqlite3.connect(shop.running.data / "minwal.db", timeout=20)) as database,
        database,
    ):
        return database.execute(text, values).fetchall()


def _in_amana(shop: "Shop", text: str, *values: object) -> None:
    """Do something in Amana's own tables, by its administrator's login."""
    server = shop.running.amana.storage.address.conninfo()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(text.encode(), values or None)


@contextmanager
def _page(place: Path, markup: str) -> Iterator[str]:
    """Serve one page that somebody changed on the server."""
    text = f"<!doctype html><html><body>{markup}</body></html>"
    (place / "index.html").write_text(text, encoding="utf-8")
    answers = partial(_Silent, directory=str(place))
    with ThreadingHTTPServer(("127.0.0.1", 0), answers) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _write_around(shop: "Shop", type_: str, values: dict[str, str]) -> str:
    """Put a record into Amana's tables that no act brought there; return whose it is."""
    person = f"smuggled-{uuid4().hex[:8]}"
    with shop.running.amana.storage.work(shop.running.service) as work:
        new = plant(work, person, values, policy_version=1, type_=type_)
        entry = work.name_entry()
        work.records.add(new, entry=entry)
        work.commit(Entry(act="import", body={}), ids=(entry,))
    return person


@pytest.mark.sabotage(
    "one bit of a sealed record changed in the database",
    breaks=["M14"],
    found_by="the look at sealed records (`tamper`)",
)
@pytest.mark.promise("M14")
def test_a_record_changed_in_the_database_is_found(shop: "Shop") -> None:
    """One bit of one record: its number is named, and the promise is broken until it is mended."""
    held, *_ = shop.amana.records.of(shop.customer().id)
    with shop.running.one_bit_changed(held.id):
        looked = shop.look("tamper")["tamper"].looked
        broken = shop.states()["M14"]
    assert looked is not None
    assert ("sealed", held.id) in {(it.code, it.place) for it in looked.faults}
    assert broken == "broken"
    shop.look("tamper")
    assert shop.states()["M14"] != "broken"


@pytest.mark.sabotage(
    "a record written into the database past every act",
    breaks=["M1"],
    found_by="the look at records that no act brought (`records`)",
)
@pytest.mark.promise("M1", "M4")
def test_a_record_written_around_amana_is_found(shop: "Shop") -> None:
    """Somebody imports names that nobody gave at any occasion."""
    person = _write_around(shop, "contact", {"name": "لا أحد"})
    looked = shop.look("records")["records"].looked
    broken = shop.states()["M1"]
    shop.amana.erase(person)
    assert looked is not None
    assert "outside" in {it.code for it in looked.faults}
    assert "M1" in looked.broken
    assert broken == "broken"


@pytest.mark.sabotage(
    "a whole card number written into a letter past every door",
    breaks=["M15"],
    found_by="the look for card numbers in what is sealed (`stored-cards`)",
)
@pytest.mark.promise("M2", "M15")
def test_a_card_number_written_around_amana_is_found(shop: "Shop") -> None:
    """A whole number in a letter that did not come through the door that cuts it."""
    person = _write_around(shop, "letter", {"text": f"بطاقتي {stories.CARD}"})
    looked = shop.look("stored-cards")["stored-cards"].looked
    broken = shop.states()["M15"]
    shop.amana.erase(person)
    assert looked is not None
    assert "card" in {it.code for it in looked.faults}
    assert broken == "broken"
    shop.look("stored-cards")
    assert shop.states()["M15"] != "broken"


@pytest.mark.sabotage(
    "a column for card numbers added to the shop's database",
    breaks=["M2", "M15"],
    found_by="`amana sources check`, which names the column",
)
@pytest.mark.promise("M2", "M15")
def test_a_column_that_nobody_mapped_is_found(shop: "Shop") -> None:
    """Somebody adds a column for card numbers: the map still fits, and its check names it."""
    assert "card_number" not in _checked(shop)
    _in_shop(shop, "alter table payment_source add column card_number text")
    named = _checked(shop)
    fit = shop.post("/v1/sources/minwal/check", {"version": 1})
    _in_shop(shop, "alter table payment_source drop column card_number")
    assert "card_number" in named
    # What is there beside the map hinders nothing that the map says: the look is another one.
    assert fit["fits"]


def _checked(shop: "Shop") -> str:
    """Return what the check of the shop's map against its database says."""
    address = f"sqlite:///{shop.running.data / 'minwal.db'}"
    command = [sys.executable, "-m", "amana", "sources", "check", address]
    command += ["--map", str(EXAMPLE / "source.yaml"), "--policy", str(EXAMPLE / "policy.yaml")]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


@pytest.mark.sabotage(
    "a script of others put into a page, before any choice",
    breaks=["M13"],
    found_by="the look at the banner in a browser (`banner`)",
)
@pytest.mark.promise("M13")
def test_a_tag_that_waits_for_nobody_is_found(shop: "Shop", tmp_path: Path) -> None:
    """A page loads from another origin before any choice, and has no banner."""
    with _page(tmp_path, _TAG) as url:
        looked = shop.look("banner", at=url)["banner"].looked
    assert looked is not None
    assert {it.code for it in looked.faults} >= {"loads_before", "no_banner"}
    assert shop.states()["M13"] == "broken"
    shop.look("banner")
    assert shop.states()["M13"] != "broken"


@pytest.mark.sabotage(
    "a link to others put into a page, without its mark",
    breaks=["M20"],
    found_by="the look at links (`outside-links`)",
)
@pytest.mark.promise("M20")
def test_a_link_out_without_its_mark_is_found(shop: "Shop", tmp_path: Path) -> None:
    """It leads to a site that the notice does not name, and does not say so."""
    with _page(tmp_path, _LINK) as url:
        looked = shop.look("outside-links", at=url)["outside-links"].looked
    assert looked is not None
    assert {it.code for it in looked.faults} == {"unmarked", "unlisted"}
    assert shop.states()["M20"] == "broken"
    shop.look("outside-links")
    assert shop.states()["M20"] == "kept"


@pytest.mark.sabotage(
    "a review written among those that show, judged by nobody",
    breaks=["M17"],
    found_by="the report, which holds what shows against who judged it",
)
@pytest.mark.promise("M17")
def test_a_review_that_nobody_judged_is_found(shop: "Shop") -> None:
    """Written among what everybody sees, it shows on the page, and the promise is broken."""
    words = json.dumps({"content_reviews": "لم يراجعه أحد"})
    _in_amana(
        shop,
        "insert into amana.published (service, handle, kind, words)"
        " values (%s, gen_random_uuid(), 'review_4', %s::jsonb)",
        shop.running.service,
        words,
    )
    stranger = shop.visitor()
    where = stranger.open("/").first(r'href="(/catalogue/[^"]+_4/)"')
    seen, broken = stranger.open(where).text, shop.states()["M17"]
    _in_amana(shop, "delete from amana.published where kind = 'review_4'")
    assert "لم يراجعه أحد" in seen
    assert broken == "broken"
    assert shop.states()["M17"] != "broken"


@pytest.mark.sabotage(
    "an authority told by telephone, without a release",
    breaks=["M12-law"],
    found_by="the list of disclosures, which holds each against its grant and its release",
)
@pytest.mark.promise("M12")
def test_what_leaves_outside_of_its_release_breaks_the_promise(shop: "Shop") -> None:
    """Told by telephone, without a release that two agreed to: put down, and seen."""
    body = {
        "recipient": "authority",
        "persons": [shop.customer().id],
        "data": ["name", "phone"],
        "for": "legal_compliance",
        "method": "outside",
        "nature": "disclose_by_law",
    }
    shop.post("/v1/disclosures", body)
    assert shop.states()["M12-law"] == "broken"
