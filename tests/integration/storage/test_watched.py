"""What shows a ban kept: acts decided with it in force, whichever promise decided them."""

from amana.domain.decision.rule import Doing
from amana.domain.evidence.question import ActsWatched
from amana.domain.ledger.entry import Entry, Outcome
from amana.storage import Storage
from amana.storage.policies import Release

QUESTION = ActsWatched(doings=frozenset({Doing.DISCLOSE}))


def test_nothing_is_watched_before_a_version_is_in_force(storage: Storage, service: str) -> None:
    """Acts that no version in force decided are answered as none, not as unknown."""
    with storage.work(service) as work:
        work.commit(
            Entry(act="disclose", outcome=Outcome.DONE, promises=("W16",), body={}, person="p")
        )
    with storage.reading(service) as view:
        (finding,) = view.evidence.answer({"C10": (QUESTION,)})["C10"]
    assert finding.answered
    assert (finding.count, finding.last, finding.cases) == (0, None, ())


def test_an_act_under_several_promises_counts_once(storage: Storage, service: str) -> None:
    """Done and refused both count; another doing and an intended act do not."""
    release = Release(source="amana: 1", languages=("en",), texts={}, passages={})
    with storage.work(service) as work:
        number = work.policies.publish(release).number
        work.commit(
            _decided(Outcome.DONE, number, "W15", "W16"),
            _decided(Outcome.REFUSED, number, "C10"),
            _decided(Outcome.INTENDED, number, "W16"),
            Entry(act="collect", promises=("W2",), policy_version=number, body={}, person="p"),
        )
    with storage.reading(service) as view:
        (finding,) = view.evidence.answer({"C10": (QUESTION,)})["C10"]
    assert finding.count == len(finding.cases) == 2
    assert finding.last is not None


def test_of_many_watched_acts_the_latest_ten_are_cases(storage: Storage, service: str) -> None:
    """Each once, the latest first, though each stands under two promises; all are counted."""
    release = Release(source="amana: 1", languages=("en",), texts={}, passages={})
    with storage.work(service) as work:
        number = work.policies.publish(release).number
        acts = [_decided(Outcome.DONE, number, "W15", "W16") for _ in range(15)]
        ids = work.commit(acts[0], *acts[1:])
    with storage.reading(service) as view:
        (finding,) = view.evidence.answer({"C10": (QUESTION,)})["C10"]
        latest = view.evidence.latest_of(["W15", "W99"], limit=3)
    assert finding.count == 15
    assert finding.cases == tuple(str(entry) for entry in reversed(ids[5:]))
    assert [row.id for row in latest["W15"]] == list(reversed(ids[12:]))
    assert latest["W99"] == ()


def _decided(outcome: Outcome, version: int, *promises: str) -> Entry:
    """Make the entry of a decided disclosure."""
    return Entry(
        act="disclose",
        outcome=outcome,
        promises=promises,
        policy_version=version,
        body={},
        person="p",
    )
