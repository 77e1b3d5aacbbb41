"""New sharing is announced to those affected; it waits, and leaves out who said no."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from amana.acts.act import OPERATOR, Act
from amana.acts.announcing.answering import answer_by_link, show_link, stand_on_sharing
from amana.acts.announcing.sharing import Wanted, announce_sharing
from amana.acts.erase import erase
from amana.domain.announced.errors import BadLink, NotAnnounced, WaitTooShort
from amana.domain.announced.reach import Answer, Standing
from amana.domain.announced.sharing import Sharing
from amana.domain.evidence.proof import State
from amana.domain.evidence.question import Flow, FlowBroken
from amana.domain.period import Period

if TYPE_CHECKING:
    from tests.integration.acts.sharing_notices.conftest import Market

NEW = "  S2: {share: [email], to: [partner], for: [offers], if: [announced]}\n"
PHONE = "  S2: {share: [email, phone], to: [partner], for: [offers], if: [announced]}\n"
AHEAD = "  C1: {choice: [offers], by: opt_out, of: sharing, ahead: P30D}\n"
BARE = "  S2: {share: [email], to: [partner], for: [offers]}\n"


@pytest.mark.promise("W18")
def test_nothing_is_shared_before_people_were_told_and_waited(market: "Market") -> None:
    """Before the letter, and until the last day of the wait, the answer is no by rule 9."""
    market.publish()
    market.add("layla", "omar", "nada")
    market.publish(NEW)
    assert [r.rule for r in market.disclose("layla").answer.refusals] == [9]
    market.tell()
    assert not market.disclose("layla").answer.permitted
    market.pass_days(13)
    assert not market.disclose("layla").answer.permitted
    market.pass_days(1)
    assert market.disclose("layla").answer.permitted
    assert len(market.letters.taken) == 3
    text = market.letters.taken[0].text
    assert "With whom: The Partner" in text
    assert "14 days" in text
    assert market.state("S2") is State.KEPT


@pytest.mark.promise("W18")
def test_a_promise_of_a_longer_wait_is_waited_out(market: "Market") -> None:
    """A promise about choice says how long ahead, also where the sharing itself says nothing."""
    market.publish()
    market.add("layla")
    market.publish(BARE, AHEAD)
    market.tell()
    market.pass_days(29)
    assert not market.disclose("layla").answer.permitted
    market.pass_days(1)
    assert market.disclose("layla").answer.permitted
    assert market.state("C1") is not State.BROKEN


@pytest.mark.promise("W18")
def test_who_says_no_by_the_link_is_left_out(market: "Market") -> None:
    """Without a sign-in, at once, and only they; a yes by the same link lets it happen again."""
    market.publish()
    market.add("layla", "omar")
    market.publish(NEW)
    market.tell()
    market.pass_days(14)
    market.click("layla", Answer.NO)
    market.click("layla", Answer.NO)
    assert not market.disclose("layla").answer.permitted
    assert market.disclose("omar").answer.permitted
    with market.storage.reading(market.service) as view:
        shown = show_link(view, market.link("layla")).shown
    assert shown is not None
    assert (shown.answer, shown.goes_on) == (Answer.NO, False)
    (listed,) = market.listed()
    assert (listed.announced.affected, listed.told, listed.said_no) == (2, 2, 1)
    market.click("layla", Answer.YES)
    assert market.disclose("layla").answer.permitted


@pytest.mark.promise("W18")
@pytest.mark.parametrize(
    ("standing", "before", "after"),
    [(Standing.NEVER, False, True), (Standing.ASK, False, True), (Standing.GO_ON, True, True)],
)
def test_a_standing_choice_counts_for_later_announcements(
    market: "Market", standing: Standing, *, before: bool, after: bool
) -> None:
    """*Ask me* and *never* wait for a yes; *go on* only for the wait."""
    market.publish()
    market.add("layla")
    with market.storage.work(market.service) as work:
        stand_on_sharing(Act(actor=OPERATOR, work=work), standing, person="layla")
    market.publish(NEW)
    market.tell()
    market.pass_days(14)
    assert market.disclose("layla").answer.permitted is before
    market.say("layla", Answer.YES)
    assert market.disclose("layla").answer.permitted is after
    page = market.page("layla")
    assert page.standing is not None
    assert page.standing.standing is standing


@pytest.mark.promise("W18")
@pytest.mark.parametrize("first", [Standing.ASK, Standing.NEVER])
def test_asking_to_be_asked_once_more_lets_nothing_that_waits_for_a_yes(
    market: "Market", first: Standing
) -> None:
    """Only who lets sharing go on begins anew with what they say next."""

    def stand(standing: Standing) -> None:
        with market.storage.work(market.service) as work:
            stand_on_sharing(Act(actor=OPERATOR, work=work), standing, person="layla")

    market.publish()
    market.add("layla")
    stand(first)
    market.publish(NEW)
    market.tell()
    market.pass_days(14)
    for standing in (Standing.ASK, Standing.NEVER, Standing.ASK):
        stand(standing)
        assert not market.disclose("layla").answer.permitted
    stand(Standing.GO_ON)
    assert market.disclose("layla").answer.permitted


@pytest.mark.promise("W18")
def test_whom_no_letter_reached_was_not_told(market: "Market") -> None:
    """A letter that came back before the wait was over counts as none."""
    market.publish()
    market.add("layla")
    market.publish(NEW)
    market.tell()
    market.thief.execute(
        "insert into ended_address (service, person_key, look, why, message, entry)"
        " select service, person_key, address, 'bounced', id, id from outbox"
        " where channel = 'email'"
    )
    market.telling.go_on(market.storage, market.service)
    market.pass_days(14)
    assert not market.disclose("layla").answer.permitted
    assert market.page("layla").announced == ()


@pytest.mark.promise("W18")
def test_who_came_later_read_it_at_collection(market: "Market") -> None:
    """They waited for nothing, for nothing new is done with what they gave; their no counts."""
    market.publish()
    market.publish(NEW)
    market.add("nada")
    assert market.disclose("nada").answer.permitted
    assert market.state("S2") is State.KEPT
    market.say("nada", Answer.NO)
    assert not market.disclose("nada").answer.permitted


@pytest.mark.promise("W18")
def test_more_data_is_announced_anew(market: "Market") -> None:
    """What was announced goes on; the new category waits, and so does all that asks for it."""
    market.publish()
    market.add("layla")
    market.publish(NEW)
    market.tell()
    market.pass_days(14)
    market.publish(PHONE)
    assert market.disclose("layla").answer.permitted
    assert not market.disclose("layla", "email", "phone").answer.permitted
    assert [it.announced.sharing.data for it in market.listed()] == [{"phone"}, {"email"}]


@pytest.mark.promise("W18")
def test_a_disclosure_that_came_too_early_breaks_the_promise(market: "Market") -> None:
    """Its entry names the announcement, and what became of that is seen."""
    market.publish()
    market.add("layla")
    market.publish(NEW)
    market.tell()
    market.pass_days(14)
    done = market.disclose("layla")
    assert done.answer.permitted
    assert market.state("S2") is State.KEPT
    market.pass_days(-3)
    standing = market.standing("S2")
    assert standing.state is State.BROKEN
    early = FlowBroken(flow=Flow.ANNOUNCEMENT)
    (found,) = (it for it in standing.findings if it.question == early)
    assert found.cases == (str(done.entry),)


@pytest.mark.promise("W18")
def test_an_announcement_is_told_once_after_its_teller_died(market: "Market") -> None:
    """Batches go on where they ended, whoever goes on with them, and no letter goes out twice."""
    market.publish()
    market.add(*(f"p{number}" for number in range(7)))
    market.publish(NEW)
    (listed,) = market.listed()
    assert market.telling.tell_some(market.storage, market.service, listed.announced.id)
    market.tell()
    market.tell()
    addresses = [it.address for it in market.letters.taken]
    assert len(addresses) == len(set(addresses)) == 7


@pytest.mark.promise("W18")
def test_by_hand_only_what_is_promised_and_never_sooner(market: "Market") -> None:
    """Staff may announce again, and wait longer; a shorter wait and other data are refused."""
    market.publish(BARE, AHEAD)
    given = Sharing(recipient="partner", purpose="offers", data=frozenset({"email"}))
    other = Sharing(recipient="courier", purpose="orders", data=frozenset({"phone"}))
    with market.storage.work(market.service) as work, pytest.raises(WaitTooShort):
        announce_sharing(
            Act(actor=OPERATOR, work=work), Wanted(sharing=given, wait=Period(days=29))
        )
    with market.storage.work(market.service) as work, pytest.raises(NotAnnounced):
        announce_sharing(Act(actor=OPERATOR, work=work), Wanted(sharing=other))
    with market.storage.work(market.service) as work:
        announce_sharing(
            Act(actor=OPERATOR, work=work), Wanted(sharing=given, wait=Period(days=60))
        )
    assert [str(it.announced.wait) for it in market.listed()] == ["P60D", "P30D"]


def test_a_forged_link_is_none(market: "Market") -> None:
    """One letter more or less, or of another service, answers nothing."""
    market.publish()
    market.add("layla")
    market.publish(NEW)
    market.tell()
    token = market.link("layla")
    other = "BB" if token.startswith("AA") else "AA"
    for forged in (token[:-1], other + token[2:], "x", "ي"):
        with market.storage.work(market.service) as work, pytest.raises(BadLink):
            answer_by_link(work, forged, Answer.NO)


def test_the_link_of_somebody_erased_answers_nothing(market: "Market") -> None:
    """Nothing is left to share, and nothing of what they were told."""
    market.publish()
    market.add("layla")
    market.publish(NEW)
    market.tell()
    token = market.link("layla")
    erase(market.storage, market.service, person="layla", actor=OPERATOR)
    with market.storage.work(market.service) as work:
        answer_by_link(work, token, Answer.NO)
    with market.storage.reading(market.service) as view:
        assert show_link(view, token).shown is None
    left = market.thief.execute("select count(*) from sharing_told").fetchone()
    assert left == (0,)


@pytest.mark.promise("W18")
def test_a_version_of_a_later_day_is_not_shared_under_before_it(market: "Market") -> None:
    """People are told at once; the wait ends with the day of effect at the soonest."""
    market.publish()
    market.add("layla")
    with market.storage.reading(market.service) as view:
        day = view.now + timedelta(days=60)
    market.publish(NEW, effective_at=day)
    market.tell()
    (shown,) = market.page("layla").announced
    assert shown.over_at == day
