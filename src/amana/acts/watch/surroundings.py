"""What the looks are given: the database, the clock of this machine, folders and addresses."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from amana.storage.database import Storage


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """From when on something is told: the first is a warning, the second a fault."""

    unsequenced: tuple[timedelta, timedelta] = (timedelta(seconds=10), timedelta(seconds=60))
    """Age of the oldest entry that is committed and in no checkpoint."""
    queue: tuple[timedelta, timedelta] = (timedelta(minutes=2), timedelta(minutes=15))
    """Age of the oldest job that could have begun."""
    outbox: tuple[timedelta, timedelta] = (timedelta(minutes=15), timedelta(hours=2))
    """Since when the oldest message could have been sent: mail to everybody takes a while."""
    skew: tuple[timedelta, timedelta] = (timedelta(seconds=2), timedelta(seconds=30))
    free_mb: tuple[int, int] = (2_048, 256)
    """Megabytes left on a disk."""
    certificate: tuple[timedelta, timedelta] = (timedelta(days=21), timedelta(days=3))
    """Time until a certificate ends."""
    erasure: tuple[timedelta, timedelta] = (timedelta(minutes=5), timedelta(hours=1))
    """Age of an erasure that was begun and is not ended."""
    backup: tuple[timedelta, timedelta] = (timedelta(days=7), timedelta(days=30))
    """Age of the last backup, or of a service that has none: what was done since is lost with the
    disk. A week leaves a weekly round its days; a month is the longest that most keep one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Everything that a look may look at."""

    storage: Storage
    clock: Callable[[], datetime]
    """This machine's clock; aware, UTC."""
    data: Path
    """The folder of keys and ledger files, and of the database where it is embedded."""
    public_url: str | None = None
    certificate_file: Path | None = None
    """The certificate that this program itself shows, where it does TLS."""
    bounds: Bounds = field(default_factory=Bounds)
