"""A release names who asked, by which document, and nothing beyond the ask."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from amana.domain.policy.parse import parse
from amana.domain.release.errors import (
    BeyondTheAsk,
    NothingPermits,
    NotProposed,
    ReleaseUnfit,
    SamePerson,
)
from amana.domain.release.release import (
    Document,
    ReleaseState,
    Scope,
    check_merger,
    check_silence,
    cut,
    decided,
)
from amana.domain.vocabulary.sharing import Ground

POLICY = """\
amana: 1
service: shop
title: {ar: "سياسة الخصوصية", en: "Privacy policy"}
controller: {name: {ar: "السوق", en: "The Market"}, email: privacy@market.example}
languages: [ar, en]
laws: [qatar]
data: {email: {is: "pd:EmailAddress"}, phone: {is: "pd:TelephoneNumber"}}
purposes:
  orders: {is: "dpv:ServiceProvision", basis: contract}
  compliance: {is: "dpv:LegalCompliance", basis: legal_obligation}
recipients:
  court: {kind: authorities, country: QA}
  buyer: {kind: service_providers, country: QA, safeguards: [same_protection]}
promises:
  R1: {share: [email], to: [court], for: [compliance], grounds: [law]}
  R2: {share: [email], to: [buyer], for: [orders], grounds: [merger]}
"""
FIT: dict[str, Any] = {
    "asker": "A court",
    "contact": "c@c.example",
    "reference": "1",
    "reason": "an order",
}


def _scope(*data: str, recipient: str = "court", ground: Ground = Ground.LAW) -> Scope:
    return Scope(
        recipient=recipient,
        purpose="compliance" if recipient == "court" else "orders",
        ground=ground,
        data=frozenset(data),
    )


@pytest.mark.parametrize("part", ["asker", "contact", "reference", "reason", "sha256"])
def test_a_document_says_all_of_it(part: str) -> None:
    """Without one part, or with one that is too long, there is none."""
    for wrong in ("", " ", "x" * 501):
        with pytest.raises(ReleaseUnfit):
            Document(**{**FIT, "sha256": "ab" * 32, part: wrong})


def test_nothing_is_no_scope_and_what_nobody_permits_is_none() -> None:
    """Of an empty scope nothing is cut, and of a field that no promise names nothing is left."""
    policy = parse(POLICY, texts={})
    asked = frozenset({"email", "phone"})
    with pytest.raises(ReleaseUnfit):
        cut(policy, _scope(), asked=asked)
    with pytest.raises(NothingPermits):
        cut(policy, _scope("phone"), asked=asked)
    with pytest.raises(BeyondTheAsk):
        cut(policy, _scope("email"), asked=frozenset({"phone"}))
    assert cut(policy, _scope("email", "phone"), asked=asked).scope.data == {"email"}


def test_a_merger_with_a_bound_recipient_is_attested_by_its_safeguard() -> None:
    """The policy itself says that the same level of protection binds it."""
    policy = parse(POLICY, texts={})
    document = Document(**FIT, sha256="ab" * 32)
    check_merger(policy, _scope("email", recipient="buyer", ground=Ground.MERGER), document)
    check_merger(policy, _scope("email"), document)
    with pytest.raises(ReleaseUnfit):
        check_merger(policy, _scope("email", ground=Ground.MERGER), document)


def test_a_proposal_ends_and_so_does_a_silence() -> None:
    """What is past its time is approved by nobody, and a silence lies within a year."""
    now = datetime(2026, 5, 1, tzinfo=UTC)
    with pytest.raises(NotProposed):
        decided(ReleaseState.PROPOSED, proposed_by=1, by=2, ends_at=now, at=now)
    tomorrow = now + timedelta(days=1)
    decided(ReleaseState.PROPOSED, proposed_by=1, by=2, ends_at=tomorrow, at=now)
    with pytest.raises(SamePerson):
        decided(ReleaseState.PROPOSED, proposed_by=None, by=None, ends_at=tomorrow, at=now)
    check_silence(None, today=date(2026, 5, 1))
    check_silence(date(2027, 5, 2), today=date(2026, 5, 1))
    with pytest.raises(ReleaseUnfit):
        check_silence(date(2027, 5, 3), today=date(2026, 5, 1))
