"""Each type of value has one form; errors never show what came."""

import pytest

from amana.domain.record.errors import (
    CardNumberRefused,
    StrangeCharacter,
    UnfitValue,
    Unreadable,
    WrongKind,
)
from amana.values import Normal, Note, Plain, ValueType, clean_text, normal


@pytest.mark.parametrize(
    ("kind", "raw", "country", "value"),
    [
        (ValueType.TEXT, "مرحبا", None, "مرحبا"),
        (ValueType.PLACE, "Doha", None, "Doha"),
        (ValueType.EMAIL, " Ali@Example.COM ", None, "Ali@example.com"),
        (ValueType.EMAIL, "علي@مثال.قطر", None, "علي@مثال.قطر"),
        (ValueType.EMAIL, "a@xn--mgbh0fb.com", None, "a@مثال.com"),
        (ValueType.PHONE, "+97455123456", None, "+97455123456"),
        (ValueType.PHONE, "٥٥١٢ ٣٤٥٦", "QA", "+97455123456"),
        (ValueType.PHONE, "\u202a+966 50 123 4567\u202c", None, "+966501234567"),
        (ValueType.PHONE, "050 123 4567", "ae", "+971501234567"),
        (ValueType.PHONE, "9999 8888", "KW", "+96599998888"),
        (ValueType.PHONE, "3600 1234", "BH", "+97336001234"),
        (ValueType.PHONE, "9212 3456", "OM", "+96892123456"),
        (ValueType.PHONE, "07 9012 3456", "JO", "+962790123456"),
        (ValueType.PHONE, "0100 123 4567", "EG", "+201001234567"),
        (
            ValueType.IBAN,
            "qa58 dohb 0000 1234 5678 90ab cdef g",
            None,
            "QA58DOHB00001234567890ABCDEFG",
        ),
        (ValueType.IP, "2001:DB8::0:1", None, "2001:db8::1"),
        (ValueType.IP, "١٠.٠.٠.١", None, "10.0.0.1"),
        (ValueType.DATE, "٢٠٢٥/١/٣", None, "2025-01-03"),
        (ValueType.YEAR, "١٩٩٠", None, 1990),
        (ValueType.YEAR, 1990, None, 1990),
        (ValueType.NUMBER, -0.0, None, 0),
        (ValueType.NUMBER, "٣٫٥٠", None, "3.5"),
        (ValueType.NUMBER, "-0012", None, -12),
        (ValueType.NUMBER, "-0.5", None, "-0.5"),
        (ValueType.NUMBER, 10**20, None, str(10**20)),
        (ValueType.YES_NO, True, None, True),
        (ValueType.YES_NO, 0, None, False),
        (ValueType.YES_NO, "نعم", None, True),
        (ValueType.YES_NO, "NO", None, False),
        (ValueType.URL, "https://example.com/a?b=c", None, "https://example.com/a?b=c"),
    ],
)
def test_a_value_has_one_form(
    kind: ValueType, raw: object, country: str | None, value: Plain
) -> None:
    """However it was written."""
    assert normal(kind, raw, country=country) == Normal(value=value)


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (ValueType.EMAIL, "nobody"),
        (ValueType.EMAIL, "a@b"),
        (ValueType.EMAIL, "a@localhost.localhost"),
        (ValueType.EMAIL, ".a@example.com"),
        (ValueType.PHONE, "12"),
        (ValueType.PHONE, "letters"),
        (ValueType.PHONE, "+97400000000"),
        (ValueType.PHONE, "55123456"),
        (ValueType.CARD, "12"),
        (ValueType.IBAN, "QA58DOHB00001234567890ABCDEFH"),
        (ValueType.IP, "300.1.1.1"),
        (ValueType.DATE, "2025-02-30"),
        (ValueType.DATE, "yesterday"),
        (ValueType.YEAR, "3000"),
        (ValueType.YEAR, "19.5"),
        (ValueType.YEAR, "1e3"),
        (ValueType.NUMBER, "twelve"),
        (ValueType.NUMBER, float("nan")),
        (ValueType.NUMBER, float("inf")),
        (ValueType.NUMBER, 1e300),
        (ValueType.YES_NO, "perhaps"),
        (ValueType.YES_NO, 2),
        (ValueType.URL, "ftp://example.com"),
        (ValueType.URL, "https://me:secret@example.com/"),
        (ValueType.URL, "javascript:alert(1)"),
    ],
)
def test_what_is_not_of_its_type_is_unreadable(kind: ValueType, raw: object) -> None:
    """The error holds the type, and nothing of the value."""
    with pytest.raises(Unreadable) as refused:
        normal(kind, raw)
    assert refused.value.fields == {"type": kind.value, "field": ""}
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("kind", list(ValueType))
@pytest.mark.parametrize("raw", [None, [], {}, b"x"])
def test_a_value_of_another_kind_is_refused(kind: ValueType, raw: object) -> None:
    """A list is no value of any type."""
    with pytest.raises(WrongKind):
        normal(kind, raw)


