"""International bank account numbers, compared with another program's answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban

from amana.domain.record.ibans import iban_spans, is_iban

REAL = [
    "QA58DOHB00001234567890ABCDEFG",
    "SA0380000000608010167519",
    "AE070331234567890123456",
    "KW81CBKU0000000000001234560101",
    "BH67BMAG00001299123456",
    "OM810180000001299123456",
    "JO94CBJO0010000000000131000302",
    "EG380019000500000000263180002",
]


@pytest.mark.parametrize("number", REAL)
def test_an_account_number_of_the_region_is_known(number: str) -> None:
    """So says the library too."""
    assert is_iban(number)
    assert iban.is_valid(number)


@given(st.sampled_from(REAL), st.integers(4, 21), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_seen(number: str, place: int, digit: str) -> None:
    """Whatever is taken here has right check digits for the library too."""
    changed = number[:place] + digit + number[place + 1 :]
    assert is_iban(changed) == iban.is_valid(changed, check_country=False) or not digit.isdigit()
    assert is_iban(changed) == (iban.calc_check_digits(changed) == changed[2:4])


@pytest.mark.parametrize("number", ["", "QA", "XX00", "sa0380000000608010167519", "SA03８"])
def test_anything_else_is_none(number: str) -> None:
    """Only capitals and ASCII digits, of a country that has account numbers."""
    assert not is_iban(number)


def test_account_numbers_are_found_in_a_text() -> None:
    """With blanks or without; a number that goes on is none."""
    text = f"to {REAL[1]} or SA03 8000 0000 6080 1016 7519, not {REAL[1]}0"
    assert [text[start:end] for start, end in iban_spans(text)] == [
        REAL[1],
        "SA03 8000 0000 6080 1016 7519",
    ]
    assert iban_spans("SA03 80;00") == ()
