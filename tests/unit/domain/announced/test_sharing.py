"""Which sharing is announced, what of it is new in a version, and how long people may say no."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from amana.domain.announced.errors import BadLink, NotAnnounced, WaitTooShort
from amana.domain.announced.sharing import (
    USUAL_WAIT,
    announced_in,
    ends,
    is_shorter,
    new_in,
)
from amana.domain.period import Period
from amana.domain.policy.model import Policy
from amana.domain.policy.parse import parse

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
  offers: {is: "dpv:DirectMarketing", basis: legitimate_interest, name: {en: "offers"}}
  compliance: {is: "dpv:LegalCompliance", basis: legal_obligation}
recipients:
  court: {kind: authorities, country: QA}
  courier: {kind: service_providers, country: QA, safeguards: [contract]}
  partner: {kind: advertisers_marketers, country: QA, safeguards: [contract]}
promises:
  R1: {share: [email], to: [court], for: [compliance], grounds: [law]}
  S1: {share: [phone], to: [courier], for: [orders]}
"""
EMAIL: Final = "  S2: {share: [email], to: [partner], for: [offers], if: [announced]}\n"
PHONE: Final = "  S3: {share: [phone], to: [partner], for: [offers], if: [announced]}\n"
UNASKED: Final = "  S4: {share: [email], to: [partner], for: [offers]}\n"
LONG: Final = "  C1: {choice: [offers], by: opt_out, of: sharing, ahead: P30D}\n"
SHORT: Final = "  C2: {choice: [offers], by: opt_out, of: sharing, ahead: P10D}\n"
MERGER: Final = (
    "  S5: {share: [phone], to: [partner], for: [offers], if: [announced], grounds: [merger]}\n"
)
QUIET: Final = "  S6: {share: [email], to: [partner], for: [offers], grounds: [merger]}\n"
AT: Final = datetime(2026, 5, 1, tzinfo=UTC)


def _policy(*more: str) -> Policy:
    return parse(POLICY + "".join(more), texts={})


@pytest.mark.promise("W18")
def test_only_what_asks_for_an_announcement_is_announced() -> None:
    """A share without the condition is not, nor a release; without a word, two weeks."""
    assert announced_in(_policy()) == {}
    ((about, promised),) = announced_in(_policy(EMAIL)).items()
    assert about == ("partner", "offers")
    assert (promised.promises, promised.wait) == (("S2",), USUAL_WAIT)


@pytest.mark.promise("W18")
def test_the_longest_promised_time_ahead_holds() -> None:
    """It makes an announcement of every sharing for its purpose, asked for there or not."""
    (asked,) = announced_in(_policy(SHORT, EMAIL, LONG)).values()
    assert (asked.promises, asked.wait) == (("S2", "C2", "C1"), Period(days=30))
    (unasked,) = announced_in(_policy(UNASKED, SHORT)).values()
    assert (unasked.promises, unasked.wait) == (("C2",), Period(days=10))


@pytest.mark.promise("W18")
def test_two_promises_of_one_sharing_are_announced_together() -> None:
    """Each promise stands in it once, with the data of both."""
    (both,) = announced_in(_policy(EMAIL, PHONE, LONG)).values()
    assert both.promises == ("S2", "C1", "S3")
    assert both.sharing.data == {"email", "phone"}


@pytest.mark.promise("W18")
def test_of_what_grew_only_the_new_data_is_new() -> None:
    """In a first version all of it is, in the same version again nothing."""
    (first,) = new_in(None, _policy(EMAIL))
    assert first.sharing.data == {"email"}
    (grown,) = new_in(_policy(EMAIL), _policy(EMAIL, PHONE))
    assert grown.sharing.data == {"phone"}
    assert new_in(_policy(EMAIL), _policy(EMAIL)) == ()


@pytest.mark.promise("W18")
def test_a_wait_is_never_over_before_a_week_or_the_version() -> None:
    """A promised day is a week; and a version that comes later holds everybody up."""
    week = AT + timedelta(days=7)
    assert ends(AT, Period(days=1), in_force_at=AT) == week
    assert ends(AT, Period(days=9), in_force_at=AT) == AT + timedelta(days=9)
    assert ends(AT, Period(days=9), in_force_at=AT + timedelta(days=60)) > week
    assert is_shorter(Period(days=27), Period(months=1))
    assert not is_shorter(Period(days=31), Period(months=1))


def test_each_refusal_of_an_announcement_has_its_own_code() -> None:
    """A program tells them apart by it."""
    codes = {each.code for each in (BadLink, NotAnnounced, WaitTooShort)}
    assert len(codes) == len((BadLink, NotAnnounced, WaitTooShort))


@pytest.mark.promise("M12", "A10")
def test_a_merger_is_announced_where_its_promise_says_so() -> None:
    """One whose promise says nothing has its document and two people; data of both is announced."""
    assert announced_in(_policy(QUIET)) == {}
    (alone,) = announced_in(_policy(MERGER)).values()
    assert (alone.promises, alone.merger) == (("S5",), True)
    (both,) = announced_in(_policy(MERGER, EMAIL)).values()
    assert both.merger
    assert both.sharing.data == {"email", "phone"}
    (new,) = new_in(_policy(), _policy(MERGER))
    assert new.merger
