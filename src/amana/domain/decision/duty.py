"""What a law adds to decisions (rule 13): refusals and duties, never a permission."""

from dataclasses import dataclass
from enum import StrEnum

from amana.domain.decision.rule import Doing, Need


class Certainty(StrEnum):
    """How sure it is that the article says this."""

    CERTAIN = "certain"
    """Read in the law itself, or said by its authority: it refuses."""
    UNCERTAIN = "uncertain"
    """Told by others only: it warns, and refuses nothing."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LawDuty:
    """One duty of a law, in the words of one policy. ``None`` in a pattern matches anything.

    Two duties are the same only where they are one object: packs make each once, and a decision
    must not compare them field by field.
    """

    law: str
    """The name of its pack, such as ``qatar``."""
    article: str
    certainty: Certainty
    doings: frozenset[Doing]
    data: frozenset[str] | None = None
    purposes: frozenset[str] | None = None
    """The policy's own ids of the purposes that the article speaks of."""
    needs: frozenset[Need] = frozenset()
    """What must be shown, for each purpose that the article speaks of."""
    refuses: bool = False
    """Whether it rules the act out, whatever is shown."""
    duty: str | None = None
    """What must be done beside the act, by its id, such as ``name_sender``."""

    @property
    def source(self) -> str:
        """Where it stands: ``qatar 22``."""
        return f"{self.law} {self.article}"
