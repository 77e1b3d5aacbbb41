"""A published version is fetched and parsed once, whatever drafts are looked at in between."""

from collections.abc import Callable
from threading import get_ident
from typing import Any

import pytest

from amana.acts.act import Act, Actor, Role
from amana.acts.deciding.asked import Asked, Decided
from amana.acts.deciding.decide import decide
from amana.acts.in_force import in_force, parsed, published
from amana.domain.decision.question import Question
from amana.domain.decision.rule import Doing
from amana.storage import Storage
from amana.storage.transaction import Transaction

COLLECT = "P1: {collect: [email], at: [registration], for: [orders]}"
WIDER = "P1: {collect: [email], at: [registration, order], for: [orders]}"
MORE_DRAFTS_THAN_ARE_KEPT = 70
Write = Callable[..., str]
Publish = Callable[[str], int]


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Collect the area and name of every statement of this thread that gives rows."""
    names: list[tuple[str, str]] = []
    run, own = Transaction.rows, get_ident()

    def named(self: Transaction, area: str, name: str, /, **values: Any) -> Any:  # noqa: ANN401 - the driver's
        if get_ident() == own:
            names.append((area, name))
        return run(self, area, name, **values)

    monkeypatch.setattr(Transaction, "rows", named)
    return names


def test_a_decision_fetches_the_policy_once_a_version(
    storage: Storage, service: str, write: Write, publish: Publish, ran: list[tuple[str, str]]
) -> None:
    """The next decision knows it; the next version is fetched and answers for itself."""
    publish(write(COLLECT))
    assert _decide(storage, service, "registration").answer.permitted
    assert not _decide(storage, service, "order").answer.permitted
    assert ran.count(("policies", "version")) == 1
    ran.clear()
    publish(write(WIDER))
    decided = _decide(storage, service, "order")
    assert (decided.answer.permitted, decided.policy_version) == (True, 2)
    ran.clear()
    _decide(storage, service, "order")
    # Which version is in force comes with the instant; its text is not fetched again.
    assert ran == [("entries", "instant"), ("persons", "group"), ("choices", "last")]


def test_drafts_push_no_published_version_out(
    storage: Storage, service: str, write: Write, publish: Publish
) -> None:
    """Somebody who plans many drafts slows no decision down."""
    publish(write(COLLECT))
    with storage.reading(service) as view:
        kept = published(view, in_force(view))
        for draft in range(MORE_DRAFTS_THAN_ARE_KEPT):
            parsed(write(COLLECT, f"# draft {draft}"), {})
        assert published(view, in_force(view)) is kept


def _decide(storage: Storage, service: str, occasion: str) -> Decided:
    """Ask whether an address may be collected on this occasion."""
    question = Question(
        doing=Doing.COLLECT,
        data=frozenset({"email"}),
        purposes=frozenset({"orders"}),
        occasion=occasion,
        origin="person",
    )
    with storage.work(service) as work:
        act = Act(actor=Actor(role=Role.APPLICATION, label="shop"), work=work)
        return decide(act, Asked(question=question, person="p1"))
