"""Data is released on a legal ground by two people, within the ask, and told when it may be."""

from datetime import date, timedelta
from uuid import uuid4

import psycopg
import pytest
from tests.integration.acts.releases.conftest import ASKED, COURT, DOCUMENT, POLICY, Office

from amana.acts.act import OPERATOR, Act, Actor, NotPermitted, Role
from amana.acts.releases.deciding import (
    Proposed,
    propose_release,
    refuse_release,
)
from amana.domain.decision.rule import Need
from amana.domain.evidence.proof import State
from amana.domain.release.errors import (
    BeyondTheAsk,
    NothingPermits,
    NotProposed,
    ReleaseUnfit,
    SamePerson,
)
from amana.domain.release.release import Document, Scope
from amana.domain.staff import StaffRole
from amana.domain.vocabulary.sharing import Ground


@pytest.mark.promise("W17", "A10")
def test_a_release_needs_two_people_and_its_ground(office: Office) -> None:
    """Neither a ground that somebody names nor a proposal is enough; an approval is."""
    refused = office.disclose(None).answer
    assert {r.need for r in refused.refusals} == {Need.LEGAL_GROUND, Need.SECOND_PERSON}
    release = office.propose()
    assert not office.disclose(release).answer.permitted
    office.approve(release)
    assert office.disclose(release).answer.permitted


@pytest.mark.promise("W11")
def test_two_people_at_a_release_show_the_promise_of_four_eyes(office: Office) -> None:
    """Unproven before; kept by an approval of data that it guards, and by no other."""
    guards = "  S1: {{protect: [email], by: [four_eyes]}}\n"
    office.publish(POLICY + guards)
    narrow = Scope(
        recipient="court", purpose="compliance", ground=Ground.LAW, data=frozenset({"name"})
    )
    assert office.standing("S1") is State.UNPROVEN
    office.approve(office.propose(scope=narrow))
    assert office.standing("S1") is State.UNPROVEN
    office.approve(office.propose())
    assert office.standing("S1") is State.KEPT


@pytest.mark.promise("W11")
def test_an_approval_names_the_guards_of_the_version_of_its_proposal(office: Office) -> None:
    """A version in between changes neither: its entry names promises of the version it names."""
    guards = "  {name}: {{{{protect: [email], by: [four_eyes]}}}}\n"
    office.publish(POLICY + guards.format(name="S1"))
    release = office.propose()
    office.publish(POLICY + guards.format(name="S2"))
    office.approve(release)
    with office.storage.reading(office.service) as view:
        found = view.evidence.latest_of(["R1", "S1", "S2"])
    assert {
        promise: [each.policy_version for each in entries if each.act == "approve-release"]
        for promise, entries in found.items()
    } == {"R1": [2], "S1": [2], "S2": []}


@pytest.mark.promise("W17", "A10")
def test_one_person_alone_never_releases(office: Office) -> None:
    """Nor does who runs the machine with themself; and whoever may not approve does not."""
    release = office.propose()
    with pytest.raises(SamePerson):
        office.approve(release, by=office.first)
    support = Actor(role=Role.OFFICER, label="s", member=uuid4(), at=StaffRole.SUPPORT)
    with pytest.raises(NotPermitted):
        office.approve(release, by=support)
    with office.storage.work(office.service) as work:
        own = propose_release(
            Act(actor=OPERATOR, work=work),
            Proposed(scope=COURT, asked=ASKED, persons=("layla",), document=DOCUMENT),
        )
    with pytest.raises(SamePerson):
        office.approve(own, by=OPERATOR)
    assert not office.disclose(own).answer.permitted


@pytest.mark.promise("W17", "M12")
def test_it_gives_no_more_than_was_asked_and_promised(office: Office) -> None:
    """Beyond the ask is refused; what no promise permits is cut, and where nothing is left, no."""
    wide = Scope(recipient="court", purpose="compliance", ground=Ground.LAW, data=ASKED)
    with pytest.raises(BeyondTheAsk):
        office.propose(scope=wide, asked=frozenset({"name"}))
    with pytest.raises(NothingPermits):
        office.propose(
            scope=Scope(
                recipient="court",
                purpose="compliance",
                ground=Ground.FRAUD,
                data=frozenset({"name"}),
            )
        )
    release = office.propose(scope=wide)
    office.approve(release)
    with office.storage.reading(office.service) as view:
        assert view.releases.one(release).data == ("email", "name")
    assert not office.disclose(release, data=frozenset({"phone"})).answer.permitted
    assert not office.disclose(release, person="omar").answer.permitted
    assert not office.disclose(release, nature="share").answer.permitted


