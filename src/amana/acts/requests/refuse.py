"""Refuse a request, for a reason of a closed list; the answer names whom to complain to."""

from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.requests.stepping import step_on
from amana.acts.requests.terms import laws_named
from amana.domain.law.dealing import DEALINGS
from amana.domain.request.states import State, Step
from amana.domain.vocabulary.requests import RefusalReason
from amana.domain.words import Words
from amana.storage.requests import Moved, RequestRow

ACT: Final = "refuse-request"


def refuse_request(act: Act, request: UUID, *, reason: RefusalReason) -> State:
    """Refuse it and commit. Raises ``NotFound``, and ``WrongStep`` once it is carried out."""
    row = act.work.requests.one(request, hold=True)
    state = step_on(
        act,
        row,
        Step.REFUSE,
        name=ACT,
        body={"reason": reason.value},
        moved=Moved(reason=reason.value),
    )
    act.work.over()
    return state


def authorities_of(row: RequestRow) -> tuple[Words, ...]:
    """Return to whom one can complain, by the laws under which the request came in."""
    return tuple(DEALINGS[law].authority for law in laws_named(row.laws))
