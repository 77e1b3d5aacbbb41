"""Promises broken on purpose behind Amana's back, and what finds it."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from miqat import Member, Miqat
from sqlcipher3 import dbapi2

from amana.acts.probes.probe import plant
from amana.acts.retention.sources import end_in_sources
from amana.assembly.sources import open_source
from amana.domain.ledger.entry import Entry, Json
from amana.sdk import AmanaUnreachable
from scheduling import stories

EXAMPLE = Path(__file__).parents[3] / "examples" / "scheduling"
_ACCOUNT = (
    "insert into scheduling_account (id, email, first_name, last_name, phone, password,"
    " is_active, is_staff, is_superuser, created_at, closed_at, restricted)"
    " values (?, ?, '', '', '', '', 0, 0, 0, ?, ?, 0)"
)


def _address(miqat: Miqat) -> str:
    address = miqat.shown.app.source
    assert address is not None
    return address[1].read_text(encoding="ascii")


@contextmanager
def _opened(miqat: Miqat) -> Iterator[Any]:
    """Open the app's own database as somebody who has its key."""
    key = _address(miqat).partition("%27")[2].partition("%27")[0]
    with closing(dbapi2.connect(str(miqat.shown.data / "miqat.db"), timeout=20)) as connection:
        connection.execute(f"pragma key = \"x'{key}'\"")
        with connection:
            yield connection


@pytest.mark.sabotage(
    "an erased person written back with SQL",
    breaks=["A23"],
    found_by="the look for the erased in the application's own database (`erased`)",
)
@pytest.mark.promise("A1", "A23")
def test_an_erased_person_who_is_written_back_is_found(miqat: Miqat) -> None:
    """The probe of erasures holds each address of the source against what was erased."""
    gone = miqat.business("بدور الجهني")
    stories.close_account(gone.visitor)
    miqat.until(lambda: not miqat.amana.persons.find("email", gone.who.email))
    miqat.until(lambda: not _rows(miqat, gone))
    miqat.look("erased")
    assert miqat.states()["A23"] != "broken"
    with _opened(miqat) as database:
        now = datetime.now(UTC).isoformat(" ")
        database.execute(_ACCOUNT, ("u-back", gone.who.email, now, None))
    miqat.look("erased")
    assert miqat.states()["A23"] == "broken"
    with _opened(miqat) as database:
        database.execute("delete from scheduling_account where id = 'u-back'")
    miqat.look("erased")
    assert miqat.states()["A23"] != "broken"


def _rows(miqat: Miqat, whose: Member) -> int:
    with _opened(miqat) as database:
        found = database.execute(
            "select count(*) from scheduling_account where email = ?", (whose.who.email,)
        )
        return int(found.fetchone()[0])


@pytest.mark.sabotage(
    "data handed to a partner whom nobody linked",
    breaks=["A9-partners"],
    found_by="the list of disclosures, which holds each against its grant and its release",
)
@pytest.mark.promise("A9")
def test_data_that_went_to_a_partner_by_another_way_breaks_the_promise(
    miqat: Miqat, reem: Member
) -> None:
    """What was handed over without the owner's choice is noted as it was, and shows as broken."""
    miqat.post(
        "/v1/disclosures",
        **{
            "recipient": "meetings",
            "for": "connect",
            "data": ["name", "email"],
            "persons": [reem.id],
            "method": "outside",
        },
    )
    assert miqat.states()["A9-partners"] == "broken"


@pytest.mark.sabotage(
    "an authority told by telephone, without a release",
    breaks=["A10"],
    found_by="the list of disclosures, which holds each against its grant and its release",
)
@pytest.mark.promise("A10")
def test_an_authority_that_got_data_without_a_release_breaks_the_promise(
    miqat: Miqat, reem: Member
) -> None:
    """Told over the telephone, without a document and a second person."""
    miqat.post(
        "/v1/disclosures",
        **{
            "recipient": "authority",
            "for": "legal_compliance",
            "data": ["phone"],
            "persons": [reem.id],
            "method": "outside",
            "nature": "disclose_by_law",
        },
    )
    assert miqat.states()["A10"] == "broken"


@contextmanager
def _around(miqat: Miqat, person: str, values: Mapping[str, Json]) -> Iterator[None]:
    """Hold a record of somebody of whom nobody was asked, until the context ends."""
    with miqat.shown.amana.storage.work(miqat.shown.service) as work:
        new = plant(work, person, values, policy_version=1, type_="support")
        entry = work.name_entry()
        work.records.add(new, entry=entry)
        work.commit(Entry(act="import", body={}), ids=(entry,))
    yield
    miqat.amana.erase(person)


