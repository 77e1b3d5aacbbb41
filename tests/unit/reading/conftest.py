"""Documents made for these tests: small PDF files whose letters stand where a test wants them."""

from collections.abc import Callable, Sequence

import pytest

Lines = Sequence[tuple[str, float, float, int, bool]]
"""Text, left edge, baseline, size, and whether its letters are stored from the right."""

_CMAP = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
    "/CMapName /T def /CMapType 2 def\n"
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    "3 beginbfrange\n<0000> <00FF> <0000>\n<0600> <06FF> <0600>\n<FE00> <FEFF> <FE00>\n"
    "endbfrange\nendcmap end end\n"
)
_BOX = "/MediaBox [0 0 600 800] /Resources << /Font << /F 3 0 R >> >>"
_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /T /Encoding /Identity-H "
    "/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
)
_LETTERS = (
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /T /DW 500 /CIDSystemInfo "
    "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
)


def _page(lines: Lines) -> str:
    """Return the content of a page: each letter set at its own place."""
    shown = []
    for text, left, base, size, from_right in lines:
        placed = [(letter, left + 0.5 * size * at) for at, letter in enumerate(text)]
        for letter, x in reversed(placed) if from_right else placed:
            code = f"{ord(letter):04X}"
            shown.append(f"/F {size} Tf 1 0 0 1 {x:.2f} {base:.2f} Tm <{code}> Tj")
    return "BT " + "\n".join(shown) + " ET"


def _pdf(pages: Sequence[Lines]) -> bytes:
    """Return a PDF file with these pages."""
    kids = " ".join(f"{6 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        _FONT,
        _LETTERS,
        f"<< /Length {len(_CMAP)} >>\nstream\n{_CMAP}\nendstream",
    ]
    for at, lines in enumerate(pages):
        content = _page(lines)
        objects += [
            f"<< /Type /Page /Parent 2 0 R {_BOX} /Contents {7 + 2 * at} 0 R >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    body, places = "%PDF-1.7\n", []
    for number, made in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{made}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    return f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode("latin-1")


@pytest.fixture
def pdf_of() -> Callable[[Sequence[Lines]], bytes]:
    """Return the maker of PDF files."""
    return _pdf
