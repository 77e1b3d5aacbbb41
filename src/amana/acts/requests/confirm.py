"""Note that receipt of a request was confirmed to whom it is of, where no letter of ours did it."""

from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.requests.stepping import entry_about, person_of
from amana.domain.request.states import State

ACT: Final = "confirm-request"


def confirm_request(act: Act, request: UUID) -> State:
    """Note it and commit; a second time changes nothing. Raises ``NotFound``."""
    work = act.work
    row = work.requests.one(request, hold=True)
    if work.request_doors.confirm(request):
        work.commit(entry_about(act, row, ACT, {}, person_of(work, row)))
    return row.state
