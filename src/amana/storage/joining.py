"""One transaction for an act and for the answer that it gave.

What a request asks opens its own work, as it does without a key. While a :class:`Turn` is under
way in the same thread, that work is the turn's: its commit waits until the answer is kept too, so
that whoever kills the program in between leaves both or neither.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from amana.storage.kept_answers import Asking, KeptAnswers
from amana.storage.work import Work

_UNDER_WAY: Final[ContextVar[Work | None]] = ContextVar("turn", default=None)


def joined(service: str) -> Work | None:
    """Return the work of the service that is to be joined here; ``None`` where there is none."""
    work = _UNDER_WAY.get()
    return None if work is None or work.service != service else work


@dataclass(slots=True, kw_only=True)
class Turn:
    """The turn of one request: what was answered before, or the doing of it now."""

    work: Work
    asking: Asking
    kept: bytes | None
    """What was answered before: then nothing is to be done."""

    @contextmanager
    def doing(self) -> Iterator[None]:
        """Let the work that is opened in here be joined."""
        self.work.transaction.hold()
        token = _UNDER_WAY.set(self.work)
        try:
            yield
        finally:
            _UNDER_WAY.reset(token)

    def keep(self, answer: bytes) -> None:
        """Commit what was done, with the answer; where nothing was to be committed, neither is."""
        if self.work.transaction.take_up():
            KeptAnswers(self.work.transaction, sealer=self.work.sealer).keep(self.asking, answer)
            self.work.transaction.end(commit=True)


def turn_of(work: Work, asking: Asking) -> Turn:
    """Return the turn of a request. Raises ``StillInProgress`` and ``KeyReused``."""
    kept = KeptAnswers(work.transaction, sealer=work.sealer).claim(asking)
    return Turn(work=work, asking=asking, kept=kept)
