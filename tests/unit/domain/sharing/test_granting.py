"""A recipient is granted what promises share with it, bound as they say, and until an end."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest

from amana.domain.policy.parse import parse
from amana.domain.policy.rule_book import rule_book
from amana.domain.sharing.errors import (
    BeyondPromise,
    GrantUnfit,
    NatureRuledOut,
    SafeguardsMissing,
)
from amana.domain.sharing.granting import (
    LONGEST_DAYS,
    LONGEST_DOCUMENT,
    LONGEST_INSTRUCTION,
    WantedGrant,
    check_grant,
)
from amana.domain.vocabulary.sharing import Nature, Safeguard, safeguards_named

POLICY: Final = """\
amana: 1
service: shop
title: {ar: "سياسة الخصوصية", en: "Privacy policy"}
controller: {name: {ar: "السوق", en: "The Market"}, email: privacy@market.example}
languages: [ar, en]
laws: [qatar]
data: {email: {is: "pd:EmailAddress"}, phone: {is: "pd:TelephoneNumber"}}
purposes:
  orders: {is: "dpv:ServiceProvision", basis: contract}
  trade: {is: "dpv:SellDataToThirdParties", basis: legitimate_interest, name: {en: "trade"}}
recipients:
  courier: {kind: service_providers, country: QA, safeguards: [contract]}
promises:
  P1: {collect: [email, phone], from: person, at: [registration], for: [orders]}
  S1: {share: [email], to: [courier], for: [orders], under: [contract]}
  N1: {never: [email, phone], as: [sell]}
"""
NOW: Final = datetime(2026, 5, 1, tzinfo=UTC)
FIT: Final = WantedGrant(
    recipient="courier",
    data=frozenset({"email"}),
    purposes=frozenset({"orders"}),
    instruction="Deliver the parcel.",
    ends_at=NOW + timedelta(days=30),
    safeguards=frozenset({Safeguard.CONTRACT}),
)


def _check(**changes: Any) -> None:  # noqa: ANN401 - parts of a grant
    policy = parse(POLICY, texts={})
    check_grant(policy, rule_book(policy), replace(FIT, **changes), now=NOW)


def test_what_is_promised_and_bound_is_granted() -> None:
    """With a document or without, from now on or later."""
    _check()
    _check(document="drawer 7", starts_at=NOW + timedelta(days=3))


@pytest.mark.parametrize(
    ("part", "changes"),
    [
        ("data", {"data": frozenset()}),
        ("data", {"data": frozenset(f"d{each}" for each in range(101))}),
        ("purposes", {"purposes": frozenset()}),
        ("instruction", {"instruction": " "}),
        ("instruction", {"instruction": "x" * (LONGEST_INSTRUCTION + 1)}),
        ("document", {"document": ""}),
        ("document", {"document": "x" * (LONGEST_DOCUMENT + 1)}),
        ("until", {"ends_at": NOW}),
        ("until", {"starts_at": NOW + timedelta(days=31)}),
        ("length", {"ends_at": NOW + timedelta(days=LONGEST_DAYS + 1)}),
    ],
)
def test_a_part_that_says_nothing_or_too_much_is_refused(
    part: str, changes: dict[str, Any]
) -> None:
    """The refusal names the part."""
    with pytest.raises(GrantUnfit) as refused:
        _check(**changes)
    assert refused.value.fields["part"] == part


def test_what_no_promise_shares_is_granted_to_nobody() -> None:
    """Neither other data nor another purpose."""
    with pytest.raises(BeyondPromise):
        _check(data=frozenset({"phone"}))
    with pytest.raises(BeyondPromise):
        _check(purposes=frozenset({"unheard_of"}))


def test_a_sale_is_ruled_out_whatever_it_is_called() -> None:
    """By its nature, and by a purpose that is one."""
    with pytest.raises(NatureRuledOut):
        _check(nature=Nature.SELL)
    with pytest.raises(NatureRuledOut):
        _check(purposes=frozenset({"trade"}))


def test_a_grant_binds_the_recipient_as_the_promise_says() -> None:
    """Without the safeguard that it names there is none."""
    with pytest.raises(SafeguardsMissing):
        _check(safeguards=frozenset())


def test_safeguards_are_named_in_the_order_of_their_list() -> None:
    """What is none of them is left out."""
    found = safeguards_named(["pci_dss", "nothing", "contract"])
    assert found == (Safeguard.CONTRACT, Safeguard.PCI_DSS)
