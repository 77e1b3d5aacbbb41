"""Lists under a heading or lead-in that says no; and texts that are written without capitals."""

import pytest

from amana.domain.policy.proposal import HEADING_KIND, Role
from amana.reading import read
from amana.reading.drafting.entries import entries
from amana.reading.drafting.forms import Items


def _items(text: str) -> list[Items]:
    """Return the items of each promise of a text."""
    found = entries(read(text.encode()).proposals, {})
    return [entry.items for entry in found if entry.items is not None]


@pytest.mark.parametrize(
    "text",
    [
        "# What we take\n\nYour e-mail.\n\n# What we don't collect\n\nlocation, photos.\n",
        "# ما نجمعه\n\n• بريدك الإلكتروني\n\n# ما لا نجمعه\n\n• موقعك\n• صورك الشخصية\n",
    ],
)
def test_what_stands_under_a_heading_that_says_no_is_ruled_out(text: str) -> None:
    """A bare list has no verb: its heading has it."""
    collected, *barred = _items(text)
    assert collected["collect"] == ("email",)
    assert all(items["collected"] is True for items in barred)
    named = {term for items in barred for term in items["never"]}  # type: ignore[attr-defined]
    assert {"location", "profile_photo"} <= named


def test_a_heading_with_an_exception_rules_nothing_out() -> None:
    """Nor does one over a sentence that says something itself."""
    text = "# What we do not share without your consent\n\n- your orders\n"
    assert all("never" not in items for items in _items(text))
    said = "# What we never do\n\nWe keep your orders for two years.\n"
    assert [next(iter(items)) for items in _items(said)] == ["retain"]


@pytest.mark.parametrize(
    "text",
    [
        "# We do not collect data from children\n\n- your location\n",
        "# Data we do not need to collect\n\n- your location\n",
        "# What we never collect when you are a guest\n\n- your location\n",
        "# Why we never sell data and what we do share\n\n- your location\n",
        "# What we collect and what we do not collect\n\n- your location\n",
        "# What we do not collect\n\n- your location at checkout\n",
        "We never collect:\n\n- your location by phone\n",
        "# ما لا نجمعه من الأطفال\n\n• موقعك\n",
        "# ما لا نجمعه حين تتصفح ضيفًا\n\n• موقعك\n",
        "# لماذا لا نجمع بياناتك\n\n• موقعك\n",
        "# ما لا نجمعه\n\n• موقعك عند التسجيل\n",
    ],
)
def test_what_is_ruled_out_in_part_is_no_ban(text: str) -> None:
    """A heading or item that narrows it: the item is read as if it stood alone, and marked."""
    found = [each for each in entries(read(text.encode()).proposals, {}) if each.items]
    assert found
    for entry in found:
        assert entry.items is not None
        assert "never" not in entry.items
        assert any("rule something out" in mark for mark in entry.marks.values())


@pytest.mark.parametrize(
    "text",
    [
        "# What we don't share with advertisers\n\n- your name\n",
        "# ما لا نشاركه مع المعلنين\n\n• اسمك\n",
    ],
)
def test_whom_a_heading_keeps_data_from_stays_in_the_ban(text: str) -> None:
    """It is no ban of sharing with anybody else."""
    assert _items(text) == [
        {"never": ("name",), "as": ("share",), "to": ("advertisers_marketers",)}
    ]


def test_a_period_under_what_is_not_kept_stays_a_period() -> None:
    """*After 30 days* tells how long it is kept."""
    text = "What we don't keep:\n\n- location history, after 30 days\n"
    (kept,) = _items(text)
    assert (kept["retain"], kept["period"]) == (("location",), "P30D")


@pytest.mark.parametrize(
    "text",
    [
        "We do not share your data with:\n\n- advertisers\n- insurers\n",
        "لا نشارك بياناتك مع:\n\n• شركات الإعلان\n• شركات التأمين\n",
    ],
)
def test_a_ban_that_leads_in_to_a_list_bans_what_the_list_names(text: str) -> None:
    """The lead-in alone would rule out sharing with anybody."""
    found = _items(text)
    assert [items["to"] for items in found] == [
        ("advertisers_marketers",),
        ("financial_institutions",),
    ]
    assert all(items["as"] == ("share",) for items in found)


def test_sentences_without_capitals_are_parted() -> None:
    """By the words that begin one; an abbreviation ends none."""
    text = "we keep little. we don't sell it. you can ask us for it, e.g. we send it by mail."
    assert [each.text for each in read(text.encode()).proposals] == [
        "we keep little.",
        "we don't sell it.",
        "you can ask us for it, e.g. we send it by mail.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Policy.\n\n1. Data we collect\na. Your name.\nb. Your phone.\n\n2. Sharing\nWe share it.",
        "سياستنا.\n\n1. البيانات التي نجمعها\nأ. اسمك.\nب. هاتفك.\n\n2. المشاركة\nنشاركها.",
    ],
)
def test_a_numbered_line_over_lettered_ones_is_their_heading(text: str) -> None:
    """Letters count within a number."""
    proposals = read(text.encode()).proposals
    headings = [each.text for each in proposals if each.kinds[0] == HEADING_KIND]
    assert [heading[:2] for heading in headings] == ["1.", "2."]
    items = [each for each in proposals if each.role is Role.ITEM]
    assert [each.kinds[0] for each in items] == ["collect", "collect"]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("We do not keep your card number.", None),
        ("يتم الدفع لدى البنك ولا نحتفظ ببيانات البطاقة.", ("not_stored",)),
        ("We show the last four digits of your card number alone.", ("mask",)),
    ],
)
def test_a_card_that_is_not_kept_is_not_shown_either(text: str, by: tuple[str, ...] | None) -> None:
    """A mask is for what is kept."""
    (items,) = _items(text)
    if by is None:
        assert items == {"never": ("payment_card",), "collected": True}
    else:
        assert items["by"] == by
        assert ("show" in items) is (by == ("mask",))


def test_what_a_list_under_a_heading_names_is_pointed_at_as_a_whole() -> None:
    """*This data* behind a list is all of it, whether a sentence leads in to it or a heading."""
    text = (
        "# Data\n\n- your name\n- your phone\n\n# Use\n\nWe use this data to deliver your order.\n"
    )
    assert _items(text)[-1] == {"use": ("name", "phone"), "for": ("delivery",)}


def test_a_period_whose_data_is_not_known_gives_its_length_to_no_other() -> None:
    """Each period goes with the data that stands before it."""
    (kept,) = _items("We keep whatever else for six years and device data for half a year.")
    assert (kept["retain"], kept["period"]) == (("device",), "P6M")
    (invoices,) = _items("نحذف كل شيء خلال 7 أيام، ما عدا الفواتير فنحتفظ بها عشر سنوات.")
    assert (invoices["retain"], invoices["period"]) == (("payment_history",), "P10Y")


def test_headings_of_one_small_word_head_what_follows() -> None:
    """In a short document under the title of one word, where the lines stand close."""
    text = (
        "Privacy\n\nretention\nWe keep your orders for two years.\n\ncookies\n"
        "We use cookies to remember your basket.\n\ncontact\nwrite to privacy@shop.example\n"
    )
    found = [(each.kinds[0], each.heading) for each in read(text.encode()).proposals]
    assert found == [
        (HEADING_KIND, None),
        (HEADING_KIND, None),
        ("retain", "retention"),
        (HEADING_KIND, None),
        ("cookie", "cookies"),
        (HEADING_KIND, None),
        ("contact", "contact"),
    ]
