"""Reading a document: decode, find its blocks and pieces, and judge each."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from amana.domain.policy.proposal import Proposal, Reading
from amana.domain.words import ENGLISH, Language
from amana.reading.blocks import Block, blocks
from amana.reading.decode import decode
from amana.reading.errors import NothingToRead
from amana.reading.features import Features, features
from amana.reading.html import extract, looks_like_html
from amana.reading.kinds.judge import judge
from amana.reading.kinds.rules import word_rules
from amana.reading.kinds.scorer import Scorer
from amana.reading.language import language_of
from amana.reading.outline import Piece, pieces
from amana.reading.slots.fill import fill
from amana.reading.slots.negation import Negation, negation
from amana.reading.slots.period import period

OVERRIDES: Final = "reading.overrides"
"""Warning: the text holds marks that make it look other than it is."""

_OVERRIDE: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MARKDOWN_LINE: Final = re.compile(
    r"^(?:#{1,6} \S|\*\*[^*\n]{1,200}\*\*\s*$|\[[^\]\n]{1,200}\]\()", re.MULTILINE
)

Progress = Callable[[int, int], None]
"""Is told how many characters of how many have been read."""


def read(data: bytes, *, name: str = "", progress: Progress | None = None) -> Reading:
    """Return the document with a proposal for each heading, sentence and list item.

    ``name`` may tell the format by its ending. The proposals hold every letter and digit of
    the text, in order and none twice; between them lie white space and marks of layout only.
    Raises ``NothingToRead``, ``TooLarge``, ``NotText`` or ``Undecodable``.
    """
    decoded = decode(data)
    text, media, found = _blocks(decoded.text, name)
    if not found:
        raise NothingToRead
    return Reading(
        text=text,
        media=media,
        encoding=decoded.encoding,
        proposals=_proposals(text, found, progress),
        warnings=(OVERRIDES,) if _OVERRIDE.search(text) else (),
    )


def _blocks(text: str, name: str) -> tuple[str, str, tuple[Block, ...]]:
    """Return the text to count in, its media type and its blocks."""
    if looks_like_html(text, name):
        return (page := extract(text))[0], "text/html", page[1]
    markdown = name.lower().endswith((".md", ".markdown")) or bool(_MARKDOWN_LINE.search(text))
    media = "text/markdown" if markdown else "text/plain"
    return text, media, blocks(text, markdown=markdown)


def _proposals(
    text: str, found: Sequence[Block], progress: Progress | None
) -> tuple[Proposal, ...]:
    """Judge the pieces one after another."""
    scorers: tuple[Scorer, ...] = (word_rules(),)
    language: Language = ENGLISH
    proposals = []
    for piece in pieces(text, found):
        language = language_of(text[piece.start : piece.end], otherwise=language)
        proposals.append(_proposal(text, piece, language, scorers))
        if progress is not None:
            progress(piece.end, len(text))
    return tuple(proposals)


def _proposal(text: str, piece: Piece, language: Language, scorers: Sequence[Scorer]) -> Proposal:
    """Judge one piece and fill its slots."""
    words = text[piece.start : piece.end]
    shown = features(words, role=piece.role, heading=piece.heading, lead_in=piece.lead_in)
    _mark_sense(shown)
    judged = judge(shown, scorers)
    return Proposal(
        text=words,
        start=piece.start,
        end=piece.end,
        language=language,
        role=piece.role,
        heading=piece.heading,
        lead_in=piece.lead_in,
        kinds=judged.kinds,
        slots=fill(shown, judged.kinds),
        confidence=judged.confidence,
        because=judged.because,
    )


def _mark_sense(piece: Features) -> None:
    """Add the marks that need the sense of the whole: negation and lengths of time."""
    concepts = dict(piece.concepts)
    how, reach = negation(concepts)
    if how is not Negation.NONE and reach is not None:
        concepts[f"#{how}"] = [reach]
    length = period(piece.words)
    if length is not None:
        concepts["#period"] = [length[1]]
    object.__setattr__(piece, "concepts", concepts)
