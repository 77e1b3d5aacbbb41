"""The text that is made of a document with mark-up of its own: blocks in order, and their places.

Blocks are parted by empty lines, items begin with a bullet; offsets count in the text made here.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from amana.domain.policy.proposal import Role
from amana.reading.blocks import Block

_SPACE: Final = re.compile(r"[\s\u00a0]+")
_PARTED: Final = (",", "،", ";", "؛", ":", ".", "|", "!", "?", "؟")
_ARABIC: Final = re.compile("[\u0620-\u064a]")
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
    parted: bool = False
    """Whether what comes next is a part of its own of the open cell."""

    def cell(self, *, head: bool) -> None:
        """Begin a cell, parted from the one before by a bar."""
        if self.cells:
            self.open.append(" | ")
        else:
            self.open = [words for words in self.open if words.strip()]
        self.cells += 1
        self.heads += head
        self.parted = False

    def part(self) -> None:
        """Begin a part of a cell, such as one of its paragraphs: a comma parts it from others."""
        while self.open and not self.open[-1].strip():
            self.open.pop()
        last = self.open[-1].rstrip() if self.open else ""
        self.parted = bool(last) and not last.endswith(_PARTED)
        self.open.append(" ")

    def text(self, words: str) -> None:
        """Add words to the open block."""
        if self.parted and words.strip():
            last = self.open[-2].rstrip()
            self.open[-2:] = [last, "، " if _ARABIC.match(last[-1:]) else ", "]
            self.parted = False
        elif self.parted:
            return
        self.open.append(words)

    def close(self, role: Role, level: int) -> None:
        """Write the open block, if it holds a word."""
        words = _SPACE.sub(" ", "".join(self.open)).rstrip(" |")
        # An empty first cell keeps its bar, so that the others stay in their columns.
        words = words.lstrip(" ") if self.cells > 1 else words.lstrip(" |")
        header = 1 < self.cells == self.heads
        self.open.clear()
        self.cells = self.heads = 0
        self.parted = False
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