@pytest.mark.sabotage(
    "a record written into the database past every act",
    breaks=["A4"],
    found_by="the look at records that no act brought (`records`)",
)
@pytest.mark.promise("A4", "A5")
@pytest.mark.usefixtures("reem")
def test_a_record_written_around_amana_is_found(miqat: Miqat) -> None:
    """An import that asked nobody: what is collected is no longer what is promised."""
    miqat.look("records")
    assert miqat.states()["A4"] != "broken"
    with _around(miqat, "u-bought", {"message": "من قائمة اشتُريت"}):
        miqat.look("records")
        assert miqat.states()["A4"] == "broken"
    miqat.look("records")
    assert miqat.states()["A4"] != "broken"


@pytest.mark.sabotage(
    "a whole card number imported into a free text",
    breaks=["A14"],
    found_by="the look for card numbers in what is sealed (`stored-cards`)",
)
@pytest.mark.promise("A14")
@pytest.mark.usefixtures("reem")
def test_a_card_number_that_was_imported_is_found(miqat: Miqat) -> None:
    """In a free text, whole: the night's look opens what is sealed, and finds it."""
    with _around(miqat, "u-imported", {"message": f"بطاقتي {stories.CARD}"}):
        miqat.look("stored-cards")
        assert miqat.states()["A14"] == "broken"
    miqat.look("stored-cards")
    assert miqat.states()["A14"] != "broken"


@pytest.mark.sabotage(
    "one bit of a sealed record changed in the database",
    breaks=["A13"],
    found_by="the seal: the record no longer opens for anybody",
)
def test_a_changed_record_is_shown_to_nobody(miqat: Miqat, reem: Member) -> None:
    """One bit in Amana's own table, by the administrator's login: it no longer opens."""
    (held, *_) = miqat.amana.records.of(reem.id)
    with miqat.shown.one_bit_changed(held.id), pytest.raises(AmanaUnreachable):
        list(miqat.amana.records.of(reem.id))
    assert held.id in {it.id for it in miqat.amana.records.of(reem.id)}


@pytest.mark.sabotage(
    "an account closed with SQL, and left lying",
    breaks=["A16"],
    found_by="the next run of retention, which ends it",
)
@pytest.mark.promise("A16")
def test_an_account_that_was_closed_by_hand_ends_with_the_next_run(miqat: Miqat) -> None:
    """Closed with SQL past the app, and left lying: retention reads the row's own time."""
    miqat.post("/v1/retention/start")
    closed = datetime.now(UTC) - timedelta(days=2)
    with _opened(miqat) as database:
        at = closed.isoformat(" ")
        database.execute(_ACCOUNT, ("u-left", "left@mail.example", at, at))
    amana = miqat.shown.amana
    end_in_sources(amana.storage, miqat.shown.service, open_source(amana.settings))
    with _opened(miqat) as database:
        left = database.execute("select count(*) from scheduling_account where id = 'u-left'")
        assert left.fetchone() == (0,)


@pytest.mark.sabotage(
    "a column for birthdays added to the app's database",
    breaks=["A2", "A4"],
    found_by="`amana sources check`, which names the column",
)
@pytest.mark.promise("A2", "A4")
@pytest.mark.usefixtures("reem")
def test_a_column_that_nobody_mapped_is_found(miqat: Miqat) -> None:
    """Birthdays beside the accounts, added by hand: holding the map against it names them."""
    before = _checked(miqat)
    with _opened(miqat) as database:
        database.execute("alter table scheduling_account add column birth_date date")
        database.execute("update scheduling_account set birth_date = '1990-05-17'")
    try:
        after = _checked(miqat)
    finally:
        with _opened(miqat) as database:
            database.execute("alter table scheduling_account drop column birth_date")
    assert "birth_date" not in before.stdout
    assert "birth_date" in after.stdout
    assert after.returncode == 1


def _checked(miqat: Miqat) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "amana", "sources", "check", "-"]
    command += ["--map", str(EXAMPLE / "source.yaml"), "--policy", str(EXAMPLE / "policy.yaml")]
    return subprocess.run(
        command, input=_address(miqat), capture_output=True, text=True, check=False
    )


@pytest.mark.sabotage(
    "a table about people added, which erasure would miss",
    breaks=["A1", "A23"],
    found_by="the check of the map at `POST /v1/sources/…/check`",
)
@pytest.mark.promise("A1", "A23")
def test_a_table_that_refers_to_people_and_stands_in_no_map_is_found(miqat: Miqat) -> None:
    """Deleting an account would meet it: the map no longer fits, until the table is gone."""
    assert _fit(miqat)["fits"]
    with _opened(miqat) as database:
        database.execute(
            "create table marks (id integer primary key, about text,"
            " account_id varchar(24) references scheduling_account (id))"
        )
    found = _fit(miqat)
    with _opened(miqat) as database:
        database.execute("drop table marks")
    assert [it["code"] for it in found["misfits"]] == ["source.foreign_key_missed"]
    assert _fit(miqat)["fits"]


def _fit(miqat: Miqat) -> Any:  # noqa: ANN401 - JSON
    version = miqat.http.get("/v1/sources/miqat").json()["version"]
    return miqat.post("/v1/sources/miqat/check", version=version)