@pytest.mark.promise("M10")
def test_an_exchange_against_fraud_is_bound_to_its_body_and_purpose(office: Office) -> None:
    """The bank gets an address against fraud, and the court nothing by it."""
    scope = Scope(recipient="bank", purpose="fraud", ground=Ground.FRAUD, data=frozenset({"email"}))
    release = office.propose(scope=scope)
    office.approve(release)
    assert office.disclose(release, scope=scope).answer.permitted
    assert not office.disclose(release).answer.permitted


@pytest.mark.promise("M12")
def test_a_merger_needs_the_same_protection_and_no_silence(office: Office) -> None:
    """It is a kind of its own, told at once; somebody attests the level of protection."""
    scope = Scope(
        recipient="buyer", purpose="orders", ground=Ground.MERGER, data=frozenset({"email"})
    )
    with pytest.raises(ReleaseUnfit):
        office.propose(scope=scope)
    with office.storage.reading(office.service) as view:
        today = view.now.date()
    attested = Document(
        asker="The buyer",
        contact="legal@buyer.example",
        reference="deal 7",
        sha256="cd" * 32,
        reason="the service changes hands",
        same_protection=True,
    )
    with pytest.raises(ReleaseUnfit):
        office.propose(scope=scope, document=attested, silent_until=today + timedelta(days=9))
    release = office.propose(scope=scope, document=attested)
    office.approve(release)
    assert office.disclose(release, scope=scope, nature="merger").answer.permitted
    assert not office.disclose(release, scope=scope).answer.permitted
    assert office.told() == 1


@pytest.mark.promise("W17", "A10")
def test_a_silence_ends_by_itself_and_is_told_then(office: Office) -> None:
    """Until its day the person's history says nothing of it; from then on it does, and a notice."""
    with office.storage.reading(office.service) as view:
        today = view.now.date()
    release = office.propose(silent_until=today + timedelta(days=30))
    office.approve(release)
    before = office.history()
    assert office.disclose(release).answer.permitted
    assert office.history() == before
    assert office.told() == 0
    with psycopg.connect(office.owner, autocommit=True) as admin:
        admin.execute("set search_path = amana")
        admin.execute("set session_replication_role = replica")
        admin.execute(
            "update release set silent_until = current_date - 1 where service = %s",
            (office.service,),
        )
        admin.execute(
            "update release_person set due_at = now() where service = %s", (office.service,)
        )
    assert office.history() == ["disclose", *before]
    assert office.told() == 1
    assert office.told() == 1


def test_a_silence_without_end_is_refused(office: Office) -> None:
    """So is one that is over, and a release about nobody."""
    with office.storage.reading(office.service) as view:
        today = view.now.date()
    wrong: tuple[date, ...] = (today, today + timedelta(days=367), date(9999, 1, 1))
    for until in wrong:
        with pytest.raises(ReleaseUnfit):
            office.propose(silent_until=until)
    with pytest.raises(ReleaseUnfit):
        office.propose("nobody-we-met")


def test_what_was_refused_or_withdrawn_is_for_ever(office: Office) -> None:
    """The second person refuses, the first withdraws; neither can be approved any more."""
    for actor in (office.first, office.second):
        release = office.propose()
        with office.storage.work(office.service) as work:
            refuse_release(Act(actor=actor, work=work), release)
        with pytest.raises(NotProposed):
            office.approve(release)
        assert not office.disclose(release).answer.permitted
    with office.storage.reading(office.service) as view:
        states = {row.state.value for row in view.releases.listed()}
    assert states == {"refused", "withdrawn"}


@pytest.mark.promise("W17", "A10")
def test_a_notice_of_a_release_that_is_late_breaks_its_promise(office: Office) -> None:
    """A day after the release might be told it is late; told in time, or not due yet, it is not."""
    release = office.propose()
    office.approve(release)
    assert office.told() == 0
    assert office.disclose(release).answer.permitted
    assert office.told() == 1
    assert office.standing() is not State.BROKEN
    late = office.propose("omar")
    office.approve(late)
    assert office.disclose(late, person="omar").answer.permitted
    assert office.standing() is not State.BROKEN
    with psycopg.connect(office.owner, autocommit=True) as admin:
        admin.execute("set search_path = amana")
        admin.execute("set session_replication_role = replica")
        admin.execute(
            "update release_person set due_at = now() - interval '25 hours' where release = %s",
            (late,),
        )
    assert office.standing() is State.BROKEN
    assert office.told() == len(("layla", "omar"))
    assert office.standing() is State.BROKEN


@pytest.mark.promise("W17", "A10")
def test_who_is_named_and_never_disclosed_is_not_told(office: Office) -> None:
    """Of two who are named, the one whose data went out is told, once."""
    release = office.propose("layla", "omar")
    office.approve(release)
    for _ in range(2):
        assert office.disclose(release).answer.permitted
    assert office.told() == 1
