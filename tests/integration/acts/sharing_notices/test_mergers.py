"""An acquirer gets nothing before people were told of it, waited, and could say no."""

from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

import pytest

from amana.acts.act import OPERATOR, Act, Actor, Role
from amana.acts.deciding.asked import Asked, Decided
from amana.acts.deciding.decide import decide
from amana.acts.releases.deciding import Proposed, approve_release, propose_release
from amana.domain.announced.reach import Answer
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing, Need
from amana.domain.evidence.proof import State
from amana.domain.release.release import Document, Scope
from amana.domain.staff import StaffRole
from amana.domain.vocabulary.sharing import Ground

if TYPE_CHECKING:
    from tests.integration.acts.sharing_notices.conftest import Market

MERGER: Final = """\
  S2:
    share: [email]
    to: [partner]
    for: [offers]
    if: [announced]
    grounds: [merger]
    under: [same_protection]
  C1: {choice: [offers], by: opt_out, of: sharing, ahead: P30D}
"""
DOCUMENT: Final = Document(
    asker="The acquirer",
    contact="legal@partner.example",
    reference="deal 7",
    sha256="cd" * 32,
    reason="the service changes hands",
    same_protection=True,
)


def _released(market: "Market", *persons: str) -> UUID:
    """Propose a release of the merger as one member of the team, and approve it as another."""
    scope = Scope(
        recipient="partner", purpose="offers", ground=Ground.MERGER, data=frozenset({"email"})
    )
    given = Proposed(scope=scope, asked=scope.data, persons=persons, document=DOCUMENT)
    first, second = (
        Actor(role=Role.OFFICER, label=name, member=uuid4(), at=StaffRole.PRIVACY_OFFICER)
        for name in ("one", "two")
    )
    with market.storage.work(market.service) as work:
        release = propose_release(Act(actor=first, work=work), given)
    with market.storage.work(market.service) as work:
        approve_release(Act(actor=second, work=work), release)
    return release


def _passed_on(market: "Market", release: UUID | None, person: str) -> Decided:
    """Ask whether the person's data may go to the acquirer."""
    question = Question(
        doing=Doing.DISCLOSE,
        data=frozenset({"email"}),
        purposes=frozenset({"offers"}),
        recipient="partner",
        nature="merger",
    )
    asked = Asked(question=question, person=person, release=release)
    with market.storage.work(market.service) as work:
        return decide(Act(actor=OPERATOR, work=work), asked)


def _lacking(found: Decided) -> set[Need | None]:
    return {each.need for each in found.answer.refusals}


@pytest.mark.promise("M12", "A10", "W18")
def test_a_merger_waits_for_its_announcement_and_leaves_out_who_says_no(market: "Market") -> None:
    """Two people and a document are not enough before the wait, nor the wait without them."""
    market.publish()
    market.add("layla", "omar")
    market.publish(MERGER)
    release = _released(market, "layla", "omar")
    assert _lacking(_passed_on(market, release, "layla")) == {Need.ANNOUNCED}
    market.tell()
    market.pass_days(29)
    assert _lacking(_passed_on(market, release, "layla")) == {Need.ANNOUNCED}
    market.pass_days(1)
    market.click("omar", Answer.NO)
    assert _lacking(_passed_on(market, None, "layla")) == {Need.LEGAL_GROUND, Need.SECOND_PERSON}
    assert _passed_on(market, release, "layla").answer.permitted
    assert _lacking(_passed_on(market, release, "omar")) == {Need.ANNOUNCED}


@pytest.mark.promise("M12")
def test_the_letter_of_a_merger_says_that_it_is_one(market: "Market") -> None:
    """Whoever gets it learns that the service changes hands, and until when they may say no."""
    market.publish()
    market.add("layla")
    market.publish(MERGER)
    market.tell()
    (listed,) = market.listed()
    assert (listed.announced.origin, str(listed.announced.wait)) == ("merger", "P30D")
    (letter,) = market.letters.taken
    assert "changes hands" in letter.text
    assert "30 days" in letter.text


@pytest.mark.promise("M12")
def test_a_merger_before_its_wait_is_over_breaks_the_promise(market: "Market") -> None:
    """The disclosure names its announcement, and what became of that is seen."""
    market.publish()
    market.add("layla")
    market.publish(MERGER)
    release = _released(market, "layla")
    market.tell()
    market.pass_days(30)
    assert _passed_on(market, release, "layla").answer.permitted
    assert market.state("S2") is not State.BROKEN
    market.pass_days(-3)
    assert market.state("S2") is State.BROKEN
