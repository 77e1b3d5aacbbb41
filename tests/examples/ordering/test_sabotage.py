"""Promises of the ordering app broken on purpose, behind Amana's back, and what finds it.

Each depends on the story, so that its report is made before anything is broken. What nothing can
find stands in ``docs/explanation/what-amana-cannot-see.md``.
"""

import smtplib
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from one_page import one_page
from telling import Story
from town import Town

from amana.acts.probes.probe import plant
from amana.domain.ledger.entry import Entry


def _state(town: Town, promise: str) -> str:
    return town.report()[promise].state


@pytest.mark.sabotage(
    "one bit of a sealed record changed in the database",
    breaks=["C8"],
    found_by="the look at sealed records (`tamper`)",
)
@pytest.mark.promise("C8")
def test_a_value_changed_in_the_database_is_found_and_mended(zuwwada: Town, story: Story) -> None:
    """One bit of one record, by the administrator's own login: its number is named."""
    (held, *_) = zuwwada.amana.records.of(zuwwada.id_of(story.layla))
    with zuwwada.run.one_bit_changed(held.id):
        looked = zuwwada.look("tamper")["tamper"].looked
        broken = _state(zuwwada, "C8")
    assert looked is not None
    assert ("sealed", held.id) in {(it.code, it.place) for it in looked.faults}
    assert broken == "broken"
    zuwwada.look("tamper")
    assert _state(zuwwada, "C8") == "kept"


@pytest.mark.sabotage(
    "a record written into the database past every act",
    breaks=["C1"],
    found_by="the look at records that no act brought (`records`)",
)
@pytest.mark.promise("C1", "C3", "C4")
def test_a_record_written_around_amana_is_found(zuwwada: Town, story: Story) -> None:
    """Somebody imports names for a purpose of which no promise speaks."""
    assert story.report["C1"].state == "kept"
    with zuwwada.run.amana.storage.work(zuwwada.run.service) as work:
        new = plant(work, "c-smuggled", {"name": "لا أحد"}, policy_version=2, type_="profile")
        entry = work.name_entry()
        work.records.add(new, entry=entry)
        work.commit(Entry(act="import", body={}), ids=(entry,))
    looked = zuwwada.look("records")["records"].looked
    assert looked is not None
    assert looked.faults
    assert looked.broken & {"C1", "C1-other", "C1-card", "C2", "C6-collect"}
    zuwwada.amana.erase("c-smuggled")
    zuwwada.look("records")


@pytest.mark.sabotage(
    "a partner told by telephone of who had objected",
    breaks=["C11"],
    found_by="the list of disclosures, which holds each against its grant and its release",
)
@pytest.mark.promise("C11")
def test_a_partner_told_by_telephone_is_noted_and_breaks_the_promise(
    zuwwada: Town, story: Story
) -> None:
    """Basim objected; what was told outside is put down all the same, and the report says so."""
    told = {
        "recipient": "restaurants",
        "persons": [zuwwada.id_of(story.basim)],
        "data": ["name", "order_booking"],
        "for": "partner_offers",
        "method": "outside",
    }
    zuwwada.office("/v1/disclosures", told)
    assert _state(zuwwada, "C11") == "broken"


@pytest.mark.sabotage(
    "news sent around Amana to somebody who left the list",
    breaks=["C7"],
    found_by="the look into mailboxes (`mailbox`)",
)
@pytest.mark.promise("C7")
def test_news_sent_around_amana_to_who_left_the_list_is_found(zuwwada: Town, story: Story) -> None:
    """Somebody kept the old list, and sends from a mail program of their own."""
    assert story.report["C7"].state == "kept"
    news = EmailMessage()
    news["From"], news["To"] = "news@zuwwada.example", story.layla.email
    news["Subject"], news["Date"] = "جديد «زوّادة»", datetime.now(UTC)
    news.set_content("مطعم جديد قربك.")
    box = zuwwada.run.mailbox
    with smtplib.SMTP("127.0.0.1", box.port) as server:
        server.send_message(news)
    with zuwwada.run.subscribers(story.layla.email, story.basim.email):
        looked = zuwwada.look("mailbox")["mailbox"].looked
        broken = _state(zuwwada, "C7")
        assert box.maildir is not None
        latest = max((box.maildir / "new").iterdir(), key=lambda it: int(it.stem))
        latest.unlink()
        zuwwada.look("mailbox")
    assert looked is not None
    assert [it.code for it in looked.faults] == ["around"]
    assert (broken, _state(zuwwada, "C7")) == ("broken", "kept")


@pytest.mark.sabotage(
    "a link to others put into a page, without its mark",
    breaks=["C13"],
    found_by="the look at links (`outside-links`)",
)
@pytest.mark.promise("C13")
def test_a_link_to_others_without_its_mark_is_found(zuwwada: Town, story: Story) -> None:
    """A page that somebody changed on the server leads away and does not say so."""
    assert story.report["C13"].state == "kept"
    with one_page('<a href="https://dates-market.example/">تمر</a>') as url:
        looked = zuwwada.look("outside-links", at=url)["outside-links"].looked
    assert looked is not None
    assert [it.code for it in looked.faults] == ["unmarked"]
    assert _state(zuwwada, "C13") == "broken"
    zuwwada.look("outside-links")
    assert _state(zuwwada, "C13") == "kept"
