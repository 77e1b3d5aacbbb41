"""The proof of a promised choice: choices that were made, and messages that broke one."""

from typing import TYPE_CHECKING

import psycopg
import pytest

from amana.acts.show_policy import show_policy
from amana.domain.choice.word import Word
from amana.domain.evidence.proof import State
from amana.domain.ledger.entry import Entry
from amana.domain.vocabulary.messages import MessageClass
from amana.storage import ServerAddress
from amana.storage.policies import Release

if TYPE_CHECKING:
    from tests.integration.acts.messages.conftest import PostOffice, Store

    from amana.domain.evidence.proof import Standing

PROMISE = "  X1: {choice: news, by: opt_in}\n"


def _standing(store: "Store") -> "Standing":
    with store.storage.reading(store.service) as view:
        return show_policy(view, language="en").promises["X1"].standing


@pytest.mark.promise("M7")
def test_choices_are_counted_and_a_message_after_a_refusal_breaks_the_promise(
    store: "Store", office: "PostOffice", server: ServerAddress
) -> None:
    """Whom a message reached before they refused was written to rightly."""
    with store.storage.reading(store.service) as view:
        current = view.policies.in_force()
        published = None if current is None else view.policies.version(current.number)
    assert published is not None
    release = Release(
        source=published.source + PROMISE,
        languages=("ar", "en"),
        texts={},
        passages={"ar": (), "en": ()},
        material=False,
        reason="a promise more",
    )
    with store.storage.work(store.service) as work:
        work.policies.publish(release)
        work.commit(Entry(act="publish", promises=(), body={}))
    assert _standing(store).count == 0
    store.knows("p-1", "amal@mail.example")
    store.says("p-1", Word.CONSENT, "news")
    kept = _standing(store)
    assert (kept.state, kept.count) == (State.KEPT, 1)
    store.put("p-1", MessageClass.NEWSLETTER, "news")
    assert store.send() == 1
    store.says("p-1", Word.WITHDRAW, "news")
    kept = _standing(store)
    assert (kept.state, kept.count) == (State.KEPT, 2)
    assert len(office.taken) == 1
    with psycopg.connect(server.conninfo()) as connection:
        # As if it had been refused before: what no act of ours can bring about.
        connection.execute("set session_replication_role = replica")
        connection.execute(
            "update amana.choice set at = at - interval '1 hour' where service = %s",
            (store.service,),
        )
    assert _standing(store).state is State.BROKEN
