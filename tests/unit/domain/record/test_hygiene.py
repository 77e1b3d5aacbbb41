"""Characters that a value may not hold, by type of field (decision record 0156)."""

from collections.abc import Callable

import pytest

from amana.domain.record.errors import StrangeCharacter, TooLong, UnfitValue, WrongKind
from amana.domain.record.hygiene import bare, plain_digits, text_of, tidy
from amana.domain.record.types import LONGEST, ValueType

TEXT = ValueType.TEXT


@pytest.mark.parametrize("kind", list(ValueType))
@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x7f", "\x85", "\ud800", "\ufffe"])
def test_what_is_no_character_of_a_text_is_refused_everywhere(kind: ValueType, sign: str) -> None:
    """The error names the character by its code."""
    with pytest.raises(StrangeCharacter) as refused:
        text_of(f"a{sign}", kind)
    assert refused.value.fields["character"] == f"U+{ord(sign):04X}"


@pytest.mark.parametrize("raw", [None, 1, 1.5, True, ["a"], {"a": 1}, b"a"])
def test_only_a_text_is_a_text(raw: object) -> None:
    """Wrong types are told by the field's type, not by what came."""
    with pytest.raises(WrongKind) as refused:
        text_of(raw, TEXT)
    assert refused.value.fields == {"type": "text", "field": ""}


@pytest.mark.parametrize("kind", list(ValueType))
def test_a_value_has_a_longest_form(kind: ValueType) -> None:
    """Ten megabytes are no value of any type."""
    with pytest.raises(TooLong) as refused:
        text_of("a" * 10_000_000, kind)
    assert refused.value.fields["most"] == LONGEST[kind]
    assert text_of("a" * 3, kind, longest=3) == "aaa"


def test_an_error_takes_the_name_of_the_field() -> None:
    """Who knows it adds it."""
    error = UnfitValue(type=TEXT).of("note")
    assert error.fields == {"type": "text", "field": "note"}


def test_free_text_keeps_what_arabic_is_written_with() -> None:
    """Joiners and marks of direction stay; overrides and what has no width go."""
    assert tidy("می\u200cخواهم\u200f \u2068a\u2069", TEXT) == (
        "می\u200cخواهم\u200f \u2068a\u2069",
        False,
    )
    assert tidy("م\u202eر\u200bح\ufeffبا\u00ad\U000e0041", TEXT) == ("مرحبا", True)


def test_free_text_is_in_one_form() -> None:
    """Composed letters, line feeds."""
    assert tidy("e\u0301\r\nx\u2028y", TEXT) == ("é\nx\ny", False)
    assert tidy("a\r\nb\rc\td", TEXT) == ("a\nb\nc\td", False)
    assert tidy("plain", TEXT) == ("plain", False)


@pytest.mark.parametrize("read", [tidy, bare])
def test_marks_are_not_heaped(read: Callable[[str, ValueType], object]) -> None:
    """Thirty marks on a letter are more than any script has; dashes may be many."""
    read("ش" + "\u0651" * 30, TEXT)
    read("ش" + "–" * 60, TEXT)
    with pytest.raises(StrangeCharacter):
        read("ش" + "\u0651" * 31, TEXT)


def test_a_value_with_a_form_keeps_nothing_invisible() -> None:
    """Numbers copied from a telephone's list come with embeddings around them."""
    assert bare(" \u202a+974 5512\u200d\u00a0\u202c ", ValueType.PHONE) == "+974 5512"
    assert bare(" x ", ValueType.PHONE) == "x"
    assert bare("\u202ex", ValueType.PHONE) == "x"


def test_an_override_in_an_address_is_refused() -> None:
    """What would be kept is not what its writer saw."""
    assert bare("é", ValueType.EMAIL, refuse_overrides=True) == "é"
    with pytest.raises(StrangeCharacter) as refused:
        bare("a\u202eb", ValueType.EMAIL, refuse_overrides=True)
    assert refused.value.fields["character"] == "U+202E"


def test_digits_of_any_script_become_plain() -> None:
    """Arabic, Persian and wide ones."""
    assert plain_digits("٠١٢۳４x") == "01234x"
    assert plain_digits("12") == "12"
