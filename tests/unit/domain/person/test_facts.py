"""What is declared about a person is checked when it is said."""

import pytest

from amana.domain.person.facts import (
    BadAge,
    BadCountry,
    BornIn,
    OfAge,
    PersonKind,
    check_countries,
    kind_of,
    old_enough,
    too_young,
)
from amana.domain.person.groups import bond
from amana.domain.person.identifiers import (
    BadIdentifier,
    IdentifierKind,
    check_device,
    matched,
)

YEAR = 2026


@pytest.mark.parametrize(
    ("age", "known"),
    [
        (BornIn(year=2009), "old enough"),
        (BornIn(year=2010), "neither"),
        (BornIn(year=2011), "too young"),
        (OfAge(at_least=16, yes=True), "old enough"),
        (OfAge(at_least=18, yes=True), "old enough"),
        (OfAge(at_least=15, yes=True), "neither"),
        (OfAge(at_least=16, yes=False), "too young"),
        (OfAge(at_least=18, yes=False), "neither"),
    ],
    ids=str,
)
def test_a_statement_about_age_says_no_more_than_it_says(age: BornIn | OfAge, known: str) -> None:
    """For an age of sixteen: known to be under it, known to be of it, or neither."""
    assert too_young([age], under=16, year=YEAR) is (known == "too young")
    assert old_enough([age], under=16, year=YEAR) is (known == "old enough")


def test_an_age_that_nobody_has_is_refused() -> None:
    """A year of long ago, or an age that no law asks about."""
    for wrong in (1500, 9999, 0):
        with pytest.raises(BadAge):
            BornIn(year=wrong)
    for limit in (0, 22):
        with pytest.raises(BadAge):
            OfAge(at_least=limit, yes=True)


@pytest.mark.parametrize("wrong", [(), ("qa",), ("QAT",), ("QA", "QA"), tuple("ABCDEF")])
def test_countries_are_few_codes(wrong: tuple[str, ...]) -> None:
    """Two capital letters each, none twice, five at most."""
    with pytest.raises(BadCountry):
        check_countries(wrong)
    check_countries(("QA", "JO"))


def test_in_doubt_somebody_is_a_natural_person() -> None:
    """A business is one only where nothing says otherwise."""
    assert kind_of([]) is PersonKind.NATURAL
    assert kind_of([PersonKind.BUSINESS]) is PersonKind.BUSINESS
    assert kind_of([PersonKind.BUSINESS, PersonKind.NATURAL]) is PersonKind.NATURAL


@pytest.mark.parametrize("wrong", ["", "a b", "x" * 201, "é", "a\x00"])
def test_a_device_is_a_plain_token(wrong: str) -> None:
    """What cannot be an id is refused and not repeated."""
    with pytest.raises(BadIdentifier) as refused:
        check_device(wrong)
    assert not wrong or wrong not in str(refused.value)
    assert check_device("c-71b2") == "c-71b2"


def test_addresses_are_compared_without_large_letters_and_nothing_else_is() -> None:
    """Mail tells nobody apart by them; a service's own ids and devices may."""
    assert matched(IdentifierKind.EMAIL, "Sara@Example.org") == "sara@example.org"
    for kind in set(IdentifierKind) - {IdentifierKind.EMAIL}:
        assert matched(kind, "Ab-1") == "Ab-1"


def test_a_bond_has_two_ends() -> None:
    """An id is not joined to itself."""
    with pytest.raises(ValueError, match="two ends"):
        bond(b"a", b"a")
