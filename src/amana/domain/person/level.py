"""How well somebody has proven who they are."""

from enum import StrEnum


class Level(StrEnum):
    """By what a person is known to be who they say; each names what was shown."""

    EMAIL = "email"
    """A one-time code that went to an address of theirs."""
    PHONE = "phone"
    """A one-time code that went to a phone of theirs."""
    PROVIDER = "provider"
    """A provider vouches for them."""
    HANDED_OVER = "handed_over"
    """The service, where they are signed in, said who they are."""
    PASSWORD = "password"  # noqa: S105 - a name, no password


class CheckedBy(StrEnum):
    """How a check of identity was made."""

    ONE_TIME_CODE = "one_time_code"
    PROVIDER = "provider"
    HAND_OVER = "hand_over"
    PASSWORD = "password"  # noqa: S105 - a name, no password
