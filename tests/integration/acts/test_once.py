"""A request that is sent again is not done again, whoever is killed or comes at once."""

import json
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import psycopg
import pytest

from amana.acts.once import Reply, answer_once, forget_answers
from amana.domain.ledger.entry import Entry, Json
from amana.storage import ServerAddress, Storage
from amana.storage.kept_answers import LASTS, Asking, KeyReused, StillInProgress

Doing = Callable[[], dict[str, Json]]


class _Stopped(Exception):
    """Somebody pulled the plug."""


def _asking(request: bytes = b"collect the mail", program: int = 1) -> Asking:
    return Asking(program=UUID(int=program), key="k" * 16 + secrets.token_hex(4), request=request)


@pytest.fixture
def noting(storage: Storage, service: str) -> Doing:
    """Return an act that leaves one entry."""

    def note() -> dict[str, Json]:
        with storage.work(service) as work:
            (entry,) = work.commit(Entry(act="test", body={"actor": "test"}))
        return {"entry": str(entry)}

    return note


def test_what_is_asked_again_is_answered_the_same_and_not_done(
    storage: Storage, service: str, noting: Doing
) -> None:
    """The second answer says that it is one."""
    asking = _asking()
    first = answer_once(storage, service, asking, noting)
    assert not first.again
    assert answer_once(storage, service, asking, _never) == Reply(body=first.body, again=True)


def test_another_request_under_the_same_key_is_refused(
    storage: Storage, service: str, noting: Doing
) -> None:
    """Nobody can know which of them is meant."""
    asking = _asking()
    answer_once(storage, service, asking, noting)
    other = Asking(program=asking.program, key=asking.key, request=b"another")
    with pytest.raises(KeyReused):
        answer_once(storage, service, other, _never)


def test_programs_do_not_share_what_they_were_answered(
    storage: Storage, service: str, noting: Doing
) -> None:
    """The same word of two programs means two requests."""
    asking = _asking()
    first = answer_once(storage, service, asking, noting)
    other = Asking(program=UUID(int=2), key=asking.key, request=asking.request)
    assert answer_once(storage, service, other, noting).body != first.body


def test_two_at_once_are_one_act(storage: Storage, service: str, noting: Doing) -> None:
    """One does it; the other is told that it is in progress, or what was answered."""
    asking, together = _asking(), Barrier(2)

    def come() -> bytes | None:
        together.wait()
        try:
            return answer_once(storage, service, asking, noting).body
        except StillInProgress:
            return None

    with ThreadPoolExecutor(2) as pool:
        answers = {each.result() for each in [pool.submit(come), pool.submit(come)]}
    last = answer_once(storage, service, asking, _never)
    assert answers <= {None, last.body}
    assert last.body in answers


def test_while_one_is_at_it_another_is_told_so(
    storage: Storage, service: str, noting: Doing
) -> None:
    """And has it answered afterwards."""
    asking = _asking()

    def while_at_it() -> dict[str, Json]:
        with ThreadPoolExecutor(1) as pool:
            other = pool.submit(answer_once, storage, service, asking, noting)
            assert isinstance(other.exception(), StillInProgress)
        return noting()

    assert not answer_once(storage, service, asking, while_at_it).again


def test_who_is_stopped_after_the_act_leaves_neither_act_nor_answer(
    storage: Storage, service: str, noting: Doing, server: ServerAddress
) -> None:
    """They are committed together: whoever asks again has it done."""
    asking, done = _asking(), []

    def stopped() -> dict[str, Json]:
        done.append(noting()["entry"])
        raise _Stopped

    with pytest.raises(_Stopped):
        answer_once(storage, service, asking, stopped)
    again = answer_once(storage, service, asking, noting)
    assert not again.again
    with psycopg.connect(server.conninfo()) as connection:
        found = connection.execute("select id from amana.entry where service = %s", [service])
        assert [{"entry": str(row[0])} for row in found] == [json.loads(again.body)]
    assert len(done) == 1


def test_an_answer_is_kept_for_a_day(
    storage: Storage, service: str, noting: Doing, server: ServerAddress
) -> None:
    """Then the key is free, and the scheduled task takes the row away."""
    asking = _asking()
    first = answer_once(storage, service, asking, noting)
    assert _aged(server, service) == 1
    second = answer_once(storage, service, asking, noting)
    assert second.body != first.body
    assert answer_once(storage, service, asking, _never).again
    assert _aged(server, service) == 1
    forget_answers(storage, service)
    assert _aged(server, service) == 0


def _aged(server: ServerAddress, service: str) -> int:
    """Let what is kept have been kept for its time; return how many answers that are."""
    with psycopg.connect(server.conninfo()) as connection:
        aged = connection.execute(
            "update amana.kept_answer set at = at - %s where service = %s", [LASTS, service]
        )
        return aged.rowcount


def _never() -> dict[str, Json]:
    pytest.fail("it was done again")
