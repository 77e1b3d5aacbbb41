"""Promises broken behind Amana's back, and what finds it.

They come after the report, so that it is made before anything is broken. What nothing can find
stands in ``docs/explanation/what-amana-cannot-see.md``.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from one_page import one_page
from souq import Coming, Site, erase, look, planted

from amana.acts.probes.probe import plant
from amana.domain.ledger.entry import Entry
from classifieds import stories

EXAMPLE = Path(__file__).parents[3] / "examples" / "classifieds"
_OLD_VISIT = "insert into visit (account_id, ip, page, cookies, at) values (?, ?, ?, '', ?)"
_BACK = (
    "insert into account (id, username, first_name, last_name, email, phone, address, password,"
    " is_active, is_staff, is_superuser, date_joined)"
    " values (99999, 'back', '', '', ?, '', '', '', 0, 0, 0, ?)"
)


@pytest.mark.sabotage(
    "a phone number written into an ad's text with SQL",
    breaks=["K2"],
    found_by="the look at public pages (`public-pages`)",
)
@pytest.mark.promise("K2")
def test_a_phone_in_an_ad_s_text_is_found(site: Site, member: Coming) -> None:
    """Written into the database past the site, it breaks the promise until it is gone."""
    stories.post_ad(member.visitor, member.who)
    text = "update django_classified_item set description = ? where user_id = ?"
    with planted(site, member):
        look(site, "public-pages")
        assert site.state("K2") == "kept"
        site.write(text, f"اتصل: {member.who.phone}", member.person)
        look(site, "public-pages")
        assert site.state("K2") == "broken"
        site.write(text, member.who.text, member.person)
        look(site, "public-pages")
        assert site.state("K2") == "kept"


@pytest.mark.sabotage(
    "a log kept past its ninety days",
    breaks=["K5"],
    found_by="the next run of retention, which ends it",
)
@pytest.mark.promise("K5")
def test_a_log_that_was_kept_too_long_ends(site: Site, member: Coming) -> None:
    """Rows past their ninety days, written with SQL, go with the next run; younger ones stay."""
    site.write(_OLD_VISIT, member.person, "127.0.0.9", "/old/", _days_ago(91))
    site.end_what_is_over()
    assert site.rows("select page from visit where ip = '127.0.0.9'") == []
    assert site.rows("select 1 from visit where account_id = ?", member.person)


@pytest.mark.sabotage(
    "a column for card numbers added to the site's database",
    breaks=["K13", "K14"],
    found_by="`amana sources check`, which names the column",
)
@pytest.mark.promise("K13", "K14")
def test_a_column_that_nobody_mapped_is_found(site: Site) -> None:
    """A card's number beside the payments, added by hand: the check of the map names it."""
    given = ["--map", str(EXAMPLE / "source.yaml"), "--policy", str(EXAMPLE / "policy.yaml")]
    database = f"sqlite:///{site.run.data / 'souq.db'}"
    with _changed(
        site,
        "alter table payment add column card_number text",
        "alter table payment drop column card_number",
    ):
        command = [sys.executable, "-m", "amana", "sources", "check", database, *given]
        seen = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "card_number" in seen.stdout
    assert seen.returncode == 1


@pytest.mark.sabotage(
    "an erased person written back with SQL",
    breaks=["rights"],
    found_by="the look for the erased in the application's own database (`erased`)",
)
def test_an_erased_person_who_is_written_back_is_found(site: Site, member: Coming) -> None:
    """Each address of the site's database is held against what was erased."""
    erase(site, member.person)
    look(site, "erased")
    assert site.state("rights") != "broken"
    site.write(_BACK, member.who.email, _days_ago(0))
    assert look(site, "erased").broken == {"rights"}
    assert site.state("rights") == "broken"
    site.write("delete from account where id = 99999")
    look(site, "erased")
    assert site.state("rights") != "broken"


@pytest.mark.sabotage(
    "a record written into the database past every act",
    breaks=["K16-counted"],
    found_by="the look at records that no act brought (`records`)",
)
@pytest.mark.promise("K1", "K16")
def test_a_record_written_around_amana_is_found(site: Site, member: Coming) -> None:
    """Somebody imports a listing of which no promise spoke when it came in."""
    stories.post_ad(member.visitor, member.who)
    run = site.run
    with run.amana.storage.work(run.service) as work:
        new = plant(work, "smuggled", {"section": "سيارات"}, policy_version=1, type_="listing")
        entry = work.name_entry()
        work.records.add(new, entry=entry)
        work.commit(Entry(act="import", body={}), ids=(entry,))
    looked = look(site, "records")
    assert looked.faults
    assert "K16-counted" in looked.broken
    assert site.state("K16-counted") == "broken"
    site.amana.erase("smuggled")
    look(site, "records")
    assert site.state("K16-counted") != "broken"


@pytest.mark.sabotage(
    "a script of a network put into a page, before any choice",
    breaks=["K9", "K17"],
    found_by="the look at the banner in a browser (`banner`)",
)
@pytest.mark.promise("K9", "K17")
def test_a_tag_that_waits_for_no_consent_is_found(site: Site) -> None:
    """A page that somebody changed on the server has a network's script in the open."""
    run = site.run
    line = f'<script src="{run.amana_url}/{run.service}/banner.js"></script>'
    with one_page(f'{line}<script src="{run.app.tags}/lafita.js"></script>') as url:
        looked = look(site, "banner", at=url)
    assert {"K9", "K17"} <= looked.broken
    assert "loads_before" in {fault.code for fault in looked.faults}
    assert {site.state("K9"), site.state("K17")} == {"broken"}
    look(site, "banner")
    assert "broken" not in {site.state("K9"), site.state("K17")}


@pytest.mark.sabotage(
    "addresses handed to a marketer without a yes",
    breaks=["K15"],
    found_by="the list of disclosures, which holds each against its grant and its release",
)
@pytest.mark.promise("K13", "K15")
def test_addresses_that_went_to_the_marketer_by_another_way_break_the_promise(
    site: Site, member: Coming
) -> None:
    """What was handed over without a yes is put down as it was, and the report says so."""
    told = {
        "recipient": "marketer",
        "persons": [member.person],
        "data": ["email"],
        "for": "partner_marketing",
        "method": "outside",
    }
    site.office("/v1/disclosures", told)
    assert site.state("K15") == "broken"


@contextmanager
def _changed(site: Site, change: str, back: str) -> Iterator[None]:
    """Change the database's own schema by hand, and take it back."""
    site.write(change)
    try:
        yield
    finally:
        site.write(back)


def _days_ago(days: int) -> str:
    """Return an instant as the site's database writes it."""
    return f"{datetime.now(UTC) - timedelta(days=days):%Y-%m-%d %H:%M:%S.%f}"
