"""Laws of values: nothing that comes out holds a card number; fast paths equal the libraries."""

import unicodedata
from uuid import UUID

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import assume, given
from hypothesis import strategies as st

from amana.domain.record.cards import find_cards, holds_card, is_card_number
from amana.domain.record.errors import UnfitValue
from amana.domain.record.luhn import luhn
from amana.domain.record.masking import mask
from amana.domain.record.types import LONGEST
from amana.values import ValueType, clean_text, normal
from amana.values.email import email
from amana.values.phone import by_library, phone

_ZEROS = "0٠۰０०𝟎"
_BETWEEN = ["", "", "", " ", "-", ".", "\u00a0", " - ", "\u2013", "/", "_"]
_UNSEEN = ["", "", "", "\u200b", "\u200d", "\u202e", "\u200f", "\ufeff", "\u2060", "\u00ad"]
_STARTS = {"4": 16, "51": 16, "2221": 16, "6011": 16, "37": 15, "36": 14, "35": 16, "62": 19}


@st.composite
def _numbers(draw: st.DrawFn) -> str:
    """Draw the digits of a card number."""
    start, length = draw(st.sampled_from(sorted(_STARTS.items())))
    start = "3530" if start == "35" else start
    rest = length - len(start) - 1
    body = start + "".join(
        draw(st.lists(st.sampled_from("0123456789"), min_size=rest, max_size=rest))
    )
    return next(body + last for last in "0123456789" if luhn(body + last))


@st.composite
def _written(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a card number, and a way to write it: script, what stands between, what nobody sees."""
    number = draw(_numbers())
    zero = ord(draw(st.sampled_from(_ZEROS)))
    between = st.sampled_from(_BETWEEN)
    signs: list[str] = []
    for place, digit in enumerate(number):
        signs.append(chr(zero + int(digit)))
        if place < len(number) - 1:
            signs += [draw(between), draw(st.sampled_from(_UNSEEN))]
    return number, "".join(signs)


_WORDS = st.text(st.characters(exclude_categories=["Cs", "Nd", "No"]), max_size=20)


def _digits(text: str) -> str:
    """Return all digits of a text, whatever stands between."""
    return "".join(
        str(unicodedata.digit(sign)) for sign in text if unicodedata.digit(sign, None) is not None
    )


@pytest.mark.promise("M2", "M15")
@given(_written(), _WORDS, _WORDS)
def test_no_text_that_comes_out_holds_a_card_number(
    card: tuple[str, str], before: str, after: str
) -> None:
    """In whatever form it stood: only its last four digits come through."""
    number, written = card
    try:
        kept = str(clean_text(f"{before}:{written}:{after}").value)
    except UnfitValue:
        return
    assert number not in _digits(kept)
    assert find_cards(kept) == ()
    assert number[-4:] in kept


@pytest.mark.promise("M2", "M15")
@given(st.sampled_from(list(ValueType)), _written())
def test_no_value_of_any_type_holds_a_card_number(kind: ValueType, card: tuple[str, str]) -> None:
    """It is cut or refused, unless the type reads it as a number of another kind."""
    number, written = card
    try:
        kept = str(normal(kind, written, country="SA").value)
    except UnfitValue:
        return
    assert number not in _digits(kept)


_MARKS = [*':|*;#~="&×•ـ،\\', ", ", " / ", ". ", "،  ", ")(", "] [", "    ", "%20", "&nbsp;", "<b>"]


@pytest.mark.promise("M2", "M15")
@given(
    _numbers(), st.sampled_from(_MARKS), _WORDS, st.text(st.sampled_from("0123456789"), max_size=4)
)
def test_no_card_in_groups_or_with_more_glued_comes_out(
    number: str, mark: str, around: str, code: str
) -> None:
    """Whatever ordinary marks part its groups, and with its code behind it."""
    assume(number[0] != "6" or len(number) == 16)
    sizes = {15: (4, 6, 5), 14: (4, 6, 4)}.get(len(number), (4,) * 5)
    ends = [sum(sizes[: place + 1]) for place in range(len(sizes))]
    groups = [number[end - size : end] for end, size in zip(ends, sizes, strict=True)]
    parted = mark.join(group for group in groups if group)
    for written in (parted, number + code):
        try:
            kept = str(clean_text(f"{around} x{written}x {around}").value)
        except UnfitValue:
            continue
        assert number[:13] not in _digits(kept)
        assert find_cards(kept) == ()


@given(st.text(st.sampled_from("0123456789 -.+\u200b٤١abAE,"), max_size=60))
def test_cutting_again_changes_nothing(text: str) -> None:
    """What comes out is clean."""
    once = str(clean_text(text).value)
    assert clean_text(once).value == once
    assert all(not is_card_number(part) for part in once.split())


@given(
    st.emails()
    | st.from_regex(r"[a-zA-Z0-9._+-]{1,12}@[a-zA-Z0-9.-]{1,16}\.[a-z]{2,6}", fullmatch=True)
)
def test_an_address_is_read_as_the_library_reads_it(address: str) -> None:
    """The fast path takes no address that the library refuses, and changes none."""
    try:
        expected = validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError:
        with pytest.raises(UnfitValue):
            email(address)
        return
    assume(not holds_card(expected))
    assert email(address).value == expected


@given(
    st.from_regex(r"\+(974|966|971|20|965|973|968|962)[0-9]{7,11}", fullmatch=True)
    | st.from_regex(r"\+20(10|11|12|13|15|16|9)[0-9]{7,8}", fullmatch=True)
    | st.from_regex(r"\+(9665|9715|9743|9745|9746|9747)[0-9]{7,8}", fullmatch=True)
)
def test_a_telephone_number_is_read_as_the_library_reads_it(number: str) -> None:
    """The fast path takes no number that the library refuses."""
    try:
        expected = by_library(number, None)
    except UnfitValue:
        with pytest.raises(UnfitValue):
            phone(number, None)
        return
    assert phone(number, None).value == expected


@given(st.text(max_size=40), st.sampled_from(["last4", "initial", "shortened", "hidden"]))
def test_a_mask_shows_no_more_than_its_part(value: str, part: str) -> None:
    """Of a text, at most the last four or the first letter."""
    shown = mask(value, part)
    assert sum(sign.isalnum() for sign in shown) <= (4 if part == "last4" else 1)


@given(st.text(alphabet="aZ 019-.,٤٥يأإآ\u064c\u0670ـ\u0653é\u0301\r\n\t\u200b", max_size=240))
def test_a_usual_text_comes_out_as_if_each_step_were_taken(text: str) -> None:
    """The short way for texts of the usual signs ends where the long one does."""
    # A bound of the caller's own leads past the short way.
    assert clean_text(text) == clean_text(text, longest=LONGEST[ValueType.TEXT])


@given(st.uuids(), st.sampled_from(["{}", "p-{}", "order {} of today"]), st.booleans())
def test_a_random_id_is_no_card(identity: UUID, around: str, dashes: bool) -> None:  # noqa: FBT001 - drawn
    """With dashes or without, wherever a letter shows that it is one."""
    written = str(identity) if dashes else identity.hex
    assume(any(sign.isalpha() for sign in written))
    assert not holds_card(around.format(written))
