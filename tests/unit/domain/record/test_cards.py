"""Card numbers are found wherever they stand, and cut to their last four digits."""

import pytest

from amana.domain.record.cards import cut_cards, find_cards, holds_card, is_card_number

VISA = "4111111111111111"


@pytest.mark.promise("M2", "M15")
@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("pay 4111111111111111 now", "pay •••• 1111 now"),
        ("4111 1111 1111 1111", "•••• 1111"),
        ("4111-1111-1111-1111 12/27 123", "•••• 1111 12/27 123"),
        ("4111.1111.1111.1111.", "•••• 1111."),
        ("4111 – 1111 – 1111 – 1111", "•••• 1111"),
        ("4111\n1111\n1111\n1111", "•••• 1111"),
        ("٤١١١ ١١١١ ١١١١ ١١١١ بطاقتي", "•••• 1111 بطاقتي"),
        ("۴۱۱۱۱۱۱۱۱۱۱۱۱۱۱۱", "•••• 1111"),
        ("４１１１１１１１１１１１１１１１", "•••• 1111"),
        ("④①①①①①①①①①①①①①①①", "•••• 1111"),
        ("4\u200b1\u200b1\u200b1111111111111", "•••• 1111"),
        ("\u202a4111\u202c\u200f 1111 1111 1111", "\u202a•••• 1111"),
        ("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "•••• 1111"),
        ("3782 822463 10005", "•••• 0005"),
        ("3056 930902 5904", "•••• 5904"),
        ("6011111111111117 و 5500000000000004", "•••• 1117 و •••• 0004"),
        ("card4111111111111111end", "card•••• 1111end"),
        ("41111111111111111227123", "•••• 1111"),
        ("order 12 4111 1111 1111 1111", "order 12 •••• 1111"),
        ("+4111111111111111", "+•••• 1111"),
    ],
)
def test_a_card_number_is_cut_to_its_last_four(text: str, kept: str) -> None:
    """Whatever stands between its digits, and whatever script they are of."""
    assert cut_cards(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nothing here",
        "4111111111111112",
        "411111111111",
        "1234567812345670",
        "ORD-2026-12345678",
        "SA03 8000 0000 6080 1016 7519",
        "EG380019000500000000263180002",
        "sa0380000000608010167519.",
        "+49 1512 3456787",
        "4111 1111    1111 1111",
        "4111; 1111; 1111; 1111",
        "99999999999999999999",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    """Account numbers, telephone numbers, orders, and digits whose check is wrong."""
    assert cut_cards(text) == text
    assert not holds_card(text)


def test_what_is_found_says_where_it_stands() -> None:
    """Its place is that of the text as it is, invisible characters included."""
    (card,) = find_cards(f"a\u200b{VISA}b")
    assert (card.start, card.end, card.last_four) == (2, 18, "1111")


def test_an_account_number_is_spared_only_if_its_check_is_right() -> None:
    """Else anything with two letters in front would be."""
    assert holds_card("SA04 4111 1111 1111 1111")
    assert holds_card("EG4111111111111111")


def test_a_thirteen_digit_number_is_a_card_only_without_a_plus() -> None:
    """With a plus sign it is a telephone number."""
    assert holds_card("4222222222222")
    assert not holds_card("+4222222222222")


def test_the_length_belongs_to_the_scheme() -> None:
    """A right check digit is not enough."""
    assert is_card_number("378282246310005")
    assert not is_card_number("478282246310004")
    assert not is_card_number("4" * 30)


def test_digits_that_stay_make_no_new_number() -> None:
    """The last four of one number and what follows are looked at again."""
    text = "4111 1111 1111 1111 1111 1111 1111 1111 1111"
    assert not holds_card(cut_cards(text))


def test_a_text_of_a_million_digits_is_read_in_time() -> None:
    """Long runs take no more than their length."""
    assert cut_cards("7" * 65_536) == "7" * 65_536
    assert "•" not in cut_cards("7 " * 30_000)
    assert "•" not in cut_cards(("1" * 12 + "  x") * 4_000)
