"""What is a person's to take along (GDPR article 20)."""

import pytest

from amana.domain.copying.portable import is_portable, portable_categories
from amana.domain.policy.model import Policy
from amana.domain.policy.parse import parse

TEXT = """\
amana: 1
service: shop
title: {en: "Policy"}
controller: {name: {en: "Shop"}}
languages: [en]
laws: [qatar]
data:
  email: {is: "pd:EmailAddress"}
  visits: {is: "pd:ServiceConsumptionBehavior"}
  score: {name: {en: "score"}}
  name: {is: "pd:Name"}
purposes:
  orders: {name: {en: "orders"}, basis: contract}
  news: {is: "dpv:DirectMarketing", name: {en: "news"}, basis: consent}
  safety: {name: {en: "safety"}, basis: legitimate_interest}
recipients:
  bureau: {kind: service_providers, name: {en: "the bureau"}}
promises:
  P1: {collect: [email], from: person, at: [order], for: [orders, safety]}
  P2: {collect: [visits], from: automatic, at: [visit], for: [news]}
  P3: {collect: [score], from: third-party, source: [bureau], for: [orders]}
  P4: {collect: [name], from: person, at: [order], for: [safety]}
  P5: {use: [email], for: [orders]}
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    """Parse a policy with each origin and basis."""
    return parse(TEXT, texts={})


@pytest.mark.promise("A31")
def test_given_and_observed_data_by_consent_or_contract_are_portable(policy: Policy) -> None:
    """Not what comes from others, nor what rests on another basis alone."""
    assert portable_categories(policy) == {"email", "visits"}


@pytest.mark.parametrize(
    ("origin", "purposes", "theirs"),
    [
        ("person", ("orders",), True),
        ("automatic", ("safety", "news"), True),
        ("third-party", ("orders",), False),
        ("person", ("safety",), False),
        ("person", ("dropped",), False),
        ("person", (), False),
    ],
)
def test_a_record_is_portable_by_its_origin_and_purposes(
    policy: Policy, origin: str, purposes: tuple[str, ...], *, theirs: bool
) -> None:
    """A purpose that the policy dropped lets nothing be taken along."""
    assert is_portable(policy, origin=origin, purposes=purposes) is theirs
