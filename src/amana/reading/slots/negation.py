"""Whether a sentence rules something out, and whether flatly or but for an exception.

*Not … except*, *not … before you agree* and *not … without your consent* limit an act; they do not
negate it. *Not responsible for*, *not only*, *unauthorised* and their like rule nothing out. Nor
does a negation in a clause that only describes (*who do not …*, ``التي لا …``), one that speaks to
the reader (*do not share your password*), or one whose verb is no handling of data.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from amana.reading.folding import Token
from amana.reading.lexicon import Span
from amana.reading.slots.clauses import Clauses

_HANDLING: Final = (
    "collect", "store", "use", "share", "sell", "keep", "send", "give", "receives", "recorded",
    "combine", "cookie", "public", "move", "examine", "handing", "access_staff", "handles",
)  # fmt: skip
"""Concepts of acts upon data: to rule out any other act is no ban that can be enforced."""
_ABOUT_SOMEONE: Final = (
    "data",
    "personal",
    "your",
    "user_things",
    "#data",
    "own_data",
    "#recipient",
)
_HARMLESS: Final = ("not_only", "without_consent", "opt_out", "disagree", "do_not_use")
_SCOPE: Final = 7
"""Words after a negation that it can still govern."""
_OUTSIDE: Final = frozenset(
    {"outside", "abroad", "overseas", "خارج", "خارجها", "خارجه", "الخارج", "للخارج"}
)
_BEFORE: Final = 4
"""Words before *no* and *nothing* in which the act may stand that they rule out."""
_OPENING: Final = 3
"""Words at the beginning in which an exception limits what follows: *except these, nobody …*."""


class Negation(StrEnum):
    """How a sentence rules out an act."""

    NONE = "none"
    BANNED = "banned"
    LIMITED = "limited"
    ALSO = "also"
    """Flatly, but in a second half: the sentence says first what is done."""
    ALSO_LIMITED = "also_limited"
    """But for an exception, in such a second half."""
    DENIED = "denied"
    """No act upon data that is known, in a sentence that names data of somebody."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The words of a sentence with what they name."""

    text: str
    words: Sequence[Token]
    concepts: Mapping[str, Sequence[Span]]
    clauses: Clauses

    def spans(self, *names: str) -> Iterator[Span]:
        """Yield the places of these concepts."""
        for name in names:
            yield from self.concepts.get(name, ())


def negation(
    text: str, words: Sequence[Token], concepts: Mapping[str, Sequence[Span]]
) -> tuple[Negation, Span | None]:
    """Return how the sentence negates, and the words from the negation to its act."""
    sentence = _Sentence(text, words, concepts, Clauses(text, words, concepts))
    reach = _reach(sentence)
    if reach is None:
        denied = _denied(sentence)
        return (Negation.DENIED if denied else Negation.NONE), denied
    done = sentence.spans(*_HANDLING, "engage")
    second = any(sentence.clauses.says_before(span, reach[0]) for span in done)
    if _limited(sentence, reach):
        return (Negation.ALSO_LIMITED if second else Negation.LIMITED), reach
    return (Negation.ALSO if second else Negation.BANNED), reach


def _reach(sentence: _Sentence) -> Span | None:
    """Return the first negation that rules something out, together with the act it governs."""
    harmless = [span for span in sentence.spans(*_HARMLESS) if not _ours(sentence, span)]
    found = [
        reach
        for start, end in (*sentence.spans("not"), *sentence.clauses.nothings())
        if not any(left <= start < right for left, right in harmless)
        and sentence.clauses.denies(start)
        and (reach := _governed(sentence, start, end)) is not None
    ]
    found += [span for span in sentence.spans("flat_no") if sentence.clauses.forbids(span[0])]
    return min(found, default=None)


def _ours(sentence: _Sentence, span: Span) -> bool:
    """Tell whether *do not use* follows on *we*: what we do not do, and no advice to a reader."""
    told = span in sentence.concepts.get("do_not_use", ())
    return told and sentence.words[span[0] - 1].word == "we" and span[0] > 0


def _denied(sentence: _Sentence) -> Span | None:
    """Return a negation of an act that no list knows, where data of somebody is named."""
    if not any(sentence.spans(*_ABOUT_SOMEONE)):
        return None
    return next((span for span in sentence.spans("not") if sentence.clauses.denies(span[0])), None)


def _governed(sentence: _Sentence, start: int, end: int) -> Span | None:
    """Return the words from a negation to the act upon data that it rules out."""
    clauses = sentence.clauses
    acts = sorted(sentence.spans(*_HANDLING))
    after = [
        span
        for span in acts
        if end <= span[0] <= end + _SCOPE and clauses.governs(start, end, span[0])
    ]
    known = any(end <= at <= end + _SCOPE for at, _ in sentence.spans("sell"))
    known = known or clauses.ours(start, end) or _is_taken_out(sentence, end)
    if after and (known or _about_someone(sentence, start)):
        return start, min(span[1] for span in after)
    before = [
        span
        for span in acts
        if clauses.counts_nothing(start)
        and span[1] <= start <= span[1] + _BEFORE
        and clauses.together(span[0], start)
    ]
    return (min(before)[0], end) if before else None


def _is_taken_out(sentence: _Sentence, end: int) -> bool:
    """Tell whether it is said of a place that what is ruled out would leave it."""
    return any(token.word in _OUTSIDE for token in sentence.words[end : end + _SCOPE])


def _about_someone(sentence: _Sentence, start: int) -> bool:
    """Tell whether the clause of a negation names data of somebody."""
    first, last = sentence.clauses.around(start)
    return any(first <= at < last for at, _ in sentence.spans(*_ABOUT_SOMEONE))


def _limited(sentence: _Sentence, reach: Span) -> bool:
    """Tell whether an exception, a consent or a moment limits what is ruled out."""
    excepted = [at for at, _ in sentence.spans("except", "until") if sentence.clauses.excepts(at)]
    return (
        any(at >= reach[0] or at < _OPENING for at in excepted)
        or any(at >= reach[0] for at, _ in sentence.spans("without_consent"))
        or sentence.clauses.conditional_after(reach)
    )
