"""From blocks to the pieces that are judged one by one: headings, sentences, list items.

A piece knows the heading that it stands under and, in a list, the sentence that leads in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from amana.domain.policy.proposal import Role
from amana.reading.blocks import Block
from amana.reading.lexicon import concepts_of
from amana.reading.sentences import sentences
from amana.reading.titles import (
    LONGEST_TITLE,
    begins_with_us,
    is_run_in_title,
    is_sentence,
    is_set_apart,
)

_COLON: Final = re.compile(r"[*_]{0,3}:[*_]{0,3}\s+|\s[–—-]\s+")
_EMPHASIS: Final = "*_"
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
        found = list(_of_block(text, block, heading=heading, lead_in=None))
        if block.role is Role.ITEM:
            lead_in = lead_in or (previous if _leads_in(previous) else None)
            yield from (replace(piece, lead_in=lead_in) for piece in found)
            continue
        yield from found
        lead_in = None
        previous = text[found[-1].start : found[-1].end]
        if block.role is Role.HEADING:
            heading = previous
        elif found[0].role is Role.HEADING:
            # A run-in heading holds for its own paragraph, where a section's stands above it.
            heading = heading or text[found[0].start : found[0].end]


def _whole(block: Block, *, heading: str | None) -> Iterator[Piece]:
    """Yield a block as one piece."""
    yield Piece(role=block.role, start=block.start, end=block.end, heading=heading, lead_in=None)


def _leads_in(sentence: str) -> bool:
    """Tell whether a sentence or heading introduces the list after it."""
    plain = sentence.rstrip("*_ \t")
    if plain.endswith(":"):
        return True
    return "follows" in concepts_of(plain[-300:])


def _of_block(
    text: str, block: Block, *, heading: str | None, lead_in: str | None
) -> Iterator[Piece]:
    """Split a paragraph or item into its run-in heading and its sentences.

    An emphasised label (in bold: *Location.* *We use …*) heads its paragraph and stays a part of
    its first sentence: readers take both for one passage.
    """
    if block.role is Role.HEADING:
        yield from _whole(block, heading=None)
        return
    start = block.start
    title_end = _run_in(text[block.start : block.end])
    label = None
    if title_end:
        end = start + len(text[start : start + title_end].rstrip(" \t–—-"))
        above, heading = heading, _CLOSERS.sub("", text[start:end]).lstrip("*_ ")
        if text[start] in _EMPHASIS:
            label = start
        else:
            yield Piece(role=Role.HEADING, start=start, end=end, heading=above, lead_in=None)
        start += title_end
    for left, right in sentences(text[start : block.end]):
        yield Piece(
            role=block.role,
            start=start + left if label is None else label,
            end=start + right,
            heading=heading,
            lead_in=lead_in,
        )
        label = None


def _run_in(block: str) -> int:
    """Return where the sentence after a run-in heading begins; 0 where there is none."""
    colon = _COLON.search(block[: LONGEST_TITLE + 8])
    if colon and is_run_in_title(block[: colon.start()]) and is_sentence(block[colon.end() :]):
        marked = block[:1] in _EMPHASIS or "*" in colon.group()
        return colon.end() if marked or begins_with_us(block[colon.end() :]) else 0
    head = block[: LONGEST_TITLE + 2]
    spans = list(sentences(head))
    if len(spans) < 2 and len(head) == len(block):  # noqa: PLR2004 - a title and a sentence
        return 0
    end = spans[0][1] if spans else 0
    if not head[:end].endswith((".", ".**", "**", ".*", ".”", "?", "؟")) or end >= LONGEST_TITLE:
        return 0
    rest = block[end:]
    if is_run_in_title(head[:end]) and is_set_apart(head[:end]) and is_sentence(rest):
        return end + len(rest) - len(rest.lstrip())
    return 0
