"""Promises broken on purpose behind Amana's back, and what finds it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from miqat import Member, Miqat
from sqlcipher3 import dbapi2

from scheduling import stories


@contextmanager
def _opened(miqat: Miqat) -> Iterator[Any]:
    """Open the app's own database as somebody who has its key."""
    address = miqat.shown.app.source
    assert address is not None
    key = address[1].read_text(encoding="ascii").partition("%27")[2].partition("%27")[0]
    with closing(dbapi2.connect(str(miqat.shown.data / "miqat.db"), timeout=20)) as connection:
        connection.execute(f"pragma key = \"x'{key}'\"")
        with connection:
            yield connection


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
        database.execute(
            "insert into scheduling_account (id, email, first_name, last_name, phone, password,"
            " is_active, is_staff, is_superuser, created_at, restricted)"
            " values ('u-back', ?, '', '', '', '', 0, 0, 0, ?, 0)",
            (gone.who.email, datetime.now(UTC).isoformat(" ")),
        )
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
