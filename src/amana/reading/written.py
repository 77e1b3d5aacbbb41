"""The text that is made of a document with mark-up of its own: blocks in order, and their places.

Blocks are parted by empty lines, items begin with a bullet; offsets count in the text made here.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from amana.domain.policy.proposal import Role
from amana.reading.blocks import Block

_SPACE: Final = re.compile(r"[\s\u00a0]+")
_HAS_WORD: Final = re.compile(r"[^\W_]")


@dataclass(slots=True)
class Written:
    """What has been written so far, and the block that is open."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    cells: int = 0
    """Cells of the open block, if it is a row of a table."""
    heads: int = 0
    """Of these, the ones that name a column."""

    def cell(self, *, head: bool) -> None:
        """Begin a cell, parted from the one before by a bar."""
        if self.cells:
            self.open.append(" | ")
        else:
            self.open = [words for words in self.open if words.strip()]
        self.cells += 1
        self.heads += head

    def text(self, words: str) -> None:
        """Add words to the open block."""
        self.open.append(words)

    def close(self, role: Role, level: int) -> None:
        """Write the open block, if it holds a word."""
        words = _SPACE.sub(" ", "".join(self.open)).rstrip(" |")
        # An empty first cell keeps its bar, so that the others stay in their columns.
        words = words.lstrip(" ") if self.cells > 1 else words.lstrip(" |")
        header = 1 < self.cells == self.heads
        self.open.clear()
        self.cells = self.heads = 0
        if not _HAS_WORD.search(words):
            return
        item = role is Role.ITEM
        lead = ("\n" if self.blocks else "") + ("" if item else "\n" if self.blocks else "")
        mark = "• " if item else ""
        start = self.length + len(lead) + len(mark)
        self.parts += [lead, mark, words]
        self.length = start + len(words)
        block = Block(role=role, start=start, end=self.length, level=level, header=header)
        self.blocks.append(block)
