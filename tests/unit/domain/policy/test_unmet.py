"""A promise that this version would only refuse is named before it is published."""

import pytest

from amana.domain.decision.rule import Need
from amana.domain.policy.finding import Severity
from amana.domain.policy.parse import parse
from amana.domain.policy.plan import plan
from amana.domain.policy.unmet import NOT_YET
from amana.domain.words import LANGUAGES

HEAD = """\
amana: 1
service: store
title: {ar: "إشعار", en: Notice}
controller: {name: {ar: "متجر", en: Store}, email: privacy@example.org}
languages: [ar, en]
laws: [qatar]
data: {email: {}, phone: {}}
purposes:
  orders: {name: {ar: "الطلبات", en: orders}, basis: contract}
  marketing: {basis: consent}
recipients:
  courier: {kind: service_providers, safeguards: [contract]}
promises:
  P0: {use: email, for: orders}
"""
SHARED = "share: email, to: courier, for: orders"
CASES = {
    "second_person": f"{{{SHARED}, if: second_person}}",
    "identity": "{verify: copy, by: document}",
}
MET = frozenset(
    {
        Need.CONSENT,
        Need.NO_OBJECTION,
        Need.ADULT,
        Need.EVENT,
        Need.GRANT,
        Need.REASON,
        Need.LEGAL_GROUND,
        Need.ACCEPTED,
        Need.MASK,
        Need.ANNOUNCED,
        Need.OWN_CHOICE,
        Need.MODERATED,
        Need.AGGREGATE,
    }
)


@pytest.mark.parametrize(("what", "promise"), CASES.items(), ids=CASES.keys())
def test_what_cannot_be_recorded_yet_is_said_in_the_plan(what: str, promise: str) -> None:
    """In both languages, with the promise that it stops and no other; it can be published."""
    found = plan(parse(f"{HEAD}  P1: {promise}\n", texts={}), against=None).remarks
    (remark,) = (it for it in found if it.code.startswith("not_yet_"))
    assert (remark.code, remark.promises) == (f"not_yet_{what}", ("P1",))
    assert remark.severity is Severity.WARNING
    assert all("P1" in remark.words.say(language) for language in LANGUAGES)


def test_a_policy_that_needs_nothing_more_is_told_nothing() -> None:
    """What can be met is no remark."""
    known = (
        SHARED,
        "use: email, for: marketing",
        f"{SHARED}, if: announced",
        f"{SHARED}, if: own_choice",
        f"{SHARED}, at_least: 50",
        f"{SHARED}, grounds: law",
        "monitor: email, for: orders, second_person: true",
        "verify: copy, by: [document, signed_in]",
    )
    promises = "".join(f"  P{n}: {{{said}}}\n" for n, said in enumerate(known, start=1))
    found = plan(parse(f"{HEAD}{promises}", texts={}), against=None).remarks
    assert not [it.code for it in found if it.code.startswith("not_yet_")]


def test_every_need_can_be_met_or_is_said_not_to_be() -> None:
    """A new need is put on one side or the other."""
    assert set(NOT_YET) | MET == set(Need)
    assert not set(NOT_YET) & MET
