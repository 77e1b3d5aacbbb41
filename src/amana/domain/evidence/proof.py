"""A promise's proof, and the state that the answers to its questions give it.

Never kept by default: without fresh evidence a promise is *unproven*, and a question that
nobody can answer yet proves nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from amana.domain.evidence.question import Attested, EvidenceQuestion


class Level(StrEnum):
    """How strong the evidence is, the strongest first."""

    ENFORCED = "enforced"
    """Amana stands in the way: what the promise rules out cannot pass through it."""
    OBSERVED = "observed"
    """A probe looked, or the published notice itself shows it."""
    ATTESTED = "attested"
    """A named person said so, with a document and an expiry."""


class State(StrEnum):
    """What can be said of a promise today."""

    KEPT = "kept"
    BROKEN = "broken"
    DUE = "due"
    UNPROVEN = "unproven"
    STATED = "stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Which answers show that a promise is kept, and which that it is broken.

    ``shows``: each must be answered by fresh evidence for *kept*. ``breaks``: one case found by
    any of them is *broken*. ``looks``: a look that need not have been made, but that breaks the
    promise once it saw the opposite. A proof with none of them is of a promise that calls for no
    act: it is *stated*. ``fresh_for`` is how old the evidence may be; ``None`` where age does not
    matter. A named person's word has an expiry of its own, and counts until then.
    """

    shows: tuple[EvidenceQuestion, ...] = ()
    breaks: tuple[EvidenceQuestion, ...] = ()
    looks: tuple[EvidenceQuestion, ...] = ()
    fresh_for: timedelta | None = None

    @property
    def questions(self) -> tuple[EvidenceQuestion, ...]:
        """All that is asked, in the order in which it is shown."""
        return (*self.shows, *self.breaks, *self.looks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The answer to one evidence question. ``answered`` is false where nothing can look yet."""

    question: EvidenceQuestion
    answered: bool
    level: Level = Level.ENFORCED
    count: int = 0
    last: datetime | None = None
    cases: tuple[str, ...] = ()
    """Ids of ledger entries, the latest first, at most ten: never a person's value."""
    due: datetime | None = None
    against: bool = False
    """Whether what was found speaks against the promise: the last look saw the opposite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The state of a promise's proof at one instant, and what it rests on."""

    state: State
    level: Level | None
    """The weakest level among the evidence that it rests on; ``None`` where it rests on none."""
    count: int
    last: datetime | None
    due: datetime | None
    findings: tuple[Finding, ...]


_STRENGTH = {Level.ENFORCED: 0, Level.OBSERVED: 1, Level.ATTESTED: 2}
_RESTING = frozenset({State.KEPT, State.BROKEN, State.DUE})
"""States that rest on evidence; the others say that there is none, or not enough."""


def weigh(proof: Proof, findings: tuple[Finding, ...], *, now: datetime) -> Standing:
    """Return the state that the findings give the proof at this instant.

    Broken beats due, due beats kept. A look that saw the opposite breaks the promise until a
    later one sees it kept: that nobody looked since mends nothing. A question without a finding,
    one that was not answered, and evidence older than ``fresh_for`` leave the promise unproven:
    where nobody can look for cases against a promise, that none was found says nothing.
    """
    by_question = {finding.question: finding for finding in findings if finding.answered}
    shown = tuple(by_question[q] for q in proof.shows if q in by_question)
    broken = tuple(by_question[q] for q in proof.breaks if q in by_question)
    looked = tuple(by_question[q] for q in (*proof.shows, *proof.looks) if q in by_question)
    breaking = (
        *(finding for finding in broken if finding.count),
        *(finding for finding in looked if finding.against),
    )
    due = min((f.due for f in (*shown, *broken) if f.due is not None), default=None)
    if breaking:
        state = State.BROKEN
    elif not (proof.shows or proof.breaks):
        state = State.STATED
    elif due is not None:
        state = State.DUE
    elif len(broken) == len(proof.breaks) and _all_fresh(proof, shown, now=now):
        state = State.KEPT
    else:
        state = State.UNPROVEN
    resting = breaking or shown
    return Standing(
        state=state,
        level=_weakest(resting) if state in _RESTING else None,
        count=sum(f.count for f in resting),
        last=max((f.last for f in resting if f.last is not None), default=None),
        due=due,
        findings=findings,
    )


def _weakest(findings: tuple[Finding, ...]) -> Level | None:
    """Return the weakest level of what was found; ``None`` where nothing was."""
    levels = (finding.level for finding in findings if finding.count)
    return max(levels, key=_STRENGTH.__getitem__, default=None)


def _all_fresh(proof: Proof, shown: tuple[Finding, ...], *, now: datetime) -> bool:
    """Tell whether every showing question, and there must be one, has fresh evidence."""
    if not shown or len(shown) < len(proof.shows):
        return False
    return all(f.count > 0 and _is_fresh(f, proof.fresh_for, now=now) for f in shown)


def _is_fresh(finding: Finding, fresh_for: timedelta | None, *, now: datetime) -> bool:
    """Tell whether the evidence is young enough; evidence without an instant never is.

    A word that has expired is no longer found, so that its age says nothing more.
    """
    if fresh_for is None or isinstance(finding.question, Attested):
        return True
    return finding.last is not None and now - finding.last <= fresh_for
