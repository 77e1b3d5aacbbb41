"""Policies: a draft that changes, versions that do not."""

from datetime import timedelta

import psycopg
import pytest

from amana.domain.ledger.entry import Entry
from amana.domain.policy.proposal import Role
from amana.storage import ServerAddress, Storage
from amana.storage.errors import Inconsistent
from amana.storage.policies import Release, StoredPassage, VersionRow

PUBLISHED = Entry(act="publish", body={})
TEXT = "نجمع بريدك."
PASSAGES = {
    "ar": [
        StoredPassage(
            start=0, end=11, role=Role.SENTENCE, text=TEXT, kinds=("collect",), promises=("P1",)
        )
    ]
}


def _publish(
    storage: Storage, service: str, *, material: bool | None = None, days: int | None = None
) -> VersionRow:
    """Publish a version with one Arabic sentence."""
    with storage.work(service) as work:
        row = work.policies.publish(
            Release(
                source="amana: 1\n",
                languages=("ar",),
                texts={"ar": TEXT},
                passages={"ar": PASSAGES["ar"]},
                effective_at=None if days is None else work.now + timedelta(days=days),
                material=material,
            )
        )
        work.commit(PUBLISHED)
    return row


def test_a_draft_is_saved_over_the_one_before(storage: Storage, service: str) -> None:
    """Texts that the newer draft has not are gone from it."""
    with storage.work(service) as work:
        work.policies.save_draft("one", {"ar": "أ", "en": "a"})
        work.policies.save_draft("two", {"ar": "ب"})
        work.commit(Entry(act="save_draft", body={}))
    with storage.reading(service) as view:
        draft = view.policies.draft()
    assert draft is not None
    assert (draft.source, draft.texts) == ("two", {"ar": "ب"})


def test_a_published_version_is_in_force_with_its_text_and_passages(
    storage: Storage, service: str
) -> None:
    """What was published is read back whole, and the draft is gone."""
    with storage.work(service) as work:
        work.policies.save_draft("one", {})
        work.commit(Entry(act="save_draft", body={}))
    row = _publish(storage, service)
    with storage.reading(service) as view:
        current, stored = view.policies.in_force(), view.policies.version(1)
        passages = view.policies.passages(1, "ar")
        assert view.policies.draft() is None
        assert view.policies.in_force(row.effective_at - timedelta(seconds=1)) is None
    assert current == row
    assert stored is not None
    assert (stored.number, stored.source, stored.texts) == (1, "amana: 1\n", {"ar": TEXT})
    assert passages == tuple(PASSAGES["ar"])


def test_a_version_comes_into_force_on_its_day(storage: Storage, service: str) -> None:
    """Until then the one before holds."""
    _publish(storage, service)
    later = _publish(storage, service, material=True, days=30)
    with storage.reading(service) as view:
        today, then = view.policies.in_force(), view.policies.in_force(later.effective_at)
        numbers = [version.number for version in view.policies.versions()]
    assert today is not None
    assert then is not None
    assert (today.number, then.number, numbers) == (1, 2, [2, 1])


def test_a_second_version_needs_a_judgement(storage: Storage, service: str) -> None:
    """Whether the step is material is said by a person before it is published."""
    _publish(storage, service)
    with pytest.raises(Inconsistent):
        _publish(storage, service)


@pytest.mark.parametrize(
    "attempt",
    [
        "update amana.policy_version set source = 'x'",
        "delete from amana.passage",
        "update amana.policy_text set text = 'x'",
        "insert into amana.policy_text select service, 1, 'en', 'x' from amana.policy_version",
        (
            "insert into amana.policy_version"
            " (service, number, source, languages, effective_at, material)"
            " select service, 7, 'x', '{ar}', now(), true from amana.policy_version"
        ),
    ],
)
def test_what_was_published_does_not_change_for_the_administrator_either(
    storage: Storage, service: str, server: ServerAddress, attempt: str
) -> None:
    """The database itself refuses changes, deletions, late parts and gaps."""
    _publish(storage, service)
    with (
        pytest.raises(psycopg.errors.RaiseException),
        psycopg.connect(server.conninfo()) as connection,
    ):
        connection.execute(attempt.encode())
