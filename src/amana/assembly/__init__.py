"""The one place that picks concrete parts and puts them together."""

from amana.assembly.database import (
    at_hand,
    clock,
    ignore,
    opened,
    places_of,
    reached,
    reached_or_away,
    reached_with_places,
)
from amana.assembly.running import Running, joined, prepared, restoring, running, sequencer_of
from amana.assembly.watching import doctor_for, probing

__all__ = [
    "Running",
    "at_hand",
    "clock",
    "doctor_for",
    "ignore",
    "joined",
    "opened",
    "places_of",
    "prepared",
    "probing",
    "reached",
    "reached_or_away",
    "reached_with_places",
    "restoring",
    "running",
    "sequencer_of",
]
