"""What people's words about versions come to, and what the policy says of them."""

import pytest

from amana.domain.choice.acceptance import (
    How,
    accepted,
    asked_for,
    by_going_on,
    declined,
    hands_over,
)
from amana.domain.choice.channels import ABOUT_CHANNELS, about_channel, channel_of, named_channels
from amana.domain.choice.offers import offers_of
from amana.domain.policy.essential import essential_purposes
from amana.domain.policy.model import Policy
from amana.domain.policy.parse import parse
from amana.domain.vocabulary.messages import Channel

POLICY = """\
amana: 1
service: house
title: {{en: Notice}}
controller: {{name: {{en: House}}, email: privacy@house.example}}
languages: [en]
data:
  email: {{is: "pd:EmailAddress"}}
purposes:
  orders: {{is: "dpv:ServiceProvision", basis: contract}}
  security: {{is: "dpv:MisusePreventionAndDetection", basis: legitimate_interest}}
  offers: {{is: "dpv:Marketing", basis: contract}}
  both: {{is: "dpv:CustomerCare", basis: contract}}
  chosen: {{is: "dpv:ServiceUsageAnalytics", basis: contract}}
recipients: {{}}
promises:
{promises}
"""


def policy(*promises: str) -> Policy:
    """Return a policy with these promises."""
    lines = "\n".join(f"  P{number}: {it}" for number, it in enumerate(promises, start=1))
    return parse(POLICY.format(promises=lines), texts={})


@pytest.mark.promise("C15", "M22", "K4")
@pytest.mark.parametrize(
    ("told", "held", "against"),
    [
        ((), set(), False),
        (((1, "explicit"),), {1}, False),
        (((1, "explicit"), (2, "continued_use")), {1, 2}, False),
        (((1, "declined"), (1, "continued_use"), (2, "continued_use")), set(), True),
        (((1, "explicit"), (2, "declined"), (3, "continued_use")), {1}, True),
        (((1, "declined"), (2, "explicit"), (3, "continued_use")), {2, 3}, False),
        (((1, "explicit"), (1, "declined")), set(), True),
    ],
)
def test_who_declined_accepts_nothing_later_but_by_their_own_yes(
    told: tuple[tuple[int, How], ...], held: set[int], *, against: bool
) -> None:
    """Neither the version that they declined nor one after it."""
    assert accepted(told) == held
    assert declined(told) is against


@pytest.mark.promise("C15", "M22")
@pytest.mark.parametrize(
    ("by", "new", "known"),
    [
        ("explicit", False, False),
        ("use", True, True),
        ("continued_use", False, True),
        ("[explicit, continued_use]", False, True),
    ],
)
def test_going_on_accepts_where_the_policy_says_so(by: str, *, new: bool, known: bool) -> None:
    """After a change only for those who accepted a version before."""
    found = policy(f"{{accept: {by}}}")
    assert by_going_on(found, before=False) is new
    assert by_going_on(found, before=True) is known
    assert asked_for(found) == ("P1",)


@pytest.mark.promise("A36")
def test_declining_leads_out_where_the_policy_says_so() -> None:
    """And nowhere else."""
    assert hands_over(policy("{accept: explicit, declining: export_and_close}"))
    assert not hands_over(policy("{accept: explicit, declining: stop_using}"))
    assert not hands_over(policy("{use: email, for: orders}"))


@pytest.mark.promise("W8", "K7", "A30")
def test_what_is_essential_follows_classes_then_bases() -> None:
    """What is said both ways, or offered as a choice, can be switched off."""
    found = policy(
        "{message: [service], for: [orders, both, security], to: [email]}",
        "{message: [promotional], for: [offers, both], to: [email]}",
        "{choice: [chosen], by: opt_out}",
    )
    assert essential_purposes(found) == {"orders", "security"}


@pytest.mark.promise("W8")
def test_a_channel_is_offered_by_the_first_promise_that_names_it() -> None:
    """No policy can declare a purpose of that name."""
    found = policy(
        "{message: [service], for: [orders], to: [email], by: [email]}",
        "{use: [email], for: [orders], through: [email, chat]}",
        "{use: [email], for: [security]}",
    )
    named = [(channel, promise.id) for channel, promise in named_channels(found)]
    assert named == [(Channel.EMAIL, "P1"), (Channel.EMAIL, "P2"), (Channel.CHAT, "P2")]
    offers = offers_of(found)
    binding = offers[about_channel(Channel.EMAIL)].binding
    assert binding is not None
    assert binding.promise == "P1"
    assert about_channel(Channel.SMS) not in offers
    assert {channel_of(about) for about in ABOUT_CHANNELS} == set(Channel)
    assert channel_of("orders") is None
