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
        ("kept for 2 years and 6 months", "P2Y6M"),
        ("kept for 2 years, 6 months.", "P2Y6M"),
        ("kept for one year and one month", "P1Y1M"),
        ("kept for a year and two weeks", "P1Y2W"),
        ("kept for 1 year, 6 months and 10 days", "P1Y6M10D"),
        ("within 24 hours and 30 minutes", "PT24H30M"),
        ("نبقيها سنتين وستة أشهر", "P2Y6M"),
        ("المدة سنتان وستة أشهر", "P2Y6M"),
        ("نبقيها سنة وستة أشهر", "P1Y6M"),
        ("نبقيها سنة وشهرًا", "P1Y1M"),
        ("نبقيها لمدة سنة وشهرين", "P1Y2M"),
        ("نبقيها لمدة 3 سنوات و6 أشهر", "P3Y6M"),
        ("نبقيها ثلاث سنوات وثلاثة أشهر وعشرة أيام", "P3Y3M10D"),
        ("نحتفظ بها مدة لا تزيد على سنة من تاريخ الطلب", "P1Y"),
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
        ("kept from a year and six months to three years", "P3Y"),
        ("kept between two years and six months", "P2Y"),
        ("kept for at least 2 years and at most 5 years", "P5Y"),
        ("kept for at least five years, but not more than ten years", "P10Y"),
        ("kept for up to five years but no less than two years", "P5Y"),
        ("kept for a minimum of two years and a maximum of five years", "P5Y"),
        ("نبقيها مدة لا تقل عن خمس سنوات ولا تزيد على سبع سنوات", "P7Y"),
        ("نبقيها مدة لا تزيد على سبع سنوات ولا تقل عن خمس سنوات", "P7Y"),
        ("نبقيها مدة لا تقل عن سنة ولا تزيد على سنتين", "P2Y"),
        ("نبقيها مدة لا تقل عن 5 ولا تزيد على 7 سنوات", "P7Y"),
        ("نبقيها سنة على الأقل وثلاث سنوات على الأكثر", "P3Y"),
        ("نبقيها بحد أدنى سنتين وبحد أقصى خمس سنوات", "P5Y"),
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
        "نبقيها لمدة سنوات",
        "نحذفها بعد أيام",
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
    tied = "Orders are kept for 5 years, 30 days for chats."
    assert _lengths(tied) == [("P5Y", False), ("P30D", False)]
    each = "Orders and chats are kept for two years and six months respectively."
    assert _lengths(each) == [("P2Y", False), ("P6M", False)]
    both = "نبقي الطلبات والمحادثات سنتين وستة أشهر على التوالي."
    assert _lengths(both) == [("P2Y", False), ("P6M", False)]
    bare = "نحتفظ بالطلبات سنة وبالمحادثات ستة أشهر."
    assert _lengths(bare) == [("P1Y", False), ("P6M", False)]


@pytest.mark.parametrize(
    "text",
    [
        "kept for no less than 5 years",
        "kept for at least 5 years",
        "kept for a minimum of 5 years",
        "not kept for less than 5 years",
        "kept for 5 years or longer",
        "kept for more than 5 years",
        "نبقيها مدة لا تقل عن خمس سنوات",
        "نبقيها خمس سنوات على الأقل",
        "نبقيها 5 سنوات كحد أدنى",
        "نبقيها خمس سنوات أو أكثر",
        "نبقيها مدة تزيد على خمس سنوات",
    ],
)
def test_the_shortest_time_is_no_end(text: str) -> None:
    """*No less than five years* says nothing of when it is over."""
    (found,) = lengths(tokens(text), text)
    assert (found.iso, found.least) == ("P5Y", True)


@pytest.mark.parametrize(
    "text",
    [
        "kept for 5 years",
        "kept for up to 5 years",
        "kept for no longer than 5 years",
        "kept for less than 5 years",
        "never kept for more than 5 years",
        "we delete what is more than 5 years past",
        "نبقيها خمس سنوات",
        "نبقيها 5 سنوات كحد أقصى",
        "نبقيها مدة لا تزيد على خمس سنوات",
        "لا نبقيها أكثر من خمس سنوات",
        "نبقيها أقل من خمس سنوات",
    ],
)
def test_the_longest_time_is_not_the_shortest(text: str) -> None:
    """*No more than five years* does, and so does what is gone after more than that."""
    (found,) = lengths(tokens(text), text)
    assert (found.iso, found.least) == ("P5Y", False)


@pytest.mark.parametrize(
    "text",
    [
        "We have been in business for 20 years.",
        "We've been trading for over ten years.",
        "With our 10 years of experience we collect your name.",
        "For over 20 years, we have protected your data.",
        "Founded 25 years ago, our shop sells books.",
        "نعمل في هذا المجال منذ عشرين عامًا.",
        "لدينا خبرة تزيد على عشر سنوات في حفظ بياناتك.",
        "تأسست شركتنا قبل عشرين عامًا.",
        "نخدم عملاءنا منذ أكثر من ثلاثين سنة.",
        "نجمع بيانات من أتم ١٨ عامًا.",
        "يشترط أن يكون المستخدم قد بلغ ١٨ عامًا.",
        "إذا أتممت ١٨ سنة",
        "Those who have turned 18 years may register.",
        "Users over 18 years may register.",
        "customers who are 21 years or older",
    ],
)
def test_an_age_and_years_at_work_are_no_period(text: str) -> None:
    """They count somebody's years, and not for how long data is kept."""
    assert _lengths(text) == []


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Founded 25 years ago, our shop keeps your orders for two years.", "P2Y"),
        ("We keep data of customers who are 21 years or older for two years.", "P2Y"),
        ("The retention period for orders is 5 years.", "P5Y"),
        ("Orders are kept over 5 years.", "P5Y"),
        ("We delete orders placed more than 2 years ago.", "P2Y"),
        ("We have been asked to keep your orders for five years.", "P5Y"),
        ("We keep accounts that have been inactive for 2 years.", "P2Y"),
        ("For five years we have to keep your invoices.", "P5Y"),
        ("We keep your data for 5 years of service.", "P5Y"),
        ("نخدم عملاءنا منذ أكثر من ثلاثين سنة ونحتفظ بطلباتهم سنتين.", "P2Y"),
        ("نحتفظ ببيانات من أتم ١٨ عامًا خمس سنوات.", "P5Y"),
        ("تبلغ مدة الحفظ خمس سنوات.", "P5Y"),
        ("مدة حفظ الطلبات تبلغ خمس سنوات.", "P5Y"),
        ("نحذف حسابك إذا لم تستخدمه منذ سنتين.", "P2Y"),
        ("نعمل على حذف بياناتك خلال 30 يومًا.", "P30D"),
    ],
)
def test_a_period_beside_such_words_is_one(text: str, iso: str) -> None:
    """Only the years themselves are left out."""
    assert _lengths(text) == [(iso, False)]
