"""How long what is due may wait before a promise shows as due, and then as broken."""

from datetime import timedelta
from typing import Final

EVERY: Final = timedelta(minutes=1)
"""From one look of the schedule to the next."""
PATIENCE: Final = timedelta(minutes=10)
"""What waits for longer shows its promise as *due*: a large set may take some runs."""
GRACE: Final = timedelta(days=1)
"""What waits for longer shows its promise as *broken*."""
NO_END: Final = "retention.no_end"
"""A category that no promise ends lies in the same place: the whole is kept."""
STAYS: Final = "retention.stays"
"""A promise says of something there that it is changed and stays: nothing there is deleted."""
UNSETTLED: Final = "retention.unsettled"
"""A promise excepts something there, and nobody noted how long that stays."""
NOT_STARTED: Final = "retention.not_started"
"""Nobody has let a promise about something there begin to end data."""
OWN_CLOCK: Final = "retention.own_clock"
"""Rows that lead to those of the table have a time of their own; nothing shows they go first."""
UNNAMED: Final = "retention.unnamed"
"""An event names no record where several of the person are open: they are kept."""
BLIND: Final = frozenset(
    {
        NO_END,
        STAYS,
        UNSETTLED,
        NOT_STARTED,
        OWN_CLOCK,
        UNNAMED,
        "source.no_clock",
        "source.cannot_age",
        "source.service_cannot_age",
    }
)
"""What lets nobody see whether something is past its time: its promise is *unproven*."""
