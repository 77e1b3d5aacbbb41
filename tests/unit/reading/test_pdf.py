"""Policies as PDF files: order of reading, headings, running lines, and files that harm."""

import zlib
from collections.abc import Callable, Sequence

import pytest

from amana.domain.policy.proposal import Role
from amana.reading import read
from amana.reading.errors import Damaged, Endless, Scanned
from amana.reading.pdf_lines import Letter, page_lines

Lines = Sequence[tuple[str, float, float, int, bool]]
Maker = Callable[[Sequence[Lines]], bytes]


def _letters(seen: str) -> list[Letter]:
    """Return letters from left to right, each half as wide as high; blanks are gaps."""
    return [
        Letter(char=char, left=100.0 + 6 * at, right=106.0 + 6 * at, base=700.0, size=12.0)
        for at, char in enumerate(seen)
        if char != " "
    ]


@pytest.mark.parametrize("from_right", [False, True])
def test_arabic_is_read_alike_however_its_letters_are_stored(
    from_right: bool,  # noqa: FBT001 - a row
) -> None:
    """In the order in which they are seen, or in that in which they are read."""
    letters = _letters("لا نبيع بياناتك."[::-1])
    (line,) = page_lines(letters[::-1] if from_right else letters)
    assert (line.text, line.rtl) == ("لا نبيع بياناتك.", True)


def test_latin_words_and_numbers_keep_their_order_in_a_line_of_arabic() -> None:
    """Runs against the line's direction are turned, brackets too."""
    seen = "يوم"[::-1] + " (30) " + "مدة"[::-1] + " IP v4 " + "نحفظ عنوان"[::-1]
    (line,) = page_lines(_letters(seen))
    assert line.text == "نحفظ عنوان IP v4 مدة (30) يوم"


def test_arabic_words_in_an_english_line_are_read_from_the_right() -> None:
    """Among words from left to right only they are turned."""
    (line,) = page_lines(_letters("The shop called " + "متجر النخيل"[::-1] + " sells dates"))
    assert line.text == "The shop called متجر النخيل sells dates"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("لا نبيع بياناتك لأحد.", "We never share your phone number."),
        ("We never do.", "لا نبيع بياناتك الشخصية لأحد أبدا."),
    ],
)
@pytest.mark.parametrize("from_right", [False, True])
def test_a_line_of_both_scripts_is_read_from_where_it_begins(
    first: str,
    second: str,
    from_right: bool,  # noqa: FBT001 - a row
) -> None:
    """Its last stop stands at its end, whichever script has more letters."""
    if from_right:
        seen = " ".join("." + _as_seen(each) for each in (second, first))
    else:
        seen = " ".join(_as_seen(each) + "." for each in (first, second))
    (line,) = page_lines(_letters(seen))
    assert (line.text, line.rtl) == (f"{first} {second}", from_right)


def _as_seen(sentence: str) -> str:
    """Return a sentence's letters from left to right, without its stop."""
    words = sentence.rstrip(".")
    return words[::-1] if "\u0621" <= words[0] <= "\u064a" else words


@pytest.mark.parametrize("row", ["رسائل التذكير ٩٠ يوما", "الاسم سنتان", "Reminders 90 days"])
def test_a_row_that_gives_a_period_is_no_heading(pdf_of: Maker, row: str) -> None:
    """Nothing parts the cells of a row in a page but their places."""
    arabic = row[0] > "z"
    shown = [row, "We never sell your data to anybody, and we never will."]
    lines = [
        (each[::-1] if arabic and not at else each, 60.0, 700.0 - 40 * at, 12, False)
        for at, each in enumerate(shown)
    ]
    assert read(pdf_of([lines])).proposals[0].role is not Role.HEADING


def test_presentation_forms_become_the_letters_that_they_stand_for() -> None:
    """A ligature of lam and alef becomes both, in their order."""
    (line,) = page_lines(_letters("ﻊﻴﺒﻧ ﻻ"))
    assert line.text == "لا نبيع"


def test_a_mark_above_a_letter_goes_to_it_though_it_is_drawn_last() -> None:
    """It stands a little higher, and comes after the line."""
    mark = Letter(char="\u064f", left=112.0, right=114.0, base=703.0, size=12.0)
    (line,) = page_lines([*_letters("بلط"), mark])
    assert line.text == "طُلب"


def test_running_heads_and_page_numbers_are_left_out_and_headings_found(pdf_of: Maker) -> None:
    """What stands on most pages is no part of the policy; what is set larger is a heading."""
    pages = [
        [
            ("Acme privacy", 60, 780, 9, False),
            (f"What we do {word}", 60, 700, 18, False),
            (f"We never sell your {word} data to anyone at all.", 60, 660, 12, False),
            (f"Page {number} of 3", 60, 20, 9, False),
        ]
        for number, word in enumerate(("order", "phone", "health"), start=1)
    ]
    reading = read(pdf_of(pages))
    assert "Acme" not in reading.text
    assert "of 3" not in reading.text
    assert [proposal.role for proposal in reading.proposals] == [Role.HEADING, Role.SENTENCE] * 3


def test_lines_broken_for_width_are_one_sentence_and_hyphenated_words_whole(pdf_of: Maker) -> None:
    """A paragraph's lines are joined; a short hyphen at the end of a line is no part of a word."""
    lines = [
        ("We keep your invoices for ten years because the rule in the coun-", 60, 700, 12, False),
        ("try asks for it.", 60, 686, 12, False),
        ("We never sell your data.", 60, 640, 12, False),
    ]
    texts = [proposal.text for proposal in read(pdf_of([lines])).proposals]
    assert texts == [
        "We keep your invoices for ten years because the rule in the country asks for it.",
        "We never sell your data.",
    ]


def test_a_file_that_is_cut_off_is_refused(pdf_of: Maker) -> None:
    """Rather than read as nothing."""
    data = pdf_of([[("We never sell.", 60, 700, 12, False)]])
    with pytest.raises(Damaged):
        read(data[:40])


def test_pictures_without_text_are_named_as_such(pdf_of: Maker) -> None:
    """A scan has pages and no letters."""
    with pytest.raises(Scanned):
        read(pdf_of([[]]))


@pytest.mark.slow
def test_a_page_that_never_ends_is_given_up(pdf_of: Maker) -> None:
    """A stream that unpacks to far more than a page holds costs bounded time and memory."""
    line = b"BT /F 12 Tf 1 0 0 1 60 700 Tm " + b"<0041> Tj 1 0 Td " * 20_000_000 + b"ET"
    packed = zlib.compress(line, 9)
    start = pdf_of([[("X", 60, 700, 12, False)]])
    at = start.rindex(b"7 0 obj")
    bomb = (
        start[:at]
        + b"7 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
        + packed
        + b"\nendstream\nendobj\ntrailer << /Size 8 /Root 1 0 R >>\n%%EOF"
    )
    with pytest.raises((Endless, Damaged)):
        read(bomb)
