"""Fees and authorities by law."""

import pytest

from amana.domain.law.dealing import DEALINGS, excess_articles, laws_for, may_charge
from amana.domain.promises.law import Law


@pytest.mark.promise("M19")
@pytest.mark.parametrize(
    ("laws", "excessive", "may"),
    [
        ((Law.QATAR,), False, True),
        ((Law.SAUDI,), False, False),
        ((Law.SAUDI,), True, False),
        ((Law.GDPR,), False, False),
        ((Law.GDPR,), True, True),
        ((Law.QATAR, Law.GDPR), False, False),
        ((Law.BAHRAIN,), True, False),
        ((), True, False),
    ],
)
def test_a_fee_is_taken_only_where_every_law_lets_it(
    laws: tuple[Law, ...],
    excessive: bool,  # noqa: FBT001 - a column of the table
    may: bool,  # noqa: FBT001 - the same
) -> None:
    """Where nothing that was read permits one, none is taken."""
    assert may_charge(laws, excessive=excessive) is may


@pytest.mark.promise("A26")
def test_every_law_has_an_authority_in_both_languages() -> None:
    """Who complains is told where."""
    assert set(DEALINGS) == set(Law)
    assert all(each.authority.ar and each.authority.en for each in DEALINGS.values())


def test_the_laws_of_the_person_and_of_the_service_count() -> None:
    """A German at a service in Qatar is under both."""
    assert laws_for(("DE",), ("qatar",)) == (Law.GDPR, Law.QATAR)
    assert laws_for((), ("no-such-law",)) == ()


@pytest.mark.parametrize(
    ("laws", "articles"),
    [
        ((Law.GDPR,), ("gdpr 12(5)",)),
        ((Law.UAE, Law.GDPR), ("gdpr 12(5)", "uae 13")),
        ((Law.GDPR, Law.QATAR), ()),
        ((), ()),
    ],
)
def test_too_many_requests_are_refused_only_where_every_law_lets_one(
    laws: tuple[Law, ...], articles: tuple[str, ...]
) -> None:
    """And staff are shown by which article."""
    assert excess_articles(laws) == articles
