"""Reads a Word document in a process of its own, with bounds on time and memory.

    python -m amana.reading.docx_child SECONDS MEGABYTES

The file comes in on standard input; lines of JSON go out: the text, then its blocks in runs.
"""

import sys
from collections.abc import Iterator
from typing import Final

from amana.reading.bounded import Row, bound, fault, say
from amana.reading.docx_body import extract
from amana.reading.errors import Damaged, TooDeep, TooLarge

_RUN: Final = 1_000
"""Blocks in a line."""


def main() -> None:
    """Bound this process, then read."""
    bound()
    try:
        say(_rows(sys.stdin.buffer.read()))
    except Damaged:
        fault("damaged")
    except TooLarge as error:
        fault("too_large", **error.fields)
    except TooDeep as error:
        fault("too_deep", **error.fields)


def _rows(data: bytes) -> Iterator[Row]:
    """Yield the text, then role, start, end and level and header of each block."""
    text, blocks = extract(data)
    yield {"text": text}
    for at in range(0, len(blocks), _RUN):
        yield {
            "blocks": [
                (block.role.value, block.start, block.end, block.level, block.header)
                for block in blocks[at : at + _RUN]
            ]
        }


if __name__ == "__main__":
    main()
