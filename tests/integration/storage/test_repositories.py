"""Readings, people, evidence, attestations and sign-ins, as they are kept."""

import hashlib
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from amana.domain.choice.acceptance import How
from amana.domain.decision.rule import Doing
from amana.domain.evidence.proof import Finding, Level
from amana.domain.evidence.question import (
    ActsDone,
    ActsRefused,
    ActsWithoutPermission,
    Attested,
    EvidenceQuestion,
    Flow,
    FlowBroken,
    FlowDone,
    NoticeFact,
    NoticeShows,
    ProbeName,
    ProbeSaw,
)
from amana.domain.ledger.entry import Entry, Outcome
from amana.domain.policy.proposal import Proposal, Reading, Role, Slots
from amana.storage import ServerAddress, Storage
from amana.storage.attestations import Statement
from amana.storage.errors import CannotOpen, NotFound
from amana.storage.policies import Release, StoredPassage
from amana.storage.readings import Judgement

TEXT = "# Privacy\nWe collect your e-mail."
READING = Reading(
    text=TEXT,
    media="text/markdown",
    encoding="utf-8",
    proposals=(
        Proposal(
            text="# Privacy",
            start=0,
            end=9,
            language="en",
            role=Role.HEADING,
            heading=None,
            kinds=("heading",),
            confidence=1.0,
        ),
        Proposal(
            text="We collect your e-mail.",
            start=10,
            end=33,
            language="en",
            role=Role.SENTENCE,
            heading="Privacy",
            lead_in="Before:",
            kinds=("collect", "use"),
            slots=Slots(data=("email",), source="person", negated=True),
            confidence=0.75,
            because={"collect": ("collect",), "use": ()},
        ),
    ),
)
NOTE = Entry(act="note", body={})
USE = frozenset({Doing.USE, Doing.COLLECT})


def _ask(storage: Storage, service: str, promise: str, question: EvidenceQuestion) -> Finding:
    """Ask one question about one promise."""
    with storage.reading(service) as view:
        ((finding,),) = view.evidence.answer({promise: (question,)}).values()
    return finding


def _publish(storage: Storage, service: str) -> None:
    """Publish a first version with a sentence that makes the promise P1."""
    sentence = StoredPassage(start=0, end=4, role=Role.SENTENCE, text="text", promises=("P1",))
    with storage.work(service) as work:
        work.policies.publish(
            Release(source="x", languages=("en",), texts={}, passages={"en": [sentence]})
        )
        work.commit(Entry(act="publish", body={}))


def test_a_reading_comes_back_as_it_was(storage: Storage, service: str) -> None:
    """Every proposal with its slots, words and places."""
    with storage.work(service) as work:
        identity = work.readings.add(READING, name="privacy.md")
        work.commit(NOTE)
    with storage.reading(service) as view:
        kept = view.readings.get(identity)
        (row,) = view.readings.all()
        assert view.readings.get(uuid4()) is None
    assert kept is not None
    assert kept.reading == READING
    assert (row.id, row.name, row.promises, row.decided) == (identity, "privacy.md", 1, 0)


def test_the_latest_decision_counts_and_none_is_lost(
    storage: Storage, service: str, server: ServerAddress
) -> None:
    """A change of mind leaves the first decision where it was."""
    with storage.work(service) as work:
        identity = work.readings.add(READING, name="privacy.md")
        work.commit(NOTE)
    for judgement in (
        Judgement(verdict="rejected", by="Muna"),
        Judgement(verdict="changed", kind="use", form="use: [orders]", by="Omar"),
    ):
        with storage.work(service) as work:
            work.readings.decide(identity, 1, judgement)
            work.commit(NOTE)
    with storage.reading(service) as view:
        kept = view.readings.get(identity)
        (row,) = view.readings.all()
    assert kept is not None
    assert (kept.decisions[1].verdict, kept.decisions[1].by) == ("changed", "Omar")
    assert row.decided == 1
    with psycopg.connect(server.conninfo()) as connection:
        count = connection.execute(
            "select count(*) from amana.reading_decision where reading = %s", [identity]
        ).fetchone()
    assert count == (2,)


def test_a_decision_on_nothing_is_refused(storage: Storage, service: str) -> None:
    """There is no such proposal."""
    with pytest.raises(NotFound), storage.work(service) as work:
        work.readings.decide(uuid4(), 0, Judgement(verdict="confirmed", by="Muna"))


def test_acts_are_counted_by_promise_outcome_and_doing(storage: Storage, service: str) -> None:
    """Done and refused are told apart, and other acts and promises are left out."""
    with storage.work(service) as work:
        ids = work.commit(
            Entry(act="use", promises=("P1", "P2"), body={}),
            Entry(act="collect", promises=("P1",), body={}),
            Entry(act="use", promises=("P1",), outcome=Outcome.REFUSED, body={}),
            Entry(act="disclose", promises=("P1",), body={}),
        )
    done = _ask(storage, service, "P1", ActsDone(doings=USE))
    refused = _ask(storage, service, "P1", ActsRefused(doings=USE))
    assert (done.answered, done.count, done.level) == (True, 2, Level.ENFORCED)
    assert done.cases == (str(ids[1]), str(ids[0]))
    assert (refused.count, refused.cases) == (1, (str(ids[2]),))
    assert _ask(storage, service, "P9", ActsDone(doings=USE)).count == 0


def test_an_act_that_no_promise_permitted_is_a_case_against(storage: Storage, service: str) -> None:
    """It is found whichever promise is asked about."""
    question = ActsWithoutPermission(doings=USE)
    assert _ask(storage, service, "P1", question).count == 0
    with storage.work(service) as work:
        (entry,) = work.commit(Entry(act="use", body={}))
    assert _ask(storage, service, "P1", question).cases == (str(entry),)


