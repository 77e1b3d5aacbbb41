"""One of several processes in which people choose and are written to. A test starts this.

Reads where everything is, then lines of orders; answers each line with what became of its orders,
each with the moments between which it happened, by the clock that all processes share.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any, Final

from amana.acts.act import Act, Actor, Role
from amana.acts.choices.choosing import Choosing
from amana.acts.deciding.asked import Asked
from amana.acts.deciding.decide import decide
from amana.acts.doors.choices import ChoicesDoor
from amana.domain.choice.word import Word
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.storage import GivenRootKey, ServerAddress, Storage

ACTOR: Final = Actor(role=Role.APPLICATION, label="shop")
SENDING_S: Final = 0.002
"""A claim lasts as long as it takes to send: whoever chooses otherwise meanwhile has to wait."""


def obey(storage: Storage, service: str, order: dict[str, Any]) -> dict[str, Any]:
    """Let one person choose, or claim a message to them."""
    began = time.monotonic_ns()
    if order["word"] is None:
        permitted, claimed = claim(storage, service, order)
        done = {"permitted": permitted, "claimed": claimed}
    else:
        given = Choosing(
            person=order["person"],
            word=Word(order["word"]),
            purposes=frozenset({order["purpose"]}),
        )
        ChoicesDoor(storage).choose(service, given)
        done = {}
    return {**order, "began": began, "ended": time.monotonic_ns(), **done}


def claim(storage: Storage, service: str, order: dict[str, Any]) -> tuple[bool, int]:
    """Decide under lock; say what, and the moment at which it still held."""
    question = Question(
        doing=Doing.MESSAGE,
        data=frozenset({"email"}),
        purposes=frozenset({order["purpose"]}),
        channel="email",
    )
    asked = Asked(question=question, person=order["person"])
    with storage.work(service) as work:
        work.transaction.hold()
        answer = decide(Act(actor=ACTOR, work=work), asked).answer
        time.sleep(SENDING_S)
        claimed = time.monotonic_ns()
        if work.transaction.take_up():
            work.transaction.end(commit=True)
    return answer.permitted, claimed


def main() -> None:
    """Obey until the input ends."""
    where = json.loads(sys.stdin.readline())
    storage = Storage(
        ServerAddress(**where["address"]),
        root_key=GivenRootKey(bytes(range(32))),
        secrets=Path(where["secrets"]),
    )
    for line in sys.stdin:
        told = json.loads(line)
        done = [obey(storage, told["service"], order) for order in told["orders"]]
        sys.stdout.write(json.dumps(done) + "\n")
        sys.stdout.flush()
    storage.close()


if __name__ == "__main__":
    main()
