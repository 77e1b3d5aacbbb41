"""A code is read in whichever digits it is typed."""

import pytest

from amana.domain.person.code import read_code


@pytest.mark.promise("K12")
@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("123456", "123456"),
        ("١٢٣ ٤٥٦", "123456"),
        ("۱۲۳۴۵۶", "123456"),
        ("\u200f123 456", "123456"),
        ("12345", ""),
        ("12345x", ""),
        ("", ""),
        ("1" * 100, ""),
    ],
)
def test_digits_of_any_script_are_the_code(typed: str, read: str) -> None:
    """What is no code of at least six digits is none at all."""
    assert read_code(typed) == read
