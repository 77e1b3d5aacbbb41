"""Name a fee before the work begins, where the law lets one be taken; note that it is settled."""

import re
from typing import Final
from uuid import UUID

from amana.acts.act import Act
from amana.acts.requests.errors import FeeNotAllowed
from amana.acts.requests.stepping import step_on
from amana.acts.requests.terms import laws_named
from amana.domain.law.dealing import may_charge
from amana.domain.request.states import State, Step
from amana.storage.requests import Moved

QUOTE: Final = "quote-fee"
SETTLE: Final = "settle-fee"
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
MOST: Final = 10_000_000


def quote_fee(
    act: Act, request: UUID, *, amount: int, currency: str, excessive: bool = False
) -> State:
    """Name a fee, in the smallest unit of the currency, and commit: nothing begins before it.

    ``excessive`` says that the request is manifestly unfounded or excessive. Raises ``NotFound``,
    ``FeeNotAllowed`` and ``WrongStep``.
    """
    row = act.work.requests.one(request, hold=True)
    usable = 0 < amount <= MOST and _CURRENCY.fullmatch(currency)
    if not usable or not may_charge(laws_named(row.laws), excessive=excessive):
        raise FeeNotAllowed
    state = step_on(
        act,
        row,
        Step.QUOTE,
        name=QUOTE,
        body={"amount": amount, "currency": currency, "excessive": excessive},
        moved=Moved(fee=amount, currency=currency),
    )
    act.work.over()
    return state


def settle_fee(act: Act, request: UUID) -> State:
    """Note that the fee was paid or waived, and commit. Raises ``NotFound`` and ``WrongStep``."""
    row = act.work.requests.one(request, hold=True)
    state = step_on(act, row, Step.SETTLE, name=SETTLE, moved=Moved(settled=True))
    act.work.over()
    return state
