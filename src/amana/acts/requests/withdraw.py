"""Take a request back: whoever asked may, until it is carried out."""

from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.requests.stepping import step_on
from amana.domain.request.states import State, Step
from amana.storage.errors import NotFound

ACT: Final = "withdraw-request"


def withdraw_request(act: Act, request: UUID, *, person: str) -> State:
    """Take it back and commit. Raises ``NotFound``, also for somebody else's, and ``WrongStep``."""
    work = act.work
    row = work.requests.one(request, hold=True)
    if row.person_key not in work.persons.group(person):
        raise NotFound(what="request")
    state = step_on(act, row, Step.WITHDRAW, name=ACT)
    work.over()
    return state
