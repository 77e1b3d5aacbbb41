"""How much of a value is shown where it is masked."""

import pytest

from amana.domain.record.masking import MARKS, mask, shortened_address
from amana.domain.record.types import Plain, ValueType


@pytest.mark.promise("M15")
@pytest.mark.parametrize(
    ("value", "part", "kind", "shown"),
    [
        ("•••• 1234", "last4", ValueType.CARD, "•••• 1234"),
        ("4111111111111111", "last4", ValueType.CARD, "•••• 1111"),
        ("+97455123456", "last4", ValueType.PHONE, "•••• 3456"),
        ("1234567", "last4", ValueType.TEXT, MARKS),
        ("فاطمة", "initial", ValueType.TEXT, "ف••••"),
        ("مُحمد", "initial", ValueType.TEXT, "مُ••••"),
        ("مُ", "initial", ValueType.TEXT, MARKS),
        ("…", "initial", ValueType.TEXT, MARKS),
        ("ali@example.com", "shortened", ValueType.EMAIL, "a••••@example.com"),
        ("nothing", "shortened", ValueType.EMAIL, MARKS),
        ("203.0.113.77", "shortened", ValueType.IP, "203.0.113.0"),
        ("not one", "shortened", ValueType.IP, MARKS),
        ("1990-05-06", "shortened", ValueType.DATE, "1990"),
        ("https://a.example/b?c=d", "shortened", ValueType.URL, "https://a.example/"),
        ("https://me@a.example/", "shortened", ValueType.URL, MARKS),
        ("SA0380000000608010167519", "shortened", ValueType.IBAN, "•••• 7519"),
        (1990, "shortened", ValueType.YEAR, MARKS),
        (True, "shortened", ValueType.YES_NO, MARKS),
        ("Doha", "shortened", ValueType.PLACE, "D••••"),
        ("anything", "hidden", ValueType.TEXT, MARKS),
        ("anything", "nobody knows this part", ValueType.TEXT, MARKS),
    ],
)
def test_a_part_is_shown(value: Plain, part: str, kind: ValueType, shown: str) -> None:
    """Never more than the part says; of a short value nothing."""
    assert mask(value, part, kind) == shown


@pytest.mark.promise("M3", "K5")
@pytest.mark.parametrize(
    ("address", "short"),
    [
        ("203.0.113.77", "203.0.113.0"),
        ("2001:db8:1:2:3::4", "2001:db8:1::"),
        ("::ffff:203.0.113.77", "203.0.113.0"),
        ("fe80::1%eth0", "fe80::"),
    ],
)
def test_an_address_of_a_line_can_be_shortened(address: str, short: str) -> None:
    """To a network of 256 lines, or of a site in IPv6."""
    assert shortened_address(address) == short
