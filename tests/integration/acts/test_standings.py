"""Evidence belongs to what was promised, not to the id under which it was promised."""

from collections.abc import Callable
from datetime import timedelta

import psycopg
import pytest

from amana.acts.act import Act, Actor, Role
from amana.acts.attest import attest, show_attestations
from amana.acts.deciding.asked import Asked
from amana.acts.deciding.decide import decide
from amana.acts.policy_desk import NewAttestation
from amana.acts.show_policy import show_policy
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.domain.evidence.proof import State
from amana.storage import ServerAddress, Storage
from amana.storage.work import Work

COLLECT = "P1: {collect: [email], at: [registration], for: [orders]}"
WIDER = "P1: {collect: [email], at: [registration, order], for: [orders]}"
STORED = "P2: {locate: [email], in: [QA]}"
LAWFUL = "P3: {law: [qatar]}"
DRAFTED = "P3: {law: [qatar, egypt]}"
LATE = "P4: {right: [copy], within: P90D}"
SCOPE = "P5: {scope: [whole_service, customers, end_users, earlier, not_others, review]}"
GROUNDED = "P2: {locate: [email], in: [US], under: [standard_clauses]}"
ELSEWHERE = "P2: {locate: [email], in: [US]}"
SIGN_UP = Question(
    doing=Doing.COLLECT,
    data=frozenset({"email"}),
    purposes=frozenset({"orders"}),
    occasion="registration",
    origin="person",
)


def test_what_was_done_under_other_words_shows_nothing_of_the_new_ones(
    storage: Storage, service: str, write: Callable[..., str], publish: Callable[[str], int]
) -> None:
    """A promise that changes under its id begins unproven; the older version keeps its own."""
    publish(write(COLLECT, STORED))
    with storage.work(service) as work:
        assert decide(_act(work), Asked(question=SIGN_UP, person="p1")).answer.permitted
    with storage.work(service) as work:
        attest(_act(work), _word("P2"))
    assert _states(storage, service) == {"P1": State.KEPT, "P2": State.KEPT}
    publish(write(WIDER, ELSEWHERE))
    assert _states(storage, service) == {"P1": State.UNPROVEN, "P2": State.UNPROVEN}
    assert _states(storage, service, 1) == {"P1": State.KEPT, "P2": State.KEPT}


def test_a_promise_that_stays_keeps_its_evidence(
    storage: Storage, service: str, write: Callable[..., str], publish: Callable[[str], int]
) -> None:
    """Another promise's change, or one's own quote, takes nothing away."""
    publish(write(COLLECT, STORED))
    with storage.work(service) as work:
        decide(_act(work), Asked(question=SIGN_UP, person="p1"))
    publish(write(COLLECT, ELSEWHERE))
    assert _states(storage, service)["P1"] is State.KEPT


@pytest.mark.promise("W20")
@pytest.mark.promise("A35")
def test_a_law_is_kept_to_where_its_pack_is_in_force(
    storage: Storage, service: str, write: Callable[..., str], publish: Callable[[str], int]
) -> None:
    """Every decision asks it; naming a law of which there is a draft only shows nothing."""
    publish(write(COLLECT, LAWFUL))
    assert _states(storage, service)["P3"] is State.KEPT
    publish(write(COLLECT, DRAFTED))
    assert _states(storage, service)["P3"] is State.UNPROVEN


@pytest.mark.promise("A35")
def test_a_promise_that_contradicts_a_law_breaks_the_promise_of_lawfulness(
    storage: Storage, service: str, write: Callable[..., str], publish: Callable[[str], int]
) -> None:
    """Answers in ninety days are later than the Union gives."""
    publish(write(COLLECT, "P3: {law: [gdpr]}", LATE))
    assert _states(storage, service)["P3"] is State.BROKEN


@pytest.mark.promise("C17")
@pytest.mark.promise("K3")
def test_the_scope_shows_in_the_notice(
    storage: Storage, service: str, write: Callable[..., str], publish: Callable[[str], int]
) -> None:
    """Whom and what it covers, and the date of its last change."""
    publish(write(COLLECT, SCOPE))
    assert _states(storage, service)["P5"] is State.KEPT


@pytest.mark.promise("A11")
def test_a_place_is_kept_to_as_long_as_somebody_vouches_for_it(
    storage: Storage, service: str, write: Callable[..., str], publish: Callable[[str], int]
) -> None:
    """With a document and an end: no machine sees a building."""
    publish(write(COLLECT, GROUNDED))
    assert _states(storage, service)["P2"] is State.UNPROVEN
    with storage.work(service) as work:
        attest(_act(work), _word("P2"))
    assert _states(storage, service)["P2"] is State.KEPT


@pytest.mark.promise("A11")
def test_an_attestation_that_ran_out_leaves_the_place_unproven(
    storage: Storage,
    service: str,
    write: Callable[..., str],
    publish: Callable[[str], int],
    server: ServerAddress,
) -> None:
    """It is still listed, as one that ran out; a fresh one proves the place again."""
    publish(write(COLLECT, GROUNDED))
    with storage.work(service) as work:
        attest(_act(work), _word("P2"))
    assert _states(storage, service)["P2"] is State.KEPT
    with psycopg.connect(
        server.conninfo(database=storage.address.database), options="-c search_path=amana"
    ) as owner:
        past = "update attestation set expires_at = at + interval '1 microsecond'"
        assert owner.execute(f"{past} where service = %s", (service,)).rowcount == 1
    assert _states(storage, service)["P2"] is State.UNPROVEN
    with storage.work(service) as work:
        attest(_act(work), _word("P2"))
    assert _states(storage, service)["P2"] is State.KEPT
    with storage.reading(service) as view:
        assert [each.expired for each in show_attestations(view)] == [False, True]


def _act(work: Work) -> Act:
    return Act(actor=Actor(role=Role.OFFICER, label="Layla"), work=work)


def _word(promise: str) -> NewAttestation:
    """Make a named person's word for a promise."""
    return NewAttestation(
        promise=promise,
        statement="seen",
        document=b"contract",
        document_name="contract.pdf",
        valid_for=timedelta(days=90),
    )


def _states(storage: Storage, service: str, version: int | None = None) -> dict[str, State]:
    """Return the state of each promise of a version, by default the one in force."""
    with storage.reading(service) as view:
        page = show_policy(view, language="en", version=version)
    return {key: shown.standing.state for key, shown in page.promises.items()}
