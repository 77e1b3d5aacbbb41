"""Promises broken behind Amana's back, and what finds it."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from souq import Coming, Site, look, planted

from amana.acts.retention.run import run_retention
from amana.assembly.sources import open_source
from classifieds import stories

EXAMPLE = Path(__file__).parents[3] / "examples" / "classifieds"


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


@pytest.mark.promise("K5")
def test_a_log_that_was_kept_too_long_ends(site: Site, member: Coming) -> None:
    """Rows past their ninety days, written with SQL, go with the next run; younger ones stay."""
    old = datetime.now(UTC) - timedelta(days=91)
    insert = "insert into visit (account_id, ip, page, cookies, at) values (?, ?, ?, '', ?)"
    site.write(insert, member.person, "127.0.0.9", "/old/", old.strftime("%Y-%m-%d %H:%M:%S.%f"))
    run = site.run
    run_retention(run.amana.storage, run.service, open_source(run.amana.settings))
    pages = [row[0] for row in site.rows("select page from visit where ip = '127.0.0.9'")]
    assert pages == []
    assert site.rows("select 1 from visit where account_id = ?", member.person)


@pytest.mark.promise("K13")
def test_a_column_that_nobody_mapped_is_found(site: Site, tmp_path: Path) -> None:
    """A card's number beside the payments, added by hand: the check of the map names it."""
    copy = tmp_path / "souq.db"
    _copy(site, copy)
    command = [sys.executable, "-m", "amana", "sources", "check", f"sqlite:///{copy}"]
    command += ["--map", str(EXAMPLE / "source.yaml"), "--policy", str(EXAMPLE / "policy.yaml")]
    before = subprocess.run(command, capture_output=True, text=True, check=False)
    _add_column(copy)
    after = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "card_number" not in before.stdout
    assert "card_number" in after.stdout
    assert after.returncode == 1


def _copy(site: Site, copy: Path) -> None:
    """Copy the site's database, as it stands."""
    with closing(sqlite3.connect(site.run.data / "souq.db")) as db:
        db.execute("vacuum into ?", (str(copy),))


def _add_column(copy: Path) -> None:
    """Add a column past everybody."""
    with closing(sqlite3.connect(copy)) as db, db:
        db.execute("alter table payment add column card_number text")