def test_what_nobody_can_see_is_not_answered(storage: Storage, service: str) -> None:
    """A probe that does not run and a flow without records prove nothing."""
    for question in (
        ProbeSaw(probe=next(iter(ProbeName))),
        FlowDone(flow=Flow.RETENTION),
        FlowBroken(flow=Flow.RETENTION),
        NoticeShows(fact=NoticeFact.LAW),
    ):
        assert not _ask(storage, service, "P1", question).answered


@pytest.mark.parametrize(
    ("fact", "promise", "seen"),
    [
        (NoticeFact.SENTENCE, "P1", 1),
        (NoticeFact.SENTENCE, "P2", 0),
        (NoticeFact.LANGUAGES, "P2", 1),
        (NoticeFact.VERSIONS, "P2", 1),
        (NoticeFact.DATE, "P2", 1),
    ],
)
def test_the_notice_shows_what_was_published(
    storage: Storage, service: str, fact: NoticeFact, promise: str, seen: int
) -> None:
    """Before a version is in force it shows nothing, afterwards what stands in it."""
    question = NoticeShows(fact=fact)
    assert _ask(storage, service, promise, question).count == 0
    _publish(storage, service)
    assert _ask(storage, service, promise, question).count == seen


def test_an_attestation_counts_until_it_expires(
    storage: Storage, service: str, server: ServerAddress
) -> None:
    """With its document's hash; an expired one is listed and counts no more."""
    digest = hashlib.sha256(b"document").hexdigest()
    with storage.work(service) as work:
        work.attestations.add(
            Statement(
                promise="P1",
                statement="The doors are locked.",
                by="Muna",
                document_name="audit.pdf",
                document_hash=digest,
                expires_at=work.now + timedelta(days=1),
            )
        )
        work.commit(NOTE)
    found = _ask(storage, service, "P1", Attested())
    assert (found.answered, found.count, found.level) == (True, 1, Level.ATTESTED)
    with psycopg.connect(server.conninfo()) as connection:
        connection.execute(
            "update amana.attestation set at = at - interval '2 days',"
            " expires_at = expires_at - interval '2 days' where service = %s",
            [service],
        )
    assert _ask(storage, service, "P1", Attested()).count == 0
    with storage.reading(service) as view:
        assert [kept.document_hash for kept in view.attestations.all()] == [digest]


@pytest.mark.promise("C15")
@pytest.mark.parametrize(
    ("told", "accepted", "broken"),
    [
        ((), False, 0),
        (("explicit",), True, 0),
        (("continued_use",), True, 0),
        (("explicit", "declined"), False, 0),
        (("declined", "explicit"), True, 0),
        (("declined", "continued_use"), False, 1),
    ],
)
def test_who_declined_is_not_taken_to_have_accepted(
    storage: Storage, service: str, *, told: tuple[How, ...], accepted: bool, broken: int
) -> None:
    """Going on after a refusal is no acceptance, and shows as a broken promise."""
    _publish(storage, service)
    for how in told:
        with storage.work(service) as work:
            work.people.record_acceptance("p", version=1, how=how, language="ar")
            work.commit(Entry(act="accept", promises=("P1",), body={}, person="p"))
    with storage.reading(service) as view:
        assert view.people.accepted("p", version=1) is accepted
        assert not view.people.accepted("q", version=1)
    assert _ask(storage, service, "P1", FlowBroken(flow=Flow.ACCEPTANCE)).count == broken
    assert _ask(storage, service, "P1", FlowDone(flow=Flow.ACCEPTANCE)).count == len(told)


def test_a_body_moved_to_another_entry_does_not_open(
    storage: Storage, service: str, server: ServerAddress
) -> None:
    """Even somebody with every right in the database cannot pass one act off as another."""
    with storage.work(service) as work:
        first, second = work.commit(
            Entry(act="use", body={"n": 1}, person="p"), Entry(act="use", body={"n": 2}, person="p")
        )
    with psycopg.connect(server.conninfo()) as connection:
        connection.execute(
            "update amana.entry_body set sealed ="
            " (select sealed from amana.entry_body where entry = %s) where entry = %s",
            [first, second],
        )
    with pytest.raises(CannotOpen) as refused, storage.reading(service) as view:
        view.people.acts("p")
    assert refused.value.fields["entry"] == str(second)


def test_no_value_of_a_body_stands_in_the_database(
    storage: Storage, service: str, server: ServerAddress
) -> None:
    """Neither the person's id nor what the body says is found in any row."""
    with storage.work(service) as work:
        work.commit(Entry(act="use", body={"word": "planted-4711"}, person="planted-0815"))
    with psycopg.connect(server.conninfo()) as connection:
        rows = connection.execute(
            "select e.header, e.commitment, b.sealed, p.person_key from amana.entry e"
            " join amana.entry_body b on b.entry = e.id join amana.entry_person p on p.entry = e.id"
            " where e.service = %s",
            [service],
        ).fetchall()
    assert len(rows) == 1
    assert not any(b"planted" in column for column in rows[0])


def test_ids_are_of_version_seven(storage: Storage, service: str) -> None:
    """They carry the instant of their transaction."""
    with storage.work(service) as work:
        now = work.now
        (entry,) = work.commit(NOTE)
    assert isinstance(entry, UUID)
    assert entry.version == 7
    assert entry.int >> 80 == int(now.timestamp() * 1000)
