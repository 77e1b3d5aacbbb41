"""How old evidence may be before a promise that rests on it is *unproven* again."""

from datetime import timedelta
from typing import Final

ACTS: Final = timedelta(days=90)
"""Acts: a service that did nothing of the kind for a quarter shows nothing."""
PROBES: Final = timedelta(days=7)
"""Probes run at least nightly; a week without one is an outage of the looking itself."""
FLOWS: Final = timedelta(days=365)
"""Flows that people start, such as requests: some come once a year."""
