"""The doors through which anybody comes in, and how often a minute somebody may."""

from dataclasses import dataclass, fields
from enum import StrEnum


class Door(StrEnum):
    """Where somebody comes in. Each has a rate of its own, by the minute."""

    PAGES = "pages"
    """Public pages, and addresses at which nothing is. By network."""
    BANNER = "banner"
    """What visitors answer in cookie banners. By network."""
    VISITOR = "visitor"
    """Visitors who answer a banner for the first time, each a new person. By network."""
    STATIC = "static"
    """Files of our own. By network."""
    LEDGER = "ledger"
    """Public files of the ledgers. By network."""
    SIGN_IN = "sign_in"
    """Tries to sign in. By network, one by one."""
    HAND_OVER = "hand_over"
    """People whom their service hands over, with a ticket. By network, one by one."""
    CONSOLE = "console"
    """Pages of staff. By session."""
    PERSON = "person"
    """Pages of people about themselves. By session."""
    API = "api"
    """What programs ask. By API key."""
    REFUSED = "refused"
    """Keys and sessions that were nobody's. By network, one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How often a minute somebody may come through each door."""

    pages: int = 300
    banner: int = 120
    visitor: int = 60
    static: int = 1_200
    ledger: int = 12_000
    sign_in: int = 20
    hand_over: int = 120
    console: int = 600
    person: int = 300
    api: int = 60_000
    refused: int = 60

    def of(self, door: Door) -> int:
        """Return the rate of a door."""
        return int(getattr(self, door.value))

    def __str__(self) -> str:
        """Show the limits as a setting writes them."""
        return " ".join(f"{each.name}={getattr(self, each.name)}" for each in fields(self))
