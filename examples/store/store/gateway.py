"""The payment gateway Qaid, as the shop sees it: a card's number in, a token out.

It is made up and lives in this process, so that the example needs no network. It keeps nothing:
the number is gone when :func:`pay` returns.
"""

import secrets
from decimal import Decimal

from amana.sdk import holds_card


def pay(card: str, amount: Decimal) -> str | None:
    """Return the payment's reference; ``None`` for what is no card's number."""
    if amount <= 0 or not holds_card(card):
        return None
    return f"q-{secrets.token_hex(8)}"
