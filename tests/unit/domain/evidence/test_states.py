"""The state that findings give a proof: never kept by default."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from amana.domain.decision.rule import Doing
from amana.domain.evidence.proof import Finding, Level, Proof, State, weigh
from amana.domain.evidence.question import (
    ActsDone,
    ActsWithoutPermission,
    Attested,
    ProbeName,
    ProbeSaw,
)

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
DONE = ActsDone(doings=frozenset({Doing.COLLECT}))
WITHOUT = ActsWithoutPermission(doings=frozenset({Doing.COLLECT}))
PROOF = Proof(shows=(DONE,), breaks=(WITHOUT,), fresh_for=timedelta(days=30))
SEEN = Finding(question=DONE, answered=True, count=3, last=NOON)
NO_CASE = Finding(question=WITHOUT, answered=True)


def test_a_case_against_it_breaks_a_promise_whatever_else_shows_it() -> None:
    """One case is enough, and its count is what is shown."""
    case = Finding(question=WITHOUT, answered=True, count=1, last=NOON)
    standing = weigh(PROOF, (SEEN, case), now=NOON)
    assert (standing.state, standing.count) == (State.BROKEN, 1)


def test_a_look_that_saw_the_opposite_breaks_a_promise_until_a_later_one_sees_it_kept() -> None:
    """However long ago it was: that nobody looked since mends nothing."""
    asked = ProbeSaw(probe=ProbeName.TRANSPORT)
    proof = Proof(shows=(asked,), fresh_for=timedelta(days=7))
    saw = Finding(question=asked, answered=True, level=Level.OBSERVED, count=2, last=NOON)
    against = replace(saw, against=True)
    standing = weigh(proof, (against,), now=NOON + timedelta(days=90))
    assert (standing.state, standing.level) == (State.BROKEN, Level.OBSERVED)
    assert weigh(proof, (saw,), now=NOON).state is State.KEPT
    assert weigh(proof, (saw,), now=NOON + timedelta(days=8)).state is State.UNPROVEN


def test_a_look_that_is_not_needed_can_only_break_a_promise() -> None:
    """Where it was never made, the other evidence shows the promise kept all the same."""
    asked = ProbeSaw(probe=ProbeName.PUBLIC_PAGES)
    proof = Proof(shows=(DONE,), looks=(asked,), fresh_for=timedelta(days=30))
    assert proof.questions == (DONE, asked)
    saw = Finding(question=asked, answered=True, level=Level.OBSERVED, count=1, last=NOON)
    assert weigh(proof, (SEEN,), now=NOON).state is State.KEPT
    assert weigh(proof, (SEEN, saw), now=NOON).level is Level.ENFORCED
    assert weigh(proof, (SEEN, replace(saw, against=True)), now=NOON).state is State.BROKEN
    assert weigh(proof, (saw,), now=NOON).state is State.UNPROVEN


def test_a_promise_that_calls_for_no_act_is_stated() -> None:
    """Without a question there is nothing to show."""
    assert weigh(Proof(), (), now=NOON).state is State.STATED


def test_a_running_clock_is_due() -> None:
    """What has to be done by an instant is neither kept nor broken before it."""
    due = Finding(question=DONE, answered=True, count=1, last=NOON, due=NOON + timedelta(hours=1))
    standing = weigh(PROOF, (due, NO_CASE), now=NOON)
    assert (standing.state, standing.due) == (State.DUE, NOON + timedelta(hours=1))


def test_fresh_evidence_keeps_a_promise_at_its_weakest_level() -> None:
    """The level shown is that of the weakest evidence that it rests on."""
    seen = Finding(question=DONE, answered=True, level=Level.ATTESTED, count=2, last=NOON)
    standing = weigh(PROOF, (seen, NO_CASE), now=NOON)
    assert (standing.state, standing.level) == (State.KEPT, Level.ATTESTED)


def test_old_missing_and_unanswered_evidence_proves_nothing() -> None:
    """Never kept by default."""
    later = NOON + timedelta(days=31)
    unanswered = Finding(question=DONE, answered=False, count=3, last=NOON)
    assert weigh(PROOF, (SEEN, NO_CASE), now=later).state is State.UNPROVEN
    assert weigh(PROOF, (NO_CASE,), now=NOON).state is State.UNPROVEN
    assert weigh(PROOF, (unanswered, NO_CASE), now=NOON).state is State.UNPROVEN


def test_evidence_that_does_not_age_keeps_a_promise_for_good() -> None:
    """Where age does not matter, an old look is as good as a new one."""
    ageless = Proof(shows=(DONE,))
    standing = weigh(ageless, (SEEN,), now=NOON + timedelta(days=4000))
    assert (standing.state, standing.last) == (State.KEPT, NOON)


def test_a_word_counts_until_its_own_expiry() -> None:
    """An expired word is not found any more; one that is found is not too old."""
    word = Finding(question=Attested(), answered=True, level=Level.ATTESTED, count=1, last=NOON)
    proof = Proof(shows=(Attested(),), fresh_for=timedelta(days=7))
    later = NOON + timedelta(days=200)
    assert weigh(proof, (word,), now=later).state is State.KEPT


def test_where_nobody_can_look_for_cases_against_it_a_promise_is_unproven() -> None:
    """Acts alone do not show that nothing went wrong with them."""
    blind = Finding(question=WITHOUT, answered=False)
    assert weigh(PROOF, (SEEN, blind), now=NOON).state is State.UNPROVEN
    assert weigh(PROOF, (SEEN,), now=NOON).state is State.UNPROVEN
