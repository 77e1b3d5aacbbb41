"""Note that who asks proved who they are, and how: by the means that the policy promises."""

from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.requests.errors import RequestOfNobody, WrongMeans
from amana.acts.requests.means import means_are_enough
from amana.acts.requests.stepping import person_of, step_on
from amana.domain.request.states import State, Step
from amana.domain.vocabulary.protecting import IdentityMeans
from amana.storage.requests import Moved

ACT: Final = "prove-request"


def prove_request(act: Act, request: UUID, *, means: IdentityMeans) -> State:
    """Note it and commit.

    Raises ``NotFound``, ``RequestOfNobody``, ``WrongMeans`` and ``WrongStep``.
    """
    work = act.work
    row = work.requests.one(request, hold=True)
    if person_of(work, row) is None:
        raise RequestOfNobody
    if not means_are_enough(work, means, row.kind):
        raise WrongMeans
    state = step_on(
        act,
        row,
        Step.PROVE,
        name=ACT,
        body={"by": means.value},
        moved=Moved(proven_by=means.value, proven_member=act.actor.member),
    )
    work.over()
    return state
