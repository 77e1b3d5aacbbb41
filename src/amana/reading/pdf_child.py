"""Reads a PDF in a process of its own, with bounds on time and memory: nobody trusts the file.

    python -m amana.reading.pdf_child SECONDS MEGABYTES

The file comes in on standard input; a line of JSON a page goes out: its height and its lines.
"""

import ctypes
import math
import sys
from collections.abc import Iterator
from dataclasses import astuple
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from amana.reading.bounded import Row, bound, fault, say
from amana.reading.pdf_lines import Letter, page_lines

_MOST_LETTERS: Final = 200_000
"""Letters of one page: a dense one has eight thousand."""
_HYPHEN: Final = 2
"""What the library gives for a hyphen at the end of a line."""
_PASSWORD: Final = 4


def main() -> None:
    """Bound this process, then read."""
    bound()
    try:
        say(_pages(sys.stdin.buffer.read()))
    except pdfium.PdfiumError as error:
        fault("locked" if error.err_code == _PASSWORD else "damaged")


def _pages(data: bytes) -> Iterator[Row]:
    """Yield each page's height and its lines in reading order."""
    document = pdfium.PdfDocument(data)
    for page in document:
        text = page.get_textpage()
        lines = [astuple(line) for line in page_lines(list(_letters(text)))]
        yield {"height": page.get_height(), "lines": lines}
        text.close()
        page.close()
    document.close()


def _letters(text: pdfium.PdfTextPage) -> Iterator[Letter]:
    """Yield the letters of a page that its author put there, and where each stands."""
    box, matrix = pdfium_c.FS_RECTF(), pdfium_c.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(min(text.count_chars(), _MOST_LETTERS)):
        code = pdfium_c.FPDFText_GetUnicode(text, at)
        code = ord("-") if code == _HYPHEN else code
        if code < 32 or pdfium_c.FPDFText_IsGenerated(text, at) == 1:  # noqa: PLR2004 - controls
            continue
        pdfium_c.FPDFText_GetLooseCharBox(text, at, box)
        pdfium_c.FPDFText_GetCharOrigin(text, at, x, y)
        pdfium_c.FPDFText_GetMatrix(text, at, matrix)
        size = pdfium_c.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d)
        yield Letter(char=chr(code), left=box.left, right=box.right, base=y.value, size=size)


if __name__ == "__main__":
    main()
