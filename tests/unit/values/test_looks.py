"""What single values look like, and what a tally of them keeps."""

from datetime import date

import pytest

from amana.domain.proposal.looks import Look
from amana.values.looks import looks_of, tally

TODAY = date(2026, 11, 22)
LOOKS = [
    ("someone@example.com", Look.EMAIL),
    ("+974 5512 3456", Look.PHONE),
    ("0501234567", Look.PHONE),
    ("٠٥٠١٢٣٤٥٦٧", Look.PHONE),
    (55123456, Look.PHONE),
    ("28463400123", Look.NATIONAL_ID),
    ("4111 1111 1111 1111", Look.CARD),
    ("QA58DOHB00001234567890ABCDEFG", Look.IBAN),
    ("10.0.0.1", Look.IP),
    ("2001:db8::1", Look.IP),
    ("25.28, 51.53", Look.PLACE),
    ("POINT(51.53 25.28)", Look.PLACE),
    ("1988-04-03", Look.BIRTH),
    (date(1988, 4, 3), Look.BIRTH),
    ("محمد بن علي", Look.NAME),
    ("عبد الله الكعبي", Look.NAME),
    ("Jean-Luc Martin", Look.NAME),
    ("pbkdf2_sha256$600000$abc$def", Look.PASSWORD),
    ("Mozilla/5.0 (X11; Linux x86_64)", Look.AGENT),
    ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/1", Look.AGENT),
    ("Please call me on +97455123456 after six in the evening", Look.INSIDE),
    ("My card is 4111 1111 1111 1111, and it was charged two times over", Look.INSIDE),
    ("Write to someone@example.com as soon as the parcel is there, please", Look.INSIDE),
    ("The refund went to QA58DOHB00001234567890ABCDEFG and not to the other one", Look.INSIDE),
    ("The colour of the cloth is not the one that the picture shows", Look.PROSE),
]
NOTHING = [
    "",
    "SKU-1029",
    "12.50",
    "2026-11-01",
    True,
    b"bytes",
    7,
    "91.5, 200.1",
    "1.2.3",
    "12-34-56",
    "x" * 80,
]


@pytest.mark.parametrize(("value", "look"), LOOKS, ids=range(len(LOOKS)))
def test_a_value_looks_like_what_it_is(value: object, look: Look) -> None:
    """By its check digit, plan or form, in any digits."""
    assert look in looks_of(value, TODAY)


@pytest.mark.parametrize("value", NOTHING, ids=range(len(NOTHING)))
def test_what_is_nobodys_looks_like_nothing(value: object) -> None:
    """Prices, codes, days of late, and what is no text."""
    assert not looks_of(value, TODAY)


def test_a_tally_counts_and_keeps_no_value() -> None:
    """Nulls and blanks are passed over; the same value twice is one that is distinct."""
    found = tally(["a@example.com", "a@example.com", None, " ", "b@example.com", "x9"], TODAY)
    assert (found.looked, found.distinct) == (4, 3)
    assert found.share(Look.EMAIL) == 0.75
    assert "example" not in repr(found)


def test_an_empty_column_looks_like_nothing() -> None:
    """Of no value no share is known."""
    assert tally([None], TODAY).share(Look.EMAIL) == 0.0
