"""Tables: the names of their columns, and what each cell says by its column."""

import re

import pytest

from amana.domain.policy.proposal import Proposal, Role
from amana.reading import as_policy, read
from amana.reading.rows import Column
from amana.reading.slots.columns import kinds_in

ARABIC = """## جدول الاحتفاظ

| البيانات | المدة | السبب |
|:--|--:|:--|
| البيانات الصحية | ١٠ سنوات بعد آخر زيارة | نظام مزاولة المهن الصحية |
| رسائل التذكير | ٩٠ يومًا | |

نجمع اسمك ورقم هاتفك ومدينتك.
"""
ENGLISH = """## What we collect

| Data | Why | How long |
|---|---|---|
| Personal data | to deliver your orders | 2 years after your last order |
| IP address | to keep the service secure | 90 days |
| Card number | we never store it | - |

We collect your name and your phone number.
"""


def _rows(text: str, name: str = "policy.md") -> list[Proposal]:
    """Return the passages that are rows."""
    return [each for each in read(text.encode(), name=name).proposals if "|" in each.text]


def _promises(text: str) -> list[str]:
    """Return the promises of the draft that quote a row."""
    source, _ = as_policy(read(text.encode(), name="policy.md"), service="shop")
    found = re.split(r"^  P\d+:$", source, flags=re.MULTILINE)[1:]
    return [each for each in found if " | " in each]


@pytest.mark.parametrize("text", [ARABIC, ENGLISH])
def test_the_names_of_columns_are_no_passage(text: str) -> None:
    """They promise nothing, and the section's heading stays that of the rows."""
    header, *rows = _rows(text)
    assert (header.role, header.kinds) == (Role.HEADING, ("heading",))
    assert {row.lead_in for row in rows} == {header.text}
    assert {row.heading for row in rows} == {header.heading}


def test_each_cell_speaks_of_what_its_column_is_named_for() -> None:
    """A purpose is no data, and a reminder that is kept is no message."""
    _, own, address, card = _rows(ENGLISH)
    assert set(own.kinds) >= {"use", "retain"}
    assert (own.slots.data, own.slots.purposes, own.slots.period) == ((), ("delivery",), "P2Y")
    assert address.slots.data == ("ip_address",)
    assert (address.slots.purposes, address.slots.period) == (("security_fraud",), "P90D")
    assert card.kinds[0] == "never"
    _, health, reminders = _rows(ARABIC)
    assert (health.kinds, health.slots.period) == (("retain",), "P10Y")
    assert (reminders.kinds, reminders.slots.period) == (("retain",), "P90D")


def test_a_row_promises_nothing_of_other_data() -> None:
    """What is kept for ten years is what its cell names, and not all that the text names."""
    health, reminders = _promises(ARABIC)
    assert "retain: [health]" in health
    assert "retain: [unnamed_2]" in reminders


def test_a_row_makes_a_promise_by_each_of_its_columns() -> None:
    """What it is used for, and how long it is kept; *personal data* is all of it."""
    promises = "\n".join(_promises(ENGLISH))
    assert "for: [delivery]" in promises
    assert re.search(r"retain: \[name, phone\].*\n.*\n    period: P2Y", promises)
    assert re.search(r"retain: \[ip_address\]\n.*\n    period: P90D", promises)
    assert "never: [payment_card]" in promises


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("policy.txt", "Data; purpose; kept for\nPhone; billing; one year\n\nWe call you.\n"),
        ("policy.txt", "البيانات — الغرض — المدة\nالهاتف — الفوترة — سنة واحدة\n\nنتصل بك.\n"),
        (
            "policy.html",
            "<html><table><tr><th>Field</th><th>Kept</th></tr><tr><td>Phone<td>one year",
        ),
        (
            "policy.html",
            "<html><table><tr><td>Data<td>Source<td>How long<tr><td><td>you<td>one year</table>",
        ),
    ],
)  # fmt: skip
def test_columns_are_known_by_mark_up_or_by_their_words(name: str, text: str) -> None:
    """In pages and in pasted tables as in Markdown; an empty cell keeps its column."""
    header, row, *_ = read(text.encode(), name=name).proposals
    assert header.kinds == ("heading",)
    assert row.lead_in == header.text
    assert "retain" in row.kinds
    assert row.slots.period == "P1Y"


@pytest.mark.parametrize(
    "text",
    [
        "| Name | billing | five years |\n| Photo | badge | one year |\n",
        "We keep data; we have reasons; we use it well.\nPhone; billing; one year.\n",
    ],
)
def test_a_row_that_names_no_columns_is_a_passage(text: str) -> None:
    """A table may begin at once; what is said in sentences heads nothing."""
    assert "heading" not in {kind for each in _rows(text) for kind in each.kinds}


def test_a_header_longer_than_any_names_nothing() -> None:
    """Each row under it would look at it again: time stays bounded."""
    header = "|" + "data|why|" * 40_000
    found = read(f"{header}\n{'|-' * 9}\n{'| a | b |' * 2}\n".encode(), name="policy.md").proposals
    assert Role.HEADING not in {each.role for each in found}


def test_paragraphs_in_a_cell_are_parts_of_it() -> None:
    """A cell of a page holds a part of a row, however it is set; one of layout holds a text."""
    page = (
        "<html><body><table><tr><th>Data</th><th>Why</th><th>How long</th></tr>"
        "<tr><td><p>Name</p><p>Phone</p></td><td>Delivery</td><td>2 years</td></tr>"
        "<tr><td><ul><li>Chats</li><li>Calls</li></ul></td><td>Support</td><td>one<br>year</td></tr>"
        "</table></body></html>"
    )
    reading = read(page.encode(), name="p.html")
    assert [each.text for each in reading.proposals] == [
        "Data | Why | How long",
        "Name, Phone | Delivery | 2 years",
        "Chats, Calls | Support | one year",
    ]
    assert reading.proposals[1].slots.data == ("name", "phone")
    layout = (
        "<html><body><table><tr><td>Menu</td><td><h1>Privacy</h1><p>We collect your name.</p>"
        "<p>We never sell it.</p></td></tr></table></body></html>"
    )
    texts = [each.text for each in read(layout.encode(), name="p.html").proposals]
    assert texts[-2:] == ["We collect your name.", "We never sell it."]


def test_the_address_behind_a_link_to_write_to_stands_beside_its_words() -> None:
    """A reader of the page sees it where the link points; one that shows it says it once."""
    page = (
        '<html><body><p>Write to <a href="mailto:privacy@shop.example?subject=x">us</a>.</p>'
        '<p>Or to <a href="mailto:a@shop.example">a@shop.example</a>.</p></body></html>'
    )
    texts = [each.text for each in read(page.encode(), name="p.html").proposals]
    assert texts == ["Write to us (privacy@shop.example).", "Or to a@shop.example."]


def test_a_row_that_rules_something_out_stays_as_judged() -> None:
    """Whatever its columns are about: a period beside a ban keeps nothing."""
    assert kinds_in({Column.PERIOD: "90 days"}, ("never", "collect")) == ("never", "collect")
    assert kinds_in({}, ("collect",)) == ("collect",)
