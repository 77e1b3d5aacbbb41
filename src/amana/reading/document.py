"""Reading a document: decode, find its blocks and pieces, and judge each."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from amana.domain.policy.proposal import Proposal, Reading, Role
from amana.domain.words import ENGLISH, Language
from amana.reading import docx, pdf
from amana.reading.blocks import Block, blocks
from amana.reading.conditions import without_conditions
from amana.reading.decode import LIMIT_BYTES, LIMIT_MB, decode
from amana.reading.errors import NothingToRead, TooLarge, TooLong
from amana.reading.features import Features, features
from amana.reading.html import extract, looks_like_html
from amana.reading.kinds.judge import Judgement, judge
from amana.reading.kinds.learned import among_others, learned
from amana.reading.kinds.rules import word_rules
from amana.reading.kinds.scorer import Scorer
from amana.reading.language import language_of
from amana.reading.outline import Piece, pieces
from amana.reading.rows import Column, columns
from amana.reading.slots.columns import because_of, kinds_in, slots_in
from amana.reading.slots.fill import fill
from amana.reading.slots.negation import Negation, negation
from amana.reading.slots.period import period

OVERRIDES: Final = "reading.overrides"
"""Warning: the text holds marks that make it look other than it is."""

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_PAGES: Final = 500
_PAGE: Final = 2_000
"""Characters. 500 pages are ten times the longest policy that is known, and read in seconds."""
_BY_COLUMN: Final = 0.6
"""How sure it is what a row says, where its columns say another kind than its words."""
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
    Raises ``NothingToRead``, ``TooLarge``, ``TooLong``, ``NotText``, ``Undecodable``, ``Damaged``,
    ``Locked``, ``Scanned`` or ``Endless``.
    """
    text, media, encoding, found = _opened(data, name)
    if not found:
        raise NothingToRead
    _bounded(text)
    return Reading(
        text=text,
        media=media,
        encoding=encoding,
        proposals=_proposals(text, found, progress),
        warnings=(OVERRIDES,) if _OVERRIDE.search(text) else (),
    )


def _opened(data: bytes, name: str) -> tuple[str, str, str, tuple[Block, ...]]:
    """Return the text to count in, its media type, its encoding and its blocks."""
    if len(data) > LIMIT_BYTES:
        raise TooLarge(limit=LIMIT_MB)
    if data.startswith(b"%PDF"):
        text, found = pdf.extract(data)
        return text, "application/pdf", "pdf", found
    if docx.is_docx(data):
        text, found = docx.extract(data)
        return text, DOCX, "utf-8", found
    decoded = decode(data)
    text, media, found = _blocks(decoded.text, name)
    return text, media, decoded.encoding, found


def _bounded(text: str) -> None:
    """Refuse more text than any policy has, before its blocks are looked for."""
    if len(text) > MOST_PAGES * _PAGE:
        raise TooLong(pages=MOST_PAGES)


def _blocks(text: str, name: str) -> tuple[str, str, tuple[Block, ...]]:
    """Return the text to count in, its media type and its blocks."""
    if looks_like_html(text, name):
        return (page := extract(text))[0], "text/html", page[1]
    _bounded(text)
    markdown = name.lower().endswith((".md", ".markdown")) or bool(_MARKDOWN_LINE.search(text))
    media = "text/markdown" if markdown else "text/plain"
    return text, media, blocks(text, markdown=markdown)


def _proposals(
    text: str, found: Sequence[Block], progress: Progress | None
) -> tuple[Proposal, ...]:
    """Judge the pieces one after another, each beside those that stand around it."""
    tell = progress or _no_one
    shown = []
    for piece in pieces(text, found):
        shown.append((piece, _shown(text, piece)))
        tell(piece.end // 2, len(text))
    voices = iter(among_others([each for _, each in shown if each.role is not Role.HEADING]))
    language: Language = ENGLISH
    proposals = []
    for piece, seen in shown:
        language = language_of(seen.text, otherwise=language)
        heard = () if seen.role is Role.HEADING else (word_rules(), next(voices))
        proposals.append(_proposal(piece, seen, language, heard))
        tell(len(text) // 2 + (piece.end + 1) // 2, len(text))
    return without_conditions(proposals)


def _no_one(_done: int, _whole: int) -> None:
    """Take progress for somebody who does not ask."""


def judged(
    text: str, *, place: int, role: Role, heading: str | None, language: Language
) -> Proposal:
    """Judge one passage that stands by itself; ``place`` takes the place of its beginning."""
    piece = Piece(role=role, start=0, end=len(text), heading=heading, lead_in=None)
    alone = _proposal(piece, _shown(text, piece), language, (word_rules(), learned()))
    return replace(alone, start=place, end=place + 1)


def _shown(text: str, piece: Piece) -> Features:
    """Return what a piece of a text shows."""
    words = text[piece.start : piece.end]
    return as_judged(words, role=piece.role, heading=piece.heading, lead_in=piece.lead_in)


def _proposal(
    piece: Piece, shown: Features, language: Language, voices: Sequence[Scorer]
) -> Proposal:
    """Judge one piece and fill its slots."""
    found = judge(shown, voices)
    by_column = columns(piece.lead_in, shown.text) if piece.role is not Role.HEADING else {}
    if by_column:
        found = _in_columns(found, by_column)
    slots = fill(shown, found.kinds)
    return Proposal(
        text=shown.text,
        start=piece.start,
        end=piece.end,
        language=language,
        role=piece.role,
        heading=piece.heading,
        lead_in=piece.lead_in,
        kinds=found.kinds,
        slots=slots_in(by_column, found.kinds, slots) if by_column else slots,
        confidence=found.confidence,
        because=found.because,
    )


def _in_columns(found: Judgement, cells: Mapping[Column, str]) -> Judgement:
    """Return what a row says by its columns; what only they say is to be looked at."""
    kinds = kinds_in(cells, found.kinds)
    sure = found.confidence if kinds[0] == found.kinds[0] else _BY_COLUMN
    because = {kind: found.because.get(kind) or because_of(cells, kind) for kind in kinds}
    return replace(found, kinds=kinds, confidence=sure, because=because)


def as_judged(text: str, *, role: Role, heading: str | None, lead_in: str | None) -> Features:
    """Return what a piece shows to the scorers, with the marks of its sense."""
    shown = features(text, role=role, heading=heading, lead_in=lead_in)
    _mark_sense(shown)
    return shown


def _mark_sense(piece: Features) -> None:
    """Add the marks that need the sense of the whole: negation and lengths of time."""
    concepts = dict(piece.concepts)
    how, reach = negation(piece.text, piece.words, concepts)
    if how is not Negation.NONE and reach is not None:
        concepts[f"#{how}"] = [reach]
    length = period(piece.words, piece.text)
    if length is not None:
        concepts["#period"] = [length[1]]
    object.__setattr__(piece, "concepts", concepts)
