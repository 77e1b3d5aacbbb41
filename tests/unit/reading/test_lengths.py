"""Lengths of time beyond a number before a unit: parts, ranges, and what is no length."""

import pytest

from amana.reading.folding import tokens
from amana.reading.slots.period import lengths


def _lengths(text: str) -> list[tuple[str, bool]]:
    """Return each length of a text with whether it ends a range."""
    return [(found.iso, found.ranged) for found in lengths(tokens(text), text)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("kept for half a year", "P6M"),
        ("kept for 1/2 a year", "P6M"),
        ("kept for ½ a year", "P6M"),
        ("kept for a year and a half", "P1Y6M"),
        ("kept for two and a half years", "P2Y6M"),
        ("kept for 1.5 years", "P1Y6M"),
        ("kept for 1.75 years", "P1Y9M"),
        ("kept for 0.75 years", "P9M"),
        ("kept for 1,095 days", "P1095D"),
        ("نبقيها لمدة ١٬٠٩٥ يومًا", "P1095D"),
        ("نبقيها ثلاثمئة وخمسة وستين يومًا", "P365D"),
        ("kept for a quarter of an hour", "PT15M"),
        ("kept for a fortnight", "P2W"),
        ("kept for six (6) months", "P6M"),
        ("kept for one hundred and eighty days", "P180D"),
        ("kept for three hundred sixty-five days", "P365D"),
        ("نبقيها نصف سنة", "P6M"),
        ("نبقيها ربع عام", "P3M"),
        ("نبقيها سنتين ونصف", "P2Y6M"),
        ("نبقيها سنة ونصف السنة", "P1Y6M"),
        ("نبقيها شهرًا ونصف", "P1M15D"),
        ("نبقيها ستة أشهر (6)", "P6M"),
        ("نبقيها لستة أشهر", "P6M"),
        ("نبقيها اثني عشر شهرًا", "P12M"),
        ("نبقيها ثلاث مئة يوم", "P300D"),
        ("نخبرك قبله بثلاثين يومًا", "P30D"),
        ("خلال الثلاثين يومًا التالية", "P30D"),
        ("نحتفظ به سنة.", "P1Y"),
        ("نبقيه لسنة ثم نحذفه", "P1Y"),
        ("نرد دون تأخير خلال ثلاثة أيام", "P3D"),
    ],
)
def test_parts_and_words_of_a_length_are_read(text: str, iso: str) -> None:
    """A part of a unit is counted in smaller units; figures and words that say the same are one."""
    assert _lengths(text) == [(iso, False)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("kept for 18 to 24 months", "P24M"),
        ("kept for 18-24 months", "P24M"),
        ("kept between 18 and 24 months", "P24M"),
        ("kept for one or two years", "P2Y"),
        ("kept from six months to two years", "P2Y"),
        ("kept between six months and two years", "P2Y"),
        ("kept for one (1) to two (2) years", "P2Y"),
        ("kept for 12 (twelve) to 24 (twenty-four) months", "P24M"),
        ("kept for at least 6 and at most 12 months", "P12M"),
        ("kept for 24 to 18 months", "P24M"),
        ("kept for one year or two years", "P2Y"),
        ("نبقيها سنة أو سنتين", "P2Y"),
        ("نبقيها من سنة إلى سنتين", "P2Y"),
        ("نبقيها بين سنة وسنتين", "P2Y"),
        ("نبقيها ستة (6) إلى اثني عشر (12) شهرًا", "P12M"),
        ("نبقيها من 18 إلى 24 شهرًا", "P24M"),
        ("نبقيها بين 18 و24 شهرًا", "P24M"),
        ("نبقيها بين خمسة وعشرة أيام", "P10D"),
        ("نبقيها بين ستة أشهر وسنتين", "P2Y"),
    ],
)
def test_of_a_range_the_longer_end_holds(text: str, iso: str) -> None:
    """And it is told that it is one end of two."""
    assert _lengths(text) == [(iso, True)]


@pytest.mark.parametrize(
    "text",
    [
        "kept for 1.2 years",
        "kept for 1/3 year",
        "kept for 24/36 months",
        "kept from 2019 to 2024 years",
        "نحتفظ بها ٩٩٩٩٩٩٩٩٩ سنة",
        "نحتفظ بها ألف سنة",
        "we look at it once a year",
        "we write twice a month",
        "in the first half of the year",
        "القانون رقم 13 لسنة 2016",
        "بشكل عام",
        "في أحد الأيام",
        "سنة بعد سنة من العمل",
    ],
)
def test_what_is_no_length_of_time_is_none(text: str) -> None:
    """How often something is done, the number of a year, and words that look like a unit."""
    assert _lengths(text) == []


def test_two_lengths_that_are_no_range_stay_two() -> None:
    """Beside one another, each of its own data."""
    text = "Orders are kept for five years, chats for 30 days."
    assert _lengths(text) == [("P5Y", False), ("P30D", False)]
    arabic = "نحتفظ بالفواتير خمس سنوات، وبالمحادثات سنة."
    assert _lengths(arabic) == [("P5Y", False), ("P1Y", False)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("kept for 99999 days", ["P99999D"]),
        ("kept for 10000 years", []),
        ("kept for 2 years or 12000 months", ["P2Y"]),
        ("kept for 6 to 10000 weeks", []),
        ("kept for 10000 to 6 weeks", []),
        ("نبقيها ١٢٠٠٠ شهر أو سنتين", ["P2Y"]),
    ],
)
def test_a_length_that_no_policy_can_hold_is_none(text: str, iso: list[str]) -> None:
    """Years, months and weeks have four figures (``Period.parse``): reading goes on without it."""
    assert [written for written, _ in _lengths(text)] == iso
