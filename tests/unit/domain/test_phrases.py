"""Grammar: numbers agree with what they count, lists join, prefixes attach."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.domain.period import Period
from amana.domain.phrases import (
    ATTEMPT,
    DAY,
    HOUR,
    Noun,
    after_lam,
    counted,
    listed,
    oblique,
    sentence,
    spelled,
)
from amana.domain.words import LANGUAGES, Language


@pytest.mark.parametrize(
    ("number", "noun", "arabic", "english"),
    [
        (1, DAY, "يوم واحد", "one day"),
        (1, HOUR, "ساعة واحدة", "one hour"),
        (2, DAY, "يومين", "two days"),
        (3, HOUR, "ثلاث ساعات", "three hours"),
        (3, DAY, "ثلاثة أيام", "three days"),
        (8, HOUR, "ثماني ساعات", "eight hours"),
        (8, DAY, "ثمانية أيام", "eight days"),
        (10, DAY, "عشرة أيام", "ten days"),
        (11, DAY, "11 يومًا", "11 days"),
        (30, DAY, "30 يومًا", "30 days"),
        (72, HOUR, "72 ساعة", "72 hours"),
        (100, DAY, "100 يوم", "100 days"),
        (102, ATTEMPT, "102 محاولة", "102 attempts"),
        (103, DAY, "103 أيام", "103 days"),
        (365, DAY, "365 يومًا", "365 days"),
    ],
)
def test_a_number_agrees_with_what_it_counts(
    number: int, noun: Noun, arabic: str, english: str
) -> None:
    """Singular, dual, plural and what follows eleven, as each language writes them."""
    assert (counted(number, noun, "ar"), counted(number, noun, "en")) == (arabic, english)


@pytest.mark.parametrize(
    ("period", "arabic", "english"),
    [
        ("PT72H", "72 ساعة", "72 hours"),
        ("P30D", "30 يومًا", "30 days"),
        ("P3Y", "ثلاث سنوات", "three years"),
        ("P1Y6M", "سنة واحدة وستة أشهر", "one year and six months"),
        ("P2W", "أسبوعين", "two weeks"),
        ("PT10M", "عشر دقائق", "ten minutes"),
    ],
)
def test_a_period_is_spelled_in_its_own_units(period: str, arabic: str, english: str) -> None:
    """Seventy-two hours stay hours, and are not made into days."""
    found = Period.parse(period)
    assert (spelled(found, "ar"), spelled(found, "en")) == (arabic, english)


@pytest.mark.parametrize("language", LANGUAGES)
@given(names=st.lists(st.sampled_from(["x", "y", "z"]), max_size=6), either=st.booleans())
def test_a_list_names_each_member_once_and_in_order(
    language: Language, names: list[str], *, either: bool
) -> None:
    """Nothing is lost or added by joining."""
    joined = listed(names, language, either=either)
    assert [letter for letter in joined if letter in "xyz"] == names


def test_lists_join_as_each_language_does() -> None:
    """Arabic writes the *and* onto the word; English has a comma before the last but one."""
    assert listed(["أ", "ب", "ج"], "ar") == "أ وب وج"
    assert listed(["أ", "ب"], "ar", either=True) == "أ أو ب"
    assert listed(["a", "b", "c"], "en") == "a, b and c"
    assert listed(["a", "b", "c"], "en", either=True) == "a, b or c"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("التسويق", "للتسويق"),
        ("اللغة", "للغة"),
        ("تقديم الخدمة", "لتقديم الخدمة"),
        ("«مسار»", "من أجل «مسار»"),
        ("orders", "من أجل orders"),
        ("", "من أجل "),
    ],
)
def test_the_arabic_for_attaches_where_it_can(name: str, expected: str) -> None:
    """It swallows the article's alif, and stands apart before what is no Arabic letter."""
    assert after_lam(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("مقدمو الخدمات", "مقدمي الخدمات"),
        ("مقدّمو الخدمات", "مقدّمي الخدمات"),
        ("المعلنون", "المعلنين"),
        ("المستخدمون الآخرون", "المستخدمين الآخرين"),
        ("جهات تنفيذ القانون", "جهات تنفيذ القانون"),
        ("شركات الإعلان", "شركات الإعلان"),
        ("partners", "partners"),
    ],
)
def test_a_recipient_takes_the_form_that_follows_a_preposition(name: str, expected: str) -> None:
    """Only sound masculine plurals change; words that merely look like one do not."""
    assert oblique(name) == expected


def test_marks_stand_close_and_one_full_stop_ends_the_sentence() -> None:
    """Empty parts leave no gap."""
    assert sentence("We keep it", "", ", always", ". Really.") == "We keep it, always. Really."
    assert sentence("", "Yes") == "Yes."
