"""A request that is sent again is answered again, and not done again.

The answer is kept in the transaction of the act (``amana.storage.joining``). Acts of several
transactions, such as erasures, are none of this: they bear to be asked for again by themselves.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from amana.domain.ledger.entry import Json
from amana.storage.database import Storage
from amana.storage.kept_answers import Asking, KeptAnswers

Doing: TypeAlias = Callable[[], dict[str, Json]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is answered."""

    body: bytes
    """JSON in UTF-8."""
    again: bool = False
    """Whether it was answered before, and nothing was done now."""


def encoded(answer: dict[str, Json]) -> bytes:
    """Return an answer as it is sent."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


def answer_once(storage: Storage, service: str, asking: Asking, doing: Doing) -> Reply:
    """Do it, or say what was answered when it was done. Raises what the act raises.

    Raises ``StillInProgress`` where it is done at this moment, and ``KeyReused`` where another
    request had the same key; ``PersonErased`` where whom it is about was erased since. What
    raises is not kept.
    """
    with storage.turn(service, asking) as turn:
        if turn.kept is not None:
            for person in asking.persons:
                # Who was erased since gets no answer that was true before.
                turn.work.persons.group(person)
            return Reply(body=turn.kept, again=True)
        with turn.doing():
            answer = encoded(doing())
        turn.keep(answer)
        return Reply(body=answer)


def forget_answers(storage: Storage, service: str) -> None:
    """Forget the answers that are over. A scheduled task."""
    while True:
        with storage.work(service) as work:
            forgotten = KeptAnswers(work.transaction, sealer=work.sealer).forget()
            work.transaction.end(commit=True)
        if not forgotten:
            return
