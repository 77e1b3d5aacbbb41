"""Card numbers are found wherever they stand, and cut to their last four digits."""

import pytest

from amana.domain.record.cards import (
    cut_cards,
    find_cards,
    holds_card,
    is_card_number,
    own_last_four,
)

VISA = "4111111111111111"
MARKS = (
    *':|*;#+~="&×•\\ـ،؛/',
    *(", ", " / ", ". ", "،  ", ",,", "    ", "\u00a0" * 4, ")(", "] [", "، ", " : "),
    *("%20", "%C2%A0", "%2520", "&nbsp;", "&#160;", "<b>", "</b> ", "&#x20;"),
)


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
        "4111 1111      1111 1111",
        "4111 then 1111 then 1111 then 1111",
        "41; 111; 1111; 11; 111; 11",
        "رقم الطلب ١٢٣٤٥٦٧٨٩٠١٢",
        "الهاتف ‎+974 5512 3456، والمكتب ‎+974 4412 3456",
        "الحساب SA03 8000 0000 6080 1016 7519، ثم ٤١",
        "&nbsp;" * 20,
        "4100, 1200, 1500, 5100",
        "المجموع ١٢٬٥٠٠ ر.ق في ٢٠٢٦/٠٥/١٢ الساعة ١٠:٣٠",
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


@pytest.mark.promise("M2", "M15")
@pytest.mark.parametrize("mark", MARKS, ids=range(len(MARKS)))
def test_whatever_marks_part_its_groups(mark: str) -> None:
    """Ordinary ones, those of addresses and of pages, one or a few of them."""
    for number, sizes in (("4111111111111111", (4, 4, 4, 4)), ("378282246310005", (4, 6, 5))):
        rest, groups = number, []
        for size in sizes:
            groups.append(rest[:size])
            rest = rest[size:]
        kept = cut_cards(f"بطاقتي ({mark.join(groups)}) شكرًا")
        assert kept == f"بطاقتي (•••• {number[-4:]}) شكرًا"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("4111111111111111123", "•••• 1111"),
        ("41111111111111111227", "•••• 1111"),
        ("1234111111111111111", "•••• 1111"),
        ("42222222222221234", "•••• 2222"),
        ("4111 1111 1111 1111123", "•••• 1111"),
        ("99 4111-1111-1111-11111227", "99 •••• 1111"),
        ("74111 1111 1111 1111", "•••• 1111"),
        ("3782 822463 100051234", "•••• 0005"),
        ("رقمها ٤١١١١١١١١١١١١١١١٧٨٩ والسلام", "رقمها •••• 1111 والسلام"),
        ("(4111)(1111)(1111)(1111)", "(•••• 1111)"),
        ("[٤١١١] [١١١١] [١١١١] [١١١١]", "[•••• 1111]"),
        ("&#52;&#49;&#49;&#49;111111111111", "•••• 1111"),
        ("%D9%A4%D9%A1%D9%A1%D9%A1111111111111", "•••• 1111"),
        ("https://x.example/?p=4111%201111%201111%201111&q", "https://x.example/?p=•••• 1111&q"),
        ("SA0380000000608010167519 4111 1111 1111 1111", "SA0380000000608010167519 •••• 1111"),
        ("&x1; 4|1|1|1|1|1|1|1|1|1|1|1|1|1|1|1", "&x1; •••• 1111"),
    ],
)
def test_what_is_glued_or_written_in_other_signs_is_found(text: str, kept: str) -> None:
    """Its code or end behind it, digits before it, brackets, and signs of addresses and pages."""
    assert cut_cards(text) == kept


def test_the_last_four_of_a_card_with_its_code_are_its_own() -> None:
    """Not those of the code."""
    assert own_last_four("4111111111111111123") == "1111"
    assert own_last_four("4111111111111111") == "1111"
    assert own_last_four("12345") == "2345"


def test_a_telephone_number_with_more_glued_stays() -> None:
    """Fourteen digits after a plus sign are none of a card of thirteen."""
    assert not holds_card("+42222222222221")


def test_a_digit_before_groups_that_are_no_card_finds_none() -> None:
    """The check digit decides, wherever the number would begin."""
    assert find_cards("94111 1111 1111 1112") == ()


def test_a_last_digit_that_is_written_as_a_reference_goes_with_the_number() -> None:
    """Nothing of what stood for it is left behind."""
    assert cut_cards("4111 1111 1111 111&#49;!") == "•••• 1111!"
