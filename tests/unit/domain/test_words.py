"""Words say something in at least one language, and never nothing."""

import pytest

from amana.domain.words import ARABIC, ENGLISH, Words, is_one_line


def test_words_that_say_nothing_are_refused() -> None:
    """An empty pair would show an empty place to a reader."""
    with pytest.raises(ValueError, match="at least one language"):
        Words()


def test_the_other_language_stands_in_for_a_missing_one() -> None:
    """A reader meets the other language rather than nothing."""
    assert Words(en="orders").say(ARABIC) == "orders"
    assert Words(ar="الطلبات").say(ENGLISH) == "الطلبات"
    assert Words(ar="الطلبات", en="orders").say(ARABIC) == "الطلبات"


@pytest.mark.parametrize("end", ["\n", "\r", "\x00", "\u2028", "\x85"])
def test_a_line_holds_no_end_of_a_line(end: str) -> None:
    """Nor a control character; Arabic and its marks are text."""
    assert is_one_line("إشعار بخرق، رقم ١٢")
    assert not is_one_line(f"notice{end}Bcc: other@example.com")
