"""From blocks to the pieces that are judged one by one: headings, sentences, list items.

A piece knows the heading that it stands under and, in a list, the sentence that leads in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from amana.domain.policy.proposal import Role
from amana.reading.blocks import Block
from amana.reading.folding import tokens
from amana.reading.lexicon import lexicon
from amana.reading.sentences import sentences
from amana.reading.titles import LONGEST_TITLE, is_run_in_title, is_sentence

_COLON: Final = re.compile(r"[*_]{0,3}:[*_]{0,3}\s+|\s[–—-]\s+")
_CLOSERS: Final = re.compile(r"[.:!?؟\s*_]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A heading, a sentence or (a sentence of) a list item: ``text[start:end]``."""

    role: Role
    start: int
    end: int
    heading: str | None
    lead_in: str | None


def pieces(text: str, blocks: Sequence[Block]) -> Iterator[Piece]:
    """Yield the pieces of the document in order; each letter and digit stands in one."""
    heading: str | None = None
    lead_in: str | None = None
    previous = ""
    for block in blocks:
        if block.role is Role.HEADING:
            heading = previous = text[block.start : block.end].strip()
            lead_in = None
            yield from _whole(block, heading=None)
            continue
        if block.role is Role.SENTENCE:
            lead_in = None
        elif lead_in is None:
            lead_in = previous if _leads_in(previous) else None
        under = heading
        for piece in _of_block(text, block, heading=heading, lead_in=lead_in):
            yield piece
            if piece.role is Role.HEADING:
                under = text[piece.start : piece.end]
            elif block.role is Role.SENTENCE:
                previous = text[piece.start : piece.end]
        if block.role is Role.SENTENCE and under is not heading:
            heading = _after_run_in(heading, under)


def _after_run_in(heading: str | None, under: str | None) -> str | None:
    """Keep the heading of the section: a run-in heading holds for its own paragraph only."""
    return heading or under


def _whole(block: Block, *, heading: str | None) -> Iterator[Piece]:
    """Yield a block as one piece."""
    yield Piece(role=block.role, start=block.start, end=block.end, heading=heading, lead_in=None)


def _leads_in(sentence: str) -> bool:
    """Tell whether a sentence or heading introduces the list after it."""
    plain = sentence.rstrip("*_ \t")
    if plain.endswith(":"):
        return True
    return "follows" in lexicon().concepts(tokens(plain[-300:]))


def _of_block(
    text: str, block: Block, *, heading: str | None, lead_in: str | None
) -> Iterator[Piece]:
    """Split a paragraph or item into its run-in heading and its sentences."""
    start = block.start
    title_end = _run_in(text[block.start : block.end])
    if title_end:
        end = start + len(text[start : start + title_end].rstrip(" \t–—-"))
        yield Piece(role=Role.HEADING, start=start, end=end, heading=heading, lead_in=None)
        heading = _CLOSERS.sub("", text[start:end])
        start += title_end
    for left, right in sentences(text[start : block.end]):
        yield Piece(
            role=block.role,
            start=start + left,
            end=start + right,
            heading=heading,
            lead_in=lead_in,
        )


def _run_in(block: str) -> int:
    """Return where the sentence after a run-in heading begins; 0 where there is none."""
    colon = _COLON.search(block[: LONGEST_TITLE + 8])
    if colon and is_run_in_title(block[: colon.start()]) and is_sentence(block[colon.end() :]):
        return colon.end()
    head = block[: LONGEST_TITLE + 2]
    spans = list(sentences(head))
    if len(spans) < 2 and len(head) == len(block):  # noqa: PLR2004 - a title and a sentence
        return 0
    end = spans[0][1] if spans else 0
    if not head[:end].endswith((".", ".**", "**", ".*", ".”", "?", "؟")) or end >= LONGEST_TITLE:
        return 0
    rest = block[end:]
    if is_run_in_title(head[:end]) and is_sentence(rest):
        return end + len(rest) - len(rest.lstrip())
    return 0
