"""The payment gateway Qaid, as the shop sees it: a card's number in, a token out.

It is made up and lives in this process, so that the example needs no network. It keeps nothing:
the number is gone when :func:`pay` returns.
"""

import secrets
from decimal import Decimal
from typing import Final

from amana.sdk import holds_card

DECLINED: Final = "4000 0000 0000 0002"
"""A number for trying things out whose payment the gateway declines."""


class NotPaid(Exception):
    """The gateway took no money: it is no card's number, or the card was declined."""


def pay(card: str, amount: Decimal) -> str:
    """Return the payment's reference; raises ``NotPaid``."""
    digits = "".join(each for each in card if each.isdigit())
    if amount <= 0 or not holds_card(card) or digits == DECLINED.replace(" ", ""):
        raise NotPaid
    return f"q-{secrets.token_hex(8)}"


def pay_back(reference: str) -> None:
    """Give back what was paid under this reference: nothing, for the gateway is made up."""
    _ = reference
