"""The benchmark's own model: what is right, and how a wrong answer shows."""

from dataclasses import replace

import pytest

from amana.cli.benchmarks.gdpr.model import REFUSED, Expected, Model, meta
from amana.cli.benchmarks.gdpr.operations import (
    By,
    Change,
    Correct,
    Create,
    Delete,
    Drawing,
    Persona,
    ReadData,
    ReadMetadata,
    Update,
    VerifyDeletion,
)
from amana.cli.benchmarks.gdpr.records import Record, Size, draw_records
from amana.cli.benchmarks.gdpr.scoring import Score

SIZE = Size(records=400, operations=300, users=40)


def _record(key: str = "k", **more: object) -> Record:
    usual: dict[str, object] = {
        "key": key,
        "data": "abc",
        "user": "u",
        "purposes": ("p", "campaign_1"),
        "objections": frozenset({"p"}),
        "expires_at": 100.0,
        "decision": True,
        "access": "a",
        "recipients": frozenset({"r"}),
        "source": "s",
        "category": "c",
    }
    return Record(**(usual | more))  # type: ignore[arg-type]  # the fields of a record


def _ask(
    model: Model, operation: object, *, at: float = 1.0, by: Persona = Persona.CONTROLLER
) -> Expected:
    return model.expect(by, operation, at, at)  # type: ignore[arg-type]  # one of the operations


def test_records_and_streams_are_repeated_by_their_seed() -> None:
    """The same seed gives the same, another one does not; each field is drawn by itself."""
    first, again = (list(draw_records(SIZE, seed=1, now=0)) for _ in range(2))
    assert first == again
    assert first != list(draw_records(SIZE, seed=2, now=0))
    # A user has records of many purposes, and a source says nothing about the category.
    assert len({r.campaign for r in first if r.user == first[0].user}) > 1
    assert len({(r.source, r.category) for r in first}) > 50
    held = {record.key: record for record in first}
    for persona in Persona:
        streams = [list(Drawing(persona, held, SIZE, 1, now=0).operations()) for _ in range(2)]
        assert streams[0] == streams[1]
        assert len(streams[0]) == SIZE.operations


def test_the_model_hands_out_nothing_past_its_time_or_objected_to() -> None:
    """What expires while it is read may be in the answer or not."""
    model = Model()
    model.load([_record("k1"), _record("k2", objections=frozenset(), expires_at=5.0)])
    assert _ask(model, ReadData(by=By.PURPOSE, name="p")).least == frozenset({("k2", "abc")})
    assert _ask(model, ReadData(by=By.PURPOSE, name="p"), at=6.0).most == frozenset()
    between = model.expect(Persona.PROCESSOR, ReadData(by=By.PURPOSE, name="p"), 4.0, 6.0)
    assert (between.least, between.most) == (frozenset(), frozenset({("k2", "abc")}))
    assert between.allows(frozenset())
    assert between.allows(frozenset({("k2", "abc")}))
    assert not between.allows(frozenset({("k1", "abc")}))
    assert _ask(model, ReadData(by=By.DECISION, name="campaign_1")).least
    assert _ask(model, ReadMetadata(by=By.KEY, name="k1")).least == frozenset({meta(_record("k1"))})


def test_the_model_follows_what_is_done() -> None:
    """Created, corrected, changed, deleted; who has no right to ask is refused."""
    model = Model()
    assert _ask(model, Create(record=_record("k1"))).allows(1)
    assert _ask(model, Correct(key="k1", data="new")).allows(1)
    assert not _ask(model, Correct(key="k9", data="new")).allows(1)
    assert _ask(model, ReadData(by=By.USER, name="u")).least == frozenset({("k1", "new")})
    change = Change(decision=False, recipient="r2", objection=True, expires_at=50.0)
    assert _ask(model, Update(by=By.RECIPIENT, name="p", recipient="r", change=change)).allows(1)
    assert _ask(model, Update(by=By.RECIPIENT, name="p", recipient="x", change=change)).allows(0)
    changed = model.records["k1"]
    assert changed.recipients == {"r", "r2"}
    assert (changed.decision, changed.expires_at) == (False, 50.0)
    assert "campaign_1" in changed.objections
    assert _ask(model, VerifyDeletion(key="k1")).allows(answer=False)
    assert _ask(model, Delete(by=By.EXPIRY), at=60.0).allows(1)
    assert _ask(model, VerifyDeletion(key="k1")).allows(answer=True)
    assert _ask(model, ReadData(by=By.USER, name="u"), by=Persona.REGULATOR).least == REFUSED
    assert _ask(model, ReadMetadata(by=By.KEY, name="k1"), by=Persona.PROCESSOR).least == REFUSED


@pytest.mark.parametrize(
    ("operation", "persona", "answer", "counted"),
    [
        (ReadData(by=By.USER, name="u"), Persona.REGULATOR, frozenset(), "missed_refusals"),
        (
            ReadData(by=By.USER, name="u"),
            Persona.CUSTOMER,
            frozenset({("old", "x")}),
            "expired_read",
        ),
        (VerifyDeletion(key="gone"), Persona.REGULATOR, False, "found_after_deletion"),
    ],
)
def test_each_kind_of_wrong_answer_is_counted_apart(
    operation: object, persona: Persona, answer: object, counted: str
) -> None:
    """And none of them is right."""
    model, score = Model(), Score()
    model.load([replace(_record("old"), expires_at=1.0)])
    score.judge(model, persona, operation, answer, 10.0, 11.0)  # type: ignore[arg-type]  # of the table
    assert getattr(score, counted) == 1
    assert (score.right, score.asked, score.percent) == (0, 1, 0)