@pytest.mark.parametrize("kind", [ValueType.NUMBER, ValueType.YEAR])
def test_yes_is_no_number(kind: ValueType) -> None:
    """Though Python would take it for one."""
    with pytest.raises(WrongKind):
        normal(kind, raw=True)


@pytest.mark.promise("M2", "M15")
@pytest.mark.parametrize("raw", ["4111 1111 1111 1111", 4111111111111111, "٤١١١١١١١١١١١١١١١"])
def test_of_a_card_only_the_last_four_are_kept(raw: object) -> None:
    """Cut before anybody else sees the value."""
    assert normal(ValueType.CARD, raw) == Normal(value="•••• 1111", note=Note.CARD_CUT)


@pytest.mark.promise("M2", "M15")
@pytest.mark.parametrize(
    "raw", ["4111 1111 1111 1111 12/27 123", "41111111111111111227", "٤١١١١١١١١١١١١١١١ رمز ١٢٣"]
)
def test_of_a_card_with_its_end_or_code_the_numbers_own_last_four_are_kept(raw: str) -> None:
    """A code must not be kept at all (PCI DSS 3.3.1)."""
    assert normal(ValueType.CARD, raw) == Normal(value="•••• 1111", note=Note.CARD_CUT)


@pytest.mark.promise("M2", "M15")
def test_a_card_that_was_cut_before_stays_as_it_is() -> None:
    """Gateways give only the last four."""
    assert normal(ValueType.CARD, "•••• 1111") == Normal(value="•••• 1111")


@pytest.mark.promise("M2")
@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (ValueType.EMAIL, "4111111111111111@example.com"),
        (ValueType.NUMBER, 4111111111111111),
        (ValueType.NUMBER, " 4111111111111111"),
    ],
)
def test_a_card_number_that_cannot_be_cut_is_refused(kind: ValueType, raw: object) -> None:
    """An address or a sum without some of its digits would be another."""
    with pytest.raises(CardNumberRefused):
        normal(kind, raw)


@pytest.mark.promise("M2", "M15")
def test_a_card_in_free_text_is_cut() -> None:
    """And noted as cut."""
    cut = normal(ValueType.TEXT, "my card 4111-1111-1111-1111")
    assert cut == Normal(value="my card •••• 1111", note=Note.CARD_CUT)
    assert normal(ValueType.URL, "https://a.example/?c=4111111111111111").note is Note.CARD_CUT


def test_what_was_hidden_in_a_text_is_noted() -> None:
    """An override goes out of it."""
    assert clean_text("a\u202eb") == Normal(value="ab", note=Note.HIDDEN_REMOVED)


def test_an_address_with_an_override_is_refused() -> None:
    """Its writer saw another one."""
    with pytest.raises(StrangeCharacter):
        normal(ValueType.EMAIL, "moc.\u202eelpmaxe@ali")


@pytest.mark.parametrize(
    ("country", "number"),
    [
        ("QA", "28563412345"),
        ("SA", "1000000008"),
        ("sa", "2000000006"),
        ("AE", "784-1990-1234567-6"),
        ("KW", "290010112346"),
        ("BH", "900112345"),
        ("OM", "12345678"),
        ("JO", "9901012345"),
        ("JO", "2000123456"),
        ("EG", "29001011234567"),
        ("EG", "٣٠٠٠١٠١٨٨٣٤٥٦٧"),
    ],
)
def test_an_identity_number_of_the_region_is_known(country: str, number: str) -> None:
    """By its public structure; blanks and dashes go."""
    found = normal(ValueType.NATIONAL_ID, number, country=country)
    assert str(found.value).isascii()
    assert found.note is None
    assert normal(ValueType.NATIONAL_ID, number).value == found.value


@pytest.mark.parametrize(
    ("country", "number"),
    [
        ("QA", "18563412345"),
        ("QA", "28500012345"),
        ("SA", "1000000009"),
        ("SA", "3000000004"),
        ("AE", "784-1990-1234567-7"),
        ("AE", "784170012345675"),
        ("AE", "785199012345676"),
        ("KW", "290010112345"),
        ("KW", "290130112345"),
        ("KW", "490010112345"),
        ("BH", "901312345"),
        ("OM", "012345678"),
        ("OM", "123456"),
        ("JO", "1901012345"),
        ("EG", "29001010534567"),
        ("EG", "29013011234567"),
        (None, "1"),
        ("DE", "!"),
    ],
)
def test_a_number_that_is_none_of_the_country_is_unreadable(
    country: str | None, number: str
) -> None:
    """Wrong check digit, no such day, no such governorate."""
    with pytest.raises(Unreadable):
        normal(ValueType.NATIONAL_ID, number, country=country)


def test_of_another_country_only_the_form_is_looked_at() -> None:
    """And it is said that nothing was checked."""
    found = normal(ValueType.NATIONAL_ID, "ab 123-456", country="DE")
    assert found == Normal(value="AB123456", note=Note.UNCHECKED)


def test_no_error_shows_the_value() -> None:
    """Not in its text, not in its chain."""
    for kind in ValueType:
        with pytest.raises(UnfitValue) as refused:
            normal(kind, "planted-7391\x00")
        assert "planted" not in f"{refused.value!r}{refused.value}"
