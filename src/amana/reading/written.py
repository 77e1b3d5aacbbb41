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

    def text(self, words: str) -> None:
        """Add words to the open block."""
        self.open.append(words)

    def close(self, role: Role, level: int) -> None:
        """Write the open block, if it holds a word."""
        words = _SPACE.sub(" ", "".join(self.open)).strip(" |")
        self.open.clear()
        if not _HAS_WORD.search(words):
            return
        item = role is Role.ITEM
        lead = ("\n" if self.blocks else "") + ("" if item else "\n" if self.blocks else "")
        mark = "• " if item else ""
        start = self.length + len(lead) + len(mark)
        self.parts += [lead, mark, words]
        self.length = start + len(words)
        self.blocks.append(Block(role=role, start=start, end=self.length, level=level))
