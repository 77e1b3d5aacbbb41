"""Somebody made up, as the stories take them."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUp:
    """Somebody who opens an account and buys."""

    name: str
    email: str
    phone: str
    address: str
    password: str = field(repr=False)
