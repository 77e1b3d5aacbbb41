"""By which way data goes to a recipient, and how a disclosure stands."""

from enum import StrEnum


class Method(StrEnum):
    """By which way a disclosure happens."""

    PULL = "pull"
    """The recipient asks, with a key of its own."""
    PUSH = "push"
    """It is sent, signed, until the recipient has taken it."""
    FILE = "file"
    """It is written to a file that somebody hands over."""
    OUTSIDE = "outside"
    """It happened elsewhere, and is noted here."""


class DisclosureState(StrEnum):
    """How a disclosure stands."""

    INTENDED = "intended"
    """It is to be sent, and is tried again."""
    DONE = "done"
    REFUSED = "refused"
    """Of nobody might anything be given."""
    NOTHING = "nothing"
    """It might be given, and there was nothing to give."""
    STOPPED = "stopped"
    """It was to be sent, and in the end nothing of anybody might be given any more."""
